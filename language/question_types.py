"""What a question asks for: a time, a figure, somebody, a place, a name, what is to be done, or what something means."""

import re
from enum import StrEnum
from functools import cache, lru_cache

from language.language import Language
from language.lexicon import any_word_of


class QuestionType(StrEnum):
    """What a question asks for; the words that tell it stand in the lexicon `questions` of each language."""

    WHEN = "when"
    HOW_MUCH = "how_much"
    HOW_LONG = "how_long"
    WHO = "who"
    WHERE = "where"
    NAME = "name"
    DUTY = "duty"
    MEANING = "meaning"


ASKING_FIGURE = frozenset({QuestionType.WHEN, QuestionType.HOW_MUCH, QuestionType.HOW_LONG})
"""Questions that a date, a number or a span of time answers."""
ASKING_NAME = frozenset({QuestionType.WHO, QuestionType.WHERE, QuestionType.NAME})
"""Questions that a name answers."""


@lru_cache(maxsize=1_000)
def question_types(question: str) -> frozenset[QuestionType]:
    """Give all that `question` asks for, in any language; none where its words do not tell."""
    return frozenset(one for one in QuestionType if _asking(one).search(question))


def without_question_words(question: str, kind: QuestionType) -> str:
    """Give `question` with a space in place of the words by which it is of this kind."""
    return _asking(kind).sub(" ", question)


@cache
def _asking(kind: QuestionType) -> re.Pattern[str]:
    return re.compile(any_word_of("questions", "asks", kind.value), re.IGNORECASE)


def question_about(language: Language, kind: str, **values: str) -> str:
    """Word a question in `language` from its lexicon, with the values that this kind of question names."""
    return str(language.entry("questions", "questions")[kind]).format_map(values)
