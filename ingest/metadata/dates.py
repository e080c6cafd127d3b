"""Dates as texts write them."""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import get_month_names

from language.chinese.calendars import with_whole_tens, with_years_of_eras
from language.language import languages
from language.lexicon import any_of
from language.statements.quantities import with_plain_dates

_OTHER_LOCALES = ("de", "es", "it", "nl", "pt", "ru")  # of languages that have no lexicon of their own
_MONTHS = {name.lower(): number for locale in _OTHER_LOCALES for number, name in get_month_names("wide", locale=locale).items()}
_MONTHS |= {form: number for one in languages() for number, forms in enumerate(one.lexicon("months") or (), 1) for form in forms.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR_MARK, _MONTH_MARK = (rf"\s*(?:[-/.]|{any_of('metadata', mark)})\s*" for mark in ("year_marks", "month_marks"))
_DAY = rf"(?P<d>\d{{1,2}})(?:{any_of('metadata', 'day_endings')})?"
_OF_MONTH = any_of("quantities", "of")
_DATES = (
    re.compile(
        rf"(?<!\d)(?P<y>(?:19|20)\d\d){_YEAR_MARK}(?P<m>\d{{1,2}}){_MONTH_MARK}(?P<d>\d{{1,2}})"
        rf"\s{{0,5}}(?:{any_of('metadata', 'day_marks')})?(?!\d)"
    ),
    re.compile(r"(?<![\d./-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<second>\d{1,2})(?P=mark)(?P<y>(?:19|20)\d\d)(?![\d/]|\.\d)"),
    re.compile(
        rf"(?<!\d)(?P<short>\d\d)\s*{any_of('metadata', 'year_marks')}\s*(?P<m>\d{{1,2}})\s*{any_of('metadata', 'month_marks')}"
        rf"\s*(?P<d>\d{{1,2}})\s*{any_of('metadata', 'day_marks')}"
    ),
    re.compile(rf"\b(?P<name>{_MONTH})\.?\s+{_DAY},?\s+(?P<y>(?:19|20)\d\d)\b", re.IGNORECASE),
    re.compile(
        rf"\b{_DAY}(?:\.?\s+(?:(?:de|{_OF_MONTH}|{any_of('metadata', 'day_of')})\s+)?|[-/])(?P<name>{_MONTH})"
        rf"(?:\.?,?\s+(?:del?\s+)?|[-/])(?P<y>(?:19|20)\d\d)\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![A-Za-z\d./-])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![A-Za-z\d-]|[./]\d)"),
)
DATE_AT_START = re.compile(
    "|".join(re.sub(r"\?P<\w+>", "", pattern.pattern.replace("(?P=mark)", "[/.-]")) for pattern in _DATES), re.IGNORECASE
)
_OF_ANOTHER = re.compile(rf"\s\|\s|[:：](?!\d)|{any_of('metadata', 'of_another_date')}", re.IGNORECASE)
_DATE_LABEL = re.compile(rf"^\W*{any_of('metadata', 'date_labels')}\W*", re.IGNORECASE)
_ALONE = re.compile(rf"\W*(?:{DATE_AT_START.pattern})\W*", re.IGNORECASE)
_OTHER_LABEL = re.compile(rf"^\W*{any_of('metadata', 'other_date_labels')}", re.IGNORECASE)
_LABELLED = re.compile(
    rf"{_DATE_LABEL.pattern}(?:{any_of('metadata', 'weekdays')}\W{{1,3}})?(?P<date>{DATE_AT_START.pattern})", re.IGNORECASE
)
_TIME_OF_DAY = re.compile(rf"[\s,，]{{0,3}}{any_of('metadata', 'times_of_day')}", re.IGNORECASE)
_LONGEST_LINE = 80
_MONTHS_OF_A_YEAR = 12
_SLASHED = re.compile(r"(?<![\d/-])(\d{1,2})[/-](\d{1,2})[/-](?:19|20)\d\d(?![\d/])")
_DATED = re.compile(
    rf"^\W*(?:{DATE_AT_START.pattern})(?=\s+\d{{1,2}}:\d\d|\s*{any_of('metadata', 'before_source')}\s*[:：])|"
    rf"{any_of('metadata', 'dated_after')}\s*[:：]\s*(?:{DATE_AT_START.pattern})|"
    rf"(?:{DATE_AT_START.pattern})(?=\s*{any_of('metadata', 'dated_before')})",
    re.IGNORECASE,
)


def date_in(text: str, day_first: bool | None = None) -> str:
    """Give the first date in `text` as an ISO date, empty where there is none.

    Of 3/4/2025 `day_first` says whether it is of April; where that is not known, it is no date.
    """
    text = plain(text)
    for pattern in _DATES:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            year = int(parts.get("y") or f"20{parts['short']}")
            month, day = _month_and_day(parts, day_first)
            try:
                return date(year, month, day).isoformat()
            except ValueError:
                continue
    return ""


def plain(text: str) -> str:
    """Write dates in Chinese numerals, of other calendars and in abbreviations as digits."""
    return with_plain_dates(text if text.isascii() else with_whole_tens(with_years_of_eras(text)))


def is_date(text: str) -> bool:
    """Say whether a text is nothing but a date."""
    return bool(_ALONE.fullmatch(plain(text)))


def date_of_label(text: str, day_first: bool | None = None) -> str:
    """Give the date of a line that begins with a label of dates and a date, empty where it does not, or where a time of day follows as
    in “Time: 6 May 2033, 9 a.m.”: something happens then."""
    text = plain(text)
    labelled = _LABELLED.match(text)
    return date_in(labelled["date"], day_first) if labelled and not _TIME_OF_DAY.match(text, labelled.end()) else ""


def _month_and_day(parts: Mapping[str, str | None], day_first: bool | None) -> tuple[int, int]:
    if parts.get("first") is None:
        return int(parts.get("m") or 0) or _MONTHS.get(str(parts.get("name")).lower(), 0), int(parts["d"] or 0)
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    if parts["mark"] == "." or first > _MONTHS_OF_A_YEAR or first == second:
        return second, first
    if second > _MONTHS_OF_A_YEAR or day_first is False:
        return first, second
    return (second, first) if day_first else (0, 0)


def days_come_first(text: str) -> bool | None:
    """Say whether a text writes 13/4/2025, or with hyphens, or 4/13/2025; None where it writes neither, or both."""
    said = {int(first) > _MONTHS_OF_A_YEAR for first, second in _SLASHED.findall(text) if max(int(first), int(second)) > _MONTHS_OF_A_YEAR}
    return said.pop() if len(said) == 1 else None


def date_of_line(text: str, day_first: bool | None = None) -> str:
    """Give the date of a line that is little else than a date, or that begins with a label and a date, as `date_in` reads it."""
    text = plain(text)
    if labelled := date_of_label(text, day_first):
        return labelled
    if _DATE_LABEL.match(text) or _OTHER_LABEL.match(text):
        return ""
    if len(text) <= _LONGEST_LINE and (told := _DATED.search(text)):
        return date_in(told[0], day_first)
    found = date_in(text, day_first) if len(text) <= 60 and not _OF_ANOTHER.search(text) else ""
    return found if found and len(re.findall(r"[^\W\d_]", text)) <= 14 else ""
