"""Quotes of rows as tables."""

from assistant.web.shared.quotes import QuotePart, SourcePart, quote_parts, source_parts
from language.span import Span


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


def test_a_row_around_a_citation_is_a_table_with_what_is_cited_marked() -> None:
    text = "Intro\nDuty: Sweep | Kept by: Office\nDuty: Paint | Kept by: Yard\nEnd"
    start = text.index("Paint")
    intro, table, end = source_parts(text, Span(start, start + len("Paint | Kept by: Ya")))
    assert (intro, end) == (SourcePart([("Intro", False)]), SourcePart([("End", False)]))
    assert table.names == ["Duty", "Kept by"]
    assert table.rows == [[[("Sweep", False)], [("Office", False)]], [[("Paint", True)], [("Ya", True), ("rd", False)]]]


def test_a_row_of_which_only_a_name_is_cited_is_marked_whole() -> None:
    (table,) = source_parts("Duty: Sweep | Kept by: Office", Span(0, 4))
    assert table.rows == [[[("Sweep", True)], [("Office", True)]]]


def test_a_citation_over_lines_stays_one_mark() -> None:
    assert list(source_parts("a b\nc d", Span(2, 5))) == [SourcePart([("a ", False), ("b\nc", True), (" d", False)])]
