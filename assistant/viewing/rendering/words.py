"""The words of a text with their places, as they are compared between a document's text and what its file shows."""

import re
import unicodedata
from dataclasses import dataclass

from language.span import Span
from language.statements.fractions import SIGNS

_IDEOGRAPHS = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}{SIGNS}]|\d+|[^\W\d_{_IDEOGRAPHS}{SIGNS}]+")
_STROKE = "\u2044"  # of a fraction
_BAR = " | "
_NAME = re.compile(r"[^:]{1,200}:(?= )")
_KEY = re.compile(r"^[^:|\n]{1,80}: ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they are compared, with the places where they begin and end in their text."""

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def words_of(text: str) -> Words:
    """Give the words of a text; each ideograph is one, and figures are apart from letters: “H₂O” may be shown with its figure lowered.

    A fraction of one character is the two figures that it shows.
    """
    found = [(word, one) for one in _WORD.finditer(text) for word in unicodedata.normalize("NFKC", one[0]).casefold().split(_STROKE)]
    return Words(tuple(word for word, _ in found), tuple(one.start() for _, one in found), tuple(one.end() for _, one in found))


def names_in_rows(text: str) -> list[Span]:
    """Give where the names of columns stand, before each value of a row: a table shows them once, above its rows."""
    found = []
    offset = 0
    for line in text.split("\n"):
        place = offset
        for part in line.split(_BAR) if _BAR in line else []:
            if name := _NAME.match(part):
                found.append(Span(place, place + name.end()))
            place += len(part) + len(_BAR)
        offset += len(line) + 1
    return found


def keys_in(text: str) -> list[Span]:
    """Give where the beginnings of lines stand that may be the name of a column or of a row, or words of the text."""
    return [Span(*found.span()) for found in _KEY.finditer(text)]
