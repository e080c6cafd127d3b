"""The pages of a cited PDF beside the page, in headless Chromium against the real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.web_server import Server, ingest_with_samples, served, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = 40
CITED = 20


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server on the sample library and a PDF of 40 pages with three bookmarks."""
    folder = tmp_path_factory.mktemp("paged")
    _write(folder / "lamps.pdf")
    ingest_with_samples(folder / "library", folder / "lamps.pdf")
    with served(folder / "library") as started:
        yield started


def _write(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=A4)
    canvas.setTitle("Rules on Lamps")
    for number in range(1, PAGES + 1):
        if number in (1, CITED, 35):
            canvas.bookmarkPage(f"at {number}")
            canvas.addOutlineEntry(f"Chapter of page {number}", f"at {number}", 0)
        canvas.setFont("Helvetica", 12)
        if number == 1:
            canvas.drawString(72, 760, "Rules on Lamps")
        for line in range(3):
            canvas.drawString(72, 700 - 20 * line, f"Keepers must trim lamp {line} of tower {number} each night.")
        canvas.showPage()
    canvas.save()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """The source of a requirement of the twentieth page is shown."""
    with watched_page(browser, server) as opened:
        _open(opened, server)
        yield opened


def _open(page: Page, server: Server) -> None:
    page.goto(f"{server.address}requirements")
    expect(page.locator("table.ledger")).to_be_visible()
    page.locator("[name=text]").fill(f"lamp 1 of tower {CITED} each")
    expect(page.locator(".count")).to_have_text("1 requirement")
    page.locator("table.ledger a.cite").first.click()
    expect(page.locator("#source .rendition mark").first).to_be_in_viewport()


def figure(page: Page, number: int) -> str:
    return f'#source figure.page[data-number="{number}"]'


def test_the_outline_and_the_small_pages_lead_to_pages(page: Page) -> None:
    page.get_by_role("button", name="Outline and pages").click()
    strip = page.locator("#source-strip")
    expect(strip.locator(".outline .go")).to_have_text([f"Chapter of page {number}" for number in (1, CITED, 35)])
    expect(strip.locator(".outline .go[aria-current]")).to_have_text(f"Chapter of page {CITED}")
    strip.get_by_text("Chapter of page 35").click()
    expect(page.locator(f"{figure(page, 35)} img")).to_be_in_viewport()
    expect(strip.locator(".outline .go[aria-current]")).to_have_text("Chapter of page 35")
    strip.get_by_role("button", name="Pages", exact=True).click()
    expect(strip.locator(".small .go")).to_have_count(PAGES)
    expect(strip.locator('.small [data-number="35"] img')).to_be_in_viewport()
    strip.get_by_role("button", name="page 36", exact=True).click()
    expect(page.locator(f"{figure(page, 36)} img")).to_be_in_viewport()
    expect(page.locator(f"{figure(page, 5)}.wanting")).to_be_attached()


def test_on_a_phone_the_strip_lies_over_the_pages_and_leaves_when_it_is_used(browser: Browser, server: Server) -> None:
    with watched_page(browser, server, viewport={"width": 390, "height": 844}) as page:
        _open(page, server)
        width = page.locator("#source .rendition").evaluate("one => one.clientWidth")
        page.get_by_role("button", name="Outline and pages").click()
        expect(page.locator("#source-strip .go").first).to_be_visible()
        assert page.locator("#source .rendition").evaluate("one => one.clientWidth") == width
        page.locator("#source-strip").get_by_text("Chapter of page 35").click()
        expect(page.locator("#source-strip")).to_be_hidden()
        expect(page.locator(f"{figure(page, 35)} img")).to_be_in_viewport()


def test_keys_turn_pages_zoom_find_and_close_but_not_while_one_types(page: Page) -> None:
    view = page.locator("#source .rendition")
    page.keyboard.press("0")
    width = page.locator(figure(page, CITED)).evaluate("one => one.offsetWidth")
    page.keyboard.press("n")
    expect(page.locator(f"{figure(page, CITED + 1)} img")).to_be_in_viewport(ratio=0.25)
    page.keyboard.press("PageDown")
    expect(page.locator(f"{figure(page, CITED + 2)} img")).to_be_in_viewport(ratio=0.25)
    page.keyboard.press("p")
    page.keyboard.press("PageUp")
    expect(page.locator(f"{figure(page, CITED)} img")).to_be_in_viewport(ratio=0.25)
    page.keyboard.press("+")
    assert page.locator(figure(page, CITED)).evaluate("one => one.offsetWidth") > 1.2 * width
    page.keyboard.press("0")
    assert page.locator(figure(page, CITED)).evaluate("one => one.offsetWidth") == width
    page.keyboard.press("/")
    find = page.locator("#source .tools input")
    expect(find).to_be_focused()
    before = view.evaluate("one => one.scrollTop")
    page.keyboard.type("n+p0f/")
    expect(find).to_have_value("n+p0f/")
    assert view.evaluate("one => one.scrollTop") == before
    page.locator("[name=text]").first.focus()
    page.keyboard.press("PageDown")
    assert view.evaluate("one => one.scrollTop") == before
    view.focus()
    page.keyboard.press("Escape")
    expect(page.locator("a.cite.open")).to_have_count(0)


def test_words_are_found_from_the_citation_on_and_boxed_where_they_stand(page: Page) -> None:
    find = page.locator("#source .tools input")
    find.fill("keepers must trim")
    find.press("Enter")
    place = 3 * (CITED - 1) + 2
    expect(page.locator("#source .found")).to_have_text(f"{place} of {3 * PAGES}")
    boxed = page.locator(f"{figure(page, CITED)} mark")
    middle = boxed.evaluate("one => parseFloat(one.style.top)")
    find.press("Enter")
    expect(page.locator("#source .found")).to_have_text(f"{place + 1} of {3 * PAGES}")
    expect(boxed).to_be_in_viewport()
    assert boxed.evaluate("one => parseFloat(one.style.top)") == pytest.approx(middle + 100 * 20 / A4[1], abs=0.3)
    find.press("Enter")
    expect(page.locator("#source .found")).to_have_text(f"{place + 2} of {3 * PAGES}")
    expect(page.locator(f"{figure(page, CITED + 1)} mark")).to_be_in_viewport()


def test_the_lines_of_a_page_begin_at_the_left_edge(page: Page) -> None:
    holder, mark = (page.locator(f"#source .rendition{one}").first.bounding_box() for one in ("", " mark"))
    assert holder is not None
    assert mark is not None
    assert 0 <= mark["x"] - holder["x"] < 0.1 * holder["width"]
