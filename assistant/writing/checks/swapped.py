"""Whether a statement lets two change places: who does what to whom, a condition and what follows, a reason and what it brings about."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from assistant.writing.checks.comparison import Comparison, Difference, What
from language.agents import named_in
from language.language import language_of
from language.lexicon import any_of, languages_of
from language.statements.conditions import conditions_in
from language.statements.cues import cues, has_cue
from language.statements.modality import modals_of_claims
from language.statements.quantities import with_plain_numbers
from language.statements.sequence import reasoned
from language.text.scripts import HAN
from language.text.tokens import STOP_WORDS, words

_SENTENCE = re.compile(r"[。；;\n]")
_PAIR = re.compile(rf"[{HAN}]{{2}}")
_MOST = 8  # pieces of a clause that are looked at three at a time
_CLEARLY = 0.5  # shares of what two pairs have in common by which one that is turned round has more
_MUCH = 0.65
_NEAR = 6  # characters between what is done and to whom
_DOES = re.compile(
    r"(?<![\w-])(?P<before>(?:[\w-]{1,30} ){0,4})(?P<who>[A-Za-z]{3,30}) "
    rf"(?:{any_of('cues', 'before_verb')} (?P<done>[a-z]{{3,30}})|(?P<does>[a-z]{{3,30}}(?<!s)s)\b)"
)
_JOINED = re.compile(rf"\b{any_of('cues', 'joins_subjects')}\b", re.IGNORECASE)
_BY_WHOM = re.compile(any_of("agents", "by_whom"))
_UNIT = re.compile(any_of("measures", "units"))
_OF = re.compile(any_of("agents", "owned"))
_LINK = re.compile(f"(?:{any_of('agents', 'links')}|{any_of('agents', 'by_whom')})$")
_LISTED = re.compile(any_of("agents", "joined"))
_WHEN = re.compile(rf"(?:{any_of('cues', 'around_dates')}){{1,20}}")
_LINKS = re.compile(any_of("agents", "links"))


@dataclass(frozen=True, slots=True)
class _Piece:
    """What two clauses have in common, and where it begins in each."""

    written: str
    here: int
    there: int


def changed_places(compared: Comparison) -> Iterator[Difference]:
    """Find what changed places in the statement."""
    if compared.is_across:
        pass
    elif language_of(compared.statement).parts_words:
        yield from _other_subjects(compared)
    else:
        told = _wholes(compared.source)
        for stated in _wholes(compared.statement):
            yield from (Difference(What.ACTOR, one) for other in told for one in [*_swapped(stated, other)][:1])
    yield from _other_condition(compared)
    yield from _other_reason(compared)


def _other_subjects(compared: Comparison) -> Iterator[Difference]:
    """Find who or what does in the statement what another does in the source, where both texts name both."""
    stated, told = _subjects(compared.statement), _subjects(compared.source)
    known = [frozenset(words(text)) for text in (compared.statement, compared.source)]
    for verb in stated.keys() & told.keys():
        ours, others = stated[verb], told[verb]
        if len(ours) == 1 and ours.isdisjoint(others) and ours <= known[1] and others <= known[0]:
            yield Difference(What.ACTOR, next(iter(ours)))


@lru_cache(maxsize=4_096)
def _subjects(text: str) -> dict[str, frozenset[str]]:
    """Give the words that stand right before what is done, by its stem; none of them where another may be the subject."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in _DOES.finditer(with_plain_numbers(text)):
        done = one["done"] or one["does"]
        if not ({one["who"].lower(), done.lower()} & STOP_WORDS or named_in(done) or _UNIT.match(done)):
            found[words(done)[0]].add("" if _JOINED.search(one["before"]) else words(one["who"])[0])
    return {verb: frozenset(ours) for verb, ours in found.items() if "" not in ours}


@lru_cache(maxsize=4_096)
def _wholes(text: str) -> tuple[str, ...]:
    return tuple(one for one in _SENTENCE.split(text) if len(one) > _NEAR)


def _swapped(stated: str, told: str) -> Iterator[str]:
    """Find two pieces that stand on the other sides of the same piece, in the same voice, where spaces part no words."""
    pieces = _common(stated, told)[:_MOST]
    for first, last in combinations(pieces, 2):
        links = (stated[first.here + len(first.written) : last.here], told[last.there + len(last.written) : first.there])
        if first.there > last.there and len({_linked(one) for one in links}) == 1 and _linked(links[0]):
            yield first.written
    for first, done, last in combinations(pieces, 3):
        if not first.there > done.there > last.there:
            continue
        here = stated[done.here + len(done.written) : last.here]
        there = told[done.there + len(done.written) : first.there]
        if _OF.match(stated[done.here - 1 :]) or _OF.match(told[done.there - 1 :]):
            continue
        if max(len(here), len(there)) > _NEAR or has_cue(done.written, "mutual") or not _says_what_is_done(done.written):
            continue
        if _LISTED.search(here) and _LISTED.search(stated[first.here + len(first.written) : done.here]):
            continue
        heads = (stated[: last.here].replace(first.written, " "), told[: first.there].replace(last.written, " "))
        voices = {
            (bool(_BY_WHOM.search(head)), bool(_OF.match(after)), frozenset(_LINKS.findall(head)))
            for head, after in zip(heads, (here, there), strict=True)
        }
        if len(voices) == 1:
            yield first.written


def _linked(between: str) -> str:
    """Give the word that links what stands before and after it, of whom one does something to the other; empty where none does."""
    found = _LINK.search(between)
    return found[0] if found and not _LISTED.search(between) else ""


def _says_what_is_done(piece: str) -> bool:
    """Say whether a piece is more than words such as “may” and “to some extent”."""
    plain = modals_of_claims(languages_of(piece)).removed_from(piece)
    for kind in ("partly", "usual", "passing"):
        for one in cues(plain, kind)[::-1]:
            plain = f"{plain[: one.start]} {plain[one.end :]}"
    return bool(_PAIR.search(plain))


def _common(one: str, other: str) -> list[_Piece]:
    """Give the longest pieces that two clauses have in common and that stand once in each, in the order of the first."""
    found = []
    place = 0
    while place < len(one) - 1:
        pair = one[place : place + 2]
        there = other.find(pair) if _PAIR.match(pair) else -1
        if there < 0:
            place += 1
            continue
        length = 2
        while one[place : place + length + 1] == other[there : there + length + 1] and place + length < len(one):
            length += 1
        written = one[place : place + length]
        if one.count(written) == other.count(written) == 1 and not _WHEN.fullmatch(written):
            found.append(_Piece(written, place, there))
        place += length
    return found


def _other_condition(compared: Comparison) -> Iterator[Difference]:
    """Find a condition of the statement that is what follows in the source, whose condition follows in the statement."""
    told = [pair for sentence in compared.source_sentences for pair in _conditional(sentence)]
    for pair in _conditional(compared.statement) if told else ():
        if _is_turned(compared, pair, told):
            yield Difference(What.ORDER, pair[0].strip())


def _conditional(text: str) -> list[tuple[str, str]]:
    """Give the conditions of a text, each with what holds under them."""
    rest = text
    for one in conditions_in(text):
        rest = rest.replace(one, " ")
    return [(one, rest) for one in conditions_in(text)]


def _other_reason(compared: Comparison) -> Iterator[Difference]:
    """Find a reason that the source says follows, from what the statement says follows from it."""
    if stated := list(reasoned(compared.statement)):
        told = list(reasoned(compared.source))
        yield from (Difference(What.ORDER, pair[0].strip()) for pair in stated if told and _is_turned(compared, pair, told))


def _is_turned(compared: Comparison, pair: tuple[str, str], told: list[tuple[str, str]]) -> bool:
    found = []
    for other in told:
        alike = compared.overlap(pair[0], other[0]) + compared.overlap(pair[1], other[1])
        turned = min(compared.overlap(pair[0], other[1]), compared.overlap(pair[1], other[0]))
        found.append((2 * turned - alike, turned))
    clearly, turned = max(found)
    return clearly > _CLEARLY and turned >= _MUCH
