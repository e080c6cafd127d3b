"""By when something is to be done, as a date: “by the end of this year”, “in the first quarter”."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from language.lexicon import any_of, pattern_of, patterns_of, values_of
from language.span import Span
from language.statements.quantities import month_of, quantities, whole_number
from vectorstore.document import Document

_YEAR = re.compile(rf"(?<![\d.,])((?:19|20)\d\d)(?![\d%])(?!{any_of('deadlines', 'not_a_year_before')})")
_RELATIVE, _PLANS = patterns_of("deadlines", "relative"), patterns_of("deadlines", "plan")
_CELLS = patterns_of("deadlines", "cells")
_EACH, _EVERY = pattern_of("deadlines", "each"), pattern_of("deadlines", "every")
_BEFORE, _AFTER = pattern_of("deadlines", "before"), pattern_of("deadlines", "after")
_STARTS, _STARTS_AFTER = pattern_of("deadlines", "starts"), pattern_of("deadlines", "starts_after")
_BASE, _BASE_AFTER = pattern_of("deadlines", "base"), pattern_of("deadlines", "base_after")
_ENDS, _CUE = pattern_of("deadlines", "ends"), pattern_of("deadlines", "cue")
_NAMES_A_YEAR = re.compile(rf"\s?{any_of('deadlines', 'names_a_year')}")
_NEAR = 24  # characters before a date that can say that it comes every year


@dataclass(frozen=True, slots=True)
class Deadline:
    """An ISO date and the words of the sentence, at `span`, that state it; the date is empty where its year is open."""

    date: str
    span: Span


def year_of(document: Document) -> int | None:
    """Give the year of which `document` speaks as “this year”: of its date, its title or name, or the one it names most; else None."""
    if document.issued:
        return int(document.issued[:4])
    for text in (document.title, document.name, document.text[:200]):
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop())
    ranked = Counter(int(year) for year in _YEAR.findall(document.text)).most_common(2)
    return ranked[0][0] if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]) else None


def deadline_in(text: str, year: int | None, start: int = 0, issued: str = "") -> Deadline | None:
    """Give the first deadline that a sentence states from `start` on, None where it states none.

    `year` is the one that “this year” means; what lies before it is history. A day whose year the text leaves open has no
    date where it would lie before `issued`, nor where it comes every year.
    """
    return min(_stated(text, year, start, issued), key=lambda one: (not one.date, one.span.start, -one.span.end), default=None)


def deadlines_in(text: str, year: int | None, start: int = 0, issued: str = "") -> list[Deadline]:
    """Give all deadlines of a sentence that have a date, in order, as `deadline_in` reads them, none within another."""
    found: list[Deadline] = []
    for one in sorted(_stated(text, year, start, issued), key=lambda one: (one.span.start, -one.span.end)):
        if one.date and not (found and one.span.start < found[-1].span.end):
            found.append(one)
    return found


def deadlines_stated(text: str) -> list[Deadline]:
    """Give all deadlines of a text, whatever year it means by “this year”; some may lie within others."""
    return _stated(text, None, 0, "")


def deadline_in_cell(text: str, year: int | None, issued: str = "") -> Deadline | None:
    """Give the deadline that a cell of a column of deadlines states, where no word need say that a date is one; None where it has none."""
    alone = (found for pattern in _CELLS if (found := pattern.search(text)))
    if deadline := next((one for found in alone if (one := _counted(text, found, year))), None):
        return deadline
    dates = [one for one in quantities(text) if one.kind == "date"]
    if dates and not _EVERY.search(text):
        return Deadline(_last_day(dates[-1].value), dates[-1].span)
    return deadline_in(text, year, 0, issued)


def _stated(text: str, year: int | None, start: int, issued: str) -> list[Deadline]:
    found = [
        one
        for one in (*_absolute(text), *_relative(text, year))
        if one.span.start >= start and not (year and one.date and int(one.date[:4]) < year)
    ]
    if _EVERY.search(text):
        found = [one if re.search(r"\d{4}", one.span.of(text)) else replace(one, date="") for one in found]
    return [replace(one, date="") if one.date < issued and not re.search(r"\d{4}", one.span.of(text)) else one for one in found]


def _absolute(text: str) -> list[Deadline]:
    found = []
    for one in quantities(text):
        if one.kind != "date":
            continue
        before, after = text[: one.span.start], text[one.span.end :]
        written = one.span.of(text)
        if _STARTS.search(before) or _STARTS_AFTER.match(after) or _EACH.search(text[max(0, one.span.start - 24) : one.span.start]):
            continue
        if _BASE.search(before) or _BASE_AFTER.match(after):  # the year with which something is compared
            continue
        ends = _ENDS.search(written)
        cued = _BEFORE.search(before) or _AFTER.match(after)
        if not (cued or (ends and not re.search(r"\d$", before))):
            continue
        if _NAMES_A_YEAR.match(after) and not (ends or _AFTER.match(after)) and len(one.value) == 4:
            continue
        closing, cue = _AFTER.match(after), _CUE.search(before)
        found.append(
            Deadline(_last_day(one.value), Span(cue.start() if cue else one.span.start, one.span.end + (closing.end() if closing else 0)))
        )
    return found


def _last_day(value: str) -> str:
    """Give the last day of a year, a month or a day."""
    parts = [int(part) for part in value.split("-")]
    month = parts[1] if len(parts) > 1 else 12
    return date(parts[0], month, parts[2] if len(parts) > 2 else monthrange(parts[0], month)[1]).isoformat()


def _relative(text: str, year: int | None) -> Iterator[Deadline]:
    """Find the deadlines that count from `year`, or name their year in other words."""
    for pattern in _PLANS:
        for found in pattern.finditer(text):
            yield Deadline(_last_day(str(_plan_year(found["n"]))), Span(*found.span()))
    for pattern in _RELATIVE:
        for found in pattern.finditer(text):
            comes_again = _EACH.search(text[max(0, found.start() - _NEAR) : found.start()]) or _EACH.search(found[0])
            if not comes_again and not _STARTS_AFTER.match(text[found.end() :]) and (deadline := _counted(text, found, year)):
                yield deadline


def _counted(text: str, found: re.Match[str], year: int | None) -> Deadline | None:
    """Give the deadline that `found` states where `year` is this year; None where the calendar has no such day."""
    parts = {name: value for name, value in found.groupdict().items() if value}
    own = int(f"20{parts['y'][-2:]}") if "y" in parts else year and year + ("next" in parts) + 2 * ("after" in parts)
    stated = _YEAR.findall(text[max(0, found.start() - 6) : found.start()])
    own = int(stated[-1]) if stated else own
    month, day = _month_of(parts), whole_number(parts.get("d", "0"))
    if not 1 <= month <= 12 or (own and day > monthrange(own, month)[1]):
        return None
    when = date(own, month, day or monthrange(own, month)[1]).isoformat() if own else ""
    return Deadline(when, Span(found.start() + len(found[0]) - len(found[0].lstrip(" .,;")), found.end()))


def _plan_year(number: str) -> int:
    """Give the last year of a five-year plan: the fourteenth ends with 2025."""
    return 2025 + 5 * (whole_number(number) - 14)


def _month_of(parts: dict[str, str]) -> int:
    """Give the month with which the time ends that the parts of a deadline name."""
    if name := parts.get("month"):
        return month_of(name)
    if quarter := parts.get("q") or parts.get("q2"):
        return 3 * int(values_of("deadlines", "quarters")[quarter.lower()])
    if "mid" in parts:
        return 6
    if half := parts.get("h"):
        return 6 * int(values_of("deadlines", "halves")[half.lower()])
    return whole_number(parts["m"]) if "m" in parts else 12
