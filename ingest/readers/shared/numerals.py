"""The numbers of lists as programs write them: 4, iv, d, ④, and as Chinese does."""

from collections.abc import Callable, Mapping
from functools import partial

from language.chinese.counting import MOST, amount, branch, digits, legal_numeral, numeral, stem
from language.english.counting import MOST as MOST_IN_WORDS
from language.english.counting import cardinal
from language.english.counting import ordinal as ordinal_in_words
from language.letters_of_lists import JAPANESE_LEGAL, KOREAN_DIGITS, KOREAN_NUMERALS, SERIES, TRADITIONAL_LEGAL, letter

_ROMAN = list(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True))
_MOST_ROMAN = 4_000
_LETTERS = 26
_LONGEST = 10
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_FULL_WIDTH = str.maketrans("0123456789", "".join(chr(0xFF10 + digit) for digit in range(10)))


def roman(number: int) -> str:
    """Write a number in small Roman numerals."""
    written, left = "", min(number, _MOST_ROMAN)
    for value, letters in _ROMAN:
        written += letters * (left // value)
        left %= value
    return written


def letters(number: int) -> str:
    """Write a number as a small letter: z is followed by aa, then bb."""
    return chr(ord("a") + (number - 1) % _LETTERS) * min(1 + (number - 1) // _LETTERS, _LONGEST)


def ordinal(number: int) -> str:
    """Write a number as an English ordinal: 22nd."""
    teen = 10 <= number % 100 < 20
    return f"{number}{'th' if teen else _ENDINGS.get(number % 10, 'th')}"


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else str(number)


def _bracketed(number: int) -> str:
    return chr(0x2474 + number - 1) if number <= 20 else f"({number})"


def _dotted(number: int) -> str:
    return chr(0x2488 + number - 1) if number <= 20 else f"{number}."


_LETTERED: Mapping[str, Callable[[int], str]] = {series: partial(letter, series=series) for series in SERIES}
_WRITERS: Mapping[str, Callable[[int], str]] = {
    **_LETTERED,
    "decimal": str,
    "lower-roman": roman,
    "upper-roman": lambda number: roman(number).upper(),
    "lower-letter": letters,
    "upper-letter": lambda number: letters(number).upper(),
    "ordinal": ordinal,
    "cardinal-words": lambda number: cardinal(number) if number <= MOST_IN_WORDS else str(number),
    "ordinal-words": lambda number: ordinal_in_words(number) if number <= MOST_IN_WORDS else str(number),
    "zero": lambda number: f"{number:02d}",
    "full-width": lambda number: str(number).translate(_FULL_WIDTH),
    "circled": _circled,
    "bracketed": _bracketed,
    "dotted": _dotted,
    "chinese": lambda number: numeral(number) if number <= MOST else str(number),
    "chinese-legal": lambda number: legal_numeral(number) if number <= MOST else str(number),
    "chinese-digits": digits,
    "chinese-legal-traditional": lambda number: legal_numeral(number).translate(TRADITIONAL_LEGAL) if number <= MOST else str(number),
    "japanese-legal": lambda number: amount(number).translate(JAPANESE_LEGAL) if number <= MOST else str(number),
    "korean-digits": lambda number: str(number).translate(KOREAN_DIGITS),
    "korean-numerals": lambda number: numeral(number).translate(KOREAN_NUMERALS) if number <= MOST else str(number),
    "dashed": lambda number: f"- {number} -",
    "stem": stem,
    "branch": branch,
}


def written(number: int, style: str) -> str:
    """Write a number in a style such as “lower-roman” or “circled”; in decimal digits where the style cannot write it, or is not known."""
    return _WRITERS.get(style, str)(number) if number > 0 else str(number)
