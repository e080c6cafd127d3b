"""From when, until when and whether a document is in force, where its own text says so."""

import re
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from ingest.metadata.dates import DATE_AT_START, date_in
from ingest.readers.draft import Line
from language.language import languages
from language.lexicon import any_of, patterns_of

_MONTHS = 12
_COUNTS = {
    word: number
    for one in languages()
    for number, words in enumerate((one.lexicon("metadata") or {}).get("counts", ()), 1)
    for word in words.split()
}
_PERIOD = (
    rf"(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})[\s-]?"
    rf"(?:(?P<years>{any_of('metadata', 'years')})|(?P<months>{any_of('metadata', 'months_of_validity')}))"
)
_ANY_DATE = f"(?:{DATE_AT_START.pattern})"
_PLACES = {"@date": f"(?P<date>{_ANY_DATE})", "@other": _ANY_DATE, "@year": r"(?P<year>20\d\d)", "@period": _PERIOD}


def stating(key: str) -> list[re.Pattern[str]]:
    """Give a pattern for each expression that the lexicons list under `key`: in it @date stands for the date that is meant and @other for
    one that is not, @year for a year at whose end something ends, @period for a number of years or months."""
    return [_filled(one.pattern) for one in patterns_of("metadata", key)]


def _filled(expression: str) -> re.Pattern[str]:
    for place, pattern in _PLACES.items():
        expression = expression.replace(place, pattern)
    return re.compile(expression, re.IGNORECASE | re.MULTILINE)


_EFFECTIVE, _FROM_ISSUE, _EXPIRY, _VALIDITY = (stating(key) for key in ("effective", "effective_from_issue", "expiry", "validity"))
_PROMULGATED = stating("promulgated")
_DRAFT = re.compile(any_of("metadata", "drafts"), re.IGNORECASE)
_STATUS = re.compile(rf"^\W*{any_of('metadata', 'status_labels')}\s*[:：]\s*(?P<status>.{{2,40}}?)\W*$", re.IGNORECASE)
_STATUSES = [
    (status, re.compile(any_of("metadata", "statuses", status), re.IGNORECASE)) for status in ("superseded", "expired", "draft", "in force")
]


def found_effective(text: str, issued: str) -> str:
    """Give the ISO date from which the text says that it applies; `issued` where it says from its issue on, or, where it was revised since,
    the day on which it says that it was promulgated."""
    if (stated := _only(_EFFECTIVE, text)) or not any(one.search(text) for one in _FROM_ISSUE):
        return stated
    return _only(_PROMULGATED, text) or issued


def found_expiry(text: str, start: str) -> str:
    """Give the ISO date until which the text says that it applies, counted from the date it names or from `start` where it says a number
    of years or months."""
    if stated := _only(_EXPIRY, text):
        return stated
    periods = {(found["count"], bool(found["months"]), _date_of(found)) for one in _VALIDITY for found in one.finditer(text)}
    if len({period[:2] for period in periods}) != 1:
        return ""
    count, in_months, named = max(periods, key=lambda period: period[2])
    first = named or start
    return _later(date.fromisoformat(first), _number(count) * (1 if in_months else _MONTHS)) if first else ""


def found_status(lines: list[Line], title: str, name: str) -> str:
    """Give the status that a labelled line near either end states, or “draft” where title or file name say so."""
    for line in [*lines[:12], *lines[-6:]]:
        found = _STATUS.match(line.text)
        if found:
            return next((status for status, pattern in _STATUSES if pattern.search(found["status"])), "")
    top = [line.text for line in lines if line.text][:3]
    return "draft" if any(_DRAFT.search(text) for text in [title, PurePath(name).stem, *top]) else ""


def _only(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    """Give the date that the patterns find, empty where they find none or different ones."""
    dates = {_date_of(found) for pattern in patterns for found in pattern.finditer(text)}
    return dates.pop() if len(dates) == 1 else ""


def _date_of(found: re.Match[str]) -> str:
    """Give the date that a pattern found, the last day of the year where it is one; empty where it found none."""
    named = found.groupdict()
    if year := named.get("year"):
        return f"{year}-12-31"
    return date_in(named.get("date") or "")


def _number(count: str) -> int:
    return _COUNTS.get(count.lower()) or int(count)


def _later(first: date, months: int) -> str:
    """Give the same day so many months later, empty where that month has no such day."""
    years, month = divmod(first.month - 1 + months, _MONTHS)
    try:
        return first.replace(year=first.year + years, month=month + 1).isoformat()
    except ValueError:
        return ""
