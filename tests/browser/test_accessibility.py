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
RUN = "(rules) => axe.run(document, rules).then((result) => result.violations)"
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": ["color-contrast"]}
SAMPLE = "document?name=linjiang-implementation-plan-2023.md"

LOOKS = pytest.mark.parametrize(("width", "dark"), [(1440, False), (390, False), (1440, True)], ids=["wide", "narrow", "dark"])


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


@pytest.fixture(scope="module")
def login_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with served(tmp_path_factory.mktemp("login") / "library", POLICY_AUTH="accounts") as started:
        yield started


def violations(page: Page) -> list[str]:
    """Give what axe-core finds in a page that is light, and of its colours where it is dark, each with its level and the first places."""
    page.evaluate(AXE.read_text(encoding="utf-8"))  # not as a script element, which the page's policy does not let in
    found: list[dict[str, Any]] = page.evaluate(RUN, ALL_RULES)
    if page.locator("gradio-app").count() == 0:  # a page of Gradio is light or dark from its start
        page.emulate_media(color_scheme="dark")
        found += page.evaluate(RUN, COLOURS)
        page.emulate_media(color_scheme="light")
    return [
        f"{one['impact']} {one['id']}: {[node['html'][:160] + ' | ' + node['failureSummary'][:240] for node in one['nodes'][:3]]}"
        for one in found
    ]


def look_of(width: int, dark: bool = False) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 844}, "reduced_motion": "reduce", "color_scheme": "dark" if dark else "light"}


@LOOKS
def test_asking_has_no_violation(browser: Browser, sample_server: Server, width: int, dark: bool) -> None:
    with watched_page(browser, sample_server, **look_of(width, dark)) as page:
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


@pytest.mark.parametrize(
    "path", ["requirements", "onboarding", "certificate", "terms", "documents", SAMPLE, "insights", "share", "nowhere"]
)
@pytest.mark.parametrize("width", [1440, 390])
def test_other_pages_have_no_violation(browser: Browser, real_server: Server, path: str, width: int) -> None:
    with watched_page(browser, real_server, **look_of(width), locale="zh-CN") as page:
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


@LOOKS
def test_what_opens_beside_and_over_the_chat_has_no_violation(browser: Browser, sample_server: Server, width: int, dark: bool) -> None:
    """The conversations, the menu of one, the filters, both dialogs, and a source as its text and at full height."""
    with watched_page(browser, sample_server, **look_of(width, dark)) as page:
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        page.locator("#ask-filters summary").click()
        expect(page.locator("#choices input").first).to_be_visible()
        page.locator("#choices input").first.check()
        assert violations(page) == []
        page.keyboard.press("Escape")
        ask(page, "List all deadlines in 2025.")
        assert violations(page) == []
        page.locator("#chat a.act.bad").click()
        assert violations(page) == []
        page.locator("#feedback button[value='']").click()
        page.locator("#chat a.act.share").click()
        expect(page.locator("#sharing")).to_be_visible()
        assert violations(page) == []
        page.locator("#sharing button[value='']").click()
        if width == 390:
            page.locator("#show-side").click()
        page.locator("#conversation-list summary").first.click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.locator("#chat table.rows a.cite").first.click()
        page.locator("#source [data-view=text]").click()
        if width == 390:
            page.locator("#stretch-source").click()
        assert violations(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_a_shared_conversation_has_no_violation(browser: Browser, sample_server: Server, width: int) -> None:
    with watched_page(browser, sample_server, **look_of(width)) as page:
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        ask(page, "List all deadlines in 2025.")
        page.locator("#chat a.act.share").click()
        expect(page.locator("#shared-link")).not_to_have_value("")
        page.goto(page.locator("#shared-link").input_value())
        expect(page.locator("#shared table.rows")).to_be_visible()
        assert violations(page) == []
        page.locator("#shared a.cite").first.click()
        expect(page.locator("#source .rendition mark").first).to_be_visible()
        assert violations(page) == []
        page.goto(f"{sample_server.address}share")
        assert violations(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_the_page_to_log_in_has_no_violation(browser: Browser, login_server: Server, width: int) -> None:
    with watched_page(browser, login_server, **look_of(width)) as page:
        page.goto(f"{login_server.address}login")
        assert violations(page) == []
        page.get_by_label("Name").fill("nobody")
        page.get_by_label("Password").fill("wrong password")
        page.get_by_role("button", name="Log in").click()
        expect(page.get_by_role("alert")).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("width", [1440, 390])
def test_dialogs_and_folded_parts_have_no_violation(browser: Browser, sample_server: Server, width: int) -> None:
    with watched_page(browser, sample_server, **look_of(width)) as page:
        page.goto(f"{sample_server.address}requirements?role=a+board")
        expect(page.locator("button.clear-role")).to_be_visible()
        page.locator("#differences summary").click()
        expect(page.locator("#differences h2").first).to_be_visible()
        assert violations(page) == []
        for opens, dialog in (("button.note", "#note"), ("button.correct", "#correction")):
            page.locator(opens).first.click()
            expect(page.locator(dialog)).to_be_visible()
            assert violations(page) == []
            page.locator(f"{dialog} button[value='']").click()
        page.goto(f"{sample_server.address}documents")
        page.locator("button.edit").first.click()
        expect(page.locator("#properties")).to_be_visible()
        assert violations(page) == []
        page.goto(f"{sample_server.address}terms")
        page.locator("dl.terms a.cite").first.click()
        page.locator("#source [data-view=text]").click()
        assert violations(page) == []
