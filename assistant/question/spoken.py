"""A question as documents would write it: what people only say is put into written words."""

import re
from functools import cache

from language.language import language_by_code, language_of
from language.lexicon import either


def as_written(question: str) -> str:
    """Give `question` with the written words of its language in the place of spoken ones."""
    for pattern, written in _replacements(language_of(question).code):
        question = pattern.sub(written, question)
    return question.strip()


@cache
def _replacements(code: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Give what stands for what in a language, in the order in which it is replaced."""
    language = language_by_code(code)
    pairs = language.lexicon("spoken") or ()
    return tuple((re.compile(_words(said) if language.parts_words else said, re.IGNORECASE), written) for said, written in pairs)


def _words(expression: str) -> str:
    return rf"(?<!\w){either([expression])}(?!\w)"
