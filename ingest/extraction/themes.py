"""What a requirement is about: one of the field's themes, or none."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from language.language import languages
from language.lexicon import word_beginnings_of
from language.text.tokens import folded
from vectorstore.document import Document

THEMES: tuple[str, ...] = tuple(languages()[0].lexicon("themes"))
"""The field's themes: a theme is never a heading of a document."""
_NAMES = {theme: word_beginnings_of("themes", theme) for theme in THEMES}
_HINTS = {theme: word_beginnings_of("theme_hints", theme) for theme in THEMES}
_NEITHER = word_beginnings_of("theme_hints", "none")  # names of bodies and the like
_LABEL = re.compile(r"^\s*(?:[\d.(（]+[.)）、]?\s*)?([A-Z][\w&’' -]{3,50}):\s")
_NAME, _HINT = 2.0, 1.0  # what a word weighs in the requirement itself
_NAMED, _POINTED = 1.0, 0.5  # shares of what follows, of a heading that names a theme and of one that only points to it
_BY_LABEL, _BY_HEADING, _BY_BODY, _BY_TITLE = 3.0, 1.5, 1.0, 0.5
_MOST_NAMES, _MOST_HINTS = 3, 2
_LEAST = 1.5
_HEADINGS = 3


def theme_of(document: Document, start: int, quote: str, body: str = "") -> str:
    """Give the theme that the words of `quote`, which stands at `start`, its label and, less, the headings above it name most.

    Who has to act (`body`) tells less than what is to be done. Of two named as much it is the one that the words themselves name
    more, then the one that is not the whole document's; empty where none is named, or two equally.
    """
    words, body = _NEITHER.sub(" ", quote), _NEITHER.sub(" ", body).strip()
    told, titled = _told(words.replace(body, " ", 1) if body else words), _named_in(document.title)
    label = _LABEL.match(quote)
    around = (
        (_named_in(label[1]) if label else {}, _BY_LABEL),
        (_named_above(document.heading_at(start)), _BY_HEADING),
        (_named_in(body), _BY_BODY),
        ({theme: share for theme, share in titled.items() if told[theme] < _NAME}, _BY_TITLE),
    )
    scores = {theme: told[theme] + sum(weight * named.get(theme, 0.0) for named, weight in around) for theme in THEMES}
    ranks = {theme: (scores[theme], told[theme], -titled.get(theme, 0.0)) for theme in THEMES}
    best = max(ranks.values())
    fitting = [theme for theme in THEMES if ranks[theme] == best]
    return fitting[0] if scores[fitting[0]] >= _LEAST and len(fitting) == 1 else ""


def _told(words: str) -> Mapping[str, float]:
    """Give how much `words` name each theme: each of them counts once, and many of them no more than a few."""
    return {
        theme: _NAME * _count(_NAMES[theme], words, _MOST_NAMES) + _HINT * _count(_HINTS[theme], words, _MOST_HINTS) for theme in THEMES
    }


def _count(pattern: re.Pattern[str], words: str, most: int) -> int:
    return min(most, len({folded(found[0]) for found in pattern.finditer(words)}))


def _named_above(path: Iterable[str]) -> Mapping[str, float]:
    """Give what the nearest heading that names a theme names."""
    return next((named for heading in reversed([*path][-_HEADINGS:]) if (named := _named_in(heading))), {})


@lru_cache(maxsize=512)
def _named_in(heading: str) -> Mapping[str, float]:
    """Give the themes that a heading names, by half those to which it only points; remembered, as many requirements stand under one."""
    words = _NEITHER.sub(" ", heading)
    return {theme: _NAMED if _NAMES[theme].search(words) else _POINTED for theme, told in _told(words).items() if told}
