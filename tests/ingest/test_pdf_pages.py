"""PDF: pages, their running headers and footers, and how they are turned."""

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.drawn import LEFT, drawn, read_pdf, text_at


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


def test_a_page_that_the_file_turns_is_read_whole() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        text_at(canvas, 72, 500, LEFT)  # its sheet lies on its side
        canvas.setFillGray(1)
        text_at(canvas, 72, 300, ["White on the paper."])

    assert read_pdf(drawn(draw)).text == " ".join(LEFT)
