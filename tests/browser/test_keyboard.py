"""The pages without a mouse, in headless Chromium against the real server."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import CATALOGUE, in_list
from tests.web_server import ask

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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
    expect(page.locator("#scope")).to_contain_text("any status")
    tab_to("#clear-filters")
    page.keyboard.press("Enter")
    expect(page.locator("#scope")).to_be_hidden()
    tab_to("#chat a.act.good", key="Shift+Tab")
    page.keyboard.press("Space")
    expect(page.locator("#chat a.act.good.chosen")).to_be_visible()
    expect(page.locator("#feedback")).to_be_hidden()
    tab_to("#chat a.act.remark")
    page.keyboard.press("Space")
    tab_to("#feedback input[value=yes]")
    page.keyboard.press("Space")
    tab_to("#feedback button[value=keep]")
    page.keyboard.press("Enter")
    expect(page.locator("#feedback")).to_be_hidden()
    page.locator("#masthead .brand").focus()
    tab_to("#chat blockquote a.cite", most=25)
    page.keyboard.press("Enter")
    tab_to("#source .tools input")
    page.keyboard.type("the")
    page.keyboard.press("Enter")
    expect(page.locator("#source .found")).to_contain_text(" of ")
    page.keyboard.press("Escape")
    page.locator("#masthead .brand").focus()
    tab_to("#new-conversation")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_have_count(0)
    ask(page, "What are the two capabilities?")  # so that there are two conversations
    page.locator("#new-conversation").focus()
    tab_to("#conversation-list a.open-conversation")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_have_count(1)
    page.locator("#new-conversation").focus()
    tab_to("#conversation-list summary")
    page.keyboard.press("Enter")
    tab_to("#conversation-list .rename")
    page.keyboard.press("Enter")
    page.keyboard.type("Not kept")
    page.keyboard.press("Escape")
    expect(page.locator("#conversation-list a.open-conversation").first).to_be_focused()
    expect(page.locator(in_list(page, "Not kept"))).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to("#conversation-list .rename")
    page.keyboard.press("Enter")
    page.keyboard.type("By keys")
    page.keyboard.press("Enter")
    expect(page.locator(in_list(page, "By keys"))).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#conversation-list a.open-conversation").nth(1)).to_be_focused()


def test_a_list_that_is_drawn_anew_keeps_its_open_menu_and_the_focus(page: Page) -> None:
    ask(page, CATALOGUE)
    menu = page.locator("#conversation-list details").first
    menu.locator("summary").press("Enter")
    menu.locator(".rename").focus()
    page.locator("#conversation-list").evaluate("(list) => { list.querySelector('li').title = 'drawn before'; }")
    page.locator("#find-conversation").dispatch_event("input")
    expect(page.locator("#conversation-list li").first).not_to_have_attribute("title", "drawn before")
    expect(page.locator("#conversation-list details").first).to_have_attribute("open", "")
    expect(page.locator("#conversation-list .rename").first).to_be_focused()
