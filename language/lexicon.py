"""Lexicons as patterns: words and expressions that a language lists as data."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from language.language import Language, languages

_REFERENCE = re.compile(r"\{([a-z_]+)\}")


def either(expressions: Iterable[str]) -> str:
    """Give one expression that matches what any of `expressions` does; of two that fit the first counts."""
    return f"(?:{'|'.join(expressions)})"


def filled(expression: str, language: Language) -> str:
    """Put the words of the language's lexicon `name` in the place of `{name}` in `expression`."""
    return _REFERENCE.sub(lambda found: either(language.lexicon(found[1])), expression)


@cache
def any_of(name: str, *keys: str) -> str:
    """Give one expression for all that the lexicon `name` of any language lists under `keys`, each key one within the other.

    An expression may name in braces what its lexicon lists under `parts`. Where no language lists any it matches nothing.
    """
    return either(found) if (found := [one for language in languages() for one in _listed(language, name, keys)]) else "(?!)"


@cache
def any_word_of(name: str, *keys: str) -> str:
    """Give what `any_of` gives, but for whole words only in languages whose words spaces part."""
    found = {language: expressions for language in languages() if (expressions := _listed(language, name, keys))}
    return (
        either(rf"(?<!\w){either(own)}(?!\w)" if language.parts_words else either(own) for language, own in found.items())
        if found
        else "(?!)"
    )


def _listed(language: Language, name: str, keys: Iterable[str]) -> list[str]:
    words = lexicon = language.lexicon(name) or {}
    for key in keys:
        words = words.get(key, {})
    parts = lexicon.get("parts", {})
    expressions = [words] if isinstance(words, str) else list(words)
    return [_with_parts(one, parts) for one in expressions]


def _with_parts(expression: str, parts: Mapping[str, list[str]]) -> str:
    return _REFERENCE.sub(lambda found: either(_with_parts(one, parts) for one in parts[found[1]]), expression)
