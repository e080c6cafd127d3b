"""The conditions under which a sentence says that something holds."""

import re
from collections.abc import Iterator
from functools import lru_cache

from language.lexicon import languages_of, patterns_by
from language.statements.cues import demands_of, has_cue

_GOES_ON = re.compile(r", [a-z]+(?:ed|t|de) ")
_OPENS = re.compile(r"[^,，]*[,，]\s*|\W*")


@lru_cache(maxsize=4_096)
def conditions_in(sentence: str) -> tuple[str, ...]:
    """Give the conditions of a sentence; one with which it ends goes on to its end, however many commas it has."""
    return tuple(_found(sentence))


def _is_free(before: str, condition: str) -> bool:
    """Say whether what seems a condition is what the words before it allow: “may be copied without permission”."""
    return has_cue(condition, "freely") and not has_cue(before, "denied") and bool(demands_of(before) & {"may", "can"})


def _found(sentence: str) -> Iterator[str]:
    codes = languages_of(sentence)
    for pattern in (*patterns_by(codes, "conditions", "clauses"), *patterns_by(codes, "cues", "restricting")):
        for found in pattern.finditer(sentence):
            begin, end = found.span("condition")
            ends_it = begin and _GOES_ON.match(sentence, end) and not _OPENS.fullmatch(sentence, 0, begin)
            if not _is_free(sentence[:begin], found["condition"]):
                yield sentence[begin:] if ends_it else found["condition"]
