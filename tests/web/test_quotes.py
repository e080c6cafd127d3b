"""Quotes of rows as tables."""

from assistant.web.shared.quotes import QuotePart, quote_parts


def test_rows_of_one_table_stand_together_and_keep_their_words() -> None:
    first, second = "Duty: Sweep | Weight: 20 | Kept by: Office", "Duty: Paint | Kept by: Yard"
    assert list(quote_parts(f"6. Duties\n{first}\n{second}\nThe rest: later.")) == [
        QuotePart("6. Duties"),
        QuotePart(f"{first}\n{second}", ["Duty", "Weight", "Kept by"], [["Sweep", "20", "Office"], ["Paint", "", "Yard"]]),
        QuotePart("The rest: later."),
    ]


def test_rows_of_another_table_begin_another() -> None:
    assert [part.names for part in quote_parts("A: 1 | B: 2\nC: 1 | D: 2")] == [["A", "B"], ["C", "D"]]


def test_a_text_with_bars_is_no_row() -> None:
    assert list(quote_parts("either | or")) == [QuotePart("either | or")]
