"""Completing a question that leans on the turns before it, without a model."""

import re
from collections.abc import Sequence

from assistant.question.small_talk import small_talk
from language.language import language_of
from language.lexicon import any_word_of
from language.text.tokens import telling_words

_OPENS = re.compile(rf"^\W*{any_word_of('sequels', 'opens')}", re.IGNORECASE)
_POINTS = re.compile(any_word_of("sequels", "points"), re.IGNORECASE)
_LOOKED_BACK = 8  # questions
_LONGEST_SUBJECT = 300  # characters


def rephrased(question: str, history: Sequence[str]) -> str:
    """Give `question` with what it leans on, itself where it stands alone.

    `history` are the user's questions before it, oldest first. It leans on them where it opens as a sequel does, points back
    with a pronoun, or has few telling words. What it lacks comes from the question that opened the topic: the nearest
    earlier one that stands alone, else the earliest.
    """
    earlier = [one for one in history[-_LOOKED_BACK:] if small_talk(one) is None]
    if not earlier or not _leans(question):
        return question
    opener = next((one for one in reversed(earlier) if not _leans(one)), earlier[0])
    subject = " ".join(opener.split())[:_LONGEST_SUBJECT]
    return f"{subject}{' ' if language_of(subject).parts_words else ''}{question}"


def _leans(question: str) -> bool:
    few = language_of(question).limit("telling_words")
    return bool(_OPENS.match(question) or _POINTS.search(question)) or len(telling_words(question)) < few
