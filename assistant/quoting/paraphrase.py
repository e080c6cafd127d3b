"""Whether a sentence says what a question asks in other words, where passages come less near than those that answer."""

from assistant.quoting.answer_type import is_of_type
from language.question_types import ASKING_FIGURE, question_types
from vectorstore.search.evidence import FoundPassage

_UNDER, _FAR_UNDER = 0.13, 0.2  # the level of nearness from which on a passage answers
_MOST_OF_IT, _NEARLY_ALL = 0.6, 0.8  # shares of the question that a sentence must say, the latter in passages that are far under
_OF_TYPE = 0.5  # the share where it states a thing of the kind that is asked for
_FEWEST = 3  # words of a question of which shares tell something


def says_the_question(found: FoundPassage, question: str) -> bool:
    """Say whether a sentence says most of the question by its words and others that mean the same, and the passage comes nearly near
    enough to answer. A question for a figure is answered by a sentence that states one, which may say less of it."""
    most, under = found.saying_most, found.levels.answering - found.nearness
    if most is None or len(found.within.parts) < _FEWEST or under > _FAR_UNDER:
        return False
    sentence, said = most
    if under > _UNDER:
        return said >= _NEARLY_ALL
    if is_of_type(question, sentence.text):
        return said >= _OF_TYPE
    return said >= _MOST_OF_IT and not question_types(question) & ASKING_FIGURE
