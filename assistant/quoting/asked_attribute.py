"""Questions for one property of something, such as its term, for which one of a kind, for who appoints somebody, for the next time of
something, for what stands on a list, or for a deed that is told only by its own words, and whether passages speak of that."""

import re
from collections.abc import Sequence

from language.equivalents import indexed
from language.language import language_of
from language.lexicon import pattern_of, patterns_in
from language.synonyms import meanings
from language.text.overlap import coverage
from language.text.tokens import telling_words
from vectorstore.search.evidence import FoundPassage

_GENERAL = pattern_of("attributes", "general")
_APPOINTS = pattern_of("attributes", "appoints")
_WHEN_NEXT, _MEETS, _HELD, _NEXT, _TIME = (pattern_of("attributes", name) for name in ("asks_next", "meets", "held", "next", "time"))
_FREQUENCY = pattern_of("questions", "frequency")
_LIST = pattern_of("attributes", "list")
_DEEDS = ("chairs", "owns", "builds", "founds", "supplies")
_FEWEST = 2  # characters of a property
_ABOUT = 0.4  # share of the question's words in a sentence or passage on what it asks about


def speaks_of_what_is_asked(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether `passages` speak of the property that `question` asks for, name one of the kind it asks for, say who appoints whom it
    asks about, when something is next, what stands on a list, or speak of what is done or of the deed that it asks about. Always where it
    asks for none of these, and, but for the deed, where none of the passages is in its script."""
    own = [found for found in passages if found.in_one_script]
    speak = (_have_property, _name_one, _say_who_appoints, _say_when_next, _hold_list, _say_what_is_done)
    return _speak_of_deed(question, passages) and (not own or all(one(question, own) for one in speak))


def _have_property(question: str, passages: Sequence[FoundPassage]) -> bool:
    named = _asked(question, "property")
    asked = _GENERAL.sub(" ", named)
    forms = [one.others | {one.own} for one in meanings(asked)] if len(asked.strip()) >= _FEWEST else []
    if not forms:
        return True
    about = set(telling_words(question.partition(named)[0]))
    held = " ".join(indexed(_whole(found)) for found in passages if not about or coverage(about, found.words) >= _ABOUT)
    return any(form in held for own in forms for form in own)


def _say_what_is_done(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether one of the passages has a word for what somebody does of whom the question asks who it is."""
    forms = [form for one in meanings(_asked(question, "doing")) for form in one.others | {one.own}]
    return not forms or any(form in indexed(_whole(found)) for found in passages for form in forms)


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


def _say_when_next(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether a sentence tells the time of the next meeting, or how often there is one, where that time is asked for."""
    said = [sentence.text for found in passages for sentence in found.sentences if _MEETS.search(sentence.text)]
    is_told = any(_tells_next(text) for text in said)
    return is_told or not _WHEN_NEXT.search(question)


def _tells_next(text: str) -> bool:
    return bool((_TIME.search(text) and _NEXT.search(text)) or (_FREQUENCY.search(text) and _HELD.search(text)))


def _hold_list(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether a passage speaks of a list and of what is asked to stand on it."""
    forms = [{one.own} for one in meanings(_asked(question, "listed"))]
    whole = ((found, indexed(_whole(found))) for found in passages)
    return not forms or any(
        _LIST.search(_whole(found)) and all(any(form in held for form in own) for own in forms) for found, held in whole
    )


def _speak_of_deed(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether a sentence on what a question asks about has a word for the deed that it asks for, of those told by no other words."""
    about = set(telling_words(question))
    asked = (_deed(name, "said") for name in _DEEDS if _deed(name, "asks").search(question))
    near = [
        one
        for found in passages
        for one in found.sentences
        if not found.in_one_script or coverage(about, one.words | found.context_words) >= _ABOUT
    ]
    return all(any(said.search(one.text) for one in near) for said in asked)


def _deed(name: str, what: str) -> re.Pattern[str]:
    return pattern_of("attributes", "deeds", name, what)


def _whole(found: FoundPassage) -> str:
    return f"{found.passage.title}\n{found.passage.heading}\n{found.passage.text}"


def _asked(question: str, what: str) -> str:
    """Give the property, the kind or whoever is appointed that `question` asks for, as it writes it; empty where it asks for none."""
    found = (pattern.search(question) for pattern in patterns_in(language_of(question), "attributes", "asks", what))
    return next((str(match[what]) for match in found if match), "")
