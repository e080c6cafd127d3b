"""Numbers of parts of a text."""

import pytest

from language.text.numbering import (
    end_of_bullet,
    end_of_item_label,
    end_of_sentence_number,
    follows_reference,
    is_number,
    names_part,
    opens_numbered_line,
    rank_of,
    without_clause_number,
)


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
    assert [without_clause_number(one) for one in ("Article 4. A term", "第四条　任期", "Chapter 4")] == ["A term", "任期", "Chapter 4"]


@pytest.mark.parametrize(("text", "whole"), [("Article 4", True), ("1.2", True), ("IV", True), ("Part 3 says so", False), ("2024", False)])
def test_the_whole_of_a_text_can_be_a_number(text: str, whole: bool) -> None:
    assert is_number(text) is whole


def test_the_label_of_an_item_ends_before_its_words() -> None:
    texts = ("(a) report", "（二）报告", "2. Report", "• report", "1.5 million", "Report")
    assert [text[end_of_item_label(text) :] for text in texts] == [" report", "报告", "Report", "report", "1.5 million", "Report"]


def test_the_number_of_a_sentence_ends_before_its_words() -> None:
    texts = ("Article 3. Boards", "第三条　董事会", "(2) Boards", "Boards")
    assert [text[end_of_sentence_number(text) :] for text in texts] == ["Boards", "董事会", "Boards", "Boards"]


def test_a_line_of_a_page_opens_with_a_number() -> None:
    assert all(map(opens_numbered_line, ("1.2 Duties", "(iv) Duties", "Annex 2", "第三条 任期", "（一）目标")))
    assert not any(map(opens_numbered_line, ("Duties of boards", "Paragraph two", "任期")))


@pytest.mark.parametrize("text", ["as Article 3", "see Nos. 3", "the schedule 3", "第 3"])
def test_a_number_that_refers_to_a_part_is_known_by_the_word_before_it(text: str) -> None:
    assert follows_reference(text, len(text) - 1)
    assert not follows_reference("at least 3", 9)


def test_a_number_that_refers_to_a_part_is_known_by_the_word_after_it() -> None:
    assert names_part("条")
    assert not names_part(" members")


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("- Fees are due.", "Fees are due."),
        ("  •  Fees", "Fees"),
        ("- 12 % of the loss", "- 12 % of the loss"),
        ("Fees - due", "Fees - due"),
    ],
)
def test_a_bullet_ends_before_its_text_and_is_no_minus(text: str, without: str) -> None:
    assert text[end_of_bullet(text) :] == without
