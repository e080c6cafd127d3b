"""Questions to ask on the page, and where what they lead to stands."""

from playwright.sync_api import Page

AGREEMENT = "How soon must the board sign a post agreement with a new manager?"
CATALOGUE = "By when must the Technology Division publish the catalogue?"
SNOW = "How much snow falls in the mountains of Iceland?"


def choose_language(page: Page, name: str) -> None:
    page.locator("#masthead details.languages summary").click()
    page.get_by_role("link", name=name, exact=True).click()


def in_list(page: Page, title: str) -> str:
    return f'#conversation-list li:has(a[title="{title}"])'
