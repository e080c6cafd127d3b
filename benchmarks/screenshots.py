"""Writes the pictures of the pages that the documents show: `make screenshots`.

Serves the sample library from a temporary folder and drives the system's Chromium; every page at 1440 and at 390 pixels, the page
of the chat also in Chinese and in the dark.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.start import PORT, seconds_until

QUESTIONS = {
    "en": "What R&D intensity must provincial industrial enterprises reach, and by when?",
    "zh": "省属工业企业研发投入强度要达到多少？",
}
PICTURES = Path(__file__).parents[1] / "docs"
SIZES = {"": (1440, 900), "-phone": (390, 844)}
PAGES = {
    "requirements": "table.ledger td.what a.cite",
    "onboarding": "ol.path a.cite",
    "terms": "dl.terms .explanation a.cite",
    "documents": "",
    "insights": "",
}


def main() -> None:
    command = [sys.executable, "-m", "assistant.cli.main", "--data", tempfile.mkdtemp(), "serve", "--port", str(PORT)]
    with subprocess.Popen(command) as server, sync_playwright() as playwright:
        try:
            seconds_until("health", "ready", time.perf_counter())
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
            for size in SIZES:
                _take_asking(_opened(browser, size), f"page{size}.png", "en")
            _take_asking(_opened(browser, "", "zh-CN"), "page-chinese.png", "zh")
            _take_asking(_opened(browser, "", dark=True), "page-dark.png", "en")
            for name, first in PAGES.items():
                for size in SIZES:
                    _take(_opened(browser, size), name, first, size)
            browser.close()
        finally:
            server.terminate()


def _opened(browser: Browser, size: str, locale: str = "en-GB", dark: bool = False) -> Page:
    width, height = SIZES[size]
    return browser.new_page(viewport={"width": width, "height": height}, locale=locale, color_scheme="dark" if dark else "light")


def _take_asking(page: Page, picture: str, language: str) -> None:
    page.goto(f"http://127.0.0.1:{PORT}/")
    page.locator("#question textarea").fill(QUESTIONS[language])
    page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_be_visible(timeout=20_000)
    page.locator("#chat blockquote a.cite").first.click()
    expect(page.locator("#source mark")).to_be_in_viewport()
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / picture)


def _take(page: Page, name: str, first: str, size: str) -> None:
    page.goto(f"http://127.0.0.1:{PORT}/{name}")
    page.wait_for_timeout(1000)
    if first and not size:
        page.locator(first).nth(2).click()
        expect(page.locator("#cited")).to_be_in_viewport()
    page.screenshot(path=PICTURES / f"{name}{size}.png")


if __name__ == "__main__":
    main()
