"""Chinese numerals have one reader."""

import pytest

from language.chinese.numerals import digits_of, number_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("五", 5),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("三百五十", 350),
        ("一千零八", 1008),
        ("二〇二五", 2025),
    ],
)
def test_a_numeral_has_its_value(numeral: str, value: int) -> None:
    assert number_of(numeral) == value


def test_a_row_of_digits_keeps_its_zeros() -> None:
    assert digits_of("〇〇五") == "005"
