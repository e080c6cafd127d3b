"""What a question names that another may take the place of: places, and years or days; and who is somebody with duties."""

import re

from language.language import language_of
from language.lexicon import any_word_of
from language.sequels import IsBody
from language.statements.places import named_places
from language.statements.quantities import quantities
from language.text.tokens import STOP_WORDS, folded, telling_words
from vectorstore.library import Library

_PREPOSITION = re.compile(rf"{any_word_of('sequels', 'prepositions')}\s+", re.IGNORECASE)


def with_another(base: str, said: str) -> str:
    """Give `base` with the place or time that `said` is in the place of its own, or beside it; empty where it is neither."""
    written = next(iter(named_places(said).values()), "")
    if written and not _besides(said, written):
        own = next(iter(named_places(base).values()), "")
        return base.replace(own, written, 1) if own and own in base else _beside(base, said)
    time = next((one.span.of(said) for one in quantities(said) if one.kind == "date"), "")
    if time and not _besides(said, time):
        spans = [one.span for one in quantities(base) if one.kind == "date"]
        return f"{base[: spans[0].start]}{time}{base[spans[0].end :]}" if spans else _beside(base, said)
    return ""


def _besides(said: str, name: str) -> bool:
    """Say whether more stands in what was said than a name."""
    rest = said.replace(name, " ")
    return bool(re.search(r"\w", rest)) and bool(set(telling_words(rest)) - STOP_WORDS)


def _beside(base: str, said: str) -> str:
    said = said.strip(" ?？。.!")
    if not language_of(base).parts_words:
        return f"{said}{base}"
    return f"{base.rstrip(' ?.!')} {said if _PREPOSITION.match(said) else f'in {said}'}?"


def is_body_of(library: Library) -> IsBody:
    """Give what says whether a phrase is a body with requirements, by one of its names, or such a body with words before it."""
    names = {folded(other) for name in library.requirements.values("body") for other in (name, *library.bodies.others(name))}
    return lambda phrase: any(folded(phrase) == name or folded(phrase).endswith(f" {name}") for name in names if name)
