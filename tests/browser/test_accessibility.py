"""No page has a violation that axe-core finds, of any level, also of best practice and of the size of what is touched."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_server import Server, ask, ingest_with_samples, served, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
(AXE,) = Path(axe_playwright_python.__file__).parent.rglob("axe*.js")
RUN = "axe.run(document, { rules: { 'target-size': { enabled: true } } }).then((result) => result.violations)"
SAMPLE = "document?name=linjiang-implementation-plan-2023.md"


@pytest.fixture(scope="module")
def real_server(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the samples and the real texts of the evaluation data."""
    folder = shared / "policies"
    if not folder.is_dir():
        pytest.skip(f"no real texts in {folder} (POLICY_EVAL_DIR)")
    library = tmp_path_factory.mktemp("real") / "library"
    ingest_with_samples(library, folder)
    with served(library, POLICY_ASKS_PER_MINUTE="1000") as started:
        yield started


def violations(page: Page) -> list[str]:
    """Give what axe-core finds, each with its level and the first places."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script element, which the page's policy does not let in
    found: list[dict[str, Any]] = page.evaluate(RUN)
    return [
        f"{one['impact']} {one['id']}: {[node['html'][:160] + ' | ' + node['failureSummary'][:240] for node in one['nodes'][:3]]}"
        for one in found
    ]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_asking_has_no_violation(browser: Browser, sample_server: Server, width: int, dark: bool) -> None:
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
    "path", ["requirements", "onboarding", "certificate", "terms", "documents", SAMPLE, "insights", "share", "nowhere"]
)
@pytest.mark.parametrize("width", [1440, 390])
def test_other_pages_have_no_violation(browser: Browser, real_server: Server, path: str, width: int, dark: bool) -> None:
    look = {"viewport": {"width": width, "height": 844}}
    with watched_page(browser, real_server, **look, locale="zh-CN", color_scheme="dark" if dark else "light") as page:
        page.goto(real_server.address + path)
        if path == "requirements":
            expect(page.locator("table.ledger")).to_be_visible()
            if width == 390:
                page.locator("#show-fields").click()
            page.locator("#more summary").click()
            assert violations(page) == []
            if width == 390:
                page.locator("#show-fields").click()
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
