"""Whether a statement stands in the sentence that it is drawn from: its figures, bodies, duties and negations, one by one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.claims import OPPOSITE, Facts, Modality, clauses, facts, stems
from language.language import Language, language_of
from language.lexicon import any_of, any_word_of
from language.measures import Figure
from language.tokens import words

_NEAR_BEST = 0.8  # share of the words in common with the best sentence from which another may carry the statement too
_ELSE = 2  # words of a clause that a statement lacks where it speaks of something else
_COPIED = 0.8  # share of a statement's words, but for its subject, from which it says what a clause says
_THAT_DATE = re.compile(any_word_of("sequels", "that_date"), re.IGNORECASE)
_PARTS = re.compile(rf"[;；]\s*|{any_of('sequels', 'clause_ends')}")


@dataclass(frozen=True, slots=True)
class Difference:
    """What a statement says and its sentence does not: `written` as in the statement; `grave` where it is a figure, date or duty."""

    written: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Check:
    """The sentence that carries a statement, as its place among those given, None where none does; and what differs."""

    sentence: int | None
    differences: tuple[Difference, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        return self.sentence is not None and not self.differences


def check(statement: str, sentences: Sequence[str], context: str = "") -> Check:
    """Tie `statement` to the one of `sentences` that carries it and say what it states beyond that sentence.

    `context` is what names the document: title, number, headings; names may stand there. A statement of several parts is
    right where each part stands in a sentence; it is tied to that of the first.
    """
    whole = _tied(statement, sentences, context)
    parts = [part for part in _PARTS.split(statement) if part.strip()]
    if whole.is_confirmed or len(parts) < 2:
        return whole
    checks = [_tied(part, sentences, context) for part in parts]
    return checks[0] if all(one.is_confirmed for one in checks) else whole


def _tied(statement: str, sentences: Sequence[str], context: str) -> Check:
    said = facts(statement)
    own = [facts(sentence) for sentence in sentences]
    shared = [len(said.words & one.words) for one in own]
    if not own or (said.words and not max(shared) and language_of(statement) == language_of(sentences[0])):
        return Check(None)
    found = []
    for place, sentence in enumerate(sentences):
        if shared[place] >= _NEAR_BEST * max(shared):
            differences = tuple(_differences(said, statement, own[place], sentence, context))
            found.append((len(differences), -shared[place], place, differences))
    _, _, place, differences = min(found)
    is_carried = language_of(statement) != language_of(sentences[place]) or _carries(said, own[place], language_of(statement))
    return Check(place if is_carried else None, differences)


def _carries(said: Facts, own: Facts, language: Language) -> bool:
    agreeing = sum(any(figure.means(other) for other in own.figures) for figure in said.figures)
    share: float = language.limit("least_carried")  # of a statement's words that its sentence holds
    return len(said.words & own.words) + agreeing >= share * (len(said.words) + len(said.figures))


def _differences(said: Facts, statement: str, own: Facts, sentence: str, context: str) -> Iterator[Difference]:
    parts = [facts(part) for part in clauses(sentence)]
    nearest = max(parts, key=lambda one: len(said.words & one.words), default=own)
    points_back = bool(_THAT_DATE.search(sentence))
    labels = [figure for figure in facts(context).figures if figure.kind == "label"]
    known = [*own.figures, *labels]
    grave = [figure.written for figure in said.figures if not any(_agree(figure, other, points_back) for other in known)]
    grave += [written for part in clauses(statement) for written in _of_another_clause(facts(part), parts)]
    grave += _other_duties(said, own, nearest)
    light: list[str] = []
    if language_of(statement) == language_of(sentence):
        grave += _other_sense(said, own, nearest)
        light = [*_other_bodies(said, nearest, own), *_unknown_names(said, own, f"{sentence}\n{context}")]
    yield from (Difference(written, grave=True) for written in dict.fromkeys(grave))
    yield from (Difference(written, grave=False) for written in dict.fromkeys(light))


def _agree(figure: Figure, other: Figure, points_back: bool) -> bool:
    if not figure.means(other):
        return False
    if figure.kind == "date":
        return points_back or not (figure.bound and other.bound) or figure.bound == other.bound
    return figure.bound == other.bound and figure.counts_the_same(other)


def _of_another_clause(said: Facts, parts: Sequence[Facts]) -> Iterator[str]:
    """Find figures that stand in the sentence but in a clause that says something else than the statement."""
    shared = [len(said.words & part.words) for part in parts]
    for figure in said.figures:
        holding = [place for place, part in enumerate(parts) if any(figure.means(other) for other in part.figures)]
        if not holding or max(shared) == max(shared[place] for place in holding):
            continue
        best = parts[shared.index(max(shared))]
        speaks_of_else = all(len(parts[place].words - said.words) >= _ELSE for place in holding)
        if speaks_of_else and any(other.kind == figure.kind for other in best.figures):
            yield figure.written


def _other_duties(said: Facts, own: Facts, nearest: Facts) -> Iterator[str]:
    for modality in sorted(said.modalities - own.modalities):
        if modality is not Modality.MUST or nearest.modalities:
            yield str(modality)
    if Modality.MUST_NOT in nearest.modalities and Modality.MUST_NOT not in said.modalities and not said.negations:
        yield str(Modality.MUST_NOT)


def _other_bodies(said: Facts, nearest: Facts, own: Facts) -> Iterator[str]:
    """Find who is said to act and does not in the nearest clause, and nouns that are described otherwise there."""
    subject = stems(said.subject)
    acted = said.words - subject
    is_copy = len(acted & nearest.words) >= _COPIED * len(acted)
    if is_copy and subject and nearest.subject and not subject & nearest.words:
        yield said.subject
    for noun, told in said.described.items():
        other, known = own.described.get(noun, told), said.names.keys() | own.words
        if stems(other) != stems(told) and not stems(other) & said.words and not stems(told) & known:
            yield told


def _other_sense(said: Facts, own: Facts, nearest: Facts) -> Iterator[str]:
    """Find negations, spans of time and directions that the statement has and its sentence does not, or the other way round."""
    if bool(said.negations) != bool(nearest.negations) and not said.negations & own.negations:
        yield " ".join(sorted(said.negations | nearest.negations))
    yield from sorted(said.periods - own.periods)
    for direction in sorted(said.directions):
        if any(direction not in one.directions and OPPOSITE[direction] in one.directions for one in (own, nearest)):
            yield direction


def _unknown_names(said: Facts, own: Facts, where: str) -> Iterator[str]:
    """Find bodies, levels and names that stand neither in the sentence nor in what names its document."""
    known = set(words(where))
    for key, written in said.names.items():
        if key not in own.names and key not in known and written not in where:
            yield written
