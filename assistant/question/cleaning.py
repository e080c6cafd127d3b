"""What people put around a question out of courtesy, and that says nothing about what they look for; and short forms (“what's”)."""

import re

from language.lexicon import any_of, any_word_of
from language.text.tokens import STOP_WORDS

_OPENING = re.compile(rf"\W*{any_word_of('courtesy', 'openings')}[\s,.;:!?，。：；！？]*", re.IGNORECASE)
_CLOSING = re.compile(rf"(?<=[.,;!?，。；！？\s]){any_of('courtesy', 'closings')}\W*$", re.IGNORECASE)
_SHORT = re.compile(any_word_of("courtesy", "short_forms"), re.IGNORECASE)
_WORD = re.compile(r"\w+")


def plainly(question: str) -> str:
    """Give `question` without pleasantries, the short forms with which it begins written out."""
    left = strip_pleasantries(question)
    short = _SHORT.match(left)
    return f"{short['asks']} is{left[short.end() :]}" if short else left


def strip_pleasantries(question: str) -> str:
    """Give `question` without greetings, thanks and phrases such as “could you tell me”; itself where nothing else is in it."""
    left = " ".join(question.split())
    while (opening := _OPENING.match(left)) and _has_subject(rest := left[opening.end() :]):
        left = rest
    closing = _CLOSING.search(left)
    return left[: closing.start()].rstrip(" ,;，；") if closing and _has_subject(left[: closing.start()]) else left


def _has_subject(text: str) -> bool:
    return any(word.lower() not in STOP_WORDS for word in _WORD.findall(text))
