"""What the cells of OpenDocument sheets show for their values."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta

from lxml import etree

from ingest.readers.formats.shown import Value, shown
from ingest.readers.odt.names import qn, whole

_STYLES = tuple(qn(f"number:{kind}-style") for kind in ("number", "percentage", "currency", "date", "time", "boolean", "text"))
_NUMBER = re.compile(r"-?\d{1,300}(\.\d{1,300})?([eE][-+]?\d{1,3})?")
_SPAN = re.compile(r"-?PT?(?:(?P<hours>\d{1,7})H)?(?:(?P<minutes>\d{1,7})M)?(?:(?P<seconds>\d{1,9}(?:\.\d{1,9})?)S)?")
_DAY_AND_MONTH = re.compile(r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)")
_MOST_PLACES = 20
_MONTHS_OF_A_YEAR = 12


class Formats:
    """The formats of values in a file by their names, each as office programs write formats."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        self._styles = {str(style.get(qn("style:name"))): style for root in roots for style in root.iter(*_STYLES)}
        self._codes: dict[str, str] = {}

    def code(self, name: str) -> str:
        """Give the format of a name; “General” where there is none."""
        if name not in self._codes:
            self._codes[name] = "General"  # also to what names itself
            if (style := self._styles.get(name)) is not None:
                own = "".join(_part(part, style) for part in style) or "General"
                others = [other for other in style.iter(qn("style:map")) if other.get(qn("style:condition")) == "value()>=0"]
                self._codes[name] = ";".join([*(self.code(str(other.get(qn("style:apply-style-name")))) for other in others[:1]), own])
        return self._codes[name]

    def shortens_years(self, name: str) -> bool:
        """Say whether a format shows of a year only its last two figures."""
        style = self._styles.get(name)
        return style is not None and any(year.get(qn("number:style")) != "long" for year in style.iter(qn("number:year")))


def text_of(cell: etree._Element, written: str, formats: Formats, name: str) -> str:
    """Give what a cell shows: the text `written` in it, of a date with all figures of its year, else its value in the format `name`."""
    value = _value(cell)
    if isinstance(value, date):
        return _dated(value, written, formats, name)
    if written or value is None:
        return written
    return shown(value, "0.##%" if cell.get(qn("office:value-type")) == "percentage" and not name else formats.code(name))


def has_value(cell: etree._Element) -> bool:
    """Say whether a cell stores a value, be it an empty text."""
    return any(cell.get(qn(f"office:{kind}")) is not None for kind in _KINDS)


def _value(cell: etree._Element) -> Value | None:
    for kind, made in _KINDS.items():
        if (stored := cell.get(qn(f"office:{kind}"))) is not None:
            return made(str(stored).strip())
    return None


def _number(stored: str) -> float | str:
    if not _NUMBER.fullmatch(stored) or not math.isfinite(float(stored)):
        return stored
    return float(stored) if re.search(r"[.eE]", stored) else int(stored)


def _moment(stored: str) -> date | str:
    try:
        return datetime.fromisoformat(stored).replace(tzinfo=None) if "T" in stored else date.fromisoformat(stored)
    except ValueError:
        return stored


def _span(stored: str) -> timedelta | str:
    found = _SPAN.fullmatch(stored)
    if found is None:
        return stored
    span = timedelta(hours=int(found["hours"] or 0), minutes=int(found["minutes"] or 0), seconds=float(found["seconds"] or 0))
    return -span if stored.startswith("-") else span


_KINDS: Mapping[str, Callable[[str], Value]] = {
    "date-value": _moment, "time-value": _span, "boolean-value": lambda stored: stored == "true", "value": _number,
    "string-value": str,
}  # fmt: skip


def _dated(value: date, written: str, formats: Formats, name: str) -> str:
    if not written or (formats.shortens_years(name) and f"{value.year:04d}" not in written):
        code = formats.code(name)
        return shown(value, "yyyy-mm-dd" if code == "General" else code)
    unclear = _DAY_AND_MONTH.search(written) and value.day <= _MONTHS_OF_A_YEAR and value.day != value.month
    return f"{written} [{value.isoformat()[:10]}]" if unclear else written


def _part(part: etree._Element, style: etree._Element) -> str:
    """Give a part of a format as office programs write it."""
    kind = str(part.tag).rpartition("}")[2] if isinstance(part.tag, str) else ""
    is_long = part.get(qn("number:style")) == "long"
    if kind in ("number", "scientific-number"):
        places = whole(part.get(qn("number:decimal-places")), 0, _MOST_PLACES)
        figures = "0" * whole(part.get(qn("number:min-integer-digits")), 1, _MOST_PLACES)
        whole_part = f"#,##{figures}" if part.get(qn("number:grouping")) == "true" else figures or "#"
        return whole_part + ("." + "0" * places if places else "") + ("E+00" if kind == "scientific-number" else "")
    if kind == "month":
        return ("mmmm" if is_long else "mmm") if part.get(qn("number:textual")) == "true" else "mm" if is_long else "m"
    if kind == "text" and "%" in (part.text or "") and style.tag == qn("number:percentage-style"):
        return "%"
    if kind in ("text", "currency-symbol"):
        return '"' + (part.text or "").replace('"', "") + '"'
    long, short = _CODES.get(kind, ("", ""))
    return long if is_long else short


_CODES = {
    "day": ("dd", "d"), "year": ("yyyy", "yyyy"), "day-of-week": ("dddd", "ddd"), "hours": ("hh", "h"), "minutes": ("mm", "m"),
    "seconds": ("ss", "s"), "am-pm": ("AM/PM", "AM/PM"), "text-content": ("@", "@"), "fraction": ("# ?/?", "# ?/?"),
}  # fmt: skip
