"""PDF: what is filled in forms and typed onto pages."""

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.drawn import drawn, read_pdf, stream, text_at, written_in_own_codes


def test_ticked_boxes_at_the_start_of_a_line_are_no_marks_of_a_list() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = ["Insured:", "■ yes □ no", "At night:", "□ yes ■ no"]
    text = read_pdf(drawn(lambda canvas: text_at(canvas, 72, 780, lines, 12, "STSong-Light"))).text
    assert "■ yes □ no" in text
    assert "□ yes ■ no" in text


def test_what_is_filled_in_a_form_is_read_at_its_place() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, "Applicant:")
        canvas.acroForm.textfield(name="applicant", x=140, y=772, width=200, height=20, value="Ann Reed", borderWidth=0)
        canvas.drawString(72, 740, "Harbour:")
        canvas.acroForm.choice(name="harbour", x=140, y=732, width=150, height=20, value="North", options=["North", "South"], borderWidth=0)
        canvas.drawString(72, 700, "Insured")
        canvas.acroForm.checkbox(name="insured", x=140, y=697, size=14, checked=True)
        canvas.drawString(172, 700, "Sailing at night")
        canvas.acroForm.checkbox(name="night", x=280, y=697, size=14, checked=False)

    text = read_pdf(drawn(draw)).text
    assert text == "Applicant: Ann Reed\n\nHarbour: North\n\nInsured ☑ Sailing at night ☐"


def test_fields_that_draw_nothing_are_read_by_their_value() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 780, "Applicant:")
        canvas.acroForm.textfield(name="applicant", x=140, y=772, width=200, height=20, value="Ann Reed", borderWidth=0)

    form = drawn(draw)
    assert read_pdf(form.replace(b"/AP ", b"/XX ", 1)).text == "Applicant: Ann Reed"


def test_a_page_that_has_its_fonts_from_all_pages_stays_readable_where_something_is_typed_onto_it() -> None:
    label = "Berths at the North Quay are let to"
    content = written_in_own_codes(
        label,
        b"<< /Type /Annot /Subtype /FreeText /Rect [340 778 440 798] /AP << /N 8 0 R >> >>",
        stream(b"BT /F1 12 Tf 2 2 Td (Ann Reed) Tj ET", b"/Subtype /Form /BBox [0 0 100 20] /Resources << /Font << /F1 9 0 R >> >>"),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    assert read_pdf(content).text == f"{label} Ann Reed"
