"""Raised figures: powers stay powers, and marks of notes are no digits of a number."""

import re

from language.lexicon import any_of
from language.messages import message

NOTE_MARKS = message("marks of notes")
_POWER = re.compile(r"(?<![\d.,])10$")
_UNIT = re.compile(rf"(?:^|[^A-Za-z]){any_of('layout', 'units_with_powers')}$")
_VARIABLE = re.compile(r"(?:^|[^\w'’])[b-z]$")
_TERM = re.compile(r"(?:[=+×·−/]\s?[A-Za-z]{1,2}|\((?:[\w.,]{1,8}\s?[+×·−–/-]\s?){1,4}[\w.,]{1,8}\))$")
_OF_A_NUMBER = re.compile(r"\d$")
_FIGURES = re.compile(r"[-−–+]?\d{1,3}$")
_MARK = re.compile(
    r"(?:[(（]?[\[［〔【]?\d{1,3}[\]］〕】]?[)）]?|[a-h]|[ivx]{1,4}|[*†‡§#※]{1,3}|[①-⑳])(?:\s?[,;，、–-]\s?(?:[\[［〔【]?\d{1,3}[\]］〕】]?|[a-h]|[*†‡§#]|[①-⑳]))*$"
)
_NUMERATOR, _DENOMINATOR = re.compile(r"\d{1,4}$"), re.compile(r"\s?[/⁄∕]\s?\d")
_DASHES = {0x2212: "-", 0x2013: "-"}
_LONGEST_TERM = 60
_WHOLE_FRACTION = re.compile(r"\d{1,3}\s?[/⁄∕]\s?\d{1,3}$")
_NEGATIVE = re.compile(r"[-−–]\d{1,2}$")
_DEGREES = re.compile(r"\s?[CF](?![A-Za-z])")
_SQUARES = str.maketrans("23", "²³")


def as_read(before: str, raised: str, after: str = "") -> str | None:
    """Give how a raised text reads between `before` and `after`: 10^6, x^2, m², 1st, 5 3/8, (1+r)^5; None where it is the mark of a note.

    At the start of a line it is the number of the note that follows.
    """
    text = raised.strip()
    if _NUMERATOR.match(text) and _DENOMINATOR.match(after):
        return f" {text}" if before[-1:].isdigit() else text
    if _WHOLE_FRACTION.match(text):
        return f" {text}" if before[-1:].isdigit() else text
    if text in ("o", "O", "0") and before[-1:].isdigit() and _DEGREES.match(after):
        return "°"
    if not before.strip():
        return f"{raised} " if _MARK.match(text) and raised == text else raised
    if text in ("2", "3") and _UNIT.search(before):
        return text.translate(_SQUARES)
    if _OF_A_NUMBER.search(before) and text in ("e", "h"):
        return text  # 5e, an ordinal of French; 14h30
    if (_NEGATIVE.match(text) and before[-1:].isalpha()) or (text in ("n", "k") and _VARIABLE.search(before)):
        return f"^{text.translate(_DASHES)}"
    is_power = _FIGURES.match(text) and (_POWER.search(before) or _TERM.search(before[-_LONGEST_TERM:]))
    if is_power or (text in tuple("23456789") and _VARIABLE.search(before)):
        return f"^{text.translate(_DASHES)}"
    return None if _MARK.match(text) else raised
