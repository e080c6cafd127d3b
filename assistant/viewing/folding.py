"""Texts as they are compared between renditions: without what a layout adds or takes away."""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from language.span import Span

_LEFT_OUT = frozenset("\"'`|*_#·•‧∙\ufffd")
_LEFT_OUT_KINDS = ("Z", "C", "Pd", "Pi", "Pf", "So", "Sk", "Mn")
_STROKE = "\u2044"  # of a fraction
_NAME = re.compile(r"(?:^|(?<= \| ))[^:|\n]{1,200}: ")


@dataclass(frozen=True, slots=True)
class Folded:
    """The letters of a text as they are compared, and where in it each begins and ends."""

    letters: str
    starts: list[int]
    ends: list[int]

    def place(self, offset: int) -> int:
        """Give the number of the first letter at or after an offset of the text."""
        return bisect_left(self.starts, offset)

    def span(self, begin: int, end: int) -> Span:
        """Give the stretch of the text that the letters from `begin` to `end` stand in."""
        return Span(self.starts[begin], self.ends[end - 1])


def folded(text: str) -> Folded:
    """Give the letters, figures and signs of a text, whatever their case, width, ligatures and accents."""
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for offset, character in enumerate(text):
        for letter in _letters(character):
            letters.append(letter)
            starts.append(offset)
            ends.append(offset + 1)
        if ends and unicodedata.combining(character):
            ends[-1] = offset + 1
    return Folded("".join(letters), starts, ends)


@lru_cache(maxsize=20_000)
def _letters(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character).casefold().replace(_STROKE, "/")
    return "".join(one for one in plain if one not in _LEFT_OUT and not unicodedata.category(one).startswith(_LEFT_OUT_KINDS))


def without_names(quote: str) -> str:
    """Give a quote without the names of columns that rows (“Name: value | Name: value”) say with each value; a table shows them once."""
    return "\n".join(_NAME.sub("", line) if " | " in line else line for line in quote.split("\n"))
