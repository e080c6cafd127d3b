"""Words by which a sentence says how far, when, why and how surely it holds: the same kinds of words in all languages."""

import re
from functools import cache, lru_cache

from language.lexicon import any_of, any_word_of
from language.span import Span

DEMANDS = ("must_not", "release", "must", "should", "may")
"""What a text can oblige, forbid, encourage, allow or release from, those first that hold words of others: “need not”, “may not”."""

_PERIODS = ("year", "half", "quarter", "month", "week", "day")


@cache
def _pattern(*kind: str) -> re.Pattern[str]:
    return re.compile(any_word_of("cues", *kind), re.IGNORECASE)


@cache
def _dependent() -> re.Pattern[str]:
    return re.compile(any_of("cues", "subordinate"), re.IGNORECASE)


@lru_cache(maxsize=20_000)
def cues(text: str, kind: str) -> tuple[Span, ...]:
    """Give where the words of a kind of the lexicon `cues` stand in `text`."""
    return tuple(Span(*found.span()) for found in _pattern(kind).finditer(text))


def has_cue(text: str, *kinds: str) -> bool:
    """Say whether `text` has words of any of the kinds."""
    return any(cues(text, kind) for kind in kinds)


def main_clauses(text: str) -> str:
    """Give `text` without the clauses that depend on others."""
    return _dependent().sub(" ", text)


@lru_cache(maxsize=20_000)
def demands_of(text: str) -> frozenset[str]:
    """Give which of DEMANDS the words of `text` make; “may not” forbids and does not allow, a limit forbids nothing."""
    found = set()
    text = _pattern("limiting").sub(" ", text)
    for kind in DEMANDS:
        text, count = _pattern("demands", kind).subn(" ", text)
        if count:
            found.add(kind)
    return frozenset(found)


def how_often(text: str) -> frozenset[str]:
    """Give the periods after which `text` says that something happens again: “year”, “half”, “quarter”, “month”, “week”, “day”."""
    return frozenset(period for period in _PERIODS if _pattern("often", period).search(text))
