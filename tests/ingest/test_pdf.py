"""PDF: reading order, pages, headers, hyphens, headings, and files that are locked, blank or broken."""

from collections.abc import Callable
from io import BytesIO

import pytest
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.document import read
from ingest.errors import NothingToIndexError, ReadingError
from vectorstore.document import Document

LEFT = [
    "The holding group reports the results", "of the reform to the bureau every", "quarter and names the tasks that are",
    "late, the reason for each delay, and", "the date by which it will be made up", "for in the following quarter.",
]  # fmt: skip
RIGHT = [
    "Subsidiaries of the second tier send", "their figures to the holding group no", "later than five days after the end of",
    "each quarter, in the form that is set", "out in the annex, signed by the chair", "of the board of directors.",
]  # fmt: skip


def drawn(draw: Callable[[Canvas], None], size: tuple[float, float] = A4, encrypt: StandardEncryption | None = None) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, encrypt=encrypt)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def text_at(canvas: Canvas, x: float, y: float, lines: list[str], size: float = 11, font: str = "Helvetica") -> None:
    canvas.setFont(font, size)
    for number, line in enumerate(lines):
        canvas.drawString(x, y - number * 1.3 * size, line)


def read_pdf(content: bytes) -> Document:
    return read("plan.pdf", content)


@pytest.mark.parametrize("by_rows", [False, True], ids=["column by column", "row by row"])
def test_columns_are_read_one_after_the_other(by_rows: bool) -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["Rules for Quarterly Reports of the Holding Groups"], 16, "Helvetica-Bold")
        if by_rows:
            for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
                text_at(canvas, 72, 740 - 14 * number, [left])
                text_at(canvas, 310, 740 - 14 * number, [right])
        else:
            text_at(canvas, 72, 740, LEFT)
            text_at(canvas, 310, 740, RIGHT)

    text = read_pdf(drawn(draw)).text
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text
    assert text.index("Rules for") < text.index(LEFT[0]) < text.index(RIGHT[0])


def test_running_lines_are_cut_and_sentences_go_on_over_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        for task in range(1, 5):
            opens = [
                f"{task}. Every group sets up a committee of its board for task number {task}",
                f"and reports on {task} things. The committee",
            ]
            goes_on = [f"minutes of what it decides on task {task}.", f"All {task + 3} members sign them."]
            for number, lines in enumerate((opens, goes_on), 2 * task - 1):
                text_at(canvas, 72, 810, ["Bureau of State Assets — Circular 7"], 9)
                text_at(canvas, 72, 760, lines)
                text_at(canvas, 280, 30, [f"Page {number} of 8"], 9)
                if lines is opens:
                    text_at(canvas, 72, 720, [f"meets at least {task} times a month and keeps"])
                canvas.showPage()

    document = read_pdf(drawn(draw))
    assert document.text.count("Circular 7") == 1  # kept once, at the end
    assert [(str(one.kind), one.count) for one in document.left_out] == [("repeated headers, footers and page numbers", 15)]
    assert "Page 1" not in document.text
    assert "meets at least 1 times a month and keeps minutes of what it decides on task 1." in document.text
    assert len(document.pages) == 8
    assert document.page_at(document.text.index("meets at least")) == 1
    assert document.page_at(document.text.index("minutes of what")) == 2
    assert document.page_at(document.text.index("task number 3")) == 5


def test_numbered_titles_at_the_top_of_pages_are_no_headers() -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(1, 5):
            text_at(canvas, 72, 780, [f"Annex {number}"], 16, "Helvetica-Bold")
            text_at(canvas, 72, 700, ["Application fee: 100 euro", f"What follows from annex {number} is said in the rest of this page."])
            canvas.showPage()

    text = read_pdf(drawn(draw)).text
    assert all(f"Annex {number}\n" in text for number in range(1, 5))
    assert "Application fee: 100 euro" in text


def test_rows_that_stand_alike_on_pages_are_no_headers() -> None:
    def draw(canvas: Canvas) -> None:
        for page in range(3):
            text_at(canvas, 72, 780, [f"Task {page * 7 + 3} is due on {page * 5 + 2} June and costs {900 - page} yuan."])
            text_at(canvas, 72, 700, ["The rest of this page is about what follows from it."])
            canvas.showPage()

    text = read_pdf(drawn(draw)).text
    for page in range(3):
        assert f"Task {page * 7 + 3} is due" in text


def test_lines_of_the_text_that_several_pages_have_alike_are_no_headers() -> None:
    oath = ["I promise to keep the secrets of the firm,", "to serve it as well as I am able to,", "and to give back what is not my own."]

    def draw(canvas: Canvas) -> None:
        for page, name in enumerate(["clerks", "guards", "drivers"], 1):
            text_at(canvas, 72, 810, ["Manual of the Works Council"], 9)
            text_at(canvas, 72, 760, [*oath, f"Such is the oath of the {name}, who swear it", "before the whole council.", *oath])
            text_at(canvas, 280, 30, [f"- {page} -"], 9)
            canvas.showPage()

    document = read_pdf(drawn(draw))
    assert document.text.count("to serve it as well as I am able to") == 6
    assert document.text.count("Manual of the Works Council") == 1
    assert [(str(one.kind), one.count) for one in document.left_out] == [("repeated headers, footers and page numbers", 5)]


def test_words_parted_at_line_ends_are_joined_and_compounds_keep_their_hyphen() -> None:
    lines = [
        "The state-owned groups are the back-", "bone of the economy; every state-", "owned group must finish its re-",
        "organisation by the end of the year and report the long-term plan.",
    ]  # fmt: skip
    text = read_pdf(
        drawn(lambda canvas: text_at(canvas, 72, 780, [*lines, "What is owned by the state, state-owned assets, is owned in trust."]))
    ).text
    assert "backbone of the economy" in text
    assert "every state-owned group" in text
    assert "its reorganisation by" in text


def test_headings_are_known_by_their_font() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["Circular on Boards of Directors"], 20, "Helvetica-Bold")
        for number, (heading, below) in enumerate([("Composition", "External directors"), ("Duties of the board", "The board decides")]):
            y = 720 - number * 120
            text_at(canvas, 72, y, [heading], 14, "Helvetica-Bold")
            text_at(
                canvas,
                72,
                y - 24,
                [
                    f"{below} hold more than half of the seats, and the chair sees to it",
                    "that they get all papers ten days before each meeting.",
                ],
            )

    document = read_pdf(drawn(draw))
    assert document.title == "Circular on Boards of Directors"
    assert document.heading_at(document.text.index("External directors hold")) == ("Composition",)
    assert document.heading_at(document.text.index("The board decides hold")) == ("Duties of the board",)


def test_chinese_lines_are_joined_without_spaces() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = ["各省属企业应当在每季度结束后十日内向省国资委报送改革任务完成", "情况，并说明未按期完成的原因和补救措施。"]
    document = read_pdf(drawn(lambda canvas: text_at(canvas, 72, 780, lines, 12, "STSong-Light")))
    assert "".join(lines) in document.text
    assert document.language == "zh"


def test_a_page_that_is_turned_is_read_upright() -> None:
    def draw(canvas: Canvas) -> None:
        for turned in (90, 270):
            canvas.saveState()
            canvas.translate(300, 400)
            canvas.rotate(turned)
            text_at(
                canvas, -200, 100, [f"The first line of page {turned} goes on", "in the second and ends in", "the third line of the page."]
            )
            canvas.restoreState()
            canvas.showPage()

    text = read_pdf(drawn(draw, landscape(A4))).text
    for turned in (90, 270):
        assert f"The first line of page {turned} goes on in the second and ends in the third line of the page." in text


def test_a_watermark_is_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["The group reports every quarter."])
        canvas.translate(300, 400)
        canvas.rotate(45)
        text_at(canvas, -100, 0, ["CONFIDENTIAL"], 40)

    assert read_pdf(drawn(draw)).text == "The group reports every quarter."


def test_the_owners_restrictions_do_not_stop_reading_but_a_password_does() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 780, ["The group reports every quarter."])

    assert "every quarter" in read_pdf(drawn(draw, encrypt=StandardEncryption("", "owner", canCopy=0))).text
    with pytest.raises(ReadingError, match="needs a password"):
        read_pdf(drawn(draw, encrypt=StandardEncryption("secret")))


def test_blank_and_broken_files_are_told_apart() -> None:
    def blank(canvas: Canvas) -> None:
        canvas.showPage()
        canvas.showPage()

    whole = drawn(lambda canvas: text_at(canvas, 72, 780, ["The group reports every quarter."]))
    with pytest.raises(NothingToIndexError, match="2 pages are blank"):
        read_pdf(drawn(blank))
    with pytest.raises(ReadingError, match="damaged"):
        read_pdf(whole[: len(whole) // 3])
    with pytest.raises(ReadingError, match="0 bytes"):
        read_pdf(b"")


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


def test_ticked_boxes_at_the_start_of_a_line_are_no_marks_of_a_list() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = ["Insured:", "■ yes □ no", "At night:", "□ yes ■ no"]
    text = read_pdf(drawn(lambda canvas: text_at(canvas, 72, 780, lines, 12, "STSong-Light"))).text
    assert "■ yes □ no" in text
    assert "□ yes ■ no" in text


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


def test_notes_in_the_margin_stand_apart_from_the_sentences_beside_them() -> None:
    def draw(canvas: Canvas) -> None:
        for number, (note, lines) in enumerate([(["Reports", "in time."], LEFT), (["Figures."], RIGHT)]):
            text_at(canvas, 72, 780 - 120 * number, [f"{number + 1}. {lines[0]}", *lines[1:]])
            text_at(canvas, 350, 779 - 120 * number, note, 8)

    paragraphs = read_pdf(drawn(draw)).text.split("\n\n")
    assert paragraphs == ["Reports in time.", "1. " + " ".join(LEFT), "Figures.", "2. " + " ".join(RIGHT)]


@pytest.mark.parametrize("ruled", [True, False], ids=["ruled", "by white space"])
def test_names_of_columns_are_read_where_they_are_turned(ruled: bool) -> None:
    def draw(canvas: Canvas) -> None:
        for column, name in enumerate(["Place", "Planned", "Built", "Sold"]):
            canvas.saveState()
            canvas.translate(90 + 60 * column, 700)
            canvas.rotate(90 if column else 0)
            text_at(canvas, 0, 0, [name], 10)
            canvas.restoreState()
        for row, values in enumerate([("Harbour", "40", "38", "2"), ("Market", "55", "50", "5"), ("Hill", "20", "19", "1")]):
            for column, value in enumerate(values):
                text_at(canvas, 85 + 60 * column, 680 - 20 * row, [value], 10)
        if ruled:
            canvas.grid([72, 132, 192, 252, 312], [634, 654, 674, 694, 750])

    assert "Place: Market | Planned: 55 | Built: 50 | Sold: 5" in read_pdf(drawn(draw)).text


def test_an_initial_belongs_to_its_word() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 72, 762, ["T"], 36)
        text_at(canvas, 98, 780, ["he holding group reports the results of the", "reform to the bureau every quarter and names"])
        text_at(canvas, 72, 751, ["the tasks that are late, with the reason for it."])

    expected = "The holding group reports the results of the reform to the bureau every quarter and names the tasks that are late"
    assert expected in read_pdf(drawn(draw)).text


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


def test_a_page_that_the_file_turns_is_read_whole() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        text_at(canvas, 72, 500, LEFT)  # its sheet lies on its side
        canvas.setFillGray(1)
        text_at(canvas, 72, 300, ["White on the paper."])

    assert read_pdf(drawn(draw)).text == " ".join(LEFT)


def test_lowered_figures_are_no_marks_of_notes() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(72, 780)
        for part, rise in [("The output of CO", 0), ("2", -2), (" falls by 5 % in 2030.", 0)]:
            text.setFont("Helvetica", 7 if rise else 11)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)

    assert read_pdf(drawn(draw)).text == "The output of CO2 falls by 5 % in 2030."
