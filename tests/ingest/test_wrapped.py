"""Lines that an editor wrapped are joined, and lines that are lines stay."""

import pytest

from ingest.readers.markdown.markdown import read_markdown
from ingest.readers.paragraphs.wrapped import unwrapped
from ingest.readers.plain import read_plain

_LETTER = """The ferry company shall publish the timetable of the
Harbour Council by 15 April 2027, and shall carry at least
60 bicycles on each crossing from May until the
autumn."""


def _plain(text: str) -> list[str]:
    return [line.text for line in read_plain(text.encode()).lines]


def test_a_wrapped_sentence_is_one_sentence_though_a_line_begins_with_a_capital_or_a_figure() -> None:
    assert _plain(_LETTER) == [" ".join(_LETTER.split())]


def test_a_word_that_was_parted_at_the_end_of_a_line_is_whole_again() -> None:
    text = "Keepers of boats shall tie them to the inner quay before the wa-\nter has risen."
    assert _plain(text) == ["Keepers of boats shall tie them to the inner quay before the water has risen."]


def test_items_go_on_in_lines_that_stand_under_their_text() -> None:
    text = "1. The pilot shall board every ship of more than eighty metres\n   before it passes the pier.\n2. Tugs wait."
    assert _plain(text) == ["1. The pilot shall board every ship of more than eighty metres before it passes the pier.", "2. Tugs wait."]


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Council of Eastmere\n4 Quay Street\nEastmere EM2 7XY",
        "Papers to be shown:\npassport\nproof that the boat is insured against damage\nticket",
        "The tide came in along the silver bay,\nAnd gulls were calling over broken foam,\nWhile boats with lanterns slowly made their way",
        "Berth                                  Fee\nNorth pier, up to ten metres            40\nsouth pier, up to ten metres            35",
        "MOORING OF VESSELS IN THE HARBOUR OF EASTMERE\nevery vessel is moored at the place that the harbour master shows.",
    ],
    ids=["address", "list", "verse", "table", "heading"],
)
def test_lines_that_are_lines_stay(text: str) -> None:
    assert _plain(text) == text.split("\n")


def test_a_text_with_a_line_for_each_paragraph_is_left_as_it_is() -> None:
    lines = ["The harbour master " + "keeps the register of all boats and " * 5 + "signs it.", "the crew", "of the boat"]
    assert unwrapped(lines) == lines


def test_markdown_joins_wrapped_lines_and_keeps_hard_breaks_and_code() -> None:
    text = f"# Ferries\n\n{_LETTER}\n\nQuay Street 4  \nthe town of Eastmere\n\n```\n{_LETTER}\n```\n"
    lines = [line.text for line in read_markdown(text.encode()).lines if line.text]
    assert lines == ["Ferries", " ".join(_LETTER.split()), "Quay Street 4", "the town of Eastmere", *_LETTER.split("\n")]
