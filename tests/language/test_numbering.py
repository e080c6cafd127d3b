"""Numbers of parts of a text, and how much two texts have in common."""

import pytest

from language.text.numbering import is_number, rank_of, without_clause_number, without_number
from language.text.tokens import containment, jaccard


@pytest.mark.parametrize(
    ("texts", "rank"),
    [
        (("Part II Duties", "第一编 总则", "Annex A", "附件2"), 1),
        (("Chapter 4 Boards", "第三章 董事会"), 2),
        (("Section 2", "第二节", "三、目标", "iv. Duties"), 3),
        (("Article 4", "第十二条", "（二）", "3. Duties", "3、目标"), 4),
        (("1.2 Duties",), 5),
        (("1.2.3 Duties",), 6),
        (("Duties of boards", "2024 was a year", "1.5%", "第三方"), 0),
    ],
)
def test_a_number_has_the_rank_of_its_part_in_all_languages(texts: tuple[str, ...], rank: int) -> None:
    assert {rank_of(text) for text in texts} == {rank}


def test_a_text_is_given_without_its_number() -> None:
    assert [without_number(one) for one in ("Chapter 4: Boards", "（二）目标", "1.2. Duties", "第三章 目标")] == [
        "Boards",
        "目标",
        "Duties",
        "目标",
    ]
    assert [without_clause_number(one) for one in ("Article 4. A term", "第四条　任期", "Chapter 4")] == ["A term", "任期", "Chapter 4"]


@pytest.mark.parametrize(("text", "whole"), [("Article 4", True), ("1.2", True), ("IV", True), ("Part 3 says so", False), ("2024", False)])
def test_the_whole_of_a_text_can_be_a_number(text: str, whole: bool) -> None:
    assert is_number(text) is whole


def test_two_measures_tell_how_many_words_two_texts_have_in_common() -> None:
    assert (jaccard({"a", "b"}, {"b", "c"}), containment({"a", "b"}, {"b"})) == (1 / 3, 1.0)
    assert (jaccard(set(), set()), containment(set(), {"a"})) == (0.0, 0.0)
