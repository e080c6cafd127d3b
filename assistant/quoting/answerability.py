"""Whether the passages that were found answer a question: wholly, in part, or not at all."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from math import log10

from assistant.answer.answer import Outcome
from language.question_types import ASKING_FIGURE, ASKING_NAME, question_types
from language.tokens import telling_words, words
from vectorstore.passage import Match
from vectorstore.search.query import Sought

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
class Verdict:
    """How far the documents answer; `missing` are the names, numbers and years of the question that none of them holds."""

    outcome: Outcome
    missing: tuple[str, ...] = ()


def judged(question: str, wanted: Sought, matches: Sequence[Match]) -> Verdict:
    """Judge by the cosine of the best match and by the share of telling words that one match holds, more strictly in a large library.

    A question for one fact about something that it names is also refused where the first matches hold too little of what it
    names. Where the embedder does not know the question's script the words alone decide.
    """
    specifics = _specifics(question)
    missing = tuple(written for written, word in specifics.items() if not wanted.counts.get(word, 1))
    held = [set(words(f"{match.passage.title} {match.passage.heading} {match.passage.text}")) for match in matches]
    if not held or not _is_near(wanted, matches, held) or not _holds_specifics(question, specifics, wanted, held[:3]):
        return Verdict(Outcome.NOT_FOUND, missing)
    return Verdict(Outcome.PARTIAL if missing else Outcome.ANSWERED, missing)


def _is_near(wanted: Sought, matches: Sequence[Match], held: Sequence[set[str]]) -> bool:
    """Say whether the matches speak of the topic; figures that no document holds are told apart from that."""
    told = {word: weight for word, weight in wanted.weights.items() if wanted.counts[word] or not word[-1].isdigit()}
    whole = sum(told.values()) or 1.0
    covered = max(sum(weight for word, weight in told.items() if word in own) for own in held) / whole
    if wanted.vector is None:
        return covered >= _LEAST_COVERAGE
    least = _LEAST_TOGETHER - _LESS_PER_DECADE * max(0.0, log10(1000 / max(wanted.passages, 1)))
    return matches[0].cosine + _COVERAGE_WEIGHT * covered >= least


def _holds_specifics(question: str, specifics: Mapping[str, str], wanted: Sought, held: Sequence[set[str]]) -> bool:
    """Say whether the first matches hold enough of what a question for one fact names; of any other question they do."""
    is_factual = bool(question_types(question) & (ASKING_FIGURE | ASKING_NAME)) and len(wanted.weights) <= _LONGEST_FACTUAL
    names_something = any(wanted.weights[word] >= _RARE for word in specifics.values() if not word.isdigit())
    if not (is_factual and names_something and wanted.vector is not None):
        return True
    named = set(specifics.values())
    own = sum(_share(named, one) for one in held) / len(held)
    return own * sum(_share(wanted.weights.keys(), one) for one in held) / len(held) >= _LEAST_OF_SPECIFICS


def _share(sought: Set[str], own: set[str]) -> float:
    return sum(word in own for word in sought) / len(sought)


def _specifics(question: str) -> dict[str, str]:
    """Give the numbers, years and names in `question` as written, each with the word that stands for it."""
    found = [*re.findall(r"\d[\d.,]*\d|\d", question), *_NAME.findall(question)]
    telling = set(telling_words(question))
    return {written: word for written in found for word in words(written)[-1:] if word in telling and (len(word) > 1 or word.isdigit())}
