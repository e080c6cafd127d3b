"""Which requirements answer a question that asks who, what, by when or how much, and which sentence one that asks for a meaning."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.quoting.excerpts import Run
from language.question_types import QuestionType, question_types, without_question_words
from language.span import Span
from language.tokens import STOP_WORDS, words
from vectorstore.passage import Match
from vectorstore.requirement import Requirement
from vectorstore.term import Term

_FITS: dict[QuestionType, Callable[[Requirement], bool]] = {
    QuestionType.WHEN: lambda row: bool(row.deadline or row.deadline_text),
    QuestionType.HOW_MUCH: lambda row: bool(row.targets),
    QuestionType.HOW_LONG: lambda row: bool(row.deadline_text or row.targets),
    QuestionType.WHO: lambda row: bool(row.body),
    QuestionType.DUTY: lambda _: True,
}
_PASSAGES = 6
_LEAST = 0.55  # share of the question's words, by weight, that a requirement that is not among the quotes must hold
_MOST_ROWS = 3


def rows_first(
    question: str, runs: list[Run], rows: Sequence[Requirement], weights: Mapping[str, float], titles: Mapping[int, str]
) -> tuple[list[Run], tuple[Requirement, ...]]:
    """Put the requirements that answer `question` before the other quotes; give the quotes, and these rows.

    `rows` are those that stand in the passages that were found, `weights` those of the question's words, `titles` what the
    documents are called. Where the question asks for nothing that rows tell, the quotes stay as they are.
    """
    asked = question_types(question)
    suits = [fits for kind, fits in _FITS.items() if kind in asked]
    if not suits or not runs:
        return runs, ()
    fitting = [row for row in rows if all(fits(row) for fits in suits[:2])]
    ranked = sorted(fitting, key=lambda row: -_held(row, weights, titles))
    if not any(_holds(run, row) for run in runs for row in ranked) and ranked and _held(ranked[0], weights, titles) >= _LEAST:
        best = ranked[0]
        runs = [Run(best.document_id, best.start, best.end, best.quote), *runs[: _MOST_ROWS - 1]]
    quoted = [row for row in ranked if any(_holds(run, row) for run in runs)][:_MOST_ROWS]
    if not quoted:
        return runs, ()
    ordered = sorted(runs, key=lambda run: not any(_holds(run, row) for row in quoted[:1]))
    return ordered, tuple(quoted)


def explanation_first(question: str, runs: list[Run], terms: Sequence[Term]) -> list[Run]:
    """Put the sentence that explains a term before the other quotes where `question` asks what one of `terms` means.

    Where there are no quotes it stands alone, if the question asks for nothing else.
    """
    known = max((term for term in terms if term.explained), key=lambda term: len(term.term), default=None)
    if known is None or QuestionType.MEANING not in question_types(question):
        return runs
    rest = re.sub(f"{re.escape(known.term)}s?", " ", without_question_words(question, QuestionType.MEANING), flags=re.IGNORECASE)
    if not runs and set(words(rest)) - STOP_WORDS:
        return runs
    place = known.place
    holding = [run for run in runs if run.document_id == place.document_id and run.start < place.end and place.start < run.end]
    first = holding[:1] or [Run(place.document_id, place.start, place.end, place.quote)]
    return [*first, *(run for run in runs if run not in holding)][:_MOST_ROWS]


def spans_of(matches: Iterable[Match]) -> list[Span]:
    """Give the spans of the first passages, in which rows are looked for."""
    return [one.passage.span for one in list(matches)[:_PASSAGES]]


def _holds(run: Run, row: Requirement) -> bool:
    return run.document_id == row.document_id and run.start < row.end and row.start < run.end


def _held(row: Requirement, weights: Mapping[str, float], titles: Mapping[int, str]) -> float:
    own = set(words(f"{row.quote} {row.body} {row.theme} {titles.get(row.document_id, '')}"))
    whole = sum(weights.values())
    return sum(weight for word, weight in weights.items() if word in own) / whole if whole else 0.0
