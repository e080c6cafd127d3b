"""Number formats of workbooks (ECMA-376 part 1, 18.8.31): what a cell shows for the value that it holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

Value = str | bool | int | float | date | time | timedelta
_SECTION = re.compile(r'(?:"[^"]*"?|\[[^\]]*\]?|[\\!_*].|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<limit>-?\d+(\.\d+)?)$")
_MARK = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<exponent>E[+-])|(?P<text>@)'
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>[%％])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_MOMENT = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<elapsed>h+|m+|s+)\]|\[(?P<bracket>[^\]]*)\]|(?P<half>AM/PM|A/P)'
    r"|(?P<year>y+|e+)|(?P<month>m+)|(?P<day>d+)|(?P<hour>h+)|(?P<second>s+)|(?P<part>\.0+)|(?P<unknown>[abg]+)|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_FRACTION = re.compile(r"(?P<whole>[#0?]+ +)?(?P<upper>[#0?]+) */ *(?P<lower>[#0?]+|[1-9]\d*)")
_PLAIN = re.compile(r"(?P<thousands>(?:#,##)?)0(?:\.(?P<places>0+))?(?P<percent>%?)$")
_HYPHENED = re.compile(r"\b(?:\d{1,2}-)?[A-Z][a-z]{2,8}-\d+\b")
_NUMERIC = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)")
_MONTHS_OF_A_YEAR = 12
_BEHIND = re.compile(r"0(,+)(?![0,])")  # commas behind the figures divide by thousands, those between them part the thousands
_BETWEEN = re.compile(r"0,+0")
_HOLDS = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__, "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip
_USUAL_DATES = ("mm-dd-yy", "yyyy-mm-dd")  # the first is the built-in format 14, which every program shows in the order of its country
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

Marks = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a format: the marks that it shows, and where it holds, if it says so."""

    code: str
    marks: Marks
    condition: tuple[str, Decimal] | None


def shown(value: Value, code: str) -> str:
    """Give a value as a cell with the format `code` shows it.

    A date has all four figures of its year, and the order year, month, day where its format leaves the order to the country;
    where it would be another with day and month exchanged, that order stands in brackets behind it.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return _texted(value, code) if "@" in code and code != "@" else value
    if isinstance(value, date | time | timedelta):
        return _moment(value, code)
    if code == "General" or code == "@" or not code:
        return _general(value)
    number = Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)
    return _plainly(number, plain) if (plain := _plain(code)) else _number(number, code)


@lru_cache(maxsize=1_000)
def _plain(code: str) -> tuple[str, int, str] | None:
    """Give how Python is to show the most frequent formats: the mark of thousands, the power of ten of the last place, the unit."""
    found = _PLAIN.match(code)
    return (found["thousands"] and ",", -len(found["places"] or ""), found["percent"]) if found else None


def _plainly(value: Decimal, plain: tuple[str, int, str]) -> str:
    thousands, last, percent = plain
    rounded = (value * 100 if percent else value).quantize(Decimal(1).scaleb(last), ROUND_HALF_UP)
    return f"{rounded if rounded else abs(rounded):{thousands}f}{percent}"


@lru_cache(maxsize=1_000)
def _sections(code: str) -> tuple[_Section, ...]:
    return tuple(_section(part) for part in _parts(code))


def _parts(code: str) -> Iterator[str]:
    start = 0
    while start <= len(code):
        found = _SECTION.match(code, start)
        end = found.end() if found else len(code)
        yield code[start:end]
        start = max(end, start) + 1


def _section(code: str) -> _Section:
    marks: list[tuple[str, str]] = []
    condition = None
    for found in _MARK.finditer(code):
        kind = found.lastgroup or ""
        if kind == "bracket":
            bracket = found["bracket"]
            if limit := _CONDITION.match(bracket):
                condition = (limit["sign"], Decimal(limit["limit"]))
            elif bracket.startswith("$"):
                marks.append(("plain", bracket[1:].split("-")[0]))
        elif kind:
            marks.append(("plain" if kind in ("quoted", "escaped") else kind, found[kind]))
    return _Section(code, tuple(marks), condition)


def _texted(value: str, code: str) -> str:
    """Give a text where the last section of its format says what stands around it."""
    section = next((section for section in reversed(_sections(code)) if any(kind == "text" for kind, _ in section.marks)), None)
    return "".join(value if kind == "text" else mark for kind, mark in section.marks) if section else value


def _general(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    return text if "e" not in (text := f"{value:.12g}") else f"{value:.2f}" if abs(value) >= 1 else f"{Decimal(text):f}"


def _number(value: Decimal, code: str) -> str:
    sections = [section for section in _sections(code) if not any(kind == "text" for kind, _ in section.marks)]
    if not sections:
        return _general(float(value))
    section, signed = _chosen(value, sections)
    text = _filled(abs(value), section).strip()
    return f"-{text}" if signed and value < 0 and not text.startswith("-") and re.search(r"[1-9]", text) else text


def _chosen(value: Decimal, sections: list[_Section]) -> tuple[_Section, bool]:
    """Give the section for a value, and whether a minus stands before what is below zero."""
    if any(section.condition for section in sections[:2]):
        for number, section in enumerate(sections):
            if section.condition is None or _HOLDS[section.condition[0]](value, section.condition[1]):
                return section, not (number and section.condition is None and len(sections) == 2 and value < 0)
        return sections[-1], True
    if len(sections) > 1 and value < 0:
        return sections[1], False
    if len(sections) > 2 and value == 0:
        return sections[2], False
    return sections[0], len(sections) == 1


def _filled(value: Decimal, section: _Section) -> str:
    marks = section.marks
    if fraction := _FRACTION.search(section.code):
        return _fraction(value, fraction)
    kinds = [kind for kind, _ in marks]
    if "general" in kinds:
        return "".join(_general(float(value)) if kind == "general" else mark for kind, mark in marks)
    if "digit" not in kinds:
        return "".join(mark for kind, mark in marks if kind != "comma")
    value *= 100 ** kinds.count("percent")
    if "exponent" in kinds:
        return _scientific(value, marks, kinds.index("exponent"))
    return _decimal(value, marks)


def _decimal(value: Decimal, marks: Marks) -> str:
    kinds = [kind for kind, _ in marks]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    shape = "".join({"digit": "0", "comma": ","}.get(kind, " ") for kind in kinds)
    scale = sum(len(commas) for commas in _BEHIND.findall(shape))
    grouped = bool(_BETWEEN.search(shape, 0, point))
    places = sum(kind == "digit" for kind in kinds[point:])
    rounded = f"{(value / 1000**scale).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    whole, _, rest = rounded.partition(".")
    return _whole(whole.lstrip("0"), marks[:point], grouped) + _rest(rest, marks[point:])


def _whole(digits: str, marks: Marks, grouped: bool) -> str:
    """Set the figures before the point from right to left; the first place takes all that are left."""
    out: list[str] = []
    left = sum(kind == "digit" for kind, _ in marks)
    count = 0
    for kind, mark in reversed(marks):
        if kind == "digit":
            left -= 1
            taken = (digits[-1:] if left else digits) or ("0" if mark == "0" else "")
            digits = digits[:-1] if left else ""
            for digit in reversed(taken):
                out += [","] if grouped and count and count % 3 == 0 else []
                out.append(digit)
                count += 1
        elif kind != "comma":
            out.append(mark[::-1])
    return "".join(out)[::-1] if not left and any(kind == "digit" for kind, _ in marks) else digits + "".join(out)[::-1]


def _rest(digits: str, marks: Marks) -> str:
    """Set the figures behind the point, without the zeros that the format leaves open."""
    places = [mark for kind, mark in marks if kind == "digit"]
    while digits.endswith("0") and places[len(digits) - 1] != "0":
        digits = digits[:-1]
    out, at = "", 0
    for kind, mark in marks:
        if kind == "digit":
            out, at = out + digits[at : at + 1], at + 1
        elif kind == "point":
            out += mark if digits else ""
        elif kind != "comma":
            out += mark
    return out


def _scientific(value: Decimal, marks: Marks, at: int) -> str:
    before = marks[:at]
    whole = max(1, sum(kind == "digit" for kind, _ in before[: next((i for i, (kind, _) in enumerate(before) if kind == "point"), at)]))
    places = sum(kind == "digit" for kind, _ in before) - whole
    power = (value.adjusted() // whole * whole) if value else 0
    if value and f"{value.scaleb(-power).quantize(Decimal(1).scaleb(-max(0, places)), ROUND_HALF_UP):f}".split(".")[0] == "1" + "0" * whole:
        power += whole  # rounding made it one figure longer
    sign = "-" if power < 0 else "+" if marks[at][1].endswith("+") else ""
    exponent = _whole(str(abs(power)).lstrip("0"), marks[at + 1 :], grouped=False)
    return f"{_decimal(value.scaleb(-power), before)}{marks[at][1][0]}{sign}{exponent}"


def _fraction(value: Decimal, found: re.Match[str]) -> str:
    whole = int(value) if found["whole"] else 0
    rest = Fraction(value) - whole
    if found["lower"].isdigit() and found["lower"].strip("0"):
        lower = int(found["lower"])
        upper = round(rest * lower)
    else:
        near = rest.limit_denominator(10 ** len(found["lower"]) - 1)
        upper, lower = near.numerator, near.denominator
    if found["whole"] and upper == lower:
        whole, upper = whole + 1, 0
    before, after = (_literal(part) for part in (found.string[: found.start()], found.string[found.end() :]))
    shown = f"{whole} {upper}/{lower}" if whole and upper else f"{upper}/{lower}" if upper else str(whole)
    return f"{before}{shown}{after}"


def _literal(code: str) -> str:
    return "".join(mark for kind, mark in _section(code).marks if kind in ("plain", "percent"))


def _moment(value: date | time | timedelta, code: str) -> str:
    marks, kinds = _moment_marks(code)
    if not kinds:
        return _standard(value)
    if isinstance(value, timedelta) and "elapsed" not in kinds:
        value = datetime(1899, 12, 30) + value
    if isinstance(value, datetime | time) and (value.microsecond and "part" not in kinds):
        value = _rounded(value)
    text = "".join(_dated(value, marks, at) for at in range(len(marks))).strip()
    return _unambiguous(text, value) if isinstance(value, date) else text


def _unambiguous(text: str, value: date) -> str:
    """Let spaces part the name of a month from its day and year, and put the usual form behind what could be another date."""
    text = _HYPHENED.sub(lambda found: found[0].replace("-", " "), text)
    unclear = _NUMERIC.search(text) and value.day <= _MONTHS_OF_A_YEAR and value.day != value.month
    return f"{text} [{value.isoformat()[:10]}]" if unclear else text


@lru_cache(maxsize=1_000)
def _moment_marks(code: str) -> tuple[list[tuple[str, str]], frozenset[str]]:
    """Give the marks of a format of moments and their kinds, no kinds where its order is to be the usual one."""
    marks = [(found.lastgroup or "", found[found.lastgroup] if found.lastgroup else "") for found in _MOMENT.finditer(next(_parts(code)))]
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
        name = "PM" if moment.hour >= 12 else "AM"
        return name[:1] if len(mark) == 3 else name
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
