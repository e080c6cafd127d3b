"""The pages on a phone: nothing to scroll sideways, the tools of a page under the thumb."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_server import Server, ask, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HEIGHT = 844
PAGES = ["", "requirements", "onboarding", "certificate", "terms", "documents", "insights", "share", "nowhere"]
DOCUMENT = "document?name=linjiang-implementation-plan-2023.md"


@pytest.fixture(params=["en-GB", "zh-CN", "fr-FR"])
def phone(browser: Browser, sample_server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    with watched_page(browser, sample_server, viewport={"width": 390, "height": HEIGHT}, locale=request.param) as page:
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        yield page


def test_no_page_scrolls_sideways(phone: Page, sample_server: Server) -> None:
    for path in (*PAGES, DOCUMENT):
        phone.goto(sample_server.address + path)
        expect(phone.locator("h1").first).to_be_attached()
        if path == "requirements":
            for part in ("board", "progress", "differences"):
                phone.locator(f"#{part} > summary").click()
            expect(phone.locator("#progress .ct-bar").first).to_be_attached()
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_the_question_is_in_view_and_large_enough_for_a_thumb(phone: Page) -> None:
    assert phone.evaluate("document.documentElement.scrollHeight") <= HEIGHT
    places = [phone.locator(one).bounding_box() for one in ("#question textarea", "#send")]
    assert all(place and place["y"] > HEIGHT / 2 and place["y"] + place["height"] <= HEIGHT and place["height"] >= 44 for place in places)
    tops = phone.locator("#masthead nav a").evaluate_all("(links) => links.map((link) => link.offsetTop)")
    assert len(tops) > 4
    assert len(set(tops)) == 1


@pytest.mark.parametrize(("width", "height", "percent"), [(844, 390, 100), (360, 640, 100), (390, HEIGHT, 200)])
def test_the_question_stays_in_view_whatever_the_head_needs(
    browser: Browser, sample_server: Server, width: int, height: int, percent: int
) -> None:
    with watched_page(browser, sample_server, viewport={"width": width, "height": height}, has_touch=True, is_mobile=True) as page:
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", f"{percent}%")
        page.locator("#masthead").evaluate(
            "(head) => head.insertAdjacentHTML('beforeend', '<p style=\"flex: 1 0 100%\">A name<br>and more</p>')"
        )
        assert page.evaluate("document.documentElement.scrollHeight") <= height
        for one in ("#question textarea", "#send"):
            place = page.locator(one).bounding_box()
            assert place
            assert place["y"] + place["height"] <= height


@pytest.mark.parametrize("path", ["", "requirements", "onboarding", "terms", "documents"])
def test_all_text_grows_with_the_size_that_the_reader_sets(browser: Browser, sample_server: Server, path: str) -> None:
    sizes = """() => [...document.querySelectorAll('body *')].filter((one) => one.checkVisibility() && !one.closest('svg') &&
        [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && !one.matches('script, style, .hidden'))
        .map((one) => [one.outerHTML.slice(0, 80), parseFloat(getComputedStyle(one).fontSize)])"""
    with watched_page(browser, sample_server, viewport={"width": 390, "height": HEIGHT}, has_touch=True, is_mobile=True) as page:
        page.goto(sample_server.address + path)
        if not path:
            expect(page.locator("#chat .starters a").first).to_be_visible()
        page.wait_for_timeout(500)
        before = dict(page.evaluate(sizes))
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        page.wait_for_timeout(500)  # some of it grows in a transition
        after = dict(page.evaluate(sizes))
        assert len(before) > 8
        assert [one for one in before if one in after and after[one] < 1.8 * before[one]] == []


def test_the_filters_are_a_sheet_that_opens_counts_clears_and_closes(phone: Page, sample_server: Server) -> None:
    phone.goto(f"{sample_server.address}requirements?due=year")
    button, fields = phone.locator("#show-fields"), phone.locator("#fields")
    expect(button.locator(".active")).to_have_text("(1)")
    expect(fields).to_be_hidden()
    row, place = phone.locator("#rows tbody tr").first.bounding_box(), button.bounding_box()
    assert row
    assert place
    assert place["y"] + place["height"] < row["y"] < HEIGHT / 2 + 100  # above the rows, over none of them
    assert place["height"] >= 44
    button.click()
    expect(fields.locator("[name=role]")).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    body = fields.locator("#bodies option").first.get_attribute("value") or ""
    with phone.expect_response("**/requirements/rows*"):
        fields.locator("[name=body]").fill(body)
    expect(button.locator(".active")).to_have_text("(2)")
    count = phone.locator("#rows .count").get_attribute("data-count") or ""
    expect(fields.locator(".fitting")).to_have_text(count)
    with phone.expect_response("**/requirements/rows*"):
        fields.locator(".clear-fields").click()
    expect(button.locator(".active")).to_have_text("")
    fields.locator(".close-fields.primary").click()
    expect(fields).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    phone.keyboard.press("Escape")
    expect(fields).to_be_hidden()
    expect(button).to_be_focused()


def test_a_source_leaves_room_for_its_answer_and_closes_with_a_thumb(phone: Page) -> None:
    ask(phone, "List all deadlines in 2025.")
    for part in ("#chat table.rows th", "#proposed"):
        assert (phone.locator(part).first.bounding_box() or {"height": 0})["height"] <= 60
    table = phone.locator("#chat .scrolled").first
    assert table.evaluate("(one) => one.scrollWidth <= one.clientWidth")  # its rows are cards
    phone.locator("#chat table.rows a.cite").first.click()
    expect(phone.locator("#source mark").first).to_be_visible()
    chat, sheet = phone.locator("#chat").bounding_box(), phone.locator("#source").bounding_box()
    assert chat
    assert sheet
    assert chat["y"] + chat["height"] <= sheet["y"]
    assert chat["height"] > HEIGHT / 5
    phone.locator("#stretch-source").click()
    assert (phone.locator("#source").bounding_box() or {"height": 0})["height"] > HEIGHT * 0.9
    close = phone.locator("#close-source").bounding_box()
    assert close
    assert min(close["width"], close["height"]) >= 44
    phone.locator("#close-source").click()
    expect(phone.locator("#question-text")).to_be_in_viewport()


def test_a_link_goes_to_the_programs_of_the_phone(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server, viewport={"width": 390, "height": HEIGHT}, has_touch=True, is_mobile=True) as page:
        page.add_init_script("navigator.share = async (given) => { window.given = given; };")
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        ask(page, "List all deadlines in 2025.")
        page.locator("#chat a.act.share").click()
        page.wait_for_function("window.given?.url.includes('share?link=')")
        expect(page.locator("#sharing")).to_be_hidden()


def test_long_pages_have_an_index_that_stays(phone: Page, sample_server: Server) -> None:
    for path in ("terms", "onboarding"):
        phone.goto(sample_server.address + path)
        links = phone.locator("ul.contents a")
        assert links.count() > 3
        links.last.click()
        expect(phone.locator("ul.contents")).to_be_in_viewport()
        assert (links.first.bounding_box() or {"height": 0})["height"] >= 40


def test_the_search_among_documents_leaves_what_fits(phone: Page, sample_server: Server) -> None:
    phone.goto(f"{sample_server.address}documents")
    rows = phone.locator("table.ledger tbody tr")
    expect(rows.first).to_be_visible()
    phone.locator("main input[type=search]").first.fill("zzzz")
    expect(rows.first).to_be_hidden()
