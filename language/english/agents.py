"""Who is named in an English text that can act, and as the one who acts or otherwise."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from language.english import LANGUAGE
from language.english.actors import acts
from language.grammar import Agent
from language.lexicon import either
from language.span import Span

_WORDS = LANGUAGE.lexicon("agents")
_WORD = re.compile(r"[^\W\d_][\w&-]*(?:[’'](?!s\b)\w+)?")
_BEGINS = re.compile(rf"(?:^|[,;:.]\s|\b{either(_WORDS['opens'])}\s)(?:{either(_WORDS['before_subject'])}\s+)*$", re.IGNORECASE)
_BY = re.compile(rf"\bby (?:{either(_WORDS['before_subject'])} )*(?:[\w-]+ ){{0,2}}$", re.IGNORECASE)
_TO = re.compile(rf"\b{either(_WORDS['after_these_not'])} (?:{either(_WORDS['before_subject'])} )*(?:[\w-]+ ){{0,2}}$", re.IGNORECASE)
_STOP = frozenset(LANGUAGE.stop_words()) | frozenset(_WORDS["no_modifiers"])
_ALSO = frozenset(_WORDS["also"])
_NO_AGENTS = frozenset(_WORDS["no_agents"])
_DOES = re.compile(rf"(?: \w+ly)? {either(_WORDS['does'])}\b", re.IGNORECASE)
_RECEIVES = re.compile(
    rf"(?: (?:of|in|under|from|at) (?:(?:the|its|an?) )?[\w-]{{2,30}}|,? \w+ly)? {either(_WORDS['receives'])}\b", re.IGNORECASE
)
_TOLD_TO = re.compile(rf"\b{either(_WORDS['told_to'])} (?:{either(_WORDS['before_subject'])} )*$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.]\s|$")
_AND = re.compile(rf"(?:,? and |, )(?:{either(_WORDS['before_subject'])} )*", re.IGNORECASE)
_MODIFIERS = 3
_REACH = 80  # characters before a name that tell whether it opens a clause


def agents(text: str) -> tuple[Agent, ...]:
    """Give those named in `text` that can act, in order; somebody acts who opens a clause in which nobody is named by “by”."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Agent]:
    found = list(_WORD.finditer(text))
    heads = [
        place
        for place, one in enumerate(found)
        if one[0].lower() not in _NO_AGENTS and (acts(one[0]) or one[0].lower() in _ALSO) and not _goes_on(text, found, place)
    ]
    named = [_with_modifiers(text, found, place) for place in heads]
    spans = [one for one, following in zip_longest(named, named[1:]) if following is None or not following.contains(one)]
    by = [span for span in spans if _BY.search(text, max(0, span.start - _REACH), span.start)]
    last: Agent | None = None
    for span in spans:
        before = text[max(0, span.start - _REACH) : span.start]
        receives = bool(_RECEIVES.match(text, span.end))
        told_to = bool(_TOLD_TO.search(before)) and text.startswith(" to ", span.end)
        opens = told_to or (not receives and (bool(_BEGINS.search(before)) or bool(_DOES.match(text, span.end))) and not _TO.search(before))
        beside = bool(last and last.acts and not receives and _AND.fullmatch(text, last.span.end, span.start))
        end = _CLAUSE.search(text, span.end).start()  # type: ignore[union-attr] # the end of a text ends a clause
        last = Agent(span, span.of(text), span in by or ((opens or beside) and not any(span.end <= one.start < end for one in by)))
        yield last


def _with_modifiers(text: str, found: list[re.Match[str]], place: int) -> Span:
    first = place
    while first > max(0, place - _MODIFIERS) and _modifies(text, found[first - 1], found[first]):
        first -= 1
    return Span(found[first].start(), found[place].end())


def _goes_on(text: str, found: list[re.Match[str]], place: int) -> bool:
    """Say whether a word is no name by itself: a comparative, or the first one of “line manager”."""
    following = found[place + 1] if place + 1 < len(found) else None
    if text.startswith(" than ", found[place].end()):
        return True
    return following is not None and text[found[place].end() : following.start()] == " " and acts(following[0])


def _modifies(text: str, word: re.Match[str], following: re.Match[str]) -> bool:
    return text[word.end() : following.start()] == " " and word[0].lower() not in _STOP
