"""The two things that a question compares, each as a question of its own."""

import re
from dataclasses import dataclass

from language.language import language_of
from language.lexicon import any_of, patterns_of
from language.text.tokens import STOP_WORDS, telling_words

_YEAR, _ENDS_WITH_YEAR = re.compile(any_of("comparisons", "year")), re.compile(rf"{any_of('comparisons', 'year')}$")
_END = re.compile(r"(?<![?？.。!！\s])[?？.。!！\s]+$")
_PREPOSITION = any_of("comparisons", "prepositions")
_OPENS = re.compile(rf"({_PREPOSITION})\s", re.IGNORECASE)
_HEAD = re.compile(rf".+\s(?:{any_of('quantities', 'of')}|{any_of('comparisons', 'shared_head')})\s(?=\S)", re.IGNORECASE)
_ARTICLES = re.compile(any_of("comparisons", "articles"), re.IGNORECASE)
_PRONOUN = re.compile(any_of("comparisons", "pronouns"), re.IGNORECASE)
_OLD_OR_NEW = re.compile(any_of("comparisons", "old_or_new"), re.IGNORECASE)
_DEMANDS = re.compile(any_of("comparisons", "demands"), re.IGNORECASE)
_LEFT_OPEN = re.compile(any_of("comparisons", "left_open"), re.IGNORECASE)
_BOTH = re.compile(any_of("comparisons", "both"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things that are compared: how it is called, what is asked of it, and the words that the other one has not."""

    name: str
    question: str
    own: frozenset[str]


def sides(question: str) -> tuple[Side, Side] | None:
    """Give the two things that `question` compares, None where it names none."""
    plain = _END.sub("", question)
    if demands := _DEMANDS.match(plain):
        demanded = _demanded(demands.groupdict())
        return demanded if any(side.own for side in demanded) else None  # modal verbs alone tell no two sentences apart
    for pattern in patterns_of("comparisons", "pairs"):
        if found := pattern.match(plain):
            parts = found.groupdict()
            one, other = _completed(parts["a"].strip(), parts["b"].strip())
            if telling_words(one) != telling_words(other):
                return _side(one, other, parts), _side(other, one, parts)
    return None


def _demanded(parts: dict[str, str]) -> tuple[Side, Side]:
    """Give the two sides of “which X must do this, and which may?”, of which the second one says not again who and what."""
    one = f"{parts['who']} {parts['a']} {parts['what']}"
    other = f"{parts['who']} {parts['b']}" + (f" {parts['what']}" if _LEFT_OPEN.search(parts["b"]) else "")
    return Side(one, one, _telling(one) - _telling(other)), Side(other, other, _telling(other) - _telling(one))


def _side(name: str, other: str, parts: dict[str, str | None]) -> Side:
    seam = " " if language_of(name).parts_words else ""
    before, rest = (_BOTH.sub(" ", parts.get(part) or "").strip() for part in ("before", "rest"))
    asked = seam.join(part for part in (before, name, rest) if part)
    return Side(name, asked, _telling(name) - _telling(other))


def _telling(name: str) -> frozenset[str]:
    """Give the telling words of a name without those for old and new."""
    return frozenset(telling_words(_OLD_OR_NEW.sub(" ", name))) - STOP_WORDS


def _completed(one: str, other: str) -> tuple[str, str]:
    """Give the names of two things with what only one of them says and both mean: “fines for A” and “for B”, “old A” and “new ones”,
    “A in 2025” and “2026”, in Chinese a verb of which only the second one has the object."""
    if _YEAR.fullmatch(other) and (year := _ENDS_WITH_YEAR.search(one)) and year.start():
        return one, f"{one[: year.start()]}{other}"
    if not language_of(one).parts_words:
        is_cut = len(one) > 1 and len(other) > len(one) and other[len(one) - 1] == one[-1]
        return (one + other[len(one) :], other) if is_cut else (one, other)
    if opening := _OPENS.match(other):
        at = one.lower().rfind(f" {opening[1].lower()} ")
        return one, f"{one[:at]} {other}" if at > 0 else other
    if (head := _HEAD.match(one)) and not _HEAD.match(other):
        first, second = _completed(one[head.end() :], other)
        return f"{head[0]}{first}", f"{head[0]}{second}"
    bare, instead = (" ".join(_ARTICLES.sub(" ", name).split()) for name in (one, other))
    if _PRONOUN.search(instead) and " " in bare:
        return one, _PRONOUN.sub(bare.split(" ", 1)[1], instead)
    if " " not in bare and " " in instead and (bare.islower() or _YEAR.fullmatch(bare)):
        return f"{bare} {instead.split(' ', 1)[1]}", other
    return one, other
