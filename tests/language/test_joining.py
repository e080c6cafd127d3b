"""How words stand beside each other where no spaces part them, and numbers as numerals."""

import pytest

from language.chinese.counting import numeral
from language.text.joining import is_unspaced, seam, without_stray_spaces


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("改", "革", ""),
        ("改。", "《通", ""),
        ("かな", "字", ""),
        ("改", "x", " "),
        ("约", "５", ""),
        ("２", "米", ""),
        ("约", "5", ""),
        ("2026", "年", ""),
        ("국가", "의", " "),
    ],
)
def test_a_line_end_parts_words_only_where_spaces_do(before: str, after: str, between: str) -> None:
    assert seam(before, after) == between


def test_han_and_kana_part_no_words_and_other_letters_do() -> None:
    assert [is_unspaced(one) for one in ("改", "か", "국", "x", "")] == [True, True, False, False, False]


def test_no_space_stands_before_a_mark_of_chinese() -> None:
    assert without_stray_spaces("百分之七十 。x ，") == "百分之七十。x ，"


def test_numbers_are_written_as_numerals() -> None:
    assert [numeral(number) for number in (1, 10, 12, 20, 99)] == ["一", "十", "十二", "二十", "九十九"]
