"""Questions on what was required on a day in the past: the day, and the question without it."""

import re
from dataclasses import replace

from assistant.question.inquiry import Inquiry
from assistant.question.understanding import day_of
from language.lexicon import any_of, pattern_of
from language.span import Span
from language.statements.quantities import quantities

_LED = re.compile(rf"{any_of('as_of', 'leads')}\s*$", re.IGNORECASE)
_BEFORE = re.compile(rf"{any_of('as_of', 'before')}(?<!\s)\s*+$", re.IGNORECASE)
_AFTER = pattern_of("as_of", "after")
_PAST, _RULES = pattern_of("as_of", "past"), pattern_of("as_of", "rules")
_GAPS = re.compile(r"\s+(?=[,.?!;，。？！；])|(?<=\s)\s+")


def as_it_stood(inquiry: Inquiry) -> Inquiry:
    """Give the inquiry in the documents of the day on which the question says that something was required, without the words that say
    so; as it is where the question says no such day, or its filter names one."""
    question, day = without_day(inquiry.question)
    if not day or inquiry.filter.as_of:
        return inquiry
    return replace(inquiry, question=question, filter=replace(inquiry.filter, as_of=day))


def without_day(question: str) -> tuple[str, str]:
    """Give the question without the words that say on which day something was required, and that ISO date, of a month or year the last
    day; the question and nothing where it says none: a date alone may be a deadline, and what happened then no rule."""
    dates = [one for one in quantities(question) if one.kind == "date"]
    if len(dates) != 1 or not _RULES.search(question):
        return question, ""
    (date,) = dates
    whole = _told_at(question, date.span)
    rest = _GAPS.sub("", f"{question[: whole.start]} {question[whole.end :]}").strip(" ,，、") if whole else question
    return (rest[:1].upper() + rest[1:], day_of(date.value, first=False)) if whole else (question, "")


def _told_at(question: str, date: Span) -> Span | None:
    """Give the words around a date by which it is a day in the past, None where it is not."""
    before, after = question[: date.start], question[date.end :]
    led, ends = _LED.search(before), _AFTER.match(after)
    if led or ends:
        return Span(led.start() if led else date.start, date.end + (ends.end() if ends else 0))
    stands = _BEFORE.search(before)
    return Span(stands.start(), date.end) if stands and _PAST.search(question) else None
