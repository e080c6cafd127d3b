"""A sentence made of what was read of a duty, and whether it says the same."""

import re
from collections.abc import Callable
from typing import Any

from ingest.extraction.facts import Facts, facts_in
from ingest.extraction.unit import LONGEST
from language.grammar import grammar_of
from language.language import language_of
from language.lexicon import patterns_in
from language.messages import translations
from language.span import Span
from language.statements.modality import Modality
from language.text.numbering import end_of_sentence_number
from vectorstore.requirement import MODAL_WORDS

_NUMBER = re.compile(r"\s*\d{1,3}(?:\.\d{1,3})+[.)]?\s+")
_ENDS = " \n\t.;。；,，"


def sentence_of(quote: str, facts: Facts, year: int | None, issued: str, normal: Callable[[str], str], body: str = "") -> str:
    """Make a sentence of the facts of a quote; empty where it would not say what the quote says, or only refers to another sentence.

    The sentence is read again: what comes out must be what was read of the quote. `body` is whom a line names that leads to the quote.
    """
    sentence = _made(quote, facts, body)
    if any(pattern.search(sentence) for pattern in patterns_in(language_of(quote), "requirements", "refers")):
        return ""
    label = quote[: end_of_label(quote)]
    again = facts_in(label + sentence, year, issued) if sentence and len(sentence) < LONGEST else None
    return sentence if again and _read(label + sentence, again, normal) == _read(quote, facts, normal, body) else ""


def sentence_of_row(task: str, body: str, modality: Modality, due: str, normal: Callable[[str], str]) -> str:
    """Make a sentence of the cells of a row: who, what, and by when in the words of the row; empty where it reads otherwise again."""
    language = language_of(task)
    _ = translations(language.code)
    task = " ".join(task.split())
    if language.parts_words and task[1:2].islower():
        task = task[:1].lower() + task[1:]
    main = _("{body} {modality} {action}", body=body, modality=_(MODAL_WORDS[modality.value]), action=task) if body else task
    sentence = (f"{main} ({due})" if due and language.parts_words else f"{main}（{due}）" if due else main) + grammar_of(language).full_stop
    sentence = sentence[:1].upper() + sentence[1:]
    again = facts_in(sentence, None)
    same = again and (again.duty.modality is modality or not body) and (not body or normal(again.duty.body_as_written) == normal(body))
    return sentence if same else ""


def _made(quote: str, facts: Facts, body: str) -> str:
    start = _start(quote, facts, bool(body))
    kept = [span for span in _told(facts) if span.end <= start]
    if _changes_meaning(quote[end_of_label(quote) : start], [Span(one.start, one.end) for one in kept], quote):
        return ""
    main = " ".join(quote[start:].split()).strip(_ENDS)
    parts = [" ".join(span.of(quote).split()) for span in kept]
    language = language_of(quote)
    if body:
        _ = translations(language.code)
        main = _("{body} {modality} {action}", body=body, modality=_(MODAL_WORDS[facts.duty.modality.value]), action=main)
    sentence = language.entry("requirements", "comma").join([*parts, main])
    return sentence[:1].upper() + sentence[1:] + grammar_of(language).full_stop if main else ""


def end_of_label(quote: str) -> int:
    """Give where the number ends with which a quote begins: “Article 3.”, “3.1”, “(2)”."""
    found = _NUMBER.match(quote)
    return max(end_of_sentence_number(quote), found.end() if found else 0)


def _start(quote: str, facts: Facts, led: bool) -> int:
    """Give where the words begin that say who must do what."""
    duty = facts.duty
    if duty.subject is not None and duty.subject >= 0:
        return duty.subject
    return duty.action if led else max(duty.start, end_of_label(quote))


def _told(facts: Facts) -> list[Span]:
    """Give where the words stand, in order, that say under which condition and by when or how often."""
    told = [*facts.conditions]
    for one in (facts.recurrence, facts.deadline):
        if one and not any(one.span.start < span.end and span.start < one.span.end for span in told):
            told.append(one.span)
    return sorted(told)


def _changes_meaning(left_out: str, kept: list[Span], quote: str) -> bool:
    """Say whether words that are left out before a duty limit it."""
    rest = left_out
    for span in kept:
        rest = rest.replace(span.of(quote), " ", 1)
    return any(pattern.search(rest) for pattern in patterns_in(language_of(quote), "quantifiers", "limiting"))


def _read(text: str, facts: Facts, normal: Callable[[str], str], body: str = "") -> tuple[Any, ...]:
    """Give what is read of a text, in a form in which it can be compared."""
    figures = sorted((one.comparison, one.value, one.unit) for one in facts.targets)
    conditions = [" ".join(one.of(text).lower().split()) for one in facts.conditions]
    quantifier = " ".join(facts.quantifier.of(text).lower().split()) if facts.quantifier else ""
    deadline = facts.deadline.date if facts.deadline else ""
    rule = facts.recurrence.rule if facts.recurrence else ""
    return facts.duty.modality, rule, normal(body or facts.duty.body_as_written).lower(), deadline, figures, conditions, quantifier
