"""Measures how long a browser takes to open the first page of a server that runs, and how many bytes it fetches: anew, then again.

python -m benchmarks.first_page [ADDRESS]        default: http://127.0.0.1:7860/
"""

import shutil
import sys
import time

from playwright.sync_api import Browser, Page, sync_playwright

ADDRESS = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:7860/"
FETCHED = "performance.getEntriesByType('resource').map((one) => one.transferSize).reduce((sum, one) => sum + one, 0)"
TIMES = 5


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        opened = [_opened(browser) for _ in range(TIMES)]
        for what, found in zip(("anew", "again"), zip(*opened, strict=True), strict=True):
            seconds, fetched = sorted(found)[TIMES // 2]
            print(f"{what}: {seconds:.2f} s (median of {TIMES}), {fetched / 1000:.0f} kB beside the page itself")
        browser.close()


def _opened(browser: Browser) -> tuple[tuple[float, int], tuple[float, int]]:
    with browser.new_context() as context:
        page = context.new_page()
        return _shown(page), _shown(page)


def _shown(page: Page) -> tuple[float, int]:
    """Give the seconds until a question can be asked, and the bytes that were fetched."""
    page.goto("about:blank")
    began = time.perf_counter()
    page.goto(ADDRESS, wait_until="commit")
    page.wait_for_selector("#question-text:enabled")
    return time.perf_counter() - began, int(page.evaluate(FETCHED))


if __name__ == "__main__":
    main()
