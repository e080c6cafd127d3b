"""Lines at the head of a document that say of itself who issued it, when, or under which number."""

import re
from functools import cache

from language.lexicon import any_word_of

_LABELS = ("issuer_labels", "number_labels", "date_labels", "status_labels", "front_lines")


def is_front_line(text: str) -> bool:
    """Say whether a line says of the document itself who issued it, when, or under which number."""
    return bool(_front_line().match(text))


@cache
def _front_line() -> re.Pattern[str]:
    labels = "|".join(any_word_of("metadata", one) for one in _LABELS)
    return re.compile(rf"[\W_]*(?:{labels})[\W_]{{0,4}}[:：]", re.IGNORECASE)
