"""The view of a cited document as it is shown, in headless Chromium against the real server."""

import re
import shutil
from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_server import Server, ask, ingest_with_samples, ready_page, served, watched_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HOSTILE = """<!doctype html><html><head><base href="https://elsewhere.example/"><meta http-equiv="refresh" content="0;url=/documents">
<style>body { display: none }</style></head><body><main><h1>Rules on Gongs</h1>
<p style="position:fixed;inset:0;z-index:9999" onclick="document.title='owned'">The keeper must polish every gong by 31 May 2031.</p>
<script>document.title = 'owned'</script><img src=x onerror="document.title='owned'">
<svg onload="document.title='owned'"><text>A drawing</text></svg><iframe src="javascript:parent.document.title='owned'"></iframe>
<p>The keeper must read <a href="javascript:document.title='owned'">the manual</a> and <a href="/logout">leave</a>.</p>
<form action="https://elsewhere.example/"><p>The keeper must lock the hall.</p><input name="password"></form></main></body></html>"""
ROW = "Duty: Set up audit and risk committees | Responsible body: Boards of provincial enterprises | Deadline: 31 May 2024"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server on the sample library, a hostile page and a long text in it."""
    folder = tmp_path_factory.mktemp("viewed")
    (folder / "gongs.html").write_text(HOSTILE, encoding="utf-8")
    in_markdown = HOSTILE[HOSTILE.index("<p style") : HOSTILE.index("</main>")].replace("gong", "drum")
    in_markdown = re.sub("<svg.*?</svg>", "", in_markdown)  # what is no tag of HTML makes all of it text
    (folder / "drums.md").write_text(f"# Rules on Drums\n\n{in_markdown}\n", encoding="utf-8")
    rules = (f"Rule {number}: the clerk must count the spoons of hall {number} every day." for number in range(2_000))
    spoons = ["# Rules on Spoons", *rules, "## Spoons of the Cellar", "They are few.", "## The End", "No more spoons."]
    (folder / "spoons.md").write_text("\n\n".join(spoons), encoding="utf-8")
    written = docx.Document()
    written.add_heading("Rules on Flags", 1)
    written.add_paragraph("The page must hoist every flag by 30 April 2031.")
    written.save(str(folder / "flags.docx"))
    ingest_with_samples(folder / "library", folder / "gongs.html", folder / "drums.md", folder / "spoons.md", folder / "flags.docx")
    with served(folder / "library") as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    with watched_page(browser, server) as opened:
        opened.goto(f"{server.address}requirements")
        expect(opened.locator("table.ledger")).to_be_visible()
        yield opened


def open_citation(page: Page, words: str) -> None:
    page.locator("[name=text]").fill(words)
    expect(page.locator(".count")).to_have_text("1 requirement")
    page.locator("table.ledger a.cite").first.click()
    expect(page.locator("#source .rendition mark").first).to_be_in_viewport()


def test_a_web_page_is_shown_with_its_headings_and_tables_and_the_row_that_is_cited(page: Page) -> None:
    open_citation(page, "audit and risk committees")
    shown = page.locator("#source .rendition")
    expect(shown.locator("h2", has_text="6. Duties and deadlines")).to_be_visible()
    expect(shown.locator("table th", has_text="Responsible body")).to_be_visible()
    marked = shown.locator("table tr:has(mark)")
    assert marked.all_inner_texts() == ["Set up audit and risk committees\tBoards of provincial enterprises\t31 May 2024"]
    page.get_by_role("button", name="Text", exact=True).click()
    expect(page.locator("#source .text")).to_be_visible()
    told = page.locator("#source .text table tr:has(mark)")
    assert told.all_inner_texts() == ["Set up audit and risk committees\tBoards of provincial enterprises\t31 May 2024"]


@pytest.mark.parametrize("thing", ["gong", "drum"])
def test_a_hostile_page_and_its_like_in_markdown_are_harmless(page: Page, thing: str) -> None:
    open_citation(page, f"{thing} by 31 May")
    shown = page.locator("#source .rendition")
    expect(shown.locator("mark").first).to_have_text(f"The keeper must polish every {thing} by 31 May 2031.")
    shown.get_by_text("The keeper must polish").click()
    shown.get_by_text("the manual").click()
    shown.get_by_text("leave").click()
    assert shown.locator("script, style, img, svg, iframe, form, input, base, meta, [style], [onclick], [href]").count() == 0
    assert page.title() != "owned"
    assert page.url.split("?")[0].endswith("/requirements")


def test_a_long_document_is_loaded_where_one_looks(page: Page) -> None:
    open_citation(page, "spoons of hall 1234 every")
    shown = page.locator("#source .rendition")
    expect(shown.get_by_text("hall 1999 every")).to_have_count(0)
    for _ in range(3):
        shown.evaluate("one => one.scrollTop = one.scrollHeight")
        page.wait_for_timeout(300)
    expect(shown.get_by_text("hall 1999 every")).to_be_in_viewport()
    expect(shown.locator(".part.wanting").first).to_be_attached()
    for _ in range(3):
        shown.evaluate("one => one.scrollTop = 0")
        page.wait_for_timeout(300)
    expect(shown.locator("h1", has_text="Rules on Spoons")).to_be_in_viewport()
    expect(shown.get_by_text("hall 1234 every")).to_have_count(1)


def test_the_outline_leads_to_a_heading_in_a_part_that_was_not_loaded(page: Page) -> None:
    open_citation(page, "spoons of hall 1234 every")
    page.get_by_role("button", name="Outline and pages").click()
    strip = page.locator("#source-strip")
    expect(strip.locator(".go")).to_have_text(["Rules on Spoons", "Spoons of the Cellar", "The End"])
    expect(page.locator("#source .rendition h2")).to_have_count(0)
    strip.get_by_text("The End").click()
    expect(page.locator("#source .rendition h2", has_text="The End")).to_be_in_viewport()


def test_words_are_found_from_the_citation_on(page: Page) -> None:
    open_citation(page, "spoons of hall 1234 every")
    page.locator("#source .tools input").fill("the clerk must count")
    page.locator("#source .tools input").press("Enter")
    expect(page.locator("#source .found")).to_have_text("1235 of 2000")
    page.locator("#source .tools input").press("Enter")
    expect(page.locator("#source .found")).to_have_text("1236 of 2000")
    marked = page.locator("#source .rendition p:has(mark)")
    expect(marked).to_have_text("Rule 1235: the clerk must count the spoons of hall 1235 every day.")
    expect(marked).to_be_in_viewport()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_word_file_is_shown_at_once_and_as_its_pages_when_they_are_asked_for(page: Page) -> None:
    open_citation(page, "hoist every flag")
    expect(page.locator("#source .rendition h1")).to_have_text("Rules on Flags")
    page.get_by_role("button", name="Pages", exact=True).click()
    expect(page.locator("#source .rendition figure.page mark")).to_be_in_viewport(timeout=60_000)
    expect(page.locator("#source .letters")).to_contain_text("The page must hoist every flag")
    page.get_by_role("button", name="Document", exact=True).click()
    expect(page.locator("#source .rendition h1")).to_be_visible()


def test_a_quoted_row_is_a_table_and_is_copied_as_the_line_that_it_is(browser: Browser, server: Server) -> None:
    with ready_page(browser, server) as page:
        ask(page, "By when must the audit and risk committees be set up?")
        table = page.locator("#chat blockquote table.told").first
        expect(table.locator("th").last).to_have_text("Deadline")
        expect(table.locator("td").last).to_contain_text("31 May 2024")
        copied = page.evaluate(
            """() => {
              const said = new Promise((told) => addEventListener("copy", (event) => told(event.clipboardData.getData("text/plain"))));
              getSelection().selectAllChildren(document.querySelector("#chat blockquote:has(table.told)"));
              document.execCommand("copy");
              return said;
            }"""
        )
        assert ROW in copied.splitlines()
        assert "\t" not in copied
