"""Greetings, thanks and questions about the assistant itself, which get a fixed reply."""

import re

from language.lexicon import any_of

_PATTERNS = {
    kind: re.compile(rf"\W*{any_of('small_talk', kind)}\W*", re.IGNORECASE) for kind in ("greeting", "thanks", "farewell", "about")
}


def small_talk(question: str) -> str | None:
    """Name the kind of small talk that the whole of `question` is, None where it is a question about documents."""
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(question)), None)
