"""The provinces and large cities that a text names, in any language."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from language.language import languages
from language.lexicon import any_of
from language.text.tokens import simplified


@cache
def place_names() -> Mapping[str, str]:
    """Give the one, English, name of each place by the names that other languages have for it."""
    return {place: name for one in languages() for place, name in (one.lexicon("places") or {}).items()}


def places_in(text: str) -> frozenset[str]:
    """Give the places that `text` names, by their English names."""
    return frozenset(named_places(text))


@lru_cache(maxsize=5_000)
def possible_places_in(text: str) -> frozenset[str]:
    """Give the places that `text` names, and those of which it may speak by a short form."""
    short = ((one.lexicon("place_short_forms") or {}).items() for one in languages())
    plain = simplified(text)
    return places_in(text) | {name for forms in short for form, name in forms if form in plain}


@lru_cache(maxsize=5_000)
def named_places(text: str) -> Mapping[str, str]:
    """Give how `text` writes the places that it names, by their English names."""
    found = (one["place"] for one in _place().finditer(simplified(text)) if one["place"])
    return {place_names().get(place, place): place for place in found}


@cache
def _place() -> re.Pattern[str]:
    """Match a place, or what looks like one and is none; not one of those that hyphens join into one region."""
    english, others = sorted(set(place_names().values()), key=len, reverse=True), place_names()
    return re.compile(rf"{any_of('place_look_alikes')}|(?P<place>(?<!\w)(?<!\w-)(?:{'|'.join(english)})(?!\w|-[A-Z])|{'|'.join(others)})")
