"""Figures of a text with what they say: whether a bound, and of which unit."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field

from language.chinese.numerals import NUMERAL
from language.language import language_of
from language.lexicon import any_of, either, pattern_of, patterns_of, values_of
from language.span import Span
from language.statements.quantities import MONTHS, ORDINAL_END, SCALES, Quantity, month_of, quantities
from language.text.numbering import follows_reference, names_part
from language.text.tokens import words


@dataclass(frozen=True, slots=True)
class Measure:
    """A date, percentage, number, or label: the number of an article, an item or a document.

    `written` is as in the text, `value` in the form of `Quantity`, of a day without a year “11-30”.
    `bound` is one of “>=”, “>”, “<=”, “<”, of a date “from” or “until”; empty where the text sets none. `unit` holds what
    follows a number: up to three stems of words, or up to three characters where nothing parts words. `span` begins with the
    bound where one stands before the figure, else with the figure, and ends with it.
    """

    kind: str
    value: str
    written: str
    bound: str = ""
    unit: tuple[str, ...] = ()
    span: Span = field(default=Span(0, 0), compare=False)

    def means(self, other: "Measure") -> bool:
        """Say whether both are one value; a year also stands for a day in it, an article for its parts."""
        if self.kind == other.kind == "date":
            return other.value.startswith(self.value) or (len(self.value) == 5 and other.value.endswith(self.value))
        is_part = self.kind == "label" and other.value.startswith((f"{self.value}(", f"{self.value}."))
        return self.kind == other.kind and (self.value == other.value or is_part)

    @property
    def is_span(self) -> bool:
        """Whether what follows the number tells how long something lasts."""
        return bool(self.unit and _SPAN_OF_TIME.match(" ".join(self.unit)))

    def has_unit_of(self, other: "Measure") -> bool:
        """Say whether what follows both numbers can be one unit; not judged between two languages."""
        if not (self.unit and other.unit) or language_of(self.unit[0]) != language_of(other.unit[0]):
            return True
        if not language_of(self.unit[0]).parts_words:
            one, two = (_ALIKE_UNITS.get(unit[0], unit[0]) for unit in (self.unit, other.unit))
            if one == two or (_COUNTER.fullmatch(one) and _COUNTER.fullmatch(two)):
                return True
            length = 2 if _TWO_PART_UNIT.fullmatch(self.unit[0]) else 1
            return self.unit[:length] == other.unit[:length]
        known = [_units_in(one.unit) for one in (self, other)]
        return not all(known) or bool(known[0] & known[1])


def _units_in(unit: tuple[str, ...]) -> frozenset[str]:
    """Give the stems of what follows a number that name a unit."""
    return frozenset(unit) & _UNITS


_BOUNDS = {"at_least": ">=", "at_most": "<=", "more": ">", "less": "<"}
_BOUNDED = re.compile(f"{either(any_of('measures', 'bounds', name) for name in _BOUNDS)}\\s?$", re.IGNORECASE)
"""That a bound stands right before a number, which then counts and names no part: 不少于200条."""
_BOUND = re.compile("|".join(rf"(?P<{name}>(?<![a-z]){any_of('measures', 'bounds', name)}(?![a-z]))" for name in _BOUNDS), re.IGNORECASE)
_FROM, _NUMBERED = pattern_of("measures", "from"), pattern_of("measures", "numbered")
_UNIT_AFTER, _SOON_AFTER = r"^(?:\W*\w{0,3}?\s?|\s(?:[a-z]+\s){1,4})", r"^[^,.;，。；\d]{0,40}"
_OR_MORE = re.compile(
    rf"{_UNIT_AFTER}(?P<more>{any_of('measures', 'or_more')})|{_SOON_AFTER}(?P<least>{any_of('measures', 'at_least_after')})|"
    rf"{_UNIT_AFTER}{any_of('measures', 'or_less')}|{_SOON_AFTER}{any_of('measures', 'at_most_after')}",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\W*")
_ITEM_AFTER = re.compile(r"[.)、）](?!\d)")
_UNTIL = re.compile(rf"{any_of('measures', 'until')}[^,.;，。；]{{0,15}}$", re.IGNORECASE)
_SINCE = re.compile(rf"{any_of('measures', 'since')}[^,.;，。；]{{0,12}}$", re.IGNORECASE)
_UNTIL_AFTER, _SINCE_AFTER = (re.compile(rf"\s?{any_of('measures', name)}") for name in ("until_after", "since_after"))
_TWO_PART_UNIT, _COUNTER = pattern_of("measures", "two_part_units"), pattern_of("measures", "counters")
_UNITS = frozenset(stem for pattern in patterns_of("measures", "units") for stem in words(pattern.pattern.replace("?", "")))
_SPAN_OF_TIME = pattern_of("measures", "spans_of_time")
_OF_AGE = pattern_of("measures", "of_age")
_ALIKE_UNITS = values_of("measures", "alike_units")
_RANGE = re.compile(rf"\s?{any_of('measures', 'ranges')}\s?\d")
_NO_LEAP_YEAR = 2023
_REACH = 16  # characters between a bound and its figure
_FIGURE = re.compile(rf"[\d{NUMERAL}]")
_READ = 200  # characters on either side of a figure that can tell what it is

_OF = any_of("quantities", "of")
_REFERENCE = re.compile(
    r"(?<![\w.,])\d{1,4}(?:(?:\.\d{1,3}){2,4}|(?:\.\d{1,3})?(?=\())(?:\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)){0,4}+(?<=[\d)])(?![\w(])"
)
_DAY = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}}){ORDINAL_END}? (?:{_OF} )?(?P<m>{MONTHS})|(?P<m2>{MONTHS}) (?P<d2>\d{{1,2}}))\b(?!,? ?\d{{4}})|"
    r"(?<!\d)(?<!\d年)(?P<m3>\d{1,2})\s?月(?:\s?(?P<d3>\d{1,2})\s?日|底)|"
    rf"\b(?:the )?end of (?P<m4>{MONTHS})\b(?!,? ?(?:of )?\d{{4}})",
    re.IGNORECASE | re.ASCII,
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
NARROW = {wide: wide - 0xFEE0 for wide in (0xFF05, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # ％０Ａａ
"""Full-width digits, letters and percent signs to narrow ones, for `str.translate`."""


def days_of_any_year(text: str) -> list[Quantity]:
    """Find the days that `text` names without a year: “30 November” is 11-30."""
    return [_day(found) for found in _DAY.finditer(text) if found["m"] != "may"]  # “under 18 may not”


def measures_in(text: str) -> tuple[tuple[Measure, ...], str]:
    """Give the figures of `text`, and the text without figures and their bounds; what counts is kept."""
    if not _FIGURE.search(text):
        return (), text
    days = [*days_of_any_year(text), *_references(text)]
    within = {place for day in days for place in range(day.span.start, day.span.end)}
    found = [*days, *(one for one in quantities(text) if one.span.start not in within)]
    found.sort(key=lambda one: one.span.start)
    measures, remaining, last = [], [], 0
    for one in found:
        before, after = text[last : one.span.start], text[one.span.end : one.span.end + _READ]
        bound, cut = _bound(one, before, after)
        remaining.append(_NUMBERED.sub("", before[:cut]))
        kind = "label" if one.kind == "number" and _is_label(text, one.span.start, after) else one.kind
        unit = _unit(after) if kind == "number" else ()
        span = Span(last + cut, one.span.end)
        measures.append(Measure(kind, one.value, one.span.of(text), "" if kind == "label" else bound, unit, span))
        last = one.span.end
    return tuple(measures), " ".join([*remaining, text[last:]])


def _references(text: str) -> Iterator[Quantity]:
    """Find the numbers of parts within parts: “19.23.2(1)”, “93(3)(b)”; three numbers with full stops that make a day are none."""
    for found in _REFERENCE.finditer(text):
        if not any(one.kind == "date" for one in quantities(found[0])):
            yield Quantity(Span(*found.span()), "label", found[0])


def _is_label(text: str, start: int, after: str) -> bool:
    """Say whether the number at `start` only names an article, an item or a document."""
    if text.endswith(("(", "（"), 0, start) and after.startswith((")", "）")):
        return True
    opens = _ITEM_AFTER.match(after) and _OPENS.fullmatch(text, 0, start)
    return bool(opens) or follows_reference(text, start) or (names_part(after) and not _BOUNDED.search(text, max(0, start - _REACH), start))


def _day(found: re.Match[str]) -> Quantity:
    day, name = found["d"] or found["d2"] or found["d3"], found["m"] or found["m2"] or found["m4"]
    month = int(found["m3"]) if found["m3"] else month_of(name)
    return Quantity(Span(*found.span()), "date", f"{month:02}-{int(day or _days_of(month)):02}")


def _days_of(month: int) -> int:
    return monthrange(_NO_LEAP_YEAR, month)[1] if 1 <= month <= 12 else 0  # months of a year


def _bound(quantity: Quantity, before: str, after: str) -> tuple[str, int]:
    """Give the bound that the text sets by `figure`, and where in `before` its words begin."""
    if quantity.kind == "date":
        if _UNTIL_AFTER.match(after) or _UNTIL.search(before):
            return "until", len(before)
        return ("from" if _SINCE_AFTER.match(after) or _SINCE.search(before) else ""), len(before)
    if closing := _OR_MORE.match(after):
        return (">=" if closing["more"] or closing["least"] else "<="), len(before)
    bounds = list(_BOUND.finditer(before))
    nearest = bounds[-1] if bounds else None
    if nearest and _RANGE.match(after) and nearest.lastgroup == "more":
        return "", len(before)  # “over three to five years” tells how long
    if nearest and len(before) - nearest.end() <= _REACH:
        return _BOUNDS[str(nearest.lastgroup)], nearest.start()
    return (">=" if _FROM.search(before) else ""), len(before)


def _unit(after: str) -> tuple[str, ...]:
    phrase = re.split(r"[\d,.;:()，。；：（）]", after, maxsplit=1)[0]
    if not language_of(phrase[:4]).parts_words:
        return tuple(_OF_AGE.sub("", phrase).strip()[:3])
    following = [word for word in WORD.findall(phrase) if word.lower() not in SCALES][:3]
    return tuple(words(" ".join(following)))


def bounds_in(text: str) -> frozenset[str]:
    """Give the bounds that the words of `text` set, whether a figure stands beside them or not."""
    return frozenset(_BOUNDS[str(found.lastgroup)] for found in _BOUND.finditer(text))
