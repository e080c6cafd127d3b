"""Times that a question for a list tells from today, such as “next month” or “overdue”, put into days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question.understanding import Kind, kind_of
from language.language import Language, language_of
from language.lexicon import patterns_in
from language.messages import translations
from language.statements.quantities import quantities, whole_number

_LISTS = frozenset({Kind.LIST, Kind.COUNT})
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_SOON, _COMING = timedelta(days=30), timedelta(days=92)
_FARTHEST = timedelta(days=3_700)
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_GAP = re.compile(r"\s+(?=[,，])|\s+(?=\s)")
_ENDS = " ?？.。!！,，"


@dataclass(frozen=True, slots=True)
class InDays:
    """A question for a list with days in the place of a time that it told from today, and `without` either."""

    question: str
    without: str


def in_days(question: str, today: date) -> InDays | None:
    """Put a time that a question for a list tells from `today` into days. None where it tells none, or names a date, asks for no list, or
    what those who ask must do themselves, whoever they are."""
    language = language_of(question)
    if any(one.kind == "date" for one in quantities(question)) or not (told := _told(question, language, today)):
        return None
    is_vague = kind_of(question) is Kind.VAGUE and _search(language, question, "themselves") is not None
    return told if kind_of(told.question) in _LISTS and not is_vague else None


def _told(question: str, language: Language, today: date) -> InDays | None:
    """Give the question in days, None where it tells no time from today."""
    words = language.lexicon("from_today") or {}
    if not words:
        return None
    for asks_whether, asks_which in words["whether_any"]:
        question = re.sub(asks_whether, asks_which, question, flags=re.IGNORECASE)
    day = translations(language.code).day
    if late := _search(language, question, "late"):
        rest = _without(question, late)
        return InDays(str(words["until"]).format(question=rest, until=day(today - _DAY)), rest)
    for found, since, until in _periods(question, language, today):
        if found:
            rest = _without(question, found)
            return InDays(str(words["between"]).format(question=rest, since=day(since), until=day(until)), rest)
    return None


def _periods(question: str, language: Language, today: date) -> list[tuple[re.Match[str] | None, date, date]]:
    """Give where each way to tell a time stands, None where it does not, with its first and last day."""
    ahead = _search(language, question, "ahead")
    rest = (_search(language, question, "rest", "year"), today, date(today.year, 12, 31))
    soon = ((_search(language, question, name), today, today + span) for name, span in (("soon", _SOON), ("coming", _COMING)))
    named = (
        (_search(language, question, name, unit), *_days(unit, steps, today))
        for name, steps in (("this", 0), ("next", 1), ("last", -1))
        for unit in ("week", *_MONTHS)
    )
    return [(ahead, today, today + _length(ahead, language)), rest, *named, *soon]


def _days(unit: str, steps: int, today: date) -> tuple[date, date]:
    """Give the first and last day of the week, month, quarter or year that comes so many `steps` after that of today."""
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + steps * _WEEK
        return monday, monday + _WEEK - _DAY
    length = _MONTHS[unit]
    months = (today.year * 12 + today.month - 1) // length * length + steps * length
    return _first_of(months), _first_of(months + length) - _DAY


def _first_of(months: int) -> date:
    return date(months // 12, months % 12 + 1, 1)


def _length(ahead: re.Match[str] | None, language: Language) -> timedelta:
    """Give how far “in the next three weeks” reaches."""
    if ahead is None:
        return timedelta()
    numbers = (language.lexicon("recurrences") or {}).get("numbers", {})
    count = numbers.get(ahead["count"].lower()) or whole_number(ahead["count"])
    return min(timedelta(days=int(count) * int(language.entry("from_today", "units")[ahead["unit"].lower()])), _FARTHEST)


def _without(question: str, found: re.Match[str]) -> str:
    return _GAP.sub("", question[: found.start()] + question[found.end() :]).strip(_ENDS)


def _search(language: Language, question: str, *keys: str) -> re.Match[str] | None:
    return next((found for one in patterns_in(language, "from_today", *keys) if (found := one.search(question))), None)
