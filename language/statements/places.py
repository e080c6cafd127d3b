"""The provinces and large cities that a text names, in any language."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from language.language import languages


@cache
def place_names() -> Mapping[str, str]:
    """Give the one, English, name of each place by the names that other languages have for it."""
    return {place: name for one in languages() for place, name in (one.lexicon("places") or {}).items()}


@lru_cache(maxsize=5_000)
def places_in(text: str) -> frozenset[str]:
    """Give the places that `text` names, by their English names."""
    own = {found[0] for found in _english().finditer(text)}
    return frozenset(own | {name for place, name in place_names().items() if place in text})


@cache
def _english() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(set(place_names().values()), key=len, reverse=True))})\b")
