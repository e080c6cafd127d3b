"""Sentence boundaries."""

from itertools import pairwise

import pytest

from language.span import Span
from language.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dr. Li paid. He left.", ["Dr. Li paid.", "He left."]),
        ("Goods above Rs. 900 need a bid. Others do not.", ["Goods above Rs. 900 need a bid.", "Others do not."]),
        ("See No. 5 and Art. 3 of it. Then act.", ["See No. 5 and Art. 3 of it.", "Then act."]),
        ("The U.S. Commission rose 3.5 percent. It fell.", ["The U.S. Commission rose 3.5 percent.", "It fell."]),
        ("J. Smith came? Yes! Good.", ["J. Smith came?", "Yes!", "Good."]),
        ('He said: "It is done." Then he left.', ['He said: "It is done."', "Then he left."]),
        ("Costs, e.g. rent, are paid. All of them.", ["Costs, e.g. rent, are paid.", "All of them."]),
        ("1. Scope of it. 2. Duties of it.", ["1. Scope of it.", "2. Duties of it."]),
        ("Article 4. A term lasts three years. Article 5. It ends.", ["Article 4. A term lasts three years.", "Article 5. It ends."]),
        ("It was decided in 2024. Boards act on Part 3. They do.", ["It was decided in 2024.", "Boards act on Part 3.", "They do."]),
        ("到2025年底，强度达到3.5%以上。“要抓紧落实。”会议强调。", ["到2025年底，强度达到3.5%以上。", "“要抓紧落实。”", "会议强调。"]),
        ("第一项；第二项；第三项。", ["第一项；", "第二项；", "第三项。"]),
        ("A heading\nThe text under it goes on.", ["A heading", "The text under it goes on."]),
        ("No end mark", ["No end mark"]),
        ("  \n ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def test_a_part_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    text = "One. Two. Three."
    assert sentences(text, 5, 9) == [Span(5, 9)]


def test_all_text_but_white_space_is_in_some_sentence() -> None:
    text = "A. b! C?D e.g. f.\n\n三。四；五 6.7 (8). “9.” ... end"
    spans = sentences(text)
    rest = "".join(text[i] for i in range(len(text)) if not any(span.start <= i < span.end for span in spans))
    assert not rest.strip()
    assert all(before.end <= after.start for before, after in pairwise(spans))


def test_a_run_of_marks_parts_sentences_only_before_white_space() -> None:
    text = "Wait...what?! Yes!? no...\nGo.. On."
    assert [span.of(text) for span in sentences(text)] == ["Wait...what?!", "Yes!?", "no...", "Go..", "On."]
