"""What the first page weighs, whom it asks, and how far what is read moves while an answer comes."""

import re

import pytest
from playwright.sync_api import Browser, Request, expect

from tests.browser.asking import AGREEMENT
from tests.web_server import Server, ask, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
OWN_BYTES = 400_000
MOST_SHIFT = 0.05
SHIFTS = """window.shifted = 0; new PerformanceObserver((list) => list.getEntries().forEach((one) => {
  if (!one.hadRecentInput) window.shifted += one.value; })).observe({ type: "layout-shift", buffered: true });"""
SIZES = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}]


def test_the_first_page_is_light(browser: Browser, sample_server: Server) -> None:
    """Own files are the page itself, with all styles, and what is in `resources/`; the rest is Gradio's bundle. `watched_page` fails
    where another host is asked."""
    loaded: list[Request] = []
    with watched_page(browser, sample_server) as page:
        page.on("requestfinished", lambda one: loaded.append(one))
        page.goto(sample_server.address, wait_until="commit")
        expect(page.locator("#chat .starters a").first).to_be_visible()
        page.wait_for_timeout(1000)
        sizes = {
            re.sub(r"^resources/\w{12}/", "resources/", one.url.removeprefix(sample_server.address)): one.sizes()["responseBodySize"]
            for one in loaded
        }
    own = {name: size for name, size in sizes.items() if name == "" or name.startswith(("resources/", "favicon"))}
    assert {"", "resources/shared/base.js", "resources/ask/page.js"} <= own.keys()
    assert sum(own.values()) < OWN_BYTES, own
    assert not [name for name in own if "chartist" in name]  # pages with plots load it


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_what_is_read_stays_in_its_place(browser: Browser, sample_server: Server, size: dict[str, int]) -> None:
    with watched_page(browser, sample_server, viewport=size) as page:
        page.add_init_script(SHIFTS)
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        page.wait_for_timeout(1000)
        for number, question in enumerate((AGREEMENT, "List all deadlines in 2025."), 1):
            page.evaluate("window.shifted = 0")
            ask(page, question, number)
            page.wait_for_timeout(1000)
            assert page.evaluate("window.shifted") < MOST_SHIFT


def test_what_is_named_by_its_content_is_asked_for_once(browser: Browser, sample_server: Server) -> None:
    with watched_page(browser, sample_server) as page:
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        page.goto(f"{sample_server.address}terms")
        page.goto(sample_server.address)
        expect(page.locator("#chat .starters a").first).to_be_visible()
        taken = page.evaluate(
            "performance.getEntriesByType('resource').filter((one) => one.transferSize).map((one) => new URL(one.name).pathname.slice(1))"
        )
    assert [one for one in taken if one.startswith(("assets/", "resources/"))] == []
