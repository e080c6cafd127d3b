"""Figures, signs and spaces of pages, however a program draws them."""

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from ingest.readers.pdf.pieces import pieces_of_words
from ingest.readers.pdf.words import Word
from tests.ingest.drawn import drawn, read_pdf, text_at


def shown(*pieces: tuple[str, float, float], font: str = "Helvetica", parted: Sequence[float] = ()) -> str:
    """Give what is read of a line whose pieces have each a text, a size and a rise; before them `parted` points are left white."""

    def draw(canvas: Canvas) -> None:
        x = 60.0
        for place, (text, size, rise) in enumerate(pieces):
            x += parted[place] if place < len(parted) else 0
            canvas.setFont(font, size)
            canvas.drawString(x, 700 + rise, text)
            x += canvas.stringWidth(text, font, size)

    return read_pdf(drawn(draw)).text


def test_a_raised_figure_before_a_stroke_is_a_fraction_after_its_number() -> None:
    assert shown(("Cut 5", 11, 0), ("3", 7, 4), ("/8 inch of each board.", 11, 0)) == "Cut 5 3/8 inch of each board."


def test_a_fraction_whose_figures_are_drawn_apart_from_the_words_is_one() -> None:
    pieces = [("Cut", 11.0, 0.0), ("3", 7, 4), ("/", 11, 0), ("8", 7, -1), ("of each board.", 11, 0)]
    assert shown(*pieces, parted=[0, 6, 0.4, 0.1, 3]) == "Cut 3/8 of each board."


def test_a_power_of_a_number_that_is_drawn_figure_by_figure_is_one() -> None:
    pieces = [(letter, 11.0, 0.0) for letter in "Cut 10"]
    assert shown(*pieces, ("5", 7, 4), (" boards.", 11, 0)) == "Cut 10^5 boards."


def test_a_figure_that_is_raised_by_half_of_its_line_stays_on_it() -> None:
    assert shown(("The mill saws 10", 11, 0), ("5", 8, 5.4), (" boards a year.", 11, 0)) == "The mill saws 10^5 boards a year."


def test_narrow_white_between_words_that_are_drawn_by_themselves_is_a_space() -> None:
    words = [(word, 11.0, 0.0) for word in "Saw boards for the mill if they are dry".split()]
    assert shown(*words, font="Times-Italic", parted=[0, *[1.95] * 8]) == "Saw boards for the mill if they are dry"


def test_letters_that_are_drawn_by_themselves_are_one_word() -> None:
    assert shown(*[(letter, 11.0, 0.0) for letter in "Sawmill"], parted=[0, *[1.2] * 6]) == "Sawmill"


def test_signs_that_are_drawn_after_their_line_stand_in_their_gaps() -> None:
    places = [("Oak:", 60, 84), ("yes", 95, 112), ("no", 123, 135), ("☑", 84, 95), ("☐", 112, 123)]
    words = [Word(left, 100, right, 112, text, 12, bold=False) for text, left, right in places]
    assert [piece.text.replace(" ", "") for piece in pieces_of_words(words)] == ["Oak:☑yes☐no"]


def test_narrow_columns_whose_lines_stand_beside_each_other_are_read_one_after_the_other() -> None:
    left = [
        "The miller counts boards",
        "at the gate each night and",
        "writes them in the book",
        "that lies on the table",
        "of the saw for all to see.",
    ]
    right = [
        "A cart must leave before",
        "the bell is rung, and its",
        "driver must sign what he",
        "takes with him. The clerk",
        "sends the book to town.",
    ]

    def draw(canvas: Canvas) -> None:
        text_at(canvas, 60, 700, left)
        text_at(canvas, 240, 700, right)

    assert "for all to see. A cart must leave" in " ".join(read_pdf(drawn(draw)).text.split())
