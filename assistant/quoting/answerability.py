"""Whether what was found answers a question: wholly, in part, with a contradiction, or not at all."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import log10

from assistant.answer.answer import Outcome
from assistant.quoting.contradictions import Contradiction, contradictions
from assistant.quoting.excerpts import Excerpt
from assistant.quoting.requirements_first import promote_definition
from language.question_types import ASKING_FIGURE, ASKING_NAME, question_types
from language.text.overlap import coverage, weighted_coverage
from language.text.tokens import telling_words, words
from vectorstore.search.evidence import Evidence
from vectorstore.search.query import Query

# Measured (benchmarks/quality.md) on questions with and without an answer, of foreign topics and of near ones.
_LEAST_TOGETHER = 0.63  # in a library of a thousand passages
_LESS_PER_DECADE = 0.1  # in smaller ones, where fewer passages come near by chance
_COVERAGE_WEIGHT = 0.3
_LEAST_COVERAGE = 0.3
_LEAST_OF_SPECIFICS = 0.6
_RARE = 2.2  # weight of a word that a tenth of the passages holds
_LONGEST_FACTUAL = 8  # telling words of a question for one fact
_NAME = re.compile(r"(?<!^)(?<![?!]\s)\b[A-Z][^\W_]*|\b[A-Z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Answerability:
    """How far the documents answer a question.

    `missing` are the names, numbers and years of the question that none of them holds; `contradictions` the sentences of
    different documents that answer it differently, where the outcome is CONFLICT. `definition` explains a term where the
    question asks for nothing else, and the passages that were found do not answer.
    """

    outcome: Outcome
    missing: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    definition: Excerpt | None = None


def assess(evidence: Evidence) -> Answerability:
    """Judge by the cosine of the best match and by the share of telling words that one match holds, more strictly in a large library.

    A question for one fact about something that it names is also refused where the first matches hold too little of what it
    names. Where the embedder does not know the question's script the words alone decide.
    """
    query = evidence.query
    specifics = _specifics(query.question)
    missing = tuple(written for written, word in specifics.items() if not query.counts.get(word, 1))
    held = [found.words for found in evidence.passages]
    if not held or not _is_near(query, evidence.matches[0].cosine, held) or not _holds_specifics(query, specifics, held[:3]):
        definition = next(iter(promote_definition(evidence, [])), None)
        return Answerability(Outcome.ANSWERED, definition=definition) if definition else Answerability(Outcome.NOT_FOUND, missing)
    if differing := contradictions(evidence):
        return Answerability(Outcome.CONFLICT, missing, tuple(differing))
    return Answerability(Outcome.PARTIAL if missing else Outcome.ANSWERED, missing)


def _is_near(query: Query, cosine: float, held: Sequence[Set[str]]) -> bool:
    """Say whether the matches speak of the topic; figures that no document holds are told apart from that."""
    known = {word: weight for word, weight in query.weights.items() if query.counts[word] or not word[-1].isdigit()}
    covered = max(weighted_coverage(known, own) for own in held)
    if query.vector is None:
        return covered >= _LEAST_COVERAGE
    least = _LEAST_TOGETHER - _LESS_PER_DECADE * max(0.0, log10(1000 / max(query.passages, 1)))
    return cosine + _COVERAGE_WEIGHT * covered >= least


def _holds_specifics(query: Query, specifics: Mapping[str, str], held: Sequence[Set[str]]) -> bool:
    """Say whether the first matches hold enough of what a question for one fact names; of any other question they do."""
    is_factual = bool(question_types(query.question) & (ASKING_FIGURE | ASKING_NAME)) and len(query.weights) <= _LONGEST_FACTUAL
    names_something = any(query.weights[word] >= _RARE for word in specifics.values() if not word.isdigit())
    if not (is_factual and names_something and query.vector is not None):
        return True
    names = set(specifics.values())
    own = sum(coverage(names, one) for one in held) / len(held)
    return own * sum(coverage(query.weights.keys(), one) for one in held) / len(held) >= _LEAST_OF_SPECIFICS


def _specifics(question: str) -> dict[str, str]:
    """Give the numbers, years and names in `question` as written, each with the word that stands for it."""
    found = [*re.findall(r"\d[\d.,]*\d|\d", question), *_NAME.findall(question)]
    telling = set(telling_words(question))
    return {written: word for written in found for word in words(written)[-1:] if word in telling and (len(word) > 1 or word.isdigit())}
