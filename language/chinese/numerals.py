"""Chinese numerals as numbers: 十二, 三百五十, 二〇二五."""

LIKE_ZERO = "OoОоＯｏ0"
"""Letters, Latin and Cyrillic, and a digit that writers take for the zero of Chinese."""
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_DIGITS = (
    {"零": 0, "〇": 0, "○": 0, "两": 2} | dict.fromkeys(LIKE_ZERO, 0) | {one: 1 + place for place, one in enumerate("一二三四五六七八九")}
)
NUMERAL = "零〇一二两三四五六七八九十百千"
"""The characters of a numeral under ten thousand, as a class for a regular expression without its brackets."""
DIGIT = "〇零○一二三四五六七八九"
"""The characters of a row of digits, such as that of a year."""


_MOST_DIGITS = 1_000


def value_of_digits(digits: str) -> int:
    """Give the value of a row of digits in any script; of a longer one than any text has for a number, that of its first 1,000."""
    return int(digits[:_MOST_DIGITS])


def number_of(numeral: str) -> int:
    """Give the value of a numeral under ten thousand, or of a row of digits."""
    if len(numeral) > 1 and set(numeral) <= set(DIGIT):
        return value_of_digits(digits_of(numeral))
    total, last = 0, 0
    for one in numeral:
        if one in _UNITS:
            total += (last or 1) * _UNITS[one]
            last = 0
        else:
            last = _DIGITS.get(one, -1)
    return total + last


def digits_of(numeral: str) -> str:
    """Give each character of a row of digits as a digit."""
    return "".join(str(_DIGITS[one]) for one in numeral)
