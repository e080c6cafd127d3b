"""Chromium, and a server that tests may ask."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.databases import postgresql
from tests.web_server import Server, ready_page, served

__all__ = ["postgresql"]
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IN_CI = os.environ.get("CI") == "true"
expect.set_options(timeout=20_000)  # milliseconds: how fast something is, is for benchmarks to say


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave browser tests out where there is no browser; under CI they fail instead."""
    for item in items:
        if CHROMIUM is None and not IN_CI and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for the tests of a file: while Playwright stays open, nothing else in its thread can run a loop of events."""
    assert CHROMIUM, "under CI the browser tests need Chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def sample_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the sample library for oneself, in which tests may ask; none changes its documents."""
    with served(tmp_path_factory.mktemp("served") / "library", POLICY_ASKS_PER_MINUTE="1000") as started:
        yield started


@pytest.fixture
def page(browser: Browser, sample_server: Server) -> Iterator[Page]:
    """The page of that server, ready to be asked."""
    with ready_page(browser, sample_server) as opened:
        yield opened
