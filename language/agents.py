"""Who is named in a text that can act, in any language, and whether two names can mean the same."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from language.grammar import Agent, grammar_of
from language.language import language_of, languages
from language.lexicon import any_of
from language.text.tokens import words

_STEM = 5  # letters from which words are derived from one another: survivor, surviving
_ANYBODY = re.compile(f"{any_of('agents', 'anybody_ends')}$")
_WORDS = re.compile(r"[^\W\d_]+")
_PROPER = re.compile(r"\b[A-Z][a-z]\S{0,30} [A-Z][a-z]{1,30}$")
_TELLING = 4  # characters at its end that tell a Chinese name from another


@lru_cache(maxsize=4_096)
def named_in(text: str) -> tuple[Agent, ...]:
    """Give those named in `text` that can act, in order."""
    return grammar_of(language_of(text)).agents(text) if text else ()


def is_anybody(name: str) -> bool:
    """Say whether a name can stand for anybody: “persons”, 人员; not one that is written as a proper name: “Shipping Group”."""
    if _PROPER.search(name):
        return False
    return _head(name) in _anybody() or _ANYBODY.search(name) is not None


def are_alike(one: str, other: str) -> bool:
    """Say whether two names in one script can mean the same: by their last word, as words for the same, or as a short form of the other."""
    if not language_of(one).parts_words:
        return _shortens(one, other) or _shortens(other, one) or bool(_groups(one) & _groups(other))
    head, own = _head(one), _head(other)
    are_common = one[1:].islower() and other[1:].islower()
    return head == own or (are_common and bool(_groups(one) & _groups(other)))


def is_named_in(name: str, text: str) -> bool:
    """Say whether a text in the same script speaks of somebody of this name, by its last word, or its last characters."""
    if language_of(name).parts_words:
        head = _head(name)
        return any(one == head or (len(head) > _STEM and one[:_STEM] == head[:_STEM]) for one in words(text))
    return (name if len(name) <= _TELLING else name[-_TELLING:]) in text


def _shortens(short: str, long: str) -> bool:
    """Say whether all characters of `short` stand in `long` in their order: 国资委, 国有资产监督管理委员会."""
    rest = iter(long)
    return all(character in rest for character in short)


def shortens_words(short: str, text: str) -> bool:
    """Say whether `short` is made of the first letters of words that stand together in `text`: SOEs, state-owned enterprises."""
    letters = short.removesuffix("s").lower()
    initials = "".join(one[0] for one in _WORDS.findall(text)).lower()
    return short[:2].isupper() and letters in initials


@cache
def _anybody() -> frozenset[str]:
    return frozenset(_stemmed(one for language in languages() for one in (language.lexicon("agents") or {}).get("anybody", [])))


@lru_cache(maxsize=4_096)
def _groups(name: str) -> frozenset[int]:
    """Give the rows of words alike in which the last word of a name stands."""
    head = _head(name)
    return frozenset(place for place, row in enumerate(_rows()) if head in row)


@cache
def _rows() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_stemmed(row)) for language in languages() for row in (language.lexicon("agents") or {}).get("alike", []))


def _stemmed(names: Iterable[str]) -> Iterable[str]:
    return map(_head, names)


def _head(name: str) -> str:
    """Give the stem of the last word of a name; a name whose words nothing parts as it is."""
    return words(name)[-1] if language_of(name).parts_words and words(name) else name
