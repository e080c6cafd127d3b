"""Lexicons as patterns: words and expressions that a language lists as data."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from language.language import Language, languages

_LATIN = "a-zA-Z"
_REFERENCE = re.compile(r"\{([a-z_]+)((?:\.[a-z_]+)*)\}")


def either(expressions: Iterable[str]) -> str:
    """Give one expression that matches what any of `expressions` does; of two that fit the first counts."""
    return f"(?:{'|'.join(expressions)})"


def filled(expression: str, language: Language) -> str:
    """Put the words of the lexicon `name` in the place of `{name}` in `expression`, and those under `key` in that of `{name.key}`."""
    return _REFERENCE.sub(lambda found: either(_referred(found, language) if found[2] else language.lexicon(found[1])), expression)


@cache
def any_of(name: str, *keys: str) -> str:
    """Give one expression for all that the lexicon `name` of any language lists under `keys`, each key one within the other.

    An expression may name in braces what its lexicon lists under `parts`, another lexicon, such as {months}, or what that lists
    under a key, such as {numbering.levels}.
    Where no language lists any it matches nothing.
    """
    return either(found) if (found := [one for language in languages() for one in _listed(language, name, keys)]) else "(?!)"


@cache
def any_word_of(name: str, *keys: str) -> str:
    """Give what `any_of` gives, but for whole words only in languages whose words spaces part."""
    return _any_word(languages(), name, keys)


def _any_word(spoken: tuple[Language, ...], name: str, keys: tuple[str, ...]) -> str:
    found = {language: expressions for language in spoken if (expressions := _listed(language, name, keys))}
    return (
        either(rf"(?<!\w){either(own)}(?!\w)" if language.parts_words else either(own) for language, own in found.items())
        if found
        else "(?!)"
    )


@lru_cache(maxsize=20_000)
def languages_of(text: str) -> str:
    """Give the codes, with spaces between them, of the languages in whose letters anything of `text` is written: words of others need not
    be looked for in it."""
    letters = ((one, one.script or _LATIN) for one in languages() if not (one.script and text.isascii()))
    return " ".join(one.code for one, script in letters if re.search(f"[{script}]", text))


@cache
def words_of(codes: str, name: str, *keys: str) -> re.Pattern[str]:
    """Give the pattern of `any_word_of`, which looks at no case, for the words of the languages with these codes alone."""
    return re.compile(_any_word(spoken_by(codes), name, keys), re.IGNORECASE)


@cache
def spoken_by(codes: str) -> tuple[Language, ...]:
    """Give the languages with these codes."""
    return tuple(one for one in languages() if one.code in codes.split())


@cache
def patterns_by(codes: str, name: str, *keys: str) -> tuple[re.Pattern[str], ...]:
    """Give what `patterns_of` gives, of the languages with these codes."""
    return tuple(pattern for one in spoken_by(codes) for pattern in patterns_in(one, name, *keys))


@cache
def word_beginnings_of(name: str, *keys: str) -> re.Pattern[str]:
    """Give the pattern of `any_of`, which looks at no case, but only from the beginning of a word in languages whose words spaces part."""
    found = {language: expressions for language in languages() if (expressions := _listed(language, name, keys))}
    beginnings = [rf"(?<!\w){either(own)}" if language.parts_words else either(own) for language, own in found.items()]
    return re.compile(either(beginnings) if found else "(?!)", re.IGNORECASE)


@cache
def pattern_of(name: str, *keys: str) -> re.Pattern[str]:
    """Give the pattern of `any_of`, which looks at no case."""
    return re.compile(any_of(name, *keys), re.IGNORECASE)


@cache
def patterns_of(name: str, *keys: str) -> tuple[re.Pattern[str], ...]:
    """Give a pattern, which looks at no case, for each expression that the lexicon `name` of any language lists under `keys`."""
    return tuple(re.compile(one, re.IGNORECASE) for language in languages() for one in _listed(language, name, keys))


@cache
def patterns_in(language: Language, name: str, *keys: str) -> tuple[re.Pattern[str], ...]:
    """Give what `patterns_of` gives, of one language."""
    return tuple(re.compile(one, re.IGNORECASE) for one in _listed(language, name, keys))


@cache
def values_of(name: str, key: str) -> Mapping[str, Any]:
    """Give what the lexicons `name` of all languages map under `key`, the first language's value where several map one word."""
    lexicons = [language.lexicon(name) or {} for language in reversed(languages())]
    return {word: value for lexicon in lexicons for word, value in lexicon.get(key, {}).items()}


def _listed(language: Language, name: str, keys: Iterable[str]) -> list[str]:
    words = lexicon = language.lexicon(name) or {}
    if isinstance(lexicon, list):
        return [form for word in lexicon for form in word.split()]
    for key in keys:
        words = words.get(key, {})
    parts = lexicon.get("parts", {})
    expressions = [words] if isinstance(words, str) else list(words)
    return [_with_parts(one, parts, language) for one in expressions]


def _with_parts(expression: str, parts: Mapping[str, list[str]], language: Language) -> str:
    return _REFERENCE.sub(lambda found: either(_referred(found, language) if found[2] else _named(found[1], parts, language)), expression)


def _referred(reference: re.Match[str], language: Language) -> list[str]:
    """Give the expressions that another lexicon lists under the keys after its name."""
    return _listed(language, reference[1], reference[2].split(".")[1:])


def _named(name: str, parts: Mapping[str, list[str]], language: Language) -> Iterator[str]:
    """Give the expressions that `name` stands for in braces: of the parts of its lexicon, else all words of the lexicon of that name."""
    if name in parts:
        yield from (_with_parts(one, parts, language) for one in parts[name])
    else:
        yield from (form for word in language.lexicon(name) for form in word.split())
