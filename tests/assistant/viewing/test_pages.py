"""Pages of PDF as pictures, and the boxes around what is cited."""

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.viewing.pages import Pages, boxes_of
from ingest.errors import ReadingError
from ingest.pipeline import Ingest
from ingest.sandbox.pool import Workers
from language.span import Span
from tests.fakes import HashEmbedder, QuietWatcher
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
