"""Conversations beside the chat, in headless Chromium against the real server."""

import json
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from assistant.records.records import Records
from tests.browser.asking import AGREEMENT, CATALOGUE, SNOW, in_list
from tests.web_server import Server, ask, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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


def test_of_sixteen_questions_sent_at_once_none_is_lost(page: Page) -> None:
    questions = [f"By when must the Technology Division publish catalogue {number}?" for number in range(1, 17)]
    page.locator("#question textarea").focus()
    for question in questions:
        page.keyboard.insert_text(question)
        page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_have_count(16, timeout=120_000)
    assert page.locator("#chat p.asked").all_inner_texts() == questions
    assert page.locator("#chat .as-of").count() == 16
    page.reload()
    expect(page.locator("#chat .acts")).to_have_count(16)
    assert page.locator("#chat p.asked").all_inner_texts() == questions


def test_conversations_are_searched_renamed_exported_and_deleted(page: Page) -> None:
    question = "How much snow falls in the mountains of Norway?"  # no other test asks it
    ask(page, question)
    item = page.locator(in_list(page, question))
    item.locator("summary").click()
    item.locator(".rename").click()
    page.keyboard.type("Weather <b>abroad</b>")
    page.keyboard.press("Enter")
    renamed = page.locator(in_list(page, "Weather <b>abroad</b>"))
    expect(renamed).to_have_count(1)
    expect(page).to_have_title("Weather <b>abroad</b> · Policy Assistant")
    page.locator("#find-conversation").fill("Norway")
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


def test_one_asks_among_some_documents_only(page: Page) -> None:
    page.locator("#ask-filters summary").click()
    page.locator("#ask-filters [name=until]").fill("2023-12-31")
    page.locator("#ask-filters [name=status]").select_option("any status")
    chips = page.locator("#scope li")
    expect(chips).to_contain_text(["Issued until: 31 December 2023", "Status: any status"])
    ask(page, "Below what must the debt-to-asset ratio be?")
    places = page.locator("#chat p.place, #chat ul.near li").all_inner_texts()
    assert places
    assert all("2023-" in place for place in places)
    page.locator("#new-conversation").click()
    expect(chips).to_have_count(0)
    page.locator("#conversation-list a.open-conversation").first.click()
    expect(chips).to_contain_text(["Issued until: 31 December 2023", "Status: any status"])


def test_a_phone_opens_the_conversations_over_the_chat(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server, viewport={"width": 390, "height": 844}) as page:
        page.goto(sample_server.address)
        expect(page.locator("#side-column")).to_be_hidden()
        ask(page, AGREEMENT)
        page.locator("#show-side").click()
        expect(page.locator("#conversation-list li").first).to_be_visible()
        page.locator("#conversation-list a.open-conversation").first.click()
        expect(page.locator("#side-column")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_asks_of_conversations_is_checked(sample_server: Server) -> None:
    status, _, _ = sample_server.send("conversations/rename", {"id": "none", "title": " "})
    assert status == 400
    assert sample_server.send("conversations/export?id=none")[0] == 404
    assert sample_server.send("conversations/answer?turn=99999")[0] == 400
    assert sample_server.send("api/v1/answers/99999/rating", {"rating": "bad"})[0] == 404
    assert sample_server.send("api/v1/answers/x/rating", {"rating": "bad"})[0] == 422
    assert sample_server.send("source/find?document=99999&text=a")[1] == json.dumps({"count": 0}, separators=(",", ":"))
    assert sample_server.send("documents/original?document=99999")[0] == 404
    assert sample_server.send(f"conversations/answer?turn={10**25}")[0] == 422
    assert sample_server.send(f"api/v1/answers/{10**25}/rating", {"rating": "bad"})[0] == 422


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
    page.locator("#question textarea").fill("half a question")
    page.locator("#chat a.act.edit").first.click()
    expect(page.locator("#question textarea")).to_have_value(SNOW)
    page.keyboard.press("Escape")
    expect(page.locator("#editing")).to_be_hidden()
    expect(page.locator("#chat a.act.edit").first).to_be_focused()
    expect(page.locator("#question textarea")).to_have_value("half a question")


def test_back_goes_to_the_conversation_before(page: Page) -> None:
    ask(page, SNOW)
    page.locator("#new-conversation").click()
    expect(page.locator("#chat .acts")).to_have_count(0)
    page.go_back()
    expect(page.locator("#chat p.asked")).to_have_text(SNOW)


def test_a_question_can_be_typed_as_soon_as_it_is_heard(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server) as opened:
        held: list[Route] = []
        opened.route("**/ask/script.js", lambda route: held.append(route))
        with opened.expect_request("**/ask/script.js"):
            opened.goto(sample_server.address, wait_until="commit")
        expect(opened.locator("#question-text")).to_be_disabled()
        held[0].continue_()
        ask(opened, "What R&D intensity must provincial industrial enterprises reach?")


def test_a_document_is_asked_by_its_link_and_into_no_other_conversation(page: Page, sample_server: Server) -> None:
    chips = page.locator("#scope li")
    page.goto(f"{sample_server.address}?document=linjiang-implementation-plan-2023.md")
    expect(chips).to_contain_text(["Implementation Plan for Deepening"])
    ask(page, "By when must the ports be merged?")
    warning = page.locator("#chat .answer > :first-child")
    expect(warning).to_contain_text("is replaced by “Revised Implementation Plan")
    page.reload()
    expect(chips).to_contain_text(["Implementation Plan for Deepening"])
    page.locator("#new-conversation").click()
    expect(chips).to_have_count(0)
    page.locator("#ask-filters summary").click()
    page.locator("#find-choice").fill("tenure")
    expect(page.locator("#choices input")).to_have_count(1)
    page.locator("#choices input").check()
    expect(chips).to_contain_text(["Measures on the Tenure System"])
    ask(page, "Summarise this document.")
    expect(page.locator("#chat .answer p").first).to_contain_text("“Measures on the Tenure System and Contract Management of Managers”")
    chips.get_by_role("button").click()
    expect(chips).to_have_count(0)
    expect(page.locator("#choices input")).not_to_be_checked()


def test_several_conversations_are_pinned_chosen_and_deleted(page: Page) -> None:
    titles = [f"How deep is lake number {number}?" for number in range(3)]
    for title in titles:
        page.locator("#new-conversation").click()
        ask(page, title)
    first = page.locator(in_list(page, titles[0]))
    first.locator("summary").click()
    first.locator(".pin").click()
    expect(page.locator("#conversation-list h2").first).to_have_text("Pinned")
    expect(page.locator("#conversation-list a.open-conversation").first).to_have_text(titles[0])
    page.locator("#choose-conversations").click()
    for title in titles:
        page.locator(in_list(page, title)).locator("a.open-conversation").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete (3)").click()
    for title in titles:
        expect(page.locator(in_list(page, title))).to_have_count(0)
    expect(page.locator("#chat .acts")).to_have_count(0)


def test_an_address_of_no_conversation_says_so(page: Page, sample_server: Server) -> None:
    page.goto(f"{sample_server.address}?conversation=0123456789abcdef")
    expect(page.locator("#chat .warning")).to_contain_text("There is no such conversation, or it is not yours.")
    ask(page, SNOW)
    expect(page.locator("#chat p.asked")).to_have_text(SNOW)
    expect(page.locator("#chat .warning", has_text="no such conversation")).to_have_count(0)


def test_a_thousand_conversations_are_listed_as_one_scrolls(browser: Browser, sample_server: Server) -> None:
    with Records(sample_server.data) as records:
        for number in range(1000):
            records.conversations.begin("local", f"Lake {number}")
    with watched_page(browser, sample_server) as page:
        began = time.monotonic()
        page.goto(sample_server.address)
        items = page.locator("#conversation-list li")
        expect(items).to_have_count(50)
        assert time.monotonic() - began < 10
        items.last.scroll_into_view_if_needed()
        expect(items).to_have_count(100)
        page.locator("#find-conversation").fill("Lake 7")
        expect(items).to_have_count(50)
        stops = page.locator("#conversation-list :is(a.open-conversation, summary)").evaluate_all(
            "(all) => all.filter((one) => one.tabIndex === 0).length"
        )
        assert stops == 2
