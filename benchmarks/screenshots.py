"""Writes the pictures of the page that the documents show: `python -m benchmarks.screenshots`.

Serves the sample library from a temporary folder and drives the system's Chromium.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from benchmarks.start import PORT, seconds_until

QUESTION = "What R&D intensity must provincial industrial enterprises reach, and by when?"
PICTURES = Path(__file__).parents[1] / "docs"
SIZES = {"page.png": (1440, 860), "page-phone.png": (390, 844)}


def main() -> None:
    command = [sys.executable, "-m", "assistant.commands", "--data", tempfile.mkdtemp(), "serve", "--port", str(PORT)]
    with subprocess.Popen(command) as server, sync_playwright() as playwright:
        seconds_until("health", "ready", time.perf_counter())
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        for name, (width, height) in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"http://127.0.0.1:{PORT}/")
            page.locator("#question textarea").fill(QUESTION)
            page.keyboard.press("Enter")
            expect(page.locator("#chat .as-of")).to_be_visible(timeout=20_000)
            page.locator("#chat blockquote a.cite").first.click()
            expect(page.locator("#source mark")).to_be_in_viewport()
            page.wait_for_timeout(500)
            page.screenshot(path=PICTURES / name)
        for path, first in (("requirements", "table.ledger td.what a.cite"), ("onboarding", "ol.path a.cite")):
            page = browser.new_page(viewport={"width": 1440, "height": 860})
            page.goto(f"http://127.0.0.1:{PORT}/{path}")
            page.locator(first).nth(2).click()
            expect(page.locator("#cited")).to_be_in_viewport()
            page.screenshot(path=PICTURES / f"{path}.png")
        browser.close()
        server.terminate()


if __name__ == "__main__":
    main()
