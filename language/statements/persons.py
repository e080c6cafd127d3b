"""Whom a text addresses and who speaks in it: “you” and “we” before and after what is done."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from language.language import Language
from language.lexicon import either, languages_of, spoken_by
from language.text.tokens import STOP_WORDS, words


@lru_cache(maxsize=4_096)
def pronouns_in(text: str) -> Mapping[tuple[str, bool], frozenset[str]]:
    """Give who does something, or to whom it is done, where a text has a person for them: by the stem of what is done and whether the
    person stands before it."""
    found: dict[tuple[str, bool], set[str]] = defaultdict(set)
    for one in spoken_by(languages_of(text)):
        if pattern := _persons(one):
            for match in pattern.finditer(text):
                person, word = next((name, match[name]) for name in ("subject", "object") if match[name]), match["does"] or match["done"]
                if word.lower() not in STOP_WORDS:
                    found[words(word)[0], person[0] == "subject"].add(person[1].lower())
    return {key: frozenset(persons) for key, persons in found.items()}


@cache
def _persons(one: Language) -> re.Pattern[str] | None:
    lexicon = one.lexicon("persons")
    if not lexicon:
        return None
    between = f"(?:(?:{either(lexicon['between'])}) )*"
    subject = f"(?P<subject>{either(lexicon['subjects'])}) {between}(?P<does>[a-z]+)"
    return re.compile(rf"\b(?:{subject}|(?P<done>[a-z]+) (?P<object>{either(lexicon['objects'])}))\b", re.IGNORECASE)
