"""Words by which a sentence says how far, when, why and how surely it holds: the same kinds of words in all languages."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from language.language import Language
from language.lexicon import either, languages_of, patterns_by, spoken_by, words_of
from language.span import Span
from language.statements.claims import without_futures
from language.statements.measures import bounds_in
from language.statements.modality import Modal, Sense, modals_of_claims

_DENYING = ("must_not", "release", "hedged")
_DEMANDS = ("is_to", "must", "should", "will", "may", "can")
"""What a text can oblige to, allow and so on; those that deny are read first, as they hold words of the others: “need not”."""
_LOOKS_ROUND = re.compile(r"\(\?<?[!=][^()]*\)")
_TURNING = {"not_more": "<=", "not_less": ">="}
_PERIODS = ("year", "half", "quarter", "month", "week", "day")


def _pattern(text: str, *kind: str) -> re.Pattern[str]:
    """Give what finds the words of a kind in the languages in whose letters `text` is written."""
    return words_of(languages_of(text), "cues", *kind)


@lru_cache(maxsize=20_000)
def cues(text: str, kind: str) -> tuple[Span, ...]:
    """Give where the words of a kind of the lexicon `cues` stand in `text`."""
    return tuple(Span(*found.span()) for found in _pattern(text, kind).finditer(text))


def has_cue(text: str, *kinds: str) -> bool:
    """Say whether `text` has words of any of the kinds."""
    return any(cues(text, kind) for kind in kinds)


@lru_cache(maxsize=4_096)
def opposites_in(text: str) -> Mapping[tuple[str, int, int], str]:
    """Give the words of `text` that have an opposite, by language, row of its lexicon `opposites` and side of that row."""
    found: dict[tuple[str, int, int], str] = {}
    for one in spoken_by(languages_of(text)):
        for word in _any_opposite(one).finditer(text):
            found |= {(one.code, *side): word[0] for side in _sides_of(one, word[0])}
    return found


@cache
def _any_opposite(one: Language) -> re.Pattern[str]:
    words = [word for row in one.lexicon("opposites") or [] for side in row for word in side] or ["(?!)"]
    return re.compile(rf"(?<!\w){either(words)}(?!\w)" if one.parts_words else either(words), re.IGNORECASE)


@lru_cache(maxsize=4_096)
def _sides_of(one: Language, word: str) -> tuple[tuple[int, int], ...]:
    """Give the rows and sides on which a word stands, by its letters alone."""
    rows = enumerate(_opposites(one))
    return tuple((place, side) for place, row in rows for side, pattern in enumerate(row) if pattern.fullmatch(word))


@cache
def _opposites(one: Language) -> tuple[tuple[re.Pattern[str], ...], ...]:
    rows = one.lexicon("opposites") or []
    return tuple(tuple(re.compile(_LOOKS_ROUND.sub("", either(side)), re.IGNORECASE) for side in row) for row in rows)


@lru_cache(maxsize=4_096)
def main_clauses(text: str) -> str:
    """Give `text` without the clauses that depend on others."""
    for pattern in patterns_by(languages_of(text), "cues", "subordinate"):
        text = pattern.sub(" ", text)
    return text


def demands_of(text: str) -> frozenset[str]:
    """Give what the words of `text` demand, as `demands_in` calls it."""
    return frozenset(demands_in(text))


@lru_cache(maxsize=20_000)
def demands_in(text: str) -> Mapping[str, str]:
    """Give by what `text` demands in which words, by the lexicons `cues` and `modality`; “must not exceed” is a limit and forbids nothing.

    “must”, “must_not”, “should”, “may”, “release” and “hedged”, what may be a duty, are strict;
    “is_to” and “will” can tell what comes, “can” what is possible.
    """
    text = _pattern(text, "no_demand").sub(" ", without_limits(text))
    found: dict[str, str] = {}
    for kind in _DENYING:
        if one := _pattern(text, "demands", kind).search(text):
            found[kind] = one[0]
            text = _pattern(text, "demands", kind).sub(" ", text)
    modals = list(modals_of_claims(languages_of(text)).find(text))
    for modal, before in zip(without_futures(modals), (None, *without_futures(modals)), strict=False):
        if before is None or modal.span.start > before.span.end + 1:  # “may order” allows
            found.setdefault(_sense(modal), modal.written)
    for modal in modals:
        text = f"{text[: modal.span.start]}{' ' * len(modal.span)}{text[modal.span.end :]}"
    for kind in _DEMANDS:
        if one := _pattern(text, "demands", kind).search(text):
            found.setdefault(kind, one[0])
            text = _pattern(text, "demands", kind).sub(" ", text)
    return found


def without_prohibitions(text: str) -> str:
    """Give `text` without the words that forbid or release, in which “not” denies nothing else."""
    for kind in ("must_not", "release"):
        text = _pattern(text, "demands", kind).sub(" ", text)
    return text


def _sense(modal: Modal) -> str:
    if _pattern(modal.written, "demands", "can").fullmatch(modal.written):
        return "can"
    named = {Sense.RELEASE: "release", Sense.IS_TO: "is_to", Sense.WILL: "will"}
    return named.get(modal.sense, str(modal.modality))


@lru_cache(maxsize=1_024)
def how_often(text: str) -> Mapping[str, str]:
    """Give by “year”, “half”, “quarter”, “month”, “week” and “day” in which words `text` says that something happens every so often."""
    found = {period: _pattern(text, "often", period).search(text) for period in _PERIODS}
    return {period: one[0] for period, one in found.items() if one}


@lru_cache(maxsize=20_000)
def bounds_of(text: str) -> frozenset[str]:
    """Give the bounds that `text` sets, whether a figure stands beside them or not; “cannot hold more than” sets an upper one."""
    turned = turned_bounds(text)
    for kind in (*_TURNING, "loose_bounds"):
        text = _pattern(text, kind).sub(" ", text)
    return turned | bounds_in(text)


def turned_bounds(text: str) -> frozenset[str]:
    """Give the bounds that `text` sets by denying others: “in no case higher than” sets an upper one."""
    return frozenset(bound for kind, bound in _TURNING.items() if _pattern(text, kind).search(text))


def without_indifferent(text: str) -> str:
    """Give `text` without what it says makes no difference: “no matter how it is usually paid”."""
    return _pattern(text, "indifferent").sub(" ", text)


def with_whole_words(text: str) -> str:
    """Give `text` with the marks that contractions lost: “won t”."""
    return _pattern(text, "torn").sub(lambda found: f"{found[0][:-2]}'t", text)


@lru_cache(maxsize=4_096)
def without_limits(text: str) -> str:
    """Give `text` without the words of limits, in which “not” denies nothing."""
    return _pattern(text, "limiting").sub(" ", text)
