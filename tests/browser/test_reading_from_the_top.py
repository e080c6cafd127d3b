"""What stands in view after an answer, in headless Chromium against the real server."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import AGREEMENT, CATALOGUE
from tests.web_server import Server, ask, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
DEADLINES = "List all deadlines in 2025"


def below_the_top(page: Page, question: str) -> float:
    """Give how many pixels the last question stands below the upper edge of the chat."""
    row = page.locator("#chat .message-row", has=page.locator("p.asked", has_text=question)).last
    return float(row.evaluate("(row) => row.getBoundingClientRect().top - document.querySelector('#chat').getBoundingClientRect().top"))


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=["desk", "phone"])
def test_the_question_stands_at_the_top_whether_its_answer_is_long_or_short(
    browser: Browser, sample_server: Server, size: tuple[int, int]
) -> None:
    with watched_page(browser, sample_server, viewport={"width": size[0], "height": size[1]}) as page:
        page.goto(sample_server.address)
        for number, question in enumerate((DEADLINES, "What is the capital of France?", AGREEMENT), 1):
            ask(page, question, number)
            page.wait_for_timeout(300)
            assert abs(below_the_top(page, question)) < 8, question


def test_whoever_reads_elsewhere_meanwhile_stays_there(page: Page) -> None:
    ask(page, DEADLINES)
    page.evaluate(_SCROLLING)
    ask(page, CATALOGUE, 2)
    page.wait_for_timeout(300)
    assert page.locator("#chat .panel-wrap").evaluate("(panel) => panel.scrollTop") == 0


_SCROLLING = """() => {
  const panel = document.querySelector("#chat .panel-wrap");
  new MutationObserver((_, watch) => {
    if (!panel.querySelector(".stage")) return;
    watch.disconnect();
    setTimeout(() => {
      panel.dispatchEvent(new WheelEvent("wheel", { bubbles: true }));
      panel.scrollTop = 0;
    });
  }).observe(panel, { childList: true, subtree: true });
}"""
"""What a reader does who goes back to the first answer as soon as another is being looked for."""


def test_the_source_of_the_first_quote_opens_beside_the_answer_and_takes_no_focus(page: Page) -> None:
    ask(page, AGREEMENT)
    expect(page.locator("#chat blockquote a.cite").first).to_have_class(re.compile("open"))
    expect(page.locator("#source .rendition mark").first).to_be_in_viewport()
    expect(page.locator("#question textarea")).to_be_focused()


def test_no_source_stands_beside_an_answer_that_has_none(page: Page) -> None:
    ask(page, AGREEMENT)
    expect(page.locator("#source mark").first).to_be_visible()
    ask(page, "What is the capital of France?", 2)
    expect(page.locator("#source mark")).to_have_count(0)
    ask(page, CATALOGUE, 3)
    expect(page.locator("#source mark").first).to_be_visible()


def test_no_source_covers_the_answer_on_a_narrow_screen(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server, viewport={"width": 390, "height": 844}) as page:
        page.goto(sample_server.address)
        ask(page, AGREEMENT)
        page.wait_for_timeout(500)
        expect(page.locator("#source")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_numbers_of_citations_are_readable_in_every_state(browser: Browser, sample_server: Server, dark: bool) -> None:
    with watched_page(browser, sample_server, color_scheme="dark" if dark else "light") as page:
        page.goto(sample_server.address)
        ask(page, "Who must open a three firsts green channel and by when?")
        for link in page.locator("#chat .answer a.cite").all()[:4]:
            for state in (lambda: None, link.hover, link.click, link.focus):
                state()
                assert contrast(link.evaluate(_COLOURS)) >= 4.5


_COLOURS = "(link) => { const style = getComputedStyle(link); return [style.color, style.backgroundColor]; }"


def contrast(colours: list[str]) -> float:
    """Give the contrast of two opaque colours as WCAG counts it."""
    one, other = sorted((luminance(colour) for colour in colours), reverse=True)
    return (one + 0.05) / (other + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_messages_are_called_by_their_text(page: Page) -> None:
    ask(page, AGREEMENT)
    names: list[Any] = page.locator("#chat [data-testid=user], #chat [data-testid=bot]").evaluate_all(
        "(all) => all.map((one) => one.ariaLabel)"
    )
    assert len(names) == 2
    assert names[0] == AGREEMENT
    assert names[1].endswith(page.locator("#chat .as-of").inner_text())
    assert not [name for name in names if "<" in name]


def test_words_that_are_copied_take_their_place_along(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, AGREEMENT)
    page.locator("#chat blockquote").first.evaluate("(quote) => getSelection().selectAllChildren(quote)")
    page.keyboard.press("Control+c")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "within 20 working days" in copied
    assert "— [1] Measures on the Tenure System and Contract Management of Managers" in copied
    assert copied.count("—") == 1


def test_the_first_step_of_the_keyboard_leads_past_navigation_and_conversations(page: Page) -> None:
    ask(page, AGREEMENT)
    page.locator("a.skip").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('#chat .answer')")
    for _ in range(3):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.cite')"):
            return
    raise AssertionError("no citation within three steps")
