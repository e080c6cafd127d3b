"""Pages of PDF as pictures, and the boxes around what is cited."""

import re
import shutil
from io import BytesIO
from pathlib import Path

import docx
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.viewing.outline import Heading, outline_of
from assistant.viewing.pages import Pages, boxes_of, may_be_paged
from ingest.errors import ReadingError
from ingest.pipeline import Ingest
from ingest.rendition.picture import Bookmark
from ingest.sandbox.pool import Workers
from language.span import Span
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.document import Document, Section
from vectorstore.library import Library

_LINES = (
    ("The harbour office keeps a list of all ships that", "lie at the piers, and of those that left."),
    ("Each master must report the weight of the cargo", "within two working days of the arrival."),
)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """Two pages with a sentence over two lines each."""
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for first, second in _LINES:
        canvas.setFont("Helvetica", 12)
        canvas.drawString(72, 700, first)
        canvas.drawString(72, 684, second)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def test_the_words_of_a_quote_are_boxed_line_by_line(pdf: bytes) -> None:
    with Workers(1) as workers:
        document = workers.read("list.pdf", pdf)
        picture = workers.picture("list.pdf", pdf, 2)
    quote = "must report the weight of the cargo within two working days"
    start = document.text.index(quote)
    boxes = boxes_of(picture, document, 2, Span(start, start + len(quote)))
    assert boxes is not None
    assert [box.text.strip() for box in boxes] == ["must report the weight of the cargo", "within two working days"]
    above, below = boxes
    assert above.top < below.top
    assert below.left == pytest.approx(100 * 72 / A4[0], abs=0.5)
    assert above.top + above.height / 2 == pytest.approx(100 * (A4[1] - 704) / A4[1], abs=1)
    assert picture.picture[8:12] == b"WEBP"


def test_what_stands_on_another_page_has_no_box(pdf: bytes) -> None:
    with Workers(1) as workers:
        document = workers.read("list.pdf", pdf)
        picture = workers.picture("list.pdf", pdf, 1)
    start = document.text.index("Each master")
    assert boxes_of(picture, document, 1, Span(start, start + 20)) is None


def test_a_page_that_is_not_there_or_no_pdf_is_told(pdf: bytes) -> None:
    with Workers(1) as workers:
        with pytest.raises(ReadingError, match="has no page 3"):
            workers.picture("list.pdf", pdf, 3)
        with pytest.raises(ReadingError):
            workers.picture("list.pdf", b"%PDF-1.4 rubbish", 1)


def test_bookmarks_lead_to_pages_and_headings_do_where_there_are_none(tmp_path: Path) -> None:
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    for number, level in ((1, 0), (2, 1), (3, 0)):
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(f"Chapter {number}", str(number), level)
        canvas.drawString(72, 700, f"Each master must report the weight of cargo {number} within two days.")
        canvas.showPage()
    canvas.save()
    with Workers(1) as workers:
        found = workers.bookmarks("list.pdf", written.getvalue())
        assert found == [Bookmark(1, "Chapter 1", 1), Bookmark(2, "Chapter 2", 2), Bookmark(1, "Chapter 3", 3)]
        assert workers.picture("list.pdf", written.getvalue(), 2, small=True).width == 180
    headings = (Section(Span(0, 10), ("A",)), Section(Span(10, 20), ("A", "B")))
    document = Document("List", "x" * 20, headings, pages=(0, 10), name="list.pdf")
    assert outline_of([], document) == [Heading(1, "A", 1), Heading(2, "B", 2)]
    assert outline_of(found, document)[1] == Heading(2, "Chapter 2", 2)


def test_what_is_on_a_page_several_times_is_boxed_where_it_is_cited(tmp_path: Path) -> None:
    written = BytesIO()
    canvas = Canvas(written, pagesize=A4)
    lines = [
        "Each master must report.",
        "Nobody else must.",
        *["The weight of what is in the hold is told with each report. "] * 4,
        "They must.",
    ]
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * number, line)
    canvas.save()
    with Workers(1) as workers:
        document = workers.read("list.pdf", written.getvalue())
        picture = workers.picture("list.pdf", written.getvalue(), 1)
    starts = [found.start() for found in re.finditer("must", document.text)]
    tops = [one.top for start in starts for one in boxes_of(picture, document, 1, Span(start, start + 4)) or []]
    assert [top - tops[0] for top in tops] == pytest.approx([0, 100 * 20 / A4[1], 100 * 120 / A4[1]], abs=0.2)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_word_file_is_brought_into_pages_and_boxed(tmp_path: Path) -> None:
    written = docx.Document()
    written.add_heading("Rules on Piers", 1)
    written.add_paragraph("The harbour office keeps a list of all ships.")
    written.add_page_break()
    written.add_paragraph("Each master must report the weight of the cargo within two working days.")
    written.save(str(tmp_path / "piers.docx"))
    with Library(tmp_path / "library", HashEmbedder()) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "piers.docx"])
        document = library.document(library.entries()[0].id)
        assert document is not None
        assert may_be_paged(document)
        pages = Pages(library)
        try:
            assert pages.count(document) == 2
            start = document.text.index("report the weight")
            cited = Span(start, start + len("report the weight of the cargo"))
            assert pages.first_of(document, cited) == 2
            assert [box.text for box in pages.boxes(document, 2, cited)] == ["report the weight of the cargo"]
            assert pages.boxes(document, 1, cited) == []
            assert pages.small(document, 2)[8:12] == b"WEBP"
        finally:
            pages.close()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pages_show_no_other_file_of_the_machine(tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    Image.new("RGB", (50, 50), (255, 0, 0)).save(other)
    urn = "urn:oasis:names:tc:opendocument:xmlns:"
    names = f'xmlns:office="{urn}office:1.0" xmlns:text="{urn}text:1.0" xmlns:draw="{urn}drawing:1.0" xmlns:svg="{urn}svg-compatible:1.0"'
    frame = '<draw:frame draw:name="one" text:anchor-type="as-char" svg:width="10cm" svg:height="10cm">'
    picture = f'{frame}<draw:image xlink:type="simple" xlink:href="{other.as_uri()}"/></draw:frame>'
    content = (
        f'<?xml version="1.0"?><office:document {names} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>Own words.{picture}</text:p>'
        "</office:text></office:body></office:document>"
    )
    with Workers(1, silence=100) as workers:
        paged = workers.paged("links.odt", content.encode())
        assert "Own words." in paged.texts[0]
        shown = Image.open(BytesIO(workers.picture("links.odt", paged.content, 1).picture)).convert("RGB")
    assert not any(colour[0] > 200 and colour[1] < 80 for _, colour in shown.getcolors(10_000_000) or [])


def test_pages_are_drawn_once(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "list.pdf").write_bytes(pdf)
    with Library(tmp_path / "library", HashEmbedder()) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "list.pdf"])
        document = library.document(library.entries()[0].id)
        assert document is not None
        pages = Pages(library)
        try:
            assert pages.page(document, 1) is pages.page(document, 1)
            assert pages.page(document, 2) is not pages.page(document, 1)
        finally:
            pages.close()
