"""What files show, with the words of citations marked in it."""

import time
from io import BytesIO

import docx
import openpyxl
import pytest
from pptx import Presentation

from assistant.viewing.rendering.blocks import blocks_of
from assistant.viewing.rendering.rendition import Rendition
from ingest.document import read
from ingest.rendition.rendition import render
from ingest.rendition.structure import structured
from language.span import Span
from vectorstore.document import Document

PAGE = b"""<!doctype html><html><body><nav><a href="/">Home</a></nav><main><h1>Rules on Parking</h1><h2>1. Bays</h2>
<p>The <b>warden</b> must mark every bay with H<sub>2</sub> paint. The warden must sweep.</p><ol><li>Mark a bay.</li><li>Sweep it.</li></ol>
<table><caption>Fees</caption><tr><th>Zone</th><th>Fee</th><th>Kept by</th></tr>
<tr><td rowspan="2">North</td><td>20</td><td>Office</td></tr><tr><td>30</td><td>Office</td></tr>
<tr><td>South</td><td>20</td><td>Office</td></tr></table></main></body></html>"""


def rendered(name: str, content: bytes) -> tuple[Document, Rendition]:
    document = read(name, content)
    return document, Rendition(blocks_of(render(name, content)), document.text)


def view(document: Document, rendition: Rendition, quote: str) -> str:
    start = document.text.index(quote)
    marks = rendition.find(Span(start, start + len(quote)))
    return str(rendition.part(rendition.part_of(marks), marks).html)


def test_a_web_page_keeps_headings_lists_and_tables_and_loses_what_stands_around() -> None:
    html = view(*rendered("a.html", PAGE), "Sweep it")
    assert "<h2>1. Bays</h2>" in html
    assert "<li>(2) <mark>Sweep it</mark>.</li>" in html
    assert "<caption>Fees</caption>" in html
    assert '<td rowspan="2">North</td>' in html
    assert "Home" not in html


def test_a_quote_is_marked_over_the_elements_within_it() -> None:
    html = view(*rendered("a.html", PAGE), "The warden must mark every bay with H2 paint.")
    assert (
        "<mark>The </mark><b><mark>warden</mark></b><mark> must mark every bay with H</mark><sub><mark>2</mark></sub><mark> paint.</mark>"
        in html
    )


def test_a_fraction_of_one_character_is_marked() -> None:
    html = view(*rendered("a.html", "<main><p>The warden must paint 2½ bays a day.</p></main>".encode()), "must paint 2½ bays")
    assert "<mark>must paint 2½ bays</mark>" in html


def test_of_rows_that_are_alike_the_cited_one_is_marked() -> None:
    html = view(*rendered("a.html", PAGE), "Zone: South | Fee: 20 | Kept by: Office")
    assert html.count("<mark>") == 3
    assert "<tr><td><mark>South</mark></td><td><mark>20</mark></td><td><mark>Office</mark></td></tr>" in html


def test_a_cell_merged_over_rows_is_marked_for_the_lower_ones_too() -> None:
    html = view(*rendered("a.html", PAGE), "Zone: North | Fee: 30 | Kept by: Office")
    assert '<td rowspan="2"><mark>North</mark></td><td>20</td>' in html
    assert "<td><mark>30</mark></td><td><mark>Office</mark></td>" in html


def test_words_that_are_not_shown_are_not_marked() -> None:
    document, _ = rendered("a.html", PAGE)
    assert Rendition(blocks_of("<p>Something else altogether.</p>"), document.text).find(Span(0, 16)) == []


def test_markdown_keeps_the_numbers_of_its_lists_and_shows_html_as_a_page_does() -> None:
    source = b"# Rules\n\nA first text.\n\n3. Sweep <img src=x onerror=alert(1)> daily.\n4. **Rest** at noon.\n\n| A | B |\n|---|---|\n| x | y |\n"
    html = view(*rendered("a.md", source), "4. Rest at noon.")
    assert "<mark>4. </mark><strong><mark>Rest</mark></strong><mark> at noon.</mark>" in html
    assert "Sweep  daily." in html
    assert "<td>x</td>" in html


def test_a_word_document_keeps_merged_cells() -> None:
    word, saved = docx.Document(), BytesIO()
    word.add_heading("Rules on Bays", 1)
    table = word.add_table(rows=3, cols=3)
    for row, texts in enumerate((("Zone", "Fee", "Office"), ("North", "20", "Town"), ("South", "30", "Town"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 2).merge(table.cell(2, 2)).text = "Town"
    word.save(saved)
    html = view(*rendered("a.docx", saved.getvalue()), "Zone: South | Fee: 30 | Office: Town")
    assert "<h1>Rules on Bays</h1>" in html
    assert "<th>Zone</th><th>Fee</th><th>Office</th></tr></thead>" in html
    assert '<td rowspan="2"><mark>Town</mark></td>' in html
    assert "<td><mark>South</mark></td><td><mark>30</mark></td>" in html


def test_a_sheet_is_a_table_as_displayed() -> None:
    book, saved = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (("Task", "Share"), ("Sweep", 0.25), ("Paint", 0.5)):
        sheet.append(row)
    sheet["B2"].number_format = sheet["B3"].number_format = "0%"
    book.save(saved)
    html = view(*rendered("a.xlsx", saved.getvalue()), "Task: Paint | Share: 50%")
    assert "<tr><td><mark>Paint</mark></td><td><mark>50%</mark></td></tr>" in html


def test_a_slide_is_its_heading_and_its_text() -> None:
    slides, saved = Presentation(), BytesIO()
    slide = slides.slides.add_slide(slides.slide_layouts[1])
    slide.shapes.title.text = "Bays in winter"
    slide.placeholders[1].text = "Sweep the snow away."
    slides.save(saved)
    html = view(*rendered("a.pptx", saved.getvalue()), "Sweep the snow away.")
    assert "Bays in winter</h1>" in html
    assert "<mark>Sweep the snow away.</mark>" in html


@pytest.mark.parametrize("line", ["Item: a | Weight: 20 | Checked by: Office", "Item: a | Weight: 20"])
def test_a_text_alone_tells_of_tables_too(line: str) -> None:
    document = Document("Weights", f"Weights\n\n{line}\n{line.replace('20', '30')}\n\nNo row: at all", name="a.pdf")
    html = structured(document)
    assert html.count("<tr>") == 3
    assert "<td>a</td><td>30</td>" in html
    assert "<p>No row: at all</p>" in html


def test_a_long_document_is_shown_in_parts_around_the_quote() -> None:
    text = "# Rules\n\n" + "\n\n".join(f"Rule {number} asks the warden to sweep bay {number} at noon." for number in range(3_000))
    document, rendition = rendered("a.md", text.encode())
    start = document.text.index("Rule 1500 asks")
    marks = rendition.find(Span(start, start + 9))
    number = rendition.part_of(marks)
    assert rendition.count > 4
    assert 0 < number < rendition.count - 1
    assert "<mark>Rule 1500</mark>" in rendition.part(number, marks).html
    whole = "".join(rendition.part(one, marks).html for one in range(rendition.count))
    assert whole.count("Rule ") == 3_000


def test_a_text_that_says_one_thing_again_and_again_is_given_up_soon() -> None:
    text = "sweep the bay " * 40_000
    rendition = Rendition(blocks_of(f"<p>{text}</p>"), text)
    begun = time.perf_counter()
    rendition.find(Span(280_000, 280_400))
    assert time.perf_counter() - begun < 5
