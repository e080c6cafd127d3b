"""The server is stopped while pages are open."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web_server import Server

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_the_server_leaves_without_a_fuss_while_a_page_is_open(
    browser: Browser, sample_server: Server, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(sample_server.data, tmp_path / "library", ignore=shutil.ignore_patterns("*.lock", "lock", "*.sock"))
    other = Server(tmp_path / "library")
    other.wait_for("health", "ready", 120)
    opened = browser.new_page()
    try:
        opened.goto(other.address)
        expect(opened.locator("#masthead .status")).to_contain_text("documents, as of")
        other.stop()  # raises where it takes longer than 20 seconds
        assert capfd.readouterr().err == ""
    finally:
        opened.close()
