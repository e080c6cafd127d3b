"""PDF: the characters of words, as fonts name them."""

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from ingest.document import read
from tests.ingest.drawn import text_at

KINDS = ("rowing", "sailing", "fishing", "ferry")


def test_signs_without_a_character_turn_no_page() -> None:
    out = BytesIO()
    canvas = Canvas(out, pageCompression=0)
    for kind in KINDS:
        text_at(canvas, 72, 780, [f"~~ The wardens count the {kind} boats.", "~"])
        text_at(canvas, 72, 600, [f"A {kind} boat that is not ~ counted pays twice."])
        canvas.showPage()
    canvas.save()
    document = read("plan.pdf", out.getvalue().replace(b"~", b"\x0c"))
    assert len(document.pages) == len(KINDS)
    for page, kind in enumerate(KINDS, 1):
        assert document.page_at(document.text.index(f"A {kind} boat that is not counted pays twice.")) == page
