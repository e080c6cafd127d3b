"""Numbers as Chinese numerals: 十二."""

_DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """Write a number from 1 to 99."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + "十" * (tens > 0) + (_DIGITS[ones] if ones else "")
