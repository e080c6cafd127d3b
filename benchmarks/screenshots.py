"""Writes the pictures of the pages that the documents show: `make screenshots`.

Serves the sample library from a temporary folder and drives the system's Chromium; every page at 1440 and at 390 pixels, the page
of the chat also in Chinese and in the dark. The moving picture goes from a question to its sentence on the page of a PDF, which
LibreOffice makes of a sample.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.start import PORT, seconds_until

QUESTIONS = {
    "en": "What R&D intensity must provincial industrial enterprises reach, and by when?",
    "zh": "省属工业企业研发投入强度要达到多少？",
}
WALK = "How many working days a year must an external director spend on each enterprise?"
PRINTED = "board-of-directors-guidelines.html"
ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs"
SIZES = {"": (1440, 900), "-phone": (390, 844)}
PAGES = {
    "requirements": "table.ledger td.what a.cite",
    "onboarding": "ol.path a.cite",
    "terms": "dl.terms .explanation a.cite",
    "documents": "",
    "insights": "",
}


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        with tempfile.TemporaryDirectory() as data, _served(Path(data)):
            for size in SIZES:
                _take_asking(_opened(browser, size), f"page{size}.png", "en")
            _take_asking(_opened(browser, "", "zh-CN"), "page-chinese.png", "zh")
            _take_asking(_opened(browser, "", dark=True), "page-dark.png", "en")
            for name, first in PAGES.items():
                for size in SIZES:
                    _take(_opened(browser, size), name, first, size)
        with tempfile.TemporaryDirectory() as data:
            _print_sample(Path(data))
            with _served(Path(data) / "library"):
                _film(_opened(browser, ""), "walk.gif")
        browser.close()


@contextmanager
def _served(data: Path) -> Iterator[None]:
    """Serve the library in `data`, of the samples where it is empty."""
    with subprocess.Popen([sys.executable, "-m", "assistant.cli.main", "--data", data, "serve", "--port", str(PORT)]) as server:
        try:
            seconds_until("health", "ready", time.perf_counter())
            yield
        finally:
            server.terminate()


def _print_sample(folder: Path) -> None:
    """Make a library of the samples in `folder`, one of them as a PDF."""
    samples = shutil.copytree(ROOT / "policies", folder / "samples")
    printed = ["--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", samples, samples / PRINTED]
    subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", *printed], check=True, capture_output=True)
    (samples / PRINTED).unlink()
    subprocess.run([sys.executable, "-m", "assistant.cli.main", "--data", folder / "library", "ingest", samples], check=True)


def _film(page: Page, picture: str) -> None:
    frames: list[tuple[Image.Image, int]] = []

    def keep(milliseconds: int) -> None:
        shown = Image.open(BytesIO(page.screenshot())).convert("RGB").resize((960, 600), Image.Resampling.LANCZOS)
        frames.append((shown.quantize(96, dither=Image.Dither.NONE), milliseconds))

    page.goto(f"http://127.0.0.1:{PORT}/")
    field = page.locator("#question textarea")
    expect(field).to_be_enabled(timeout=20_000)
    page.wait_for_timeout(1500)
    keep(1200)
    for end in range(12, len(WALK) + 12, 12):
        field.fill(WALK[:end])
        keep(160)
    page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_be_visible(timeout=20_000)
    page.wait_for_timeout(1500)
    keep(2600)
    page.locator("#chat blockquote a.cite").first.click()
    boxed = page.locator("#source mark:visible").first
    expect(boxed).to_be_in_viewport(timeout=20_000)
    page.wait_for_timeout(1500)
    keep(4000)
    first, *others = (frame for frame, _ in frames)
    times = [milliseconds for _, milliseconds in frames]
    first.save(PICTURES / picture, save_all=True, append_images=others, duration=times, loop=0, optimize=True)


def _opened(browser: Browser, size: str, locale: str = "en-GB", dark: bool = False) -> Page:
    width, height = SIZES[size]
    return browser.new_page(viewport={"width": width, "height": height}, locale=locale, color_scheme="dark" if dark else "light")


def _take_asking(page: Page, picture: str, language: str) -> None:
    page.goto(f"http://127.0.0.1:{PORT}/")
    page.locator("#question textarea").fill(QUESTIONS[language])
    page.keyboard.press("Enter")
    expect(page.locator("#chat .acts")).to_be_visible(timeout=20_000)
    page.locator("#chat blockquote a.cite").first.click()
    expect(page.locator("#source .rendition mark").first).to_be_in_viewport(timeout=20_000)
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
