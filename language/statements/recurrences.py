"""How often something is to be done, as the words say it and as a rule of iCalendar, and within which time."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from language.language import Language, language_of
from language.lexicon import patterns_in
from language.span import Span
from language.statements.quantities import month_of, whole_number

_ENDS_OF = {"year": "BYMONTH=12;BYMONTHDAY=31", "half": "BYMONTH=6,12;BYMONTHDAY=-1", "quarter": "BYMONTH=3,6,9,12;BYMONTHDAY=-1"}
_STARTS_OF = {"year": "1", "half": "1,7", "quarter": "1,4,7,10"}
_MONTHS_OF = {"year": 12, "half": 6, "quarter": 3}
_UNITS = {
    "year": ("YEARLY", 1),
    "half": ("MONTHLY", 6),
    "quarter": ("MONTHLY", 3),
    "month": ("MONTHLY", 1),
    "week": ("WEEKLY", 1),
    "day": ("DAILY", 1),
}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_A_YEAR = {"YEARLY": 1, "MONTHLY": 12, "WEEKLY": 52, "DAILY": 365}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The words at `span` that say how often, and the rule of RFC 5545 as far as they say it; the rule is empty where none does."""

    span: Span
    rule: str


def recurrence_in(text: str) -> Recurrence | None:
    """Give how often a sentence says that something is to be done, of several words those with a rule first; None where it does not."""
    return min(_found(text), key=lambda one: (not one.rule, -len(one.span), one.span.start), default=None)


def yearly_in(text: str) -> Recurrence | None:
    """Give the day without a year by which something is to be done that comes every year, as an annual report does: the sentence says so
    of what is to be done. None where it names a year, or speaks of the first time."""
    language = language_of(text)
    if _YEAR.search(text) or any(pattern.search(text) for pattern in patterns_in(language, "recurrences", "first_time")):
        return None
    told = (found for pattern in patterns_in(language, "recurrences", "yearly") for found in pattern.finditer(text))
    days = (Recurrence(Span(*found.span("due")), _on_day({k: v for k, v in found.groupdict().items() if v})) for found in told)
    return next((one for one in days if one.rule), None)


def term_in(text: str) -> Span | None:
    """Give the words that say within which time, once, something is to be done: “within 3 months”; None where none do."""
    found = [Span(*one.span()) for pattern in patterns_in(language_of(text), "recurrences", "terms") for one in pattern.finditer(text)]
    return min(found, key=lambda one: (-len(one), one.start), default=None)


def next_occurrence(rule: str, today: date) -> date | None:
    """Give the first day on or after `today` that a rule of RFC 5545 names; None where the rule is empty or names none."""
    from dateutil.rrule import rrulestr

    if not rule:
        return None
    start = datetime.combine(date(today.year - 1, 1, 1), time())
    found = rrulestr(rule, dtstart=start).after(datetime.combine(today, time()), inc=True)
    return found.date() if found else None


def times_a_year(rule: str) -> float:
    """Give how often a year a rule of RFC 5545 comes, by its periods and months; 0 where it is empty or says something else."""
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    times = _A_YEAR.get(parts.get("FREQ", ""), 0) / max(whole_number(parts.get("INTERVAL", "1")), 1)
    return times * len(parts["BYMONTH"].split(",")) if "BYMONTH" in parts else times


def _found(text: str) -> Iterator[Recurrence]:
    language = language_of(text)
    for pattern in patterns_in(language, "recurrences", "recurring"):
        for found in pattern.finditer(text):
            parts = {name: value for name, value in found.groupdict().items() if value}
            yield Recurrence(Span(*found.span()), _rule(parts, language))


def _rule(parts: Mapping[str, str], language: Language) -> str:
    """Give the rule that the named parts of an expression say, empty where they say none.

    The parts: `each`, or `each2` where both stand, a period, `times` how often in it, `every` how many periods lie between, `month`,
    `month2` and `day` a day of it, `nth` which month of it, `last` its end, `days` and `months` how long after its end, `working` that
    only working days count. A day that the words do not say stands in no rule.
    """
    period = _period(parts.get("each2") or parts.get("each", ""), language)
    if "month" in parts:
        return _on_day(parts)
    if "nth" in parts:
        return _on_month_of(period, _number(parts["nth"], language), _number(parts.get("day", ""), language))
    if "every" in parts:
        return _every(period, _number(parts["every"], language))
    if "times" in parts and _number(parts["times"], language) != 1:
        return ""
    if "days" in parts:
        return _after_days(period, _number(parts["days"], language), "working" in parts)
    if "months" in parts and period == "year" and 1 <= (months := _number(parts["months"], language)) <= 12:
        return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY=-1"
    if period == "month" and {"day", "last"} & parts.keys():
        day = _number(parts["day"], language) if "day" in parts else -1
        return f"FREQ=MONTHLY;BYMONTHDAY={day}" if day == -1 or 1 <= day <= 31 else ""
    if "last" in parts and period in _ENDS_OF:
        return f"FREQ=YEARLY;{_ENDS_OF[period]}"
    return _every(period, 1)


def _every(period: str, count: int) -> str:
    """Give the rule that comes after every `count` periods, on no day in particular."""
    if period not in _UNITS or not count:
        return ""
    frequency, factor = _UNITS[period]
    return f"FREQ={frequency}" + (f";INTERVAL={count * factor}" if count * factor > 1 else "")


def _on_month_of(period: str, nth: int, day: int) -> str:
    """Give the rule of a day, or where `day` is 0 of the last day, of the n-th month of each period."""
    length = _MONTHS_OF.get(period, 0)
    if not 1 <= nth <= length or day > 31:
        return ""
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, range(nth, 13, length)))};BYMONTHDAY={day or -1}"


def _on_day(parts: Mapping[str, str]) -> str:
    """Give the rule of a day, or of the last day, of one or two months of every year."""
    months = [_month(parts[name]) for name in ("month", "month2") if name in parts]
    day = whole_number(parts["day"]) if "day" in parts else -1
    if not all(1 <= month <= 12 for month in months) or not (day == -1 or 1 <= day <= 31):
        return ""
    return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYMONTHDAY={day}"


def _after_days(period: str, days: int, working: bool) -> str:
    """Give the rule of the n-th day after the end of each period."""
    month = _STARTS_OF.get(period)
    if not 1 <= days <= 28 or (month is None and period != "month"):
        return ""
    frequency = f"FREQ=YEARLY;BYMONTH={month}" if month else "FREQ=MONTHLY"
    return f"{frequency};BYDAY=MO,TU,WE,TH,FR;BYSETPOS={days}" if working else f"{frequency};BYMONTHDAY={days}"


def _period(word: str, language: Language) -> str:
    """Give which of year, half, quarter, month, week and day a word names, empty where it names none."""
    for period in ("half", "quarter", "month", "week", "day", "year"):
        if any(pattern.search(word) for pattern in patterns_in(language, "recurrences", period)):
            return period if word else ""
    return ""


def _number(word: str, language: Language) -> int:
    """Give the value of a number in digits or words, 0 where it is none."""
    known = (language.lexicon("recurrences") or {}).get("numbers", {})
    if word.lower() in known:
        return int(known[word.lower()])
    return whole_number(word) if re.fullmatch(r"\d{1,4}|[一二三四五六七八九十]{1,3}", word) else 0


def _month(word: str) -> int:
    return whole_number(word) if re.fullmatch(r"\d{1,2}|[一二三四五六七八九十]{1,3}", word) else month_of(word)
