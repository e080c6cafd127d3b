"""Whether a text states what a question asks for: a date, a figure, a sum of money, or how often."""

from functools import lru_cache

from assistant.quoting.asked_sum import asked_sum, states_money
from language.lexicon import pattern_of
from language.question_types import QuestionType, question_types
from language.statements.quantities import quantities
from language.statements.recurrences import recurrence_in, term_in

_ASKS_HOW_OFTEN, _FREQUENCY = pattern_of("questions", "how_often"), pattern_of("questions", "frequency")
_KINDS = {
    QuestionType.WHEN: frozenset({"date"}),
    QuestionType.HOW_MUCH: frozenset({"percent", "number"}),
    QuestionType.HOW_LONG: frozenset({"date", "number"}),
}


@lru_cache(maxsize=5_000)
def is_of_type(question: str, text: str) -> bool:
    """Say whether `text` states a thing of the kind that `question` asks for, such as a day or within which time; never where its words
    tell of none."""
    if _ASKS_HOW_OFTEN.search(question):
        return _FREQUENCY.search(text) is not None
    if asked := asked_sum(question):
        return states_money(asked, text)
    types = question_types(question)
    kinds = next((kinds for type, kinds in _KINDS.items() if type in types), frozenset[str]())
    if any(one.kind in kinds for one in quantities(text)):
        return True
    return QuestionType.WHEN in types and (recurrence_in(text) is not None or term_in(text) is not None)
