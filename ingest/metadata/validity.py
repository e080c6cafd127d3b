"""From when, until when and whether a document is in force, where its own text says so."""

import re
from datetime import date
from pathlib import PurePath

from ingest.metadata.dates import DATE_AT_START, date_in
from ingest.readers.draft import Line
from language.language import languages
from language.lexicon import any_of

_COUNTS = {count: number for one in languages() for number, count in enumerate((one.lexicon("metadata") or {}).get("counts", ()), 1)}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_COUNTS)})"


def _stating(key: str) -> re.Pattern[str]:
    """Give the pattern of what the lexicon lists under `key`, in which @date and @count stand for a date and a number."""
    expression = any_of("metadata", key).replace("@date", f"(?:{DATE_AT_START.pattern})").replace("@count", _COUNT)
    return re.compile(expression, re.IGNORECASE | re.MULTILINE)


_EFFECTIVE, _FROM_ISSUE, _EXPIRY, _YEARS = (_stating(key) for key in ("effective", "effective_from_issue", "expiry", "valid_years"))
_DRAFT = re.compile(any_of("metadata", "drafts"), re.IGNORECASE)
_STATUS = re.compile(rf"^\W*{any_of('metadata', 'status_labels')}\s*[:：]\s*(?P<status>.{{2,40}}?)\W*$", re.IGNORECASE)
_STATUSES = [
    (status, re.compile(any_of("metadata", "statuses", status), re.IGNORECASE)) for status in ("superseded", "expired", "draft", "in force")
]


def found_effective(text: str, issued: str) -> str:
    """Give the ISO date from which the text says that it applies; `issued` where it says from its issue on."""
    return _only(_EFFECTIVE, text) or (issued if _FROM_ISSUE.search(text) else "")


def found_expiry(text: str, start: str) -> str:
    """Give the ISO date until which the text says that it applies, counted from `start` where it says a number of years."""
    stated = _only(_EXPIRY, text)
    years = {re.findall(_COUNT, found[0])[-1] for found in _YEARS.finditer(text)}
    if stated or not start or len(years) != 1:
        return stated
    first = date.fromisoformat(start)
    count = years.pop()
    try:
        return first.replace(year=first.year + (_COUNTS.get(count) or int(count))).isoformat()
    except ValueError:  # the 29th of February
        return ""


def found_status(lines: list[Line], title: str, name: str) -> str:
    """Give the status that a labelled line near either end states, or “draft” where title or file name say so."""
    for line in [*lines[:12], *lines[-6:]]:
        found = _STATUS.match(line.text)
        if found:
            return next((status for status, pattern in _STATUSES if pattern.search(found["status"])), "")
    top = [line.text for line in lines if line.text][:3]
    return "draft" if any(_DRAFT.search(text) for text in [title, PurePath(name).stem, *top]) else ""


def _only(pattern: re.Pattern[str], text: str) -> str:
    """Give the date in what the pattern finds, empty where it finds none or different ones."""
    dates = {date_in(found[0]) for found in pattern.finditer(text)}
    return dates.pop() if len(dates) == 1 else ""
