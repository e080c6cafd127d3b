"""Figures of search results and answers against questions whose evidence is known.

Texts are compared by their runs of five characters, white space and marks of markup left out, so that cleaning a document costs nothing.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from statistics import fmean, median
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

_RUN = 5
_COVERED, _INSIDE, _SHORTEST = 0.6, 0.85, 12  # of the evidence; of a text that lies in it; runs of such a text
_ROOM = 4000  # characters of matches for which an answer has room
_PLAIN = frozenset({"answered", "conflict"})
_SHOWN = _PLAIN | {"partial", "related"}
_MARKUP = frozenset("#*_|`>-\\")


class Evidence(BaseModel):
    """A text that answers a question, word for word in its document."""

    model_config = ConfigDict(frozen=True)

    doc_id: str
    text: str

    @cached_property
    def runs(self) -> frozenset[str]:
        """The runs of characters of the text."""
        return runs_of(self.text)


class GoldQuestion(BaseModel):
    """A question with what is known of its answer; `evidence_mode` “any” where one evidence is enough."""

    model_config = ConfigDict(frozen=True)

    query_id: str
    answers: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    evidence_mode: Literal["all", "any"] = "all"
    answerable: bool = True

    def is_evidence(self, document: str, text: str) -> bool:
        """Say whether a text of the document stands on any evidence."""
        return any(stands_on(one, document, text) for one in self.evidence)

    def recall(self, matches: Sequence[Mapping[str, Any]]) -> float:
        """Give the share of the evidence that the matches hold."""
        found = [any(stands_on(one, match["document"], match["text"]) for match in matches) for one in self.evidence]
        return float(any(found)) if self.evidence_mode == "any" else fmean(found)


def fold(text: str) -> str:
    """Give a text as it is compared."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).lower() if not sign.isspace() and sign not in _MARKUP)


def runs_of(text: str) -> frozenset[str]:
    """Give the runs of five characters of a text; a shorter text is one run."""
    plain = fold(text)
    return frozenset(plain[start : start + _RUN] for start in range(max(1, len(plain) - _RUN + 1))) - {""}


def stands_on(evidence: Evidence, document: str, text: str) -> bool:
    """Say whether a text covers most of the evidence, or lies almost whole in it."""
    runs = runs_of(text) if document == evidence.doc_id else frozenset()
    shared = len(runs & evidence.runs)
    covers = shared >= _COVERED * len(evidence.runs)
    lies_in = len(runs) >= _SHORTEST and shared >= _INSIDE * len(runs)
    return bool(runs and evidence.runs) and (covers or lies_in)


def search_figures(gold: Iterable[GoldQuestion], found: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Give the figures of searches: `found` holds by question the matches, best first, and the seconds."""
    asked = [question for question in gold if question.answerable and question.evidence]
    results = [found.get(question.query_id, {}) for question in asked]
    tens = [result.get("matches", [])[:10] for result in results]
    ranks = [_rank(question, matches) for question, matches in zip(asked, tens, strict=True)]
    return _means(
        {
            "hit@1": [rank == 1 for rank in ranks],
            "hit@5": [0 < rank <= 5 for rank in ranks],
            "mrr@10": [1 / rank if rank else 0.0 for rank in ranks],
            "recall@10": [question.recall(matches) for question, matches in zip(asked, tens, strict=True)],
            "recall@4k": [question.recall(_within(matches)) for question, matches in zip(asked, tens, strict=True)],
        }
    ) | _medians({"search_p50_s": [result.get("seconds", 0.0) for result in results]})


def answer_figures(gold: Iterable[GoldQuestion], answers: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]) -> dict[str, float]:
    """Give the figures of answers by question; `texts` are the documents' by name."""
    questions = list(gold)
    asked = [(question, answers.get(question.query_id, {})) for question in questions if question.answerable]
    shown = [(question, answer) for question, answer in asked if answer.get("outcome") in _SHOWN]
    on_evidence = {question.query_id: _flags(question, answer) for question, answer in shown}
    others = [answers.get(question.query_id, {}) for question in questions if not question.answerable]
    plain_texts = {name: fold(text) for name, text in texts.items()}
    figures = _means(
        {
            "cited": [any(on_evidence.get(question.query_id, [])) for question, _ in asked],
            "cited@3": [any(on_evidence.get(question.query_id, [])[:3]) for question, _ in asked],
            "refused_wrong": [question.query_id not in on_evidence for question, _ in asked],
            "unsure": [answer.get("outcome") == "related" for _, answer in asked],
            "quote_precision": [flag for flags in on_evidence.values() for flag in flags],
            "answer_shown": [_shows(question, answer) for question, answer in asked if question.answers and answer],
            "refused_right": [bool(answer) and answer["outcome"] not in _SHOWN for answer in others],
            "answered_wrong": [answer.get("outcome") in _PLAIN for answer in others],
            "quote_exact": [
                fold(citation["quote"]) in plain_texts.get(citation["document"], "")
                for answer in answers.values()
                for citation in answer.get("citations", [])
            ],
        }
    )
    if "answered_wrong" in figures and "refused_wrong" in figures:
        figures["balanced"] = (2 - figures["answered_wrong"] - figures["refused_wrong"] - figures["unsure"] / 2) / 2
    lengths = [len(answer["answer"]) for _, answer in shown]
    return figures | _medians({"answer_chars": lengths, "ask_p50_s": [answer.get("seconds", 0.0) for _, answer in shown]})


def _rank(question: GoldQuestion, matches: Sequence[Mapping[str, Any]]) -> int:
    """Give the place of the first match on the evidence, 0 where none is."""
    return next((place for place, match in enumerate(matches, 1) if question.is_evidence(match["document"], match["text"])), 0)


def _within(matches: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Give the first matches for which there is room, the first one always."""
    used = 0
    for place, match in enumerate(matches):
        used += len(match["text"])
        if place and used > _ROOM:
            return matches[:place]
    return matches


def _flags(question: GoldQuestion, answer: Mapping[str, Any]) -> list[bool]:
    return [question.is_evidence(citation["document"], citation["quote"]) for citation in answer.get("citations", [])]


def _shows(question: GoldQuestion, answer: Mapping[str, Any]) -> bool:
    return any(fold(one) in fold(answer["answer"]) for one in question.answers if fold(one))


def _means(values: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {name: fmean(own) for name, own in values.items() if own}


def _medians(values: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {name: median(own) for name, own in values.items() if own}
