"""Questions for one property of something, such as its term, for which one of a kind, or for who appoints somebody, and whether passages
speak of that."""

import re
from collections.abc import Sequence

from language.equivalents import indexed
from language.language import language_of
from language.lexicon import pattern_of, patterns_in
from language.synonyms import meanings
from language.text.tokens import telling_words
from vectorstore.search.evidence import FoundPassage

_GENERAL = pattern_of("attributes", "general")
_APPOINTS = pattern_of("attributes", "appoints")
_FEWEST = 2  # characters of a property


def speaks_of_what_is_asked(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether `passages` speak of the property that `question` asks for, name one of the kind it asks for, or say who appoints whom it
    asks about. Always where it asks for none of these, and where none of the passages is in its script."""
    own = [found for found in passages if found.in_one_script]
    return not own or (_have_property(question, own) and _name_one(question, own) and _say_who_appoints(question, own))


def _have_property(question: str, passages: Sequence[FoundPassage]) -> bool:
    asked = _GENERAL.sub(" ", _asked(question, "property"))
    forms = [one.others | {one.own} for one in meanings(asked)] if len(asked.strip()) >= _FEWEST else []
    held = " ".join(indexed(f"{found.passage.title}\n{found.passage.heading}\n{found.passage.text}") for found in passages)
    return not forms or any(form in held for own in forms for form in own)


def _name_one(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether one of a kind stands with its name, and not only as one of many."""
    kind = _asked(question, "kind")
    naming = [one.pattern.replace("<kind>", re.escape(kind)) for one in patterns_in(language_of(question), "attributes", "named")]
    return not kind or not naming or any(re.search(one, found.passage.text) for found in passages for one in naming)


def _say_who_appoints(question: str, passages: Sequence[FoundPassage]) -> bool:
    appointed = set(telling_words(_asked(question, "appointed")))
    return not appointed or any(
        _APPOINTS.search(sentence.text) and appointed <= sentence.words | found.context_words
        for found in passages
        for sentence in found.sentences
    )


def _asked(question: str, what: str) -> str:
    """Give the property, the kind or whoever is appointed that `question` asks for, as it writes it; empty where it asks for none."""
    found = (pattern.search(question) for pattern in patterns_in(language_of(question), "attributes", "asks", what))
    return next((str(match[what]) for match in found if match), "")
