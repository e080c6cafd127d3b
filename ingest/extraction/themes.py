"""What a requirement is about: one of the field's themes, or the heading under which it stands."""

import re
from collections.abc import Iterable
from functools import lru_cache

from language.language import languages
from language.lexicon import pattern_of
from language.text.numbering import without_numbers
from language.text.tokens import folded
from vectorstore.document import Document

THEMES: tuple[str, ...] = tuple(languages()[0].lexicon("themes"))
"""The field's themes; of two that a text names as often it is the first."""
_PATTERNS = {name: pattern_of("themes", name) for name in THEMES}
_LABEL = re.compile(r"^\s*(?:[\d.(（]+[.)）、]?\s*)?([A-Z][\w&’' -]{3,50}):\s")
_LONGEST = 60
_BY_HEADING = 3  # a heading weighs as much as so many words of the sentence


def theme_of(document: Document, start: int, quote: str, terms: Iterable[str] = ()) -> str:
    """Give the theme of what stands at `start`: the one that its label, the headings above it and its words name most.

    Where they name none, the nearest heading itself is the theme, else the first of the document's `terms` that stands in the
    words; empty where there is none.
    """
    label = _LABEL.match(quote)
    path = document.heading_at(start)
    if len(path) == 1 and _folded(path[0]) == _folded(document.title):
        path = ()
    above = frozenset[str]().union(*map(_named_in, path[-2:]))
    scores = {
        name: len(pattern.findall(quote)) + _BY_HEADING * (bool(label and pattern.search(label[1])) * 2 + (name in above))
        for name, pattern in _PATTERNS.items()
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best]:
        return best
    plain = without_numbers(path[-1]).strip() if path else ""
    return plain if 0 < len(plain) <= _LONGEST else next((term for term in terms if term in quote), "")


@lru_cache(maxsize=256)
def _named_in(heading: str) -> frozenset[str]:
    """Give the themes that a heading names; remembered, as many requirements stand under one."""
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.search(heading))


@lru_cache(maxsize=256)
def _folded(heading: str) -> str:
    return folded(heading)
