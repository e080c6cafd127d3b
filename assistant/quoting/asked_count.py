"""Questions for how many of something there are or did something, or for which share of it, and whether passages state it."""

import re
from collections.abc import Sequence
from functools import lru_cache

from language.equivalents import equivalents, indexed
from language.language import language_of
from language.lexicon import any_word_of, pattern_of
from language.names import NO_NAMES
from language.question_types import question_types
from language.span import Span
from language.statements.quantities import quantities, with_plain_numbers
from language.synonyms import meanings
from language.text.capitals import capitalised
from language.text.numbering import end_of_sentence_number, follows_reference, names_part
from language.text.overlap import coverage
from language.text.tokens import telling_words
from vectorstore.search.evidence import FoundPassage

_HOW_MANY = pattern_of("questions", "how_many")
_OF_THE_LEDGER = re.compile(rf"\W*(?:\w+ ){{0,2}}?{any_word_of('kinds', 'parts', 'a_list')}", re.IGNORECASE)
_ONE = re.compile(any_word_of("quantities", "one"), re.IGNORECASE)
_FEWEST = 2  # words of the question that a sentence with a figure holds, where the question has so many
_COUNTED = pattern_of("questions", "counted")
_CELLS = " | "  # parts the cells of a row
_BRACKETS = ("〔", "[")  # around the year in the number of a document
_MOSTLY_KNOWN = 0.6  # of the parts of a question
_SHARE, _PART = pattern_of("questions", "share"), pattern_of("questions", "part_of_a_whole")
_HALF = 0.5  # of the telling words of a question


def counts_something(question: str) -> bool:
    """Say whether `question` asks how many of something there are that is not counted in the ledger, as duties are."""
    found = _HOW_MANY.search(question)
    return found is not None and not _OF_THE_LEDGER.match(question, found.end())


def states_count(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether a sentence of `passages` with a figure, or the heading over it, holds at least half of what `question` says beside its
    figures, in whichever words, and not names alone; in another script as little as two of its words. Always of passages in another
    language of one script, and of those in another script where little is known of how that says it."""
    return any(_states(question, found) for found in passages)


def names_counted(question: str, text: str) -> bool:
    """Say whether `text` names that of which `question` asks how many there are, or a part of it; always where it counts nothing."""
    counted, held = _counted(question), indexed(text)
    return not counted or any(form in held for form in counted)


def states_share(question: str, passages: Sequence[FoundPassage]) -> bool:
    """Say whether a sentence of `passages`, with the heading over it, states a share of what `question` asks the share of. Always where it
    asks for no share, and of passages in another script."""
    if not _SHARE.search(question):
        return True
    asked = set(telling_words(_SHARE.sub(" ", question)))
    return any(
        not found.in_one_script or (_states_part(one.text) and coverage(asked, one.words | found.context_words) >= _HALF)
        for found in passages
        for one in found.sentences
    )


@lru_cache(maxsize=5_000)
def _states_part(text: str) -> bool:
    return _PART.search(text) is not None or any(one.kind == "percent" for one in quantities(text))


def _states(question: str, found: FoundPassage) -> bool:
    if found.in_one_script and language_of(question) is not language_of(found.passage.text):
        return True
    asked = _own_forms(question) if found.in_one_script else _other_forms(question)
    fewest = min(len(asked), max(_FEWEST, (len(asked) + 1) // 2)) if found.in_one_script else min(len(asked), _FEWEST)
    heading = indexed(found.passage.heading)
    counted = _counted(question) if found.in_one_script else frozenset[str]()
    parts_words = language_of(question).parts_words
    is_held = any(form in held for held in (heading, indexed(found.passage.text)) for form in counted)
    if counted and not is_held and not parts_words:
        return False
    others = [forms for forms in asked if not any(set(form.split()) <= capitalised(question) for form in forms)]
    return not asked or any(
        sum(any(form in sentence.indexed or form in heading for form in forms) for forms in asked) >= fewest
        and (not others or any(form in f"{heading} {sentence.indexed}" for forms in others for form in forms))
        and not (parts_words and is_held and not any(form in f"{heading} {sentence.indexed}" for form in counted))
        for sentence in found.sentences
        if not sentence.is_heading and has_count(sentence.text, is_plain=True)
    )


@lru_cache(maxsize=1_000)
def _counted(question: str) -> frozenset[str]:
    """Give what may be called that of which `question` asks how many there are, or a part of it: the word that follows, where no space
    parts words all up to the end of the question."""
    found = _HOW_MANY.search(question)
    noun = question[found.end() :].strip("？? ") if found else ""
    if language_of(question).parts_words:
        noun = next(iter(re.findall(r"[^\W\d]+", noun)[:1]), "")
    return frozenset().union(*(one.others | {one.own} for one in meanings(noun)))


@lru_cache(maxsize=5_000)
def has_count(text: str, is_plain: bool = False) -> bool:
    """Say whether `text` states a number, in digits or spelled out, beside the one that it begins with and those of documents and their
    parts, or a percentage; where that `is_plain`, in languages that have words between a number and what it counts, one before such."""
    said = with_plain_numbers(text[end_of_sentence_number(text) :])
    if is_plain and not language_of(text).parts_words:
        return _COUNTED.search(said) is not None or (_CELLS in text and any(one.kind == "number" for one in quantities(said)))
    return _ONE.search(said) is not None or any(one.kind != "date" and not _is_number_of_part(said, one.span) for one in quantities(said))


def _is_number_of_part(text: str, number: Span) -> bool:
    is_bracketed = text[max(0, number.start - 1) : number.start] in _BRACKETS
    return is_bracketed or follows_reference(text, number.start) or names_part(text[number.end :])


@lru_cache(maxsize=1_000)
def _own_forms(question: str) -> tuple[frozenset[str], ...]:
    """Give what each telling part of a question may be called in its script."""
    return tuple(one.others | {one.own} for one in meanings(question) if _tells(one.own))


@lru_cache(maxsize=1_000)
def _other_forms(question: str) -> tuple[frozenset[str], ...]:
    """Give what each telling part of a question is called in another script; nothing where that is known of few of them."""
    parts = [one for one in equivalents(question, NO_NAMES) if _tells(one.span.of(question))]
    known = tuple(one.forms for one in parts if one.forms and not one.is_name)
    return known if len(known) >= max(_FEWEST, _MOSTLY_KNOWN * len(parts)) else ()


def _tells(part: str) -> bool:
    return len(part.strip()) > 1 and not any(letter.isdigit() for letter in part) and not question_types(part.strip())
