"""Whether a statement stands in the sentence that it is drawn from: its figures, bodies, duties and negations, one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.writing.across_languages import Source, added_places, are_across, names_in_common, other_bodies, other_places, other_terms
from language.language import Language, language_of
from language.lexicon import any_of, any_word_of
from language.names import NO_NAMES, KnownNames
from language.statements.claims import OPPOSITE, Claims, Demand, claims, clauses, stems
from language.statements.measures import Measure
from language.statements.modality import Modality
from language.text.overlap import coverage
from language.text.tokens import words

_NEAR_BEST = 0.8  # share of the words in common with the best sentence from which another may carry the statement too
_ELSE = 2  # words of a clause that a statement lacks where it speaks of something else
_COPIED = 0.8  # share of a statement's words, but for its subject, from which it says what a clause says
_THAT_DATE = re.compile(any_word_of("sequels", "that_date"), re.IGNORECASE)
_PARTS = re.compile(rf"[;；]\s*|{any_of('sequels', 'clause_ends')}")


@dataclass(frozen=True, slots=True)
class Difference:
    """What a statement says and its sentence does not: `written` as in the statement; `grave` where it is a figure, date, duty or place."""

    written: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Verification:
    """The sentence that carries a statement, as its place among those given, None where none does; and what differs."""

    sentence: int | None
    differences: tuple[Difference, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        return self.sentence is not None and not self.differences


def verify(statement: str, sentences: Sequence[str], context: str = "", names: KnownNames = NO_NAMES) -> Verification:
    """Tie `statement` to the one of `sentences` that carries it and say what it states beyond that sentence.

    `context` is what names the document: title, number, headings; names may stand there. `names` are those that mean the same
    in several languages: by them a statement is compared with a sentence in another script. A statement of several parts is right where
    each part stands in a sentence; it is tied to that of the first.
    """
    source = Source(tuple(sentences), context, names)
    whole = _tied(statement, source)
    parts = [part for part in _PARTS.split(statement) if part.strip()]
    if whole.is_confirmed or len(parts) < 2:
        return whole
    verified = [_tied(part, source) for part in parts]
    return verified[0] if all(one.is_confirmed for one in verified) else whole


def _tied(statement: str, source: Source) -> Verification:
    stated, sentences = claims(statement), source.sentences
    own = [claims(sentence) for sentence in sentences]
    shared = [len(stated.words & one.words) for one in own]
    if not own or (stated.words and not max(shared) and language_of(statement) == language_of(sentences[0])):
        return Verification(None)
    found = []
    for place, sentence in enumerate(sentences):
        if shared[place] >= _NEAR_BEST * max(shared):
            differences = tuple(_differences(stated, statement, own[place], sentence, source))
            alike = names_in_common(statement, sentence, source)
            found.append((len(differences), -shared[place], -alike, place, differences))
    *_, place, differences = min(found)
    is_carried = language_of(statement) != language_of(sentences[place]) or _carries(stated, own[place], language_of(statement))
    return Verification(place if is_carried else None, differences)


def _carries(stated: Claims, own: Claims, language: Language) -> bool:
    agreeing = sum(any(measure.means(other) for other in own.measures) for measure in stated.measures)
    share: float = language.limit("least_carried")  # of the words of a statement that its sentence holds
    return len(stated.words & own.words) + agreeing >= share * (len(stated.words) + len(stated.measures))


def _differences(stated: Claims, statement: str, own: Claims, sentence: str, source: Source) -> Iterator[Difference]:
    parts = [claims(part) for part in clauses(sentence)]
    nearest = max(parts, key=lambda one: len(stated.words & one.words), default=own)
    points_back = bool(_THAT_DATE.search(sentence))
    labels = [measure for measure in claims(source.context).measures if measure.kind == "label"]
    known = [*own.measures, *labels]
    grave = [measure.written for measure in stated.measures if not any(_agree(measure, other, points_back) for other in known)]
    grave += [written for part in clauses(statement) for written in _of_another_clause(claims(part), parts)]
    grave += _other_duties(stated, own, nearest)
    light: list[str] = []
    if language_of(statement) == language_of(sentence):
        grave += _other_sense(stated, own, nearest)
        light = [*_other_bodies(stated, nearest, own), *_unknown_names(stated, own, f"{sentence}\n{source.context}")]
    elif are_across(statement, sentence):
        grave += other_places(statement, sentence, source)
        light = [*_of_others(statement, sentence, source)]
    yield from (Difference(written, grave=True) for written in dict.fromkeys(grave))
    yield from (Difference(written, grave=False) for written in dict.fromkeys(light) if written not in grave)


def _of_others(statement: str, sentence: str, source: Source) -> Iterator[str]:
    """Find the bodies, terms and places of the statement that a sentence in another script does not name."""
    yield from other_bodies(statement, sentence, source)
    yield from other_terms(statement, sentence, source)
    yield from added_places(statement, source)


def _agree(measure: Measure, other: Measure, points_back: bool) -> bool:
    if not measure.means(other):
        return False
    if measure.kind == "date":
        return points_back or not (measure.bound and other.bound) or measure.bound == other.bound
    return measure.bound == other.bound and measure.has_unit_of(other)


def _of_another_clause(stated: Claims, parts: Sequence[Claims]) -> Iterator[str]:
    """Find figures that stand in the sentence but in a clause that says something else than the statement."""
    shared = [len(stated.words & part.words) for part in parts]
    for measure in stated.measures:
        holding = [place for place, part in enumerate(parts) if any(measure.means(other) for other in part.measures)]
        if not holding or max(shared) == max(shared[place] for place in holding):
            continue
        best = parts[shared.index(max(shared))]
        speaks_of_else = all(len(parts[place].words - stated.words) >= _ELSE for place in holding)
        if speaks_of_else and any(other.kind == measure.kind for other in best.measures):
            yield measure.written


def _other_duties(stated: Claims, own: Claims, nearest: Claims) -> Iterator[str]:
    """Find what the statement demands or allows and its sentence does not, and what is forbidden only there.

    “Must” and the plain future may stand where the sentence has no such word: it can command, or tell what is done.
    """
    for demand in sorted(stated.demands):
        is_open = demand.modality is Modality.MUST or demand.is_future
        if not any(demand.means(other) for other in own.demands) and (nearest.demands or not is_open):
            yield str(demand)
    forbidden = Demand(Modality.MUST_NOT)
    if forbidden in nearest.demands and forbidden not in stated.demands and not stated.negations:
        yield str(forbidden)


def _other_bodies(stated: Claims, nearest: Claims, own: Claims) -> Iterator[str]:
    """Find who is said to act and does not in the nearest clause, and nouns that are described otherwise there."""
    subject = stems(stated.subject)
    acted = stated.words - subject
    is_copy = not acted or coverage(acted, nearest.words) >= _COPIED
    if is_copy and subject and nearest.subject and not subject & nearest.words:
        yield stated.subject
    for noun, adjective in stated.described.items():
        other, known = own.described.get(noun, adjective), stated.names.keys() | own.words
        if stems(other) != stems(adjective) and not stems(other) & stated.words and not stems(adjective) & known:
            yield adjective


def _other_sense(stated: Claims, own: Claims, nearest: Claims) -> Iterator[str]:
    """Find negations, spans of time and directions that the statement has and its sentence does not, or the other way round."""
    if bool(stated.negations) != bool(nearest.negations) and not stated.negations & own.negations:
        yield " ".join(sorted(stated.negations | nearest.negations))
    yield from sorted(stated.periods - own.periods)
    for direction in sorted(stated.directions):
        if any(direction not in one.directions and OPPOSITE[direction] in one.directions for one in (own, nearest)):
            yield direction


def _unknown_names(stated: Claims, own: Claims, where: str) -> Iterator[str]:
    """Find bodies, levels and names that stand neither in the sentence nor in what names its document."""
    known = set(words(where))
    for key, written in stated.names.items():
        if key not in own.names and key not in known and written not in where:
            yield written
