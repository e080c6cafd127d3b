"""Whether a sentence of another document says part of what is quoted in the same words, but with another figure, as tables of rates do."""

import re
from collections.abc import Iterator

from language.question_types import ASKING_FIGURE, question_types
from language.span import Span
from language.statements.quantities import quantities
from language.text.overlap import overlap_coefficient
from language.text.tokens import STOP_WORDS, words
from vectorstore.search.evidence import QUOTED, Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_CLAUSE = re.compile(r"[，,；;：:。|]\s?|\s(?:and|or)\s")
_ALIKE = 0.5  # share of what the shorter of two sentences says in its clauses without figures that the other says there too
_FEWEST = 3  # words of a clause beside its figure


def with_other_figure(evidence: Evidence, quoted: Span) -> tuple[Sentence, Sentence] | None:
    """Give the sentence at `quoted` and the first of another document, in the same script, of which a clause differs from one of its
    clauses by a figure alone; None where there is none, or the question asks for no figure."""
    if not question_types(evidence.question) & ASKING_FIGURE:
        return None
    own = [one for found in evidence.passages[:QUOTED] for one in _stated(found) if one.span.overlaps(quoted)]
    others = [one for found in evidence.passages for one in _stated(found) if one.span.document_id != quoted.document_id]
    pairs = ((one, other) for one in own for other in others if _is_on_the_same(one, other))
    return next((pair for pair in pairs if _differ_in_a_figure(*pair)), None)


def _stated(found: FoundPassage) -> Iterator[Sentence]:
    yield from (one for one in found.sentences if found.in_one_script and not one.is_heading and one.quantities)


def _is_on_the_same(one: Sentence, other: Sentence) -> bool:
    return overlap_coefficient(_head(one.text), _head(other.text)) >= _ALIKE


def _head(text: str) -> frozenset[str]:
    """Give the words of the clauses of a sentence that have no figure: of what the others are figures."""
    return frozenset().union(*(_plain(clause) for clause in _CLAUSE.split(text) if all(one.kind == "date" for one in quantities(clause))))


def _differ_in_a_figure(one: Sentence, other: Sentence) -> bool:
    theirs = dict(_clauses(other.text))
    return any(said in theirs and theirs[said] != figure for said, figure in _clauses(one.text))


def _clauses(text: str) -> Iterator[tuple[frozenset[str], tuple[str, str]]]:
    """Give the words of each clause of a sentence that has one figure and no date, with the kind and value of that."""
    for clause in _CLAUSE.split(text):
        figures = quantities(clause)
        said = _plain(clause)
        if len(figures) == 1 and figures[0].kind != "date" and len(said) >= _FEWEST:
            yield said, (figures[0].kind, figures[0].value)


def _plain(text: str) -> frozenset[str]:
    """Give the telling words of a text without its figures."""
    for found in reversed(quantities(text)):
        text = f"{text[: found.span.start]} {text[found.span.end :]}"
    return frozenset(word for word in words(text) if word not in STOP_WORDS and not word.isdigit())
