"""PDF: words and the spaces between them, raised and lowered figures, and text that nobody sees."""

from io import BytesIO

from pypdfium2 import PdfDocument
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.page import page_of
from tests.ingest.drawn import drawn, read_pdf, text_at, written_in_own_codes

KINDS = ("rowing", "sailing", "fishing", "ferry")


def test_spaces_of_the_text_stay_where_letters_lean_over_them() -> None:
    lines = ["The warden of the fort must file the form of each leaf", "of half of the staff by 31 March."]
    text = read_pdf(drawn(lambda canvas: text_at(canvas, 72, 780, lines, 11, "Times-Italic"))).text
    assert text == " ".join(lines)


def test_words_whose_letters_are_set_apart_stay_whole() -> None:
    def draw(canvas: Canvas) -> None:
        place = 0
        for part in ["Nort", "h ", "Harbou", "r ", "Qua", "y ", "No. ", "4"]:
            text = canvas.beginText(72 + 9.3 * place, 700)
            text.setFont("Courier", 12)
            text.setCharSpace(2.1)
            text.textOut(part)
            canvas.drawText(text)
            place += len(part)

    assert "North Harbour Quay No. 4" in read_pdf(drawn(draw)).text


def test_words_stay_apart_where_a_letter_reaches_into_the_space_between_them() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Italic", 12)
        place = 72.0
        for part in ("The seal of", "the", "office of", "records"):
            canvas.drawString(place, 700, part)
            place += canvas.stringWidth(part, "Times-Italic", 12) + 0.25 * 12

    assert "The seal of the office of records" in read_pdf(drawn(draw)).text


def _drawn_letter_by_letter(canvas: Canvas, text: str, sizes: dict[int, float] | None = None) -> None:
    place = 72.0
    for at, letter in enumerate(text):
        size = (sizes or {}).get(at, 11)
        canvas.setFont("Helvetica", size)
        canvas.drawString(place, 700, letter)
        place += canvas.stringWidth(letter, "Helvetica", size)


def test_letters_that_are_drawn_one_by_one_are_one_word_for_each_look() -> None:
    with PdfDocument(drawn(lambda canvas: _drawn_letter_by_letter(canvas, "Skippers report", {3: 15}))) as document:
        assert [(word.text, word.joined) for word in page_of(document[0], 1).words] == [
            ("Ski", False), ("p", True), ("pers", True), ("report", False),
        ]  # fmt: skip


def test_letters_of_the_papers_colour_within_a_word_that_is_drawn_letter_by_letter_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        place = 72.0
        for letter, grey in [*((one, 0) for one in "Dock"), *((one, 1) for one in "paynothing"), *((one, 0) for one in "land")]:
            canvas.setFillGray(grey)
            canvas.drawString(place, 700, letter)
            place += canvas.stringWidth(letter, "Helvetica", 12)

    document = read_pdf(drawn(draw))
    assert "nothing" not in document.text
    assert "nothing" in "".join(one.sample for one in document.left_out)


def test_a_page_of_thousands_of_letters_that_are_drawn_one_by_one_is_read_whole() -> None:
    lines = [f"Berth {number} of the {kind} club is let by the year to one who pays." for number in range(14) for kind in KINDS]

    def draw(canvas: Canvas) -> None:
        for row, line in enumerate(lines):
            place = 72.0
            for letter in line:
                canvas.drawString(place, 780 - 13 * row, letter)
                place += canvas.stringWidth(letter, "Helvetica", 12)

    assert read_pdf(drawn(draw)).text.split() == " ".join(lines).split()


def test_a_line_parts_letters_that_are_drawn_one_by_one() -> None:
    def draw(canvas: Canvas) -> None:
        _drawn_letter_by_letter(canvas, "ab")
        middle = 72 + canvas.stringWidth("a", "Helvetica", 11)
        for x in (66, middle, 84):
            canvas.line(x, 694, x, 712)

    with PdfDocument(drawn(draw)) as document:
        assert [word.text for word in page_of(document[0], 1).words] == ["a", "b"]


def test_powers_stay_powers_and_marks_of_notes_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 780)
        for part, raised in [
            ("The tank holds 10", 0),
            ("6", 1),
            (" litres, and the silo 50", 0),
            ("2", 1),
            (" tonnes on 9 km", 0),
            ("2", 1),
            (".", 0),
        ]:
            text.setFont("Helvetica", 7 if raised else 11)
            text.setRise(4 if raised else 0)
            text.textOut(part)
        canvas.drawText(text)

    document = read_pdf(drawn(draw))
    assert document.text == "The tank holds 10^6 litres, and the silo 50 tonnes on 9 km²."
    assert [(str(one.kind), one.sample) for one in document.left_out] == [("marks of notes", "2")]


def test_lowered_figures_are_no_marks_of_notes() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 780)
        for part, rise in [("The output of CO", 0), ("2", -2), (" falls by 5 % in 2030.", 0)]:
            text.setFont("Helvetica", 7 if rise else 11)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)

    assert read_pdf(drawn(draw)).text == "The output of CO2 falls by 5 % in 2030."


def test_a_lowered_figure_that_is_drawn_by_itself_belongs_to_its_word() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["Vents for CO"])
        place = 72 + stringWidth("Vents for CO", "Helvetica", 11)
        text_at(canvas, place, 777, ["2"], size=7)
        text_at(canvas, place + 4.2, 780, [" stay open."])

    assert read_pdf(drawn(draw)).text == "Vents for CO2 stay open."


def test_text_that_nobody_sees_is_left_out_and_told() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["The fee is 60 yuan."])
        canvas.setFillGray(0)
        canvas.rect(72, 700, 200, 20, fill=1)
        canvas.setFillGray(1)
        text_at(canvas, 72, 740, ["White on the paper."])
        text_at(canvas, 75, 706, ["White on black."])
        canvas.setFillGray(0)
        text_at(canvas, 72, 660, ["Too small."], 0.5)
        text_at(canvas, -300, 640, ["Beside the page."])
        text = canvas.beginText(72, 620)
        text.setTextRenderMode(3)
        text.textOut("Drawn with nothing.")
        canvas.drawText(text)

    document = read_pdf(drawn(draw))
    assert document.text == "The fee is 60 yuan.\n\nWhite on black."
    assert [(str(one.kind), one.count) for one in document.left_out] == [("hidden text", 4)]
    assert "Left out: hidden text, places: 4." in map(str, document.warnings)


def test_text_with_a_line_through_it_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["The fee is"])
        text_at(canvas, 130, 780, ["40"])
        text_at(canvas, 150, 780, ["60 yuan, due at once."])
        canvas.line(129, 784, 143, 784)
        canvas.line(150, 778.5, 185, 778.5)

    document = read_pdf(drawn(draw))
    assert document.text == "The fee is 60 yuan, due at once."
    assert [(str(one.kind), one.sample) for one in document.left_out] == [("struck or deleted text", "40")]


def test_a_watermark_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["The group reports every quarter."])
        canvas.translate(300, 400)
        canvas.rotate(45)
        text_at(canvas, -100, 0, ["CONFIDENTIAL"], 40)

    assert read_pdf(drawn(draw)).text == "The group reports every quarter."


def test_signs_without_a_character_turn_no_page() -> None:
    out = BytesIO()
    canvas = Canvas(out, pageCompression=0)
    for kind in KINDS:
        text_at(canvas, 72, 780, [f"~~ The wardens count the {kind} boats.", "~"])
        text_at(canvas, 72, 600, [f"A {kind} boat that is not ~ counted pays twice."])
        canvas.showPage()
    canvas.save()
    document = read_pdf(out.getvalue().replace(b"~", b"\x0c"))
    assert len(document.pages) == len(KINDS)
    for page, kind in enumerate(KINDS, 1):
        assert document.page_at(document.text.index(f"A {kind} boat that is not counted pays twice.")) == page


def test_characters_beyond_the_first_plane_are_read_and_mathematical_letters_as_plain_ones() -> None:
    assert read_pdf(written_in_own_codes("The fee is 𝑎 + 2𝒃 yuan for 𠮷田.")).text == "The fee is a + 2b yuan for 𠮷田."


def test_powers_of_variables_stay_powers() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 780)
        for part, font, raised in [
            ("The area is ", "Helvetica", 0),
            ("x", "Times-Italic", 0),
            ("2", "Helvetica", 1),
            (" in plan", "Helvetica", 0),
            ("3", "Helvetica", 1),
            (".", "Helvetica", 0),
        ]:
            text.setFont(font, 7 if raised else 11)
            text.setRise(4 if raised else 0)
            text.textOut(part)
        canvas.drawText(text)

    assert read_pdf(drawn(draw)).text == "The area is x^2 in plan."
