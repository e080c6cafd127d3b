"""Questions to check oneself by, made of requirements and terms; every right answer stands in a span, every wrong one does not."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, zip_longest
from random import Random
from typing import TypeVar

from language.language import language_of
from language.messages import Message, message
from language.span import Span
from language.statements.quantities import quantities
from language.text.overlap import overlap_coefficient
from language.text.tokens import folded, words
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import RequirementFilter
from vectorstore.term import Term

_T = TypeVar("_T")
_OPTIONS = 4
_GAP = "_____"
_MOST = 12
_LOOKED_AT = 200  # sentences of each kind, drawn by lot, so that a large library takes no longer
_LONGEST_QUOTE = 500
_ALIKE = 0.5  # share of the words of a sentence that one like it has
_INSTRUCTIONS = {
    "figure": message("Which figure stands here?"),
    "date": message("By when?"),
    "body": message("Who has to act?"),
    "term": message("Which term is explained here?"),
}


@dataclass(frozen=True, slots=True)
class QuizQuestion:
    """A sentence with a gap: `options[right]` is what stands there in the sentence at `span`; the others do not.

    `kind` is “figure”, “date”, “body” or “term”.
    """

    id: str
    kind: str
    instruction: Message
    text: str
    options: tuple[str, ...]
    right: int
    span: Span
    document: str
    title: str


def quiz(library: Library, seed: str = "", most: int = _MOST, reader: str = "") -> list[QuizQuestion]:
    """Give at most `most` questions; the same for the same library, `seed` and language of the `reader`. Wrong options come from the
    same library."""
    once = Filter(reader=reader)
    found = library.requirements.find(RequirementFilter(documents=once))
    requirements = [requirement for requirement in found if len(requirement.quote) <= _LONGEST_QUOTE]
    admitted = {entry.id for entry in library.entries(once)}
    known = [term for term in library.glossary.terms() if term.place.span.document_id in admitted]
    terms = [term for term in known if term.explained and len(term.place.quote) <= _LONGEST_QUOTE]
    random = Random(sha256(seed.encode()).digest())
    kinds = {
        "figure": [*_figures(requirements)],
        "date": [*_dates(requirements)],
        "body": [*_bodies(requirements)],
        "term": [*_terms(terms)],
    }
    made = [_made(kind, gaps, random, most) for kind, gaps in kinds.items()]
    turns = (one for turn in zip_longest(*made) for one in turn if one)
    return list(islice(turns, most))


def _made(kind: str, gaps: Sequence["_Gap"], random: Random, most: int) -> list[QuizQuestion]:
    drawn = random.sample(gaps, min(len(gaps), _LOOKED_AT))
    by_value: dict[str, list[_Gap]] = {}
    for gap in gaps:
        by_value.setdefault(gap.value, []).append(gap)
    questions = (one for gap in drawn if (one := _question(kind, gap, drawn, by_value, random)))
    return list(islice(questions, most))


@dataclass(frozen=True, slots=True)
class _Gap:
    """What can be asked of a sentence: the words in the gap, their value, and the words of the sentence around it."""

    span: Span
    document: str
    title: str
    quote: str
    answer: str
    value: str
    group: str
    around: frozenset[str]


def _question(kind: str, gap: _Gap, gaps: Sequence[_Gap], by_value: Mapping[str, Sequence[_Gap]], random: Random) -> QuizQuestion | None:
    others: dict[str, str] = {}
    for other in _shuffled(gaps, random):
        if len(others) == _OPTIONS - 1:
            break
        if other.group == gap.group and _is_wrong(other, gap, by_value[other.value]):
            others.setdefault(other.value, other.answer)
    wrong = list(others.values())[: _OPTIONS - 1]
    if len(wrong) < 2:
        return None
    options = _shuffled([gap.answer, *wrong], random)
    return QuizQuestion(
        id=sha256(f"{kind}\0{gap.document}\0{gap.quote}\0{gap.answer}".encode()).hexdigest()[:16],
        kind=kind,
        instruction=_INSTRUCTIONS[kind],
        text=_without(gap.quote, gap.answer),
        options=tuple(options),
        right=options.index(gap.answer),
        span=gap.span,
        document=gap.document,
        title=gap.title,
    )


def _is_wrong(other: _Gap, gap: _Gap, same: Sequence[_Gap]) -> bool:
    """Say whether the other's answer is wrong in this gap: another value, not in this sentence, and right in none that is like it.

    `same` are the gaps in which the other's answer is right.
    """
    mine, theirs = set(words(gap.answer)), set(words(other.answer))
    if other.value == gap.value or mine <= theirs or theirs <= mine or folded(other.answer) in folded(gap.quote):
        return False
    return not any(overlap_coefficient(one.around, gap.around) >= _ALIKE for one in same)


def _figures(requirements: Sequence[Requirement]) -> Iterator[_Gap]:
    for requirement in requirements:
        for found in quantities(requirement.quote):
            answer = found.span.of(requirement.quote)
            if (
                found.kind == "percent"
                and requirement.targets
                and any(f"{target.value:g}" == found.value for target in requirement.targets)
            ):
                yield _of_requirement(requirement, answer, found.value, f"percent {language_of(requirement.quote).code}")


def _dates(requirements: Sequence[Requirement]) -> Iterator[_Gap]:
    for requirement in requirements:
        for found in quantities(requirement.quote) if requirement.deadline else ():
            answer = found.span.of(requirement.quote)
            if found.kind == "date" and requirement.deadline.startswith(found.value) and answer in requirement.deadline_text:
                yield _of_requirement(requirement, answer, requirement.deadline, f"date {language_of(requirement.quote).code}")


def _bodies(requirements: Sequence[Requirement]) -> Iterator[_Gap]:
    for requirement in requirements:
        if requirement.body and requirement.modality in ("must", "should") and requirement.quote.count(requirement.body_as_written) == 1:
            yield _of_requirement(
                requirement, requirement.body_as_written, folded(requirement.body), f"body {language_of(requirement.quote).code}"
            )


def _terms(terms: Sequence[Term]) -> Iterator[_Gap]:
    for term in terms:
        found = re.search(re.escape(term.term), term.place.quote, re.IGNORECASE)
        if found and len(_without(term.place.quote, found[0]).replace(_GAP, "").strip()) > 2 * len(term.term):
            place = term.place
            around = frozenset(words(place.quote)) - frozenset(words(term.term))
            yield _Gap(
                place.span, place.document, place.title, place.quote, found[0], folded(term.term),
                f"term {language_of(place.quote).code}", around,
            )  # fmt: skip


def _of_requirement(requirement: Requirement, answer: str, value: str, group: str) -> _Gap:
    around = frozenset(words(_without(requirement.quote, answer).replace(_GAP, " ")))
    return _Gap(requirement.span, requirement.document, requirement.title, requirement.quote, answer, value, group, around)


def _without(quote: str, answer: str) -> str:
    """Give the sentence with a gap wherever it has the answer."""
    return re.sub(re.escape(answer), _GAP, quote, flags=re.IGNORECASE)


def _shuffled(items: Sequence[_T], random: Random) -> list[_T]:
    return random.sample(list(items), len(items))
