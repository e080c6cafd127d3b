"""No page has a serious or critical violation that axe-core finds."""

from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_server import Server, ask, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
(AXE,) = Path(axe_playwright_python.__file__).parent.rglob("axe*.js")


def violations(page: Page) -> list[str]:
    """Give what axe-core counts as serious or critical, each with the first places."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script element, which the page's policy does not let in
    found: list[dict[str, Any]] = page.evaluate("axe.run().then((result) => result.violations)")
    return [
        f"{one['id']}: {[node['html'][:160] + ' | ' + node['failureSummary'][:240] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_asking_has_no_serious_violation(browser: Browser, sample_server: Server, width: int, dark: bool) -> None:
    look = {"viewport": {"width": width, "height": 844}, "color_scheme": "dark" if dark else "light"}
    with watched_page(browser, sample_server, **look) as page:
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        page.wait_for_timeout(500)
        assert violations(page) == []
        ask(page, "How soon must the board sign a post agreement with a new manager?")
        page.locator("#ask-filters summary").click()
        page.locator("#chat blockquote a.cite").first.click()
        expect(page.locator("#source .rendition mark").first).to_be_visible()
        page.wait_for_timeout(500)
        assert violations(page) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "path", ["requirements", "onboarding", "terms", "documents", "document?name=linjiang-implementation-plan-2023.md", "insights"]
)
def test_other_pages_have_no_serious_violation(browser: Browser, sample_server: Server, path: str, dark: bool) -> None:
    with watched_page(browser, sample_server, locale="zh-CN", color_scheme="dark" if dark else "light") as page:
        page.goto(sample_server.address + path)
        if path == "requirements":
            expect(page.locator("table.ledger")).to_be_visible()
            page.locator("#more summary").click()
            page.locator("#subscribe summary").click()
            page.locator("#board summary").click()
            expect(page.locator("table.board")).to_be_visible()
            page.locator("#progress summary").click()
            expect(page.locator("#progress .ct-bar")).not_to_have_count(0)
        if path in ("requirements", "documents"):
            page.locator("input.tick").first.check()
        if page.locator("a.cite").count():
            page.locator("main a.cite").first.click()
            expect(page.locator("#source .rendition mark").first).to_be_visible()
        assert violations(page) == []
