"""The item of a list that states the figure a question asks for, out of a quote of several."""

from collections.abc import Sequence

from assistant.quoting.answer_type import is_of_type
from assistant.quoting.excerpts import Excerpt
from language.question_types import QuestionType, question_types
from language.statements.quantities import with_plain_numbers
from language.text.numbering import end_of_item_label, end_of_sentence_number
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_FIGURES = frozenset({QuestionType.HOW_MUCH, QuestionType.HOW_LONG})
_LEAST, _AS_WELL = 0.4, 0.9  # share of the question that the sentence says; as a share of that what else is quoted says


def figure_first(evidence: Evidence, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """Give `excerpts`, the first one cut to the sentence in it that states a figure and says more of the question than all others, where
    it is an item of a list; then without those in another script than the question that say less of it.

    Where the question asks for no figure, or no sentence says enough of it, they stay as they are.
    """
    holding = [(one, found) for one in excerpts if (found := _holding(one, evidence))]
    if not question_types(evidence.question) & _FIGURES or len(holding) < len(excerpts) or not excerpts:
        return list(excerpts)
    first, found = holding[0]
    inside = _within(first, found)
    stating = sorted((one for one in inside if _states(evidence.question, one)), key=lambda one: -_said(found, one))
    if len(inside) < 2 or not stating or not end_of_item_label(stating[0].text):
        return list(excerpts)
    best = _said(found, stating[0])
    if best < _LEAST or any(_said(found, one) >= best for one in inside if one is not stating[0]):
        return list(excerpts)
    rest = [one for one, held in holding[1:] if held.in_one_script or _most_said(one, held) >= _AS_WELL * best]
    return [Excerpt.of(stating[0].span, stating[0].text), *rest]


def _holding(excerpt: Excerpt, evidence: Evidence) -> FoundPassage | None:
    return next((found for found in evidence.passages if found.passage.span.contains(excerpt.span)), None)


def _within(excerpt: Excerpt, found: FoundPassage) -> list[Sentence]:
    return [one for one in found.sentences if one.span.overlaps(excerpt.span) and not one.is_heading]


def _states(question: str, sentence: Sentence) -> bool:
    return is_of_type(question, with_plain_numbers(sentence.text[end_of_sentence_number(sentence.text) :]))


def _said(found: FoundPassage, sentence: Sentence) -> float:
    """Give the share of the question, 0 to 1, that a sentence says."""
    return found.said_at(sentence.span) if found.in_one_script else found.across.share(sentence.indexed)


def _most_said(excerpt: Excerpt, found: FoundPassage) -> float:
    return max((_said(found, one) for one in _within(excerpt, found)), default=0.0)
