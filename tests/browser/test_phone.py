"""The pages on a phone: nothing to scroll sideways, the tools of a page under the thumb."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_server import Server, watched_page

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
