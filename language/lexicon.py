"""Lexicons as patterns: words and expressions that a language lists as data."""

import re
from collections.abc import Iterable

from language.language import Language

_REFERENCE = re.compile(r"\{([a-z_]+)\}")


def either(expressions: Iterable[str]) -> str:
    """Give one expression that matches what any of `expressions` does; of two that fit the first counts."""
    return f"(?:{'|'.join(expressions)})"


def filled(expression: str, language: Language) -> str:
    """Put the words of the language's lexicon `name` in the place of `{name}` in `expression`."""
    return _REFERENCE.sub(lambda found: either(language.lexicon(found[1])), expression)
