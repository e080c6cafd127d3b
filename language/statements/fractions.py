"""Fractions in figures: 1/2, 2 1/2, ½, 2½."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from language.lexicon import any_of
from language.span import Span

SIGNS = "\u00bc-\u00be\u2150-\u215e\u2189"
"""The characters that are whole fractions, as a class of an expression names them."""
_STROKES = "/\u2044\u2215"
_RAISED, _LOWERED = "\u2070\u00b9\u00b2\u00b3\u2074-\u2079", "\u2080-\u2089"
_ONE = rf"[{SIGNS}]|(?<![^\W\d_])[{_RAISED}]{{1,3}}[{_STROKES}][{_LOWERED}]{{1,3}}"  # one sign, or small figures about a stroke
_FRACTION = re.compile(
    rf"(?<![A-Za-z\d_.,/\-])(?:(?P<whole>\d{{1,4}})\s?)?"
    rf"(?:(?P<sign>{_ONE})|(?<!\d)(?P<n>\d{{1,2}})[{_STROKES}](?P<d>\d{{1,3}})(?![\d{_STROKES}\-]|[.,]\d))"
    rf"(?P<of>\s?{any_of('quantities', 'part_of')})?",
    re.IGNORECASE,
)
_NAMES_SOMETHING = re.compile(rf"\s?(?!(?:{any_of('months')})\b|of (?:19|20)\d\d|[月日号期])[^\W\d_]", re.IGNORECASE)
_SIGNS = re.compile(rf"(?P<after>(?<=\d)\s?)?(?P<sign>{_ONE})")
_LARGEST = 10
_LARGER = {12, 16, 20, 24, 25, 32, 50, 60, 64, 100}


@dataclass(frozen=True, slots=True)
class Fraction:
    """A number with a fraction, and whether a text tells by it which part of something it speaks of: 2/3 of the members."""

    span: Span
    value: Decimal
    is_part: bool


def fractions_in(text: str) -> Iterator[Fraction]:
    """Find the fractions in `text`. Two numbers about a stroke are one where nothing else is likely: 2 1/2, 3/4 tonnes, but not 24/7."""
    for found in _FRACTION.finditer(text):
        above, below = _parts(found)
        end = found.end() - len(found["of"] or "")
        if not 0 < above < below or not (below <= _LARGEST or below in _LARGER):
            continue
        if not (found["whole"] or found["sign"] or found["of"] or _NAMES_SOMETHING.match(text, end)):
            continue
        yield Fraction(
            Span(found.start(), end), int(found["whole"] or 0) + Decimal(above) / below, bool(found["of"]) and not found["whole"]
        )


def _parts(found: re.Match[str]) -> tuple[int, int]:
    above, below = _plain(found["sign"]).split("/") if found["sign"] else (found["n"], found["d"])
    return int(above), int(below)


def _plain(sign: str) -> str:
    return unicodedata.normalize("NFKC", sign).replace("\u2044", "/").replace("\u2215", "/")


def in_figures(text: str) -> str:
    """Write the characters that are fractions as figures about a stroke, set off from a whole number before them: 2½ is 2 1/2."""
    if text.isascii():
        return text
    return _SIGNS.sub(lambda found: (" " if found["after"] is not None else "") + _plain(found["sign"]), text)
