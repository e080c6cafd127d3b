"""The questions of a quiz, drawn by lot from all that can be asked; every right answer stands in a span, every wrong one does not."""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, zip_longest
from random import Random
from typing import TypeAlias, TypeVar

from assistant.onboarding.quiz.duties import bodies, dates, figures, permissions
from assistant.onboarding.quiz.item import Item
from assistant.onboarding.quiz.meanings import meanings
from assistant.onboarding.quiz.validity import prevailing, validity
from assistant.onboarding.roles import role_of
from assistant.requirements.conflicts import Conflict, conflicts_among
from language.language import language_of
from language.messages import Translations, translations
from language.span import Span
from language.text.overlap import overlap_coefficient
from language.text.tokens import folded, words
from vectorstore.document import STATUSES
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import RequirementFilter

_T = TypeVar("_T")
_Items: TypeAlias = dict[str, list[Item]]  # by kind
_OPTIONS = 4
_MOST = 12
_LOOKED_AT = 200  # items of each kind, drawn by lot, so that a large library takes no longer
_LONGEST_QUOTE = 500
_ALIKE = 0.5  # share of the words of a sentence that one like it has
_OF_DUTIES: dict[str, Callable[[Sequence[Requirement], Translations], Iterator[Item]]] = {
    "body": bodies,
    "date": dates,
    "figure": figures,
    "permission": permissions,
}


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A question whose right answer is `options[right]`, as `span` says; `text` is the sentence that it asks about, if there is one.

    `kind` is “body”, “date”, “figure”, “permission”, “prevails”, “validity” or “term”.
    """

    id: str
    kind: str
    instruction: str
    text: str
    options: tuple[str, ...]
    right: int
    span: Span
    document: str
    title: str


class Quizzes:
    """The quizzes of a library; what can be asked is found anew where a document has changed. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = threading.Lock()
        self._version: object = None
        self._items: dict[str, _Items] = {}

    def of(self, seed: str, reader: str = "", role: str = "") -> list[QuizQuestion]:
        """Give the `quiz` of a seed, a reader and a role."""
        with self._turn:
            version = self._library.catalogue()
            if version is not self._version:
                self._version, self._items = version, {}
            if reader not in self._items:
                self._items[reader] = _items(self._library, reader)
            return _quiz(self._items[reader], seed, _MOST, reader, role)


def quiz(library: Library, seed: str = "", most: int = _MOST, reader: str = "", role: str = "") -> list[QuizQuestion]:
    """Give at most `most` questions, in the language of the `reader` and of documents in it first; the same for the same library, `seed`,
    `reader` and `role`, whose duties come first.

    What another document replaced is asked for only where the question is whether it counts.
    """
    return _quiz(_items(library, reader), seed, most, reader, role)


def _quiz(items: _Items, seed: str, most: int, reader: str, role: str) -> list[QuizQuestion]:
    random = Random(sha256(seed.encode()).digest())
    own = {kind: [one for one in found if _is_read(one, reader)] for kind, found in items.items()}
    drawn = _drawn(own, random, most, role)
    rest = {kind: [one for one in found if not _is_read(one, reader)] for kind, found in items.items()}
    return [*drawn, *_drawn(rest, random, most - len(drawn), role)]


def _items(library: Library, reader: str) -> _Items:
    """Give by its kind what can be asked: of requirements that count, of documents, and of terms that are explained."""
    _, once = translations(reader), Filter(reader=reader)
    found = library.requirements.find(RequirementFilter(documents=once))
    differing = conflicts_among(library, found)
    rows = [row for row in found if not row.replaced_by and len(row.quote) <= _LONGEST_QUOTE and not _is_settled_otherwise(row, differing)]
    admitted = {entry.id for entry in library.entries(once)}
    known = [term for term in library.glossary.terms() if term.place.span.document_id in admitted]
    terms = [term for term in known if term.explained and len(term.place.quote) <= _LONGEST_QUOTE]
    every = library.entries(Filter(reader=reader, statuses=frozenset(STATUSES)))
    made = {kind: [*ask(rows, _)] for kind, ask in _OF_DUTIES.items()}
    return made | {"prevails": [*prevailing(differing, _)], "validity": [*validity(library, every, _)], "term": [*meanings(terms, _)]}


def _is_settled_otherwise(row: Requirement, differing: Iterable[Conflict[Requirement]]) -> bool:
    """Say whether another document sets another figure or date for this, and this one does not prevail."""
    return any(row in (one.one, one.other) and one.prevails is not row for one in differing)


def _is_read(item: Item, reader: str) -> bool:
    return not reader or language_of(item.quote).code == reader


def _drawn(items: _Items, random: Random, most: int, role: str) -> list[QuizQuestion]:
    made = [_made(own, random, most, role) for own in items.values()]
    return list(islice((one for turn in zip_longest(*made) for one in turn if one), most))


def _made(items: Sequence[Item], random: Random, most: int, role: str) -> list[QuizQuestion]:
    """Make questions of items of one kind, of the `role` first, each right answer in turn where all questions have the same options."""
    drawn = random.sample(items, len(items))
    drawn = sorted(drawn, key=lambda item: not role or role_of(item.body) != role)[:_LOOKED_AT]
    by_value: dict[str, list[Item]] = {}
    for item in items:
        by_value.setdefault(item.value, []).append(item)
    if any(item.choices for item in drawn):
        turns: dict[str, list[Item]] = {}
        for item in drawn:
            turns.setdefault(item.value, []).append(item)
        drawn = [item for turn in zip_longest(*turns.values()) for item in turn if item]
    return list(islice((one for item in drawn if (one := _question(item, drawn, by_value, random))), most))


def _question(item: Item, items: Sequence[Item], by_value: dict[str, list[Item]], random: Random) -> QuizQuestion | None:
    options = item.choices or _with_wrong(item, items, by_value, random)
    if len(options) < 3:
        return None
    return QuizQuestion(
        id=sha256(f"{item.kind}\0{item.document}\0{item.quote}\0{item.instruction}\0{item.text}".encode()).hexdigest()[:16],
        kind=item.kind,
        instruction=item.instruction,
        text=item.text,
        options=tuple(options),
        right=list(options).index(item.answer),
        span=item.span,
        document=item.document,
        title=item.title,
    )


def _with_wrong(item: Item, items: Sequence[Item], by_value: dict[str, list[Item]], random: Random) -> list[str]:
    others: dict[str, str] = {}
    for other in _shuffled(items, random):
        if len(others) == _OPTIONS - 1:
            break
        if other.group == item.group and _is_wrong(other, item, by_value[other.value]):
            others.setdefault(other.value, other.answer)
    return _shuffled([item.answer, *others.values()], random)


def _is_wrong(other: Item, item: Item, same: Sequence[Item]) -> bool:
    """Say whether the other's answer is wrong here: another value, not in this sentence, and right in none that is like it.

    `same` are the items in which the other's answer is right.
    """
    mine, theirs = set(words(item.answer)), set(words(other.answer))
    if other.value == item.value or mine <= theirs or theirs <= mine or folded(other.answer) in folded(item.quote):
        return False
    return not any(overlap_coefficient(one.around, item.around) >= _ALIKE for one in same)


def _shuffled(items: Sequence[_T], random: Random) -> list[_T]:
    return random.sample(list(items), len(items))
