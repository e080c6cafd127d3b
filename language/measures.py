"""Figures of a text with what they say: whether a bound, and of which unit."""

import re
from dataclasses import dataclass, field

from language.quantities import MONTHS, Quantity, month_of, quantities
from language.span import Span
from language.tokens import is_cjk, words


@dataclass(frozen=True, slots=True)
class Measure:
    """A date, percentage, number, or label: the number of an article, an item or a document.

    `written` is as in the text, `value` in the form of `Quantity`, of a day without a year “11-30”.
    `bound` is one of “>=”, “>”, “<=”, “<”, of a date “from” or “until”; empty where the text sets none. `unit` holds what
    follows a number: up to three stems of words, or up to three characters of Chinese. In the text the figure's bound, or
    where none stands before it the figure itself, begins where `span` does; the figure ends where it does.
    """

    kind: str
    value: str
    written: str
    bound: str = ""
    unit: tuple[str, ...] = ()
    span: Span = field(default=Span(0, 0), compare=False)

    def means(self, other: "Measure") -> bool:
        """Say whether both are one value; a year also stands for a day in it."""
        if self.kind == other.kind == "date":
            return other.value.startswith(self.value) or (len(self.value) == 5 and other.value.endswith(self.value))
        return self.kind == other.kind and self.value == other.value

    def has_unit_of(self, other: "Measure") -> bool:
        """Say whether what follows both numbers can be one unit; not judged between two languages."""
        if not (self.unit and other.unit) or is_cjk(self.unit[0]) != is_cjk(other.unit[0]):
            return True
        if is_cjk(self.unit[0]):
            length = 2 if self.unit[0] == "个" else 1
            return self.unit[:length] == other.unit[:length]
        return bool(set(self.unit) & set(other.unit))


_BOUNDS = (
    (
        ">=",
        r"at least|as (low|little|few) as|(no|not)( be)? (less|fewer|lower|smaller|below)( than)?|"
        r"(a )?minimum( of)?|不[得能应]?(低于|少于|小于)|至少|最少",
    ),
    (
        "<=",
        r"at most|as (high|much|many|long) as|(no|not)( be)? (more|greater|higher|larger|above)( than)?|"
        r"((must|may|shall|can|should|does|do) ?)?not( to)? exceed(ing)?|up to|(a )?maximum( of)?|"
        r"不[得能应]?(超过|高于|多于|大于)|至多|最多",
    ),
    (">", r"more than|over|above|exceed(s|ing|ed)?|greater than|higher than|in excess of|超过|高于|大于|多于|突破"),
    ("<", r"less than|fewer than|below|under|lower than|低于|少于|小于|不足|不到"),
)
_BOUND = re.compile("|".join(rf"(?P<b{place}>(?<![a-z])({pattern})(?![a-z]))" for place, (_, pattern) in enumerate(_BOUNDS)), re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_OR_MORE = re.compile(
    r"^\W*\w{0,3}?\s?(or (more|above)|and above|及?以上)|^[^,.;，。；\d]{0,40}\b(at least)\b|"
    r"^\W*\w{0,3}?\s?(or (less|below)|及?以下)|^[^,.;，。；\d]{0,40}\bat (the )?most\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\bnos?\.?\s*$", re.IGNORECASE)
_LABEL_BEFORE = re.compile(r"(\b(article|section|chapter|part|rule|clause|paragraph|annex|item|nos?)\b\.?\s*|第\s*|^\W*)$", re.IGNORECASE)
_LABEL_AFTER = re.compile(r"^\s?[号條条章款]|^[.)、）](?!\d)")
_UNTIL = re.compile(r"(\b(by|before|(no|not) later than|until|prior to|within)\b|截至|截止|到)[^,.;，。；]{0,15}$", re.IGNORECASE)
_SINCE = re.compile(r"(\b(from|after|since|starting|beginning|as of)\b|自|从)[^,.;，。；]{0,12}$", re.IGNORECASE)
_BEFORE_CJK, _AFTER_CJK = re.compile(r"^\s?(之|以)?前"), re.compile(r"^\s?(之|以)?(后|起)")
_REACH = 16  # characters between a bound and its figure
_READ = 200  # characters on either side of a figure that can tell what it is

_DAY = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({MONTHS})|({MONTHS}) (\d{{1,2}}))\b(?!,? ?\d{{4}})", re.IGNORECASE | re.ASCII
)
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
NARROW = {wide: wide - 0xFEE0 for wide in (0xFF05, *range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}  # ％０Ａａ
"""Full-width digits, letters and percent signs to narrow ones, for `str.translate`."""
_SCALE = re.compile(r"thousand|million|billion|trillion", re.IGNORECASE)


def measures_in(text: str) -> tuple[tuple[Measure, ...], str]:
    """Give the figures of `text`, and the text without figures and their bounds; what counts is kept."""
    days = [_day(found) for found in _DAY.finditer(text)]
    within = {place for day in days for place in range(day.span.start, day.span.end)}
    found = [*days, *(one for one in quantities(text) if one.span.start not in within)]
    found.sort(key=lambda one: one.span.start)
    measures, kept, last = [], [], 0
    for one in found:
        before, after = text[last : one.span.start], text[one.span.end : one.span.end + _READ]
        bound, cut = _bound(one, before, after)
        kept.append(_NUMBERED.sub("", before[:cut]))
        kind = "label" if one.kind == "number" and _is_label(text, one.span.start, after) else one.kind
        unit = _unit(after) if kind == "number" else ()
        span = Span(last + cut, one.span.end)
        measures.append(Measure(kind, one.value, one.span.of(text), "" if kind == "label" else bound, unit, span))
        last = one.span.end
    return tuple(measures), " ".join([*kept, text[last:]])


def _is_label(text: str, start: int, after: str) -> bool:
    """Say whether the number at `start` only names an article, an item or a document."""
    named = _LABEL_BEFORE.search(text, max(0, start - _READ), start)
    if text.endswith(("(", "（"), 0, start) and after.startswith((")", "）")):
        return True
    return bool(named and (any(map(str.isalnum, named[1])) or _LABEL_AFTER.match(after))) or bool(re.match(r"\s?[号条章款]", after))


def _day(found: re.Match[str]) -> Quantity:
    day, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    return Quantity(Span(*found.span()), "date", f"{month_of(month):02}-{int(day):02}")


def _bound(quantity: Quantity, before: str, after: str) -> tuple[str, int]:
    """Give the bound that the text sets by `figure`, and where in `before` its words begin."""
    if quantity.kind == "date":
        if _BEFORE_CJK.match(after) or _UNTIL.search(before):
            return "until", len(before)
        return ("from" if _AFTER_CJK.match(after) or _SINCE.search(before) else ""), len(before)
    if closing := _OR_MORE.match(after):
        return (">=" if closing[1] or closing[3] else "<="), len(before)
    bounds = list(_BOUND.finditer(before))
    nearest = bounds[-1] if bounds else None
    if nearest and len(before) - nearest.end() <= _REACH:
        place = next(int(name[1:]) for name, value in nearest.groupdict().items() if value)
        return _BOUNDS[place][0], nearest.start()
    return (">=" if _FROM.search(before) else ""), len(before)


def _unit(after: str) -> tuple[str, ...]:
    phrase = re.split(r"[\d,.;:()，。；：（）]", after, maxsplit=1)[0]
    if is_cjk(phrase[:4]):
        return tuple(phrase.strip()[:3])
    following = [word for word in WORD.findall(phrase) if not _SCALE.fullmatch(word)][:3]
    return tuple(words(" ".join(following)))
