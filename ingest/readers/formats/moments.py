"""Dates and times as a format shows them."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from ingest.readers.formats.sections import LEGAL, SCRIPT, parts_of
from language.chinese.counting import HALVES_OF_DAY, amount, in_figures, numeral

_MOMENT = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]|(?P<half>AM/PM|A/P|'
    rf"{'/'.join(HALVES_OF_DAY)})|(?P<year>y+|e+)|(?P<month>m+)|(?P<day>d+)|(?P<hour>h+)|(?P<second>s+)|(?P<part>\.0+)|(?P<unknown>[abg]+)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
# The countries that write Chinese, as a format names them.
_CHINA = re.compile(r"\$[^-]{0,20}-(?:[0-9a-f]{0,4}0?[48c]04$|zh-)", re.IGNORECASE)
_HYPHENED = re.compile(r"\b(?:\d{1,2}-)?[A-Z][a-z]{2,8}-\d+\b")
_NUMERIC = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)")
_MONTHS_OF_A_YEAR = 12
_USUAL_DATES = ("mm-dd-yy", "yyyy-mm-dd")  # the first is the built-in format 14, which every program shows in the order of its country
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def moment_shown(value: date | time | timedelta, code: str) -> str:
    """Give a date, a time or a length of time as the format `code` shows it."""
    marks, kinds = _moment_marks(code)
    if not kinds:
        return _standard(value)
    if isinstance(value, timedelta) and "elapsed" not in kinds:
        value = datetime(1899, 12, 30) + value
    if isinstance(value, datetime | time) and (value.microsecond and "part" not in kinds):
        value = _rounded(value)
    script = next((int(found[1]) for kind, mark in marks if kind == "bracket" and (found := SCRIPT.match(mark))), 0)
    text = "".join(_in_script(_dated(value, marks, at), marks[at][0], script) for at in range(len(marks))).strip()
    return _unambiguous(text, value) if isinstance(value, date) else text


def _in_script(text: str, kind: str, script: int) -> str:
    """Write the figures of a date as the format says: a year figure by figure, other numbers as they are spoken."""
    if not script or not text.isdigit():
        return text
    if kind == "year":
        return in_figures(text, legal=script == LEGAL)
    return amount(int(text), legal=True) if script == LEGAL else numeral(int(text)) if int(text) else in_figures("0")


def _unambiguous(text: str, value: date) -> str:
    """Let spaces part the name of a month from its day and year, and put the usual form behind what could be another date."""
    text = _HYPHENED.sub(lambda found: found[0].replace("-", " "), text)
    unclear = _NUMERIC.search(text) and value.day <= _MONTHS_OF_A_YEAR and value.day != value.month
    return f"{text} [{value.isoformat()[:10]}]" if unclear else text


@lru_cache(maxsize=1_000)
def _moment_marks(code: str) -> tuple[list[tuple[str, str]], frozenset[str]]:
    """Give the marks of a format of moments and their kinds, no kinds where its order is to be the usual one."""
    marks = [(found.lastgroup or "", found[found.lastgroup] if found.lastgroup else "") for found in _MOMENT.finditer(next(parts_of(code)))]
    kinds = frozenset(kind for kind, _ in marks)
    if code.lower() in _USUAL_DATES or "unknown" in kinds or not kinds & {"year", "month", "day", "hour", "second", "elapsed"}:
        return marks, frozenset()
    return marks, kinds


def _rounded(value: datetime | time) -> datetime | time:
    if isinstance(value, time):
        return (datetime.combine(date(1900, 1, 1), value) + timedelta(microseconds=500_000)).time().replace(microsecond=0)
    return (value + timedelta(microseconds=500_000)).replace(microsecond=0)


def _standard(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, date) else str(value)


def _dated(value: date | time | timedelta, marks: list[tuple[str, str]], at: int) -> str:
    kind, mark = marks[at]
    if kind in ("quoted", "escaped", "plain"):
        return mark
    if kind == "bracket":
        return mark[1:].split("-")[0] if mark.startswith("$") else ""
    if kind in ("elapsed", "part") or isinstance(value, timedelta):
        return _elapsed(value, kind, mark)
    if kind in ("year", "day") or (kind == "month" and not _is_minute(marks, at)):
        return _of_day(value if isinstance(value, date) else date(1899, 12, 31), kind, mark)
    if kind == "half" and any(kind == "bracket" and _CHINA.match(mark) for kind, mark in marks):
        mark = "/".join(HALVES_OF_DAY)
    return _of_time(value, kind, mark, any(kind == "half" for kind, _ in marks))


def _is_minute(marks: list[tuple[str, str]], at: int) -> bool:
    """Say whether “m” stands for minutes: behind hours or before seconds."""
    near = ("year", "month", "day", "hour", "second", "elapsed")
    before = next((kind for kind, _ in reversed(marks[:at]) if kind in near), "")
    after = next((kind for kind, _ in marks[at + 1 :] if kind in near), "")
    return len(marks[at][1]) < 3 and (before in ("hour", "elapsed") or after == "second")


def _of_day(value: date, kind: str, mark: str) -> str:
    if kind == "year":
        return f"{value.year:04d}"
    if kind == "month":
        name = _MONTHS[value.month - 1]
        return {1: str(value.month), 2: f"{value.month:02d}", 3: name[:3], 5: name[:1]}.get(len(mark), name)
    name = _DAYS[value.weekday()]
    return {1: str(value.day), 2: f"{value.day:02d}", 3: name[:3]}.get(len(mark), name)


def _of_time(value: date | time, kind: str, mark: str, halved: bool) -> str:
    moment = value if isinstance(value, datetime | time) else datetime(value.year, value.month, value.day)
    if kind == "half":
        name = mark.split("/")[moment.hour >= 12]
        return name if name in HALVES_OF_DAY else name.upper()
    hour = (moment.hour % 12 or 12) if halved else moment.hour
    number = {"hour": hour, "month": moment.minute, "second": moment.second}[kind]
    return f"{number:0{len(mark)}d}" if len(mark) < 3 else str(number)


def _elapsed(value: date | time | timedelta, kind: str, mark: str) -> str:
    span = value if isinstance(value, timedelta) else _since_start(value)
    if kind == "part":
        return f"{span.microseconds / 1e6:.{len(mark) - 1}f}"[1:]
    seconds = int(span.total_seconds() if kind == "part" else abs(span.total_seconds()) + 1e-6)
    unit = mark[0].lower()
    if kind == "elapsed":
        number = seconds // {"h": 3600, "m": 60, "s": 1}[unit]
        return ("-" if span < timedelta() else "") + f"{number:0{len(mark)}d}"
    number = {"hour": seconds // 3600 % 24, "month": seconds // 60 % 60, "second": seconds % 60}.get(kind, 0)
    return f"{number:0{len(mark)}d}"


def _since_start(value: date | time) -> timedelta:
    if isinstance(value, datetime):
        return value - datetime(1899, 12, 30)
    if isinstance(value, time):
        return timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    return value - date(1899, 12, 30)
