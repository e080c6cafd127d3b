"""Conversations beside the chat, what can be done with an answer, and its sources, in headless Chromium against the real server."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_server import Server, ask, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AGREEMENT = "How soon must the board sign a post agreement with a new manager?"
CATALOGUE = "By when must the Technology Division publish the catalogue?"
SNOW = "How much snow falls in the mountains of Iceland?"


@pytest.fixture
def page(browser: Browser, sample_server: Server) -> Iterator[Page]:
    with watched_page(browser, sample_server) as opened:
        opened.goto(sample_server.address)
        expect(opened.locator("#masthead .status")).to_contain_text("documents, as of", timeout=20_000)
        yield opened


def choose_language(page: Page, name: str) -> None:
    page.locator("#masthead details.languages summary").click()
    page.get_by_role("link", name=name).click()


def in_list(page: Page, title: str) -> str:
    return f'#conversation-list li:has(a[title="{title}"])'


def test_a_conversation_is_kept_listed_and_opened_again(page: Page, sample_server: Server) -> None:
    ask(page, AGREEMENT)
    expect(page.locator("#conversation-list li.here")).to_contain_text("How soon must the board")
    address = page.url
    assert "?conversation=" in address
    page.locator("#new-conversation").click()
    expect(page.locator("#chat .acts")).to_have_count(0)
    ask(page, CATALOGUE)
    ask(page, "And who keeps it?", 2)
    page.locator(in_list(page, AGREEMENT)).first.locator("a.open-conversation").click()
    expect(page.locator("#chat .acts")).to_have_count(1)
    expect(page.locator("#chat p.asked")).to_have_text(AGREEMENT)
    page.goto(address)
    expect(page.locator("#chat p.asked")).to_have_text(AGREEMENT)
    page.locator("#chat blockquote a.cite").first.click()
    quote = page.locator("#chat blockquote").first.inner_text()
    assert page.locator("#cited").inner_text().split()[0] in quote


def test_of_forty_questions_sent_at_once_none_is_lost(page: Page) -> None:
    questions = [f"By when must the Technology Division publish catalogue {number}?" for number in range(1, 41)]
    page.locator("#question textarea").focus()
    for question in questions:
        page.keyboard.insert_text(question)
        page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_have_count(40, timeout=120_000)
    assert page.locator("#chat p.asked").all_inner_texts() == questions
    assert page.locator("#chat .as-of").count() == 40
    page.reload()
    expect(page.locator("#chat .acts")).to_have_count(40)
    assert page.locator("#chat p.asked").all_inner_texts() == questions


def test_conversations_are_searched_renamed_exported_and_deleted(page: Page) -> None:
    ask(page, SNOW)
    item = page.locator(in_list(page, SNOW)).first
    page.once("dialog", lambda dialog: dialog.accept("Weather <b>abroad</b>"))
    item.locator("summary").click()
    item.locator(".rename").click()
    renamed = page.locator(in_list(page, "Weather <b>abroad</b>"))
    expect(renamed).to_have_count(1)
    page.locator("#find-conversation").fill("Iceland")
    expect(page.locator("#conversation-list li")).to_have_count(1)
    page.locator("#find-conversation").fill("nothing like it")
    expect(page.locator("#conversation-list")).to_have_text("No conversation fits.")
    page.locator("#find-conversation").fill("")
    with page.expect_download() as coming:
        renamed.locator("summary").click()
        renamed.get_by_role("menuitem", name="Markdown").click()
    text = Path(coming.value.path()).read_text(encoding="utf-8")
    assert text.startswith("# Weather \\<b\\>abroad\\</b\\>\n\n## How much snow")
    page.once("dialog", lambda dialog: dialog.accept())
    renamed.locator("summary").click()
    renamed.locator(".delete").click()
    expect(renamed).to_have_count(0)
    expect(page.locator("#chat .acts")).to_have_count(0)
    assert "conversation=" not in page.url


def test_a_question_is_edited_and_asked_again(page: Page) -> None:
    ask(page, SNOW)
    ask(page, CATALOGUE, 2)
    page.locator("#chat a.act.edit").first.click()
    expect(page.locator("#question textarea")).to_have_value(SNOW)
    ask(page, AGREEMENT, 1)
    expect(page.locator("#chat p.asked")).to_have_text(AGREEMENT)
    expect(page.locator("#chat blockquote").first).to_be_visible()
    page.locator("#chat a.act.again").click()
    expect(page.locator("#chat .acts")).to_have_count(1)
    expect(page.locator("#chat p.asked")).to_have_text(AGREEMENT)


def test_an_answer_is_exported_with_quotes_places_and_day(page: Page) -> None:
    ask(page, AGREEMENT)
    with page.expect_download() as coming:
        page.locator("#chat a.act.docx").click()
    paper = docx.Document(io.BytesIO(Path(coming.value.path()).read_bytes()))
    told = "\n".join(one.text for one in paper.paragraphs)
    quote = page.locator("#chat blockquote").nth(1).inner_text().rsplit("\n", 1)[-1][:40]
    assert AGREEMENT in told
    assert quote in told
    assert "tenure-and-contract-management-measures.md" in told
    assert "documents as of 20" in told


def test_an_answer_is_copied_with_its_citations(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, AGREEMENT)
    page.locator("#chat a.act.copy").click()
    expect(page.locator("#chat a.act.copy")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "within 20 working days" in copied
    assert "[tenure-and-contract-management-measures.md]" in copied
    assert "\\" not in copied


def test_a_bad_answer_is_reported_with_reasons(page: Page, sample_server: Server) -> None:
    ask(page, SNOW)
    page.locator("#chat a.act.bad").click()
    page.locator("#feedback [value='not what was asked']").check()
    page.locator("#feedback [name=saved][value=no]").check()
    page.locator("#feedback textarea").fill("<script>document.title='owned'</script>")
    page.locator("#feedback button[value=keep]").click()
    expect(page.locator("#chat a.act.bad.chosen")).to_be_visible()
    page.reload()
    expect(page.locator("#chat a.act.bad.chosen")).to_be_visible()
    page.goto(f"{sample_server.address}insights")
    topic = page.locator("ul.topics li", has_text="snow").first
    topic.locator("summary").click()
    expect(topic).to_contain_text("not what was asked; <script>")


def test_one_asks_among_some_documents_only(page: Page) -> None:
    page.locator("#ask-filters summary").click()
    page.locator("#ask-filters [name=until]").fill("2023-12-31")
    page.locator("#ask-filters [name=status]").select_option("any status")
    expect(page.locator("#filter-told")).to_have_text("(2023-12-31, any status)")
    ask(page, "Below what must the debt-to-asset ratio be?")
    places = page.locator("#chat p.place, #chat ul.near li").all_inner_texts()
    assert places
    assert all("2023-" in place for place in places)
    page.locator("#new-conversation").click()
    page.locator("#clear-filters").click()
    expect(page.locator("#filter-told")).to_have_text("")
    page.locator("#conversation-list li a").first.click()
    expect(page.locator("#filter-told")).to_have_text("(2023-12-31, any status)")


def test_a_source_is_searched_and_citations_are_gone_through(page: Page) -> None:
    ask(page, AGREEMENT)
    page.locator("#chat blockquote a.cite").first.click()
    first = page.locator("#cited").inner_text()
    page.get_by_role("button", name="Next citation").click()
    expect(page.locator("#cited")).not_to_have_text(first)
    page.get_by_role("button", name="Previous citation").click()
    expect(page.locator("#cited")).to_have_text(first)
    find = page.get_by_role("searchbox", name="Find in the document")
    find.fill("the  BOARD")
    find.press("Enter")
    expect(page.locator("#source .found")).to_contain_text("1 / ")
    assert page.locator("#cited").inner_text().lower().split() == ["the", "board"]
    page.keyboard.press("Enter")
    expect(page.locator("#source .found")).to_contain_text("2 / ")
    page.keyboard.press("Shift+Enter")
    expect(page.locator("#source .found")).to_contain_text("1 / ")
    find.fill("xylophone")
    find.press("Enter")
    expect(page.locator("#source .found")).to_have_text("not found")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the original").click()
    assert coming.value.suggested_filename == "tenure-and-contract-management-measures.md"


def test_the_page_speaks_chinese(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server, locale="zh-CN") as page:
        page.goto(sample_server.address)
        expect(page.locator("#masthead .status")).to_contain_text("份文件，截至")
        ask(page, "省属工业企业研发投入强度要达到多少？")
        expect(page.locator("#chat .as-of")).to_contain_text("文件截至")
        expect(page.locator("#chat a.act.again")).to_have_text("重新提问")
        page.locator("#chat blockquote a.cite").first.click()
        expect(page.get_by_role("searchbox", name="在文件中查找")).to_be_visible()
        choose_language(page, "English")
        expect(page.locator("#masthead .status")).to_contain_text("documents, as of")
        expect(page.locator("body")).to_have_attribute("lang", "en")
        page.goto(f"{sample_server.address}requirements")
        expect(page.locator("h1")).to_have_text("Requirements")
        choose_language(page, "中文")
        expect(page.locator("h1")).to_have_text("要求")
        for path, title in (("onboarding", "入门"), ("documents", "文件"), ("insights", "洞察")):
            page.goto(f"{sample_server.address}{path}")
            expect(page.locator("h1")).to_have_text(title)


def test_a_phone_opens_the_conversations_over_the_chat(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server, viewport={"width": 390, "height": 844}) as page:
        page.goto(sample_server.address)
        expect(page.locator("#side-column")).to_be_hidden()
        ask(page, AGREEMENT)
        page.locator("#show-side").click()
        expect(page.locator("#conversation-list li").first).to_be_visible()
        page.locator("#conversation-list li a").first.click()
        expect(page.locator("#side-column")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_asks_of_conversations_is_checked(sample_server: Server) -> None:
    status, _, _ = sample_server.send("conversations/rename", {"id": "none", "title": " "})
    assert status == 400
    assert sample_server.send("conversations/export?id=none")[0] == 404
    assert sample_server.send("conversations/answer?turn=99999")[0] == 400
    assert sample_server.send("conversations/rate", {"turn": 99999, "rating": "bad", "reasons": []})[0] == 400
    assert sample_server.send("conversations/rate", {"turn": "x", "rating": "bad", "reasons": []})[0] == 422
    assert sample_server.send("source/find?document=99999&text=a")[1] == json.dumps({"count": 0}, separators=(",", ":"))
    assert sample_server.send("documents/original?document=99999")[0] == 404
    assert sample_server.send(f"conversations/answer?turn={10**25}")[0] == 422
    assert sample_server.send("conversations/rate", {"turn": 10**25, "rating": "bad", "reasons": []})[0] == 422


def test_all_is_done_by_keyboard_alone(page: Page) -> None:
    def tab_to(selector: str, most: int = 60, key: str = "Tab") -> None:
        for _ in range(most):
            if page.evaluate("(selector) => document.activeElement?.matches(selector) ?? false", selector):
                return
            page.keyboard.press(key)
        raise AssertionError(f"{selector} is not reached by {key}")

    ask(page, CATALOGUE)
    page.locator("#question textarea").focus()
    tab_to("#ask-filters summary", key="Shift+Tab")
    page.keyboard.press("Enter")
    tab_to("#ask-filters select[name=status]")
    page.keyboard.type("any")
    expect(page.locator("#filter-told")).to_have_text("(any status)")
    tab_to("#clear-filters")
    page.keyboard.press("Enter")
    expect(page.locator("#filter-told")).to_have_text("")
    tab_to("#chat a.act.good", key="Shift+Tab")
    page.keyboard.press("Space")
    tab_to("#feedback input[value=yes]")
    page.keyboard.press("Space")
    tab_to("#feedback button[value=keep]")
    page.keyboard.press("Enter")
    expect(page.locator("#chat a.act.good.chosen")).to_be_visible()
    tab_to("#chat blockquote a.cite", key="Shift+Tab")
    page.keyboard.press("Enter")
    tab_to("#source .tools input")
    page.keyboard.type("the")
    page.keyboard.press("Enter")
    expect(page.locator("#source .found")).to_contain_text(" / ")
    page.keyboard.press("Escape")
    page.locator("#masthead .brand").focus()
    tab_to("#new-conversation")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_have_count(0)
    page.locator("#new-conversation").focus()
    tab_to("#conversation-list a.open-conversation")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_have_count(1)
    page.locator("#new-conversation").focus()
    tab_to("#conversation-list summary")
    page.keyboard.press("Enter")
    tab_to("#conversation-list .rename")
    page.once("dialog", lambda dialog: dialog.accept("By keys"))
    page.keyboard.press("Enter")
    expect(page.locator(in_list(page, "By keys"))).to_have_count(1)


def test_the_next_questions_are_asked_with_a_click(page: Page) -> None:
    ask(page, AGREEMENT)
    proposed = page.locator("#proposed button")
    expect(proposed.first).to_be_visible()
    question = proposed.first.inner_text()
    proposed.first.click()
    expect(page.locator("#chat p.asked").last).to_have_text(question)
    expect(page.locator("#chat .acts")).to_have_count(2)


def test_an_earlier_question_is_asked_again_at_the_end(page: Page) -> None:
    ask(page, SNOW)
    ask(page, CATALOGUE, 2)
    page.locator("#chat a.act.again").first.click()
    expect(page.locator("#chat .acts")).to_have_count(3)
    expect(page.locator("#chat p.asked")).to_have_text([SNOW, CATALOGUE, SNOW])


def test_an_edit_is_told_and_can_be_left(page: Page) -> None:
    ask(page, SNOW)
    ask(page, CATALOGUE, 2)
    expect(page.locator("#editing")).to_be_hidden()
    page.locator("#chat a.act.edit").first.click()
    expect(page.locator("#editing")).to_contain_text("takes the place of the question that you edit")
    page.locator("#cancel-editing").click()
    expect(page.locator("#editing")).to_be_hidden()
    ask(page, AGREEMENT, 3)
    page.locator("#chat a.act.edit").first.click()
    page.keyboard.press("Escape")
    expect(page.locator("#editing")).to_be_hidden()


def test_an_answer_is_rated_on_a_phone(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server, viewport={"width": 390, "height": 844}) as page:
        page.goto(sample_server.address)
        ask(page, AGREEMENT)
        page.locator("#chat a.act.good").click()
        page.locator("#feedback [name=saved][value=yes]").check()
        page.locator("#feedback button[value=keep]").click()
        expect(page.locator("#chat a.act.good.chosen")).to_be_visible()
        expect(page.locator("#feedback")).to_be_hidden()


def test_issuers_can_be_chosen_and_the_language_keeps_the_conversation(page: Page) -> None:
    ask(page, AGREEMENT)
    page.locator("#ask-filters summary").click()
    expect(page.locator("#ask-filters [name=issuer] option")).not_to_have_count(1)
    choose_language(page, "中文")
    expect(page.locator("#masthead .status")).to_contain_text("份文件")
    expect(page.locator("#chat p.asked")).to_have_text(AGREEMENT)
    page.get_by_role("link", name="要求", exact=True).click()
    page.locator("[name=theme]").select_option("governance")
    expect(page.locator("table.ledger")).to_be_visible()
    choose_language(page, "English")
    expect(page.locator("h1")).to_have_text("Requirements")
    expect(page.locator("[name=theme]")).to_have_value("governance")


def test_back_goes_to_the_conversation_before(page: Page) -> None:
    ask(page, SNOW)
    page.locator("#new-conversation").click()
    expect(page.locator("#chat .acts")).to_have_count(0)
    page.go_back()
    expect(page.locator("#chat p.asked")).to_have_text(SNOW)
