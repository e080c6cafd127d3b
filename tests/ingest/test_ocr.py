"""Scans: read where the extra is installed, and said to be scans where it is not."""

import sys
from io import BytesIO

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.answer.citation import Citation
from assistant.answer.text import place
from assistant.viewing.pages import boxes_of, with_recognised
from ingest.document import read
from ingest.errors import NothingToIndexError
from ingest.sandbox.pool import Workers
from language.span import Span

LINES = ["Every holding group reports the progress of", "the reform to the bureau by 30 June 2024."]


def scan(text_pages: int = 0, turned: int = 0) -> bytes:
    """Give a PDF whose first page is the picture of a page, followed by pages with text; `turned` are the degrees it lies at."""
    drawn, out = BytesIO(), BytesIO()
    canvas = Canvas(drawn, pagesize=A4)
    canvas.setFont("Helvetica", 16)
    for number, line in enumerate(LINES):
        canvas.drawString(90, 700 - 24 * number, line)
    canvas.save()
    with pypdfium2.PdfDocument(drawn.getvalue()) as document:
        picture = document[0].render(scale=2.5, rotation=turned).to_pil()
    size = A4 if turned % 180 == 0 else A4[::-1]
    canvas = Canvas(out, pagesize=size)
    canvas.drawInlineImage(picture, 0, 0, *size)
    for _ in range(text_pages):
        canvas.showPage()
        canvas.drawString(90, 700, "This page has a layer of text.")
    canvas.save()
    return out.getvalue()


@pytest.mark.slow
def test_text_is_recognised_and_marked_as_such() -> None:
    pytest.importorskip("rapidocr")
    document = read("scan.pdf", scan(text_pages=1))
    recognised = " ".join(LINES)
    assert recognised in document.text
    assert document.scanned == (1,)
    assert "its text was recognised and may hold errors" in str(document.warnings[0])
    cited = Citation.of(1, document, Span(0, len(recognised)))
    assert (cited.page, cited.scanned) == (1, True)
    assert place(cited, "en").endswith("p. 1, text recognised in a scan")
    last = document.text.index("This page")
    assert not Citation.of(2, document, Span(last, last + 9)).scanned


@pytest.mark.slow
@pytest.mark.parametrize("turned", [0, 90])
def test_the_lines_of_a_scan_have_their_places_on_the_page_as_it_lies(turned: int) -> None:
    pytest.importorskip("rapidocr")
    with Workers(1) as workers:
        content = scan(turned=turned)
        document = workers.read("scan.pdf", content)
        picture = with_recognised(workers.picture("scan.pdf", content, 1), document, 1)
    assert sorted(one.text for one in document.recognised) == sorted(LINES)
    start = document.text.index("the bureau by")
    boxes = boxes_of(picture, document, 1, Span(start, start + 13))
    assert boxes is not None
    assert [box.text for box in boxes] == ["the bureau by"]
    middle = 100 * (A4[1] - 680) / A4[1]
    across, down = boxes[0].left + boxes[0].width / 2, boxes[0].top + boxes[0].height / 2
    assert (down if not turned else 100 - across) == pytest.approx(middle, abs=1)


@pytest.mark.slow
@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_scan_that_lies_turned_is_read_in_order(turned: int) -> None:
    pytest.importorskip("rapidocr")
    assert read("scan.pdf", scan(turned=turned)).text == " ".join(LINES)


def test_without_the_extra_a_scan_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(NothingToIndexError, match=r"a scan without text; install policy-assistant\[ocr\]"):
        read("scan.pdf", scan())
    document = read("scan.pdf", scan(text_pages=1))
    assert document.text == "This page has a layer of text."
    assert tuple(map(str, document.warnings)) == ("Page 1 without text: a scan; install policy-assistant[ocr] to read it.",)
