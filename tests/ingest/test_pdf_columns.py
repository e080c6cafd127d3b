"""PDF: where columns and tables that no lines are drawn for begin and end."""

from reportlab.pdfgen.canvas import Canvas

from tests.ingest.drawn import LEFT, RIGHT, drawn, read_pdf, text_at

ROWS = [
    ("Nest", "Warden", "Counted"),
    ("Cliff", "Una Tarn", "9 May 2033"),
    ("Marsh", "Olaf Brae", "2 June 2033"),
    ("Dune", "Pia Holt", "8 July 2033"),
]
READ = [" | ".join(f"{name}: {value}" for name, value in zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]


def rows_at(canvas: Canvas, y: float) -> None:
    for number, row in enumerate(ROWS):
        for x, value in zip((72, 230, 385), row, strict=True):
            text_at(canvas, x, y - 14 * number, [value])


def test_what_stands_below_a_table_under_its_first_column_is_no_row() -> None:
    def draw(canvas: Canvas) -> None:
        rows_at(canvas, 760)
        text_at(canvas, 72, 700, ["Bird Office", "5 August 2033"])

    lines = [line for line in read_pdf(drawn(draw)).text.split("\n") if line]
    assert lines == [*READ, "Bird Office", "5 August 2033"]


def test_a_second_line_of_the_last_cell_is_of_its_row() -> None:
    def draw(canvas: Canvas) -> None:
        rows_at(canvas, 760)
        for x, value in zip((72, 230, 385), ("Old quarry at the foot of", "Ray Finn", "1 August 2033"), strict=True):
            text_at(canvas, x, 704, [value])
        text_at(canvas, 72, 690, ["the mountain"])

    assert not any(line == "the mountain" for line in read_pdf(drawn(draw)).text.split("\n"))


def test_lines_with_gaps_above_a_table_are_no_part_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        for number, words in enumerate(["Count all nests in spring", "Keep dogs off the dunes and the marsh until July"]):
            text_at(canvas, 72, 788 - 14 * number, [f"{'AB'[number]}."])
            text_at(canvas, 100, 788 - 14 * number, [words])
        rows_at(canvas, 760)

    lines = [line for line in read_pdf(drawn(draw)).text.split("\n") if line]
    assert lines == ["A. Count all nests in spring", "B. Keep dogs off the dunes and the marsh until July", *READ]


def test_a_second_column_may_begin_higher_than_the_first() -> None:
    def draw(canvas: Canvas) -> None:
        text_at(canvas, 60, 746, LEFT * 2)
        text_at(canvas, 320, 758, ["It is added that", *RIGHT * 2])

    text = " ".join(read_pdf(drawn(draw)).text.split())
    assert text.index("The holding group") < text.index("It is added that Subsidiaries of the second tier")


def test_a_line_in_small_letters_goes_on_the_cell_above_it() -> None:
    rows = [
        ("Cart", "Fee in marks", "Who pays"), ("Big", "7", "The owner of the cart, before it is led"), ("", "", "on the boat and never later"),
        ("Small", "5", "The driver"), ("Barrow", "2", "Whoever pushes it"), ("", "", "The guild, in June"),
    ]  # fmt: skip

    def draw(canvas: Canvas) -> None:
        for place, row in enumerate(rows):
            for x, text in zip((72, 150, 250), row, strict=True):
                text_at(canvas, x, 740 - 13 * place, [text], 9)

    found = read_pdf(drawn(draw)).text
    assert "Who pays: The owner of the cart, before it is led on the boat and never later\n" in found
    assert "Who pays: Whoever pushes it\n" in found
