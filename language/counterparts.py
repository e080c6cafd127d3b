"""How much of what one text says another says too, in the same words, in words that mean about the same, or in another script."""

from functools import lru_cache

from language.equivalents import equivalents, indexed
from language.language import language_of
from language.names import NO_NAMES, KnownNames
from language.statements.quantities import with_plain_numbers
from language.synonyms import meanings


@lru_cache(maxsize=20_000)
def units(text: str, script: str, names: KnownNames = NO_NAMES) -> tuple[frozenset[str], ...]:
    """Cut `text` into what it says, each as the ways in which a text in `script` may write it, none where that is not known."""
    plain = with_plain_numbers(text)
    if language_of(text).script == script:
        return tuple(one.others | {one.own} for one in meanings(plain))
    return tuple(one.forms for one in equivalents(plain, names))


@lru_cache(maxsize=20_000)
def found_in(text: str, other: str, names: KnownNames = NO_NAMES) -> tuple[bool, ...]:
    """Say of each unit of `text` whether `other` says it too."""
    held = _indexed(other)
    return tuple(any(form in held for form in forms) for forms in units(text, language_of(other).script, names))


def share_in(text: str, other: str, names: KnownNames = NO_NAMES) -> float:
    """Give the share of what `text` says that `other` says too, 0 where `text` says nothing."""
    found = found_in(text, other, names)
    return sum(found) / max(1, len(found))


@lru_cache(maxsize=20_000)
def _indexed(text: str) -> str:
    return indexed(with_plain_numbers(text))
