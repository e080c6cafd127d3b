"""Dates as texts write them."""

import re
from datetime import date

from language.language import languages
from language.lexicon import any_of

_MONTHS = {form: number for one in languages() for number, forms in enumerate(one.lexicon("months") or (), 1) for form in forms.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR_MARK, _MONTH_MARK = (rf"\s*(?:[-/.]|{any_of('metadata', mark)})\s*" for mark in ("year_marks", "month_marks"))
_DAY = rf"(?P<d>\d{{1,2}})(?:{any_of('metadata', 'day_endings')})?"
_DATES = (
    re.compile(
        rf"(?<!\d)(?P<y>(?:19|20)\d\d){_YEAR_MARK}(?P<m>\d{{1,2}}){_MONTH_MARK}(?P<d>\d{{1,2}})"
        rf"\s*(?:{any_of('metadata', 'day_marks')})?(?!\d)"
    ),
    re.compile(rf"\b(?P<name>{_MONTH})\.?\s+{_DAY},?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(rf"\b{_DAY}\s+(?P<name>{_MONTH})\.?,?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
)
DATE_AT_START = re.compile("|".join(re.sub(r"\?P<\w+>", "", pattern.pattern) for pattern in _DATES), re.IGNORECASE)
_OF_ANOTHER = re.compile(rf"\s\|\s|[:：](?!\d)|{any_of('metadata', 'of_another_date')}", re.IGNORECASE)
_DATE_LABEL = re.compile(rf"^\W*{any_of('metadata', 'date_labels')}\W*", re.IGNORECASE)
_LABELLED = re.compile(rf"{_DATE_LABEL.pattern}(?P<date>{DATE_AT_START.pattern})", re.IGNORECASE)
_LONGEST_LINE = 80
_DATED = re.compile(
    rf"^\W*(?:{DATE_AT_START.pattern})(?=\s+\d{{1,2}}:\d\d|\s*{any_of('metadata', 'before_source')}\s*[:：])|"
    rf"{any_of('metadata', 'dated_after')}\s*[:：]\s*(?:{DATE_AT_START.pattern})|"
    rf"(?:{DATE_AT_START.pattern})(?=\s*{any_of('metadata', 'dated_before')})",
    re.IGNORECASE,
)


def date_in(text: str) -> str:
    """Give the first date in `text` as an ISO date, empty where there is none."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            month = parts.get("m") or _MONTHS.get(parts["name"].lower(), 0)
            try:
                return date(int(parts["y"]), int(month), int(parts["d"])).isoformat()
            except ValueError:
                continue
    return ""


def date_of_line(text: str) -> str:
    """Give the date of a line that is little else than a date, or that begins with a label and a date."""
    if labelled := _LABELLED.match(text):
        return date_in(labelled["date"])
    if _DATE_LABEL.match(text):
        return ""
    if len(text) <= _LONGEST_LINE and (told := _DATED.search(text)):
        return date_in(told[0])
    found = date_in(text) if len(text) <= 60 and not _OF_ANOTHER.search(text) else ""
    return found if found and len(re.findall(r"[^\W\d_]", text)) <= 14 else ""
