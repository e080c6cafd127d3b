"""Whether the figures, dates and periods of a statement stand in its sentences, as the same bounds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.writing.checks.comparison import Comparison, Difference, What
from language.lexicon import any_of, any_word_of
from language.statements.claims import OPPOSITE, claims
from language.statements.cues import bounds_of, how_often, turned_bounds
from language.statements.measures import Measure, measures_in

_IN_A_HALF = ("2", "6")  # twice a year, every six months
_ENOUGH = 2  # things that a part has in common with the clause of which it speaks
_THAT_DATE = re.compile(any_word_of("sequels", "that_date"), re.IGNORECASE)
_UP, _DOWN = frozenset({"up", "above"}), frozenset({"down", "below"})
_WAYS = {**dict.fromkeys(_UP, (_UP, _DOWN)), **dict.fromkeys(_DOWN, (_DOWN, _UP))}
_THE_TWO = re.compile(any_word_of("cues", "the_two"), re.IGNORECASE)
_FEW = frozenset(map(str, range(1, 20)))
_NEXT = ((">=", ">"), ("<", "<="))  # “three or more” and “more than two”, “fewer than three” and “at most two”
_FLIPPED = {">": "<=", "<": ">="}  # “in no case higher than”
_RANGE = re.compile(
    rf"(?<![\d,.])\d[\d,.]*+\s?[^\d,;，；。]{{0,8}}?{any_of('measures', 'ranges')}\s?[^\d,;，；。 ]{{0,2}}\d|"
    f"{any_of('measures', 'between')}",
    re.IGNORECASE,
)
_RISING, _FALLING = frozenset({">", ">="}), frozenset({"<", "<="})


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The bounds that a text sets, and those of them that it sets by denying others."""

    all: frozenset[str]
    turned: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Bounds":
        return cls(bounds_of(text), turned_bounds(text))


def other_figures(compared: Comparison) -> Iterator[Difference]:
    """Find figures that the source does not have, or has as another bound or of another unit; and other periods and directions."""
    stated, own = claims(compared.statement), claims(compared.source)
    around = (measure for text in (compared.context, *compared.cited) for measure in claims(text).measures)
    labels = [measure for measure in around if measure.kind == "label"]
    said, told = _Bounds.of(compared.statement), _Bounds.of(compared.source)
    spans = bool(_RANGE.search(compared.statement) or _RANGE.search(compared.source))
    points_back = bool(_THAT_DATE.search(compared.source))
    is_half = "half" in how_often(compared.statement).keys() & how_often(compared.source).keys()
    refers = _THE_TWO.search(compared.statement) and not any(one.value in _FEW for one in own.measures)
    compared_ones = [
        one
        for one in stated.measures
        if not ((is_half and one.value in _IN_A_HALF) or (refers and one.value == "2" and one.kind == "number"))
    ]
    for measure in compared_ones:
        if not any(_agree(measure, other, said, told, points_back, spans) for other in (*own.measures, *labels)):
            yield Difference(What.FIGURE, measure.written)
    if not any(measure.bound in _RISING | _FALLING for measure in compared_ones):
        yield from _other_bounds(compared, said.all, told.all)
    for part in compared.parts:
        yield from _of_another_clause(compared, part)
        if not compared.is_across:
            yield from _other_direction(compared, part)
    yield from _other_recurrence(compared)


def _of_another_clause(compared: Comparison, part: str) -> Iterator[Difference]:
    """Find figures of a part that stand in the source, but in a clause that says something else than the part."""
    rest = measures_in(part)[1]
    for measure in (one for one in claims(part).measures if one.kind != "label"):
        alike = [one for one in compared.source_clauses if any(_is_like(measure, other) for other in claims(one).measures)]
        shared = [compared.in_common(rest, one) for one in alike]
        has_it = [any(measure.means(other) for other in claims(one).measures) for one in alike]
        held = max((count for count, holds in zip(shared, has_it, strict=True) if holds), default=-1)
        most = max(shared, default=0)
        if 0 <= held < most and (most >= _ENOUGH or not held):
            yield Difference(What.FIGURE, measure.written)


def _is_like(measure: Measure, other: Measure) -> bool:
    return measure.kind == other.kind and measure.has_unit_of(other)


def _other_direction(compared: Comparison, part: str) -> Iterator[Difference]:
    """Find words for rising where the nearest clauses speak of falling, and the other way round."""
    near = [claims(one).directions for one in compared.nearest(part)]
    for direction in sorted(claims(part).directions):
        alike, opposed = _WAYS.get(direction, (frozenset({direction}), frozenset({OPPOSITE[direction]})))
        if near and all(not alike & one and opposed & one for one in near):
            yield Difference(What.FIGURE, part.strip())


def _other_recurrence(compared: Comparison) -> Iterator[Difference]:
    """Find how often something happens in the statement, where the source says that it happens more or less often."""
    often, other = how_often(compared.statement), how_often(compared.source)
    if other:
        known = {words for period, words in often.items() if period in other}
        yield from (Difference(What.FIGURE, words) for words in often.values() if words not in known)


def _agree(measure: Measure, other: Measure, said: _Bounds, told: _Bounds, points_back: bool, spans: bool) -> bool:
    if not measure.means(other):
        return _is_next(measure, other) or _is_next(other, measure)
    if measure.kind == "date":
        return points_back or not (measure.bound and other.bound) or measure.bound == other.bound
    if spans and not (measure.bound and other.bound):
        return measure.has_unit_of(other)  # “from 3 to 5” sets both bounds without a word
    is_open = measure.is_span or other.is_span
    if is_open and {measure.bound, other.bound} <= {"", "<="}:
        return measure.has_unit_of(other)  # “within three months”, “no later than three months”, “three months”
    return _same_bound(measure.bound, other.bound, said, told) and measure.has_unit_of(other)


def _is_next(measure: Measure, other: Measure) -> bool:
    """Say whether “three times or more” is “more than twice”."""
    whole = measure.kind == other.kind == "number" and measure.value in _FEW and other.value in _FEW and measure.has_unit_of(other)
    return whole and int(measure.value) == int(other.value) + 1 and (measure.bound, other.bound) in _NEXT


def _same_bound(one: str, other: str, said: _Bounds, told: _Bounds) -> bool:
    """Say whether two bounds look the same way; one that a figure lacks may stand elsewhere in its text, as words part them."""
    one, other = (_FLIPPED[bound] if _FLIPPED.get(bound) in bounds.turned else bound for bound, bounds in ((one, said), (other, told)))
    if one and other:
        return (one in _RISING) == (other in _RISING)
    if one or other:
        way = _RISING if (one or other) in _RISING else _FALLING
        return bool(way & said.all) and bool(way & told.all)
    return True


def _other_bounds(compared: Comparison, said: frozenset[str], told: frozenset[str]) -> Iterator[Difference]:
    """Find bounds without a figure that look the other way than the only ones of the source."""
    for way, other in ((_RISING, _FALLING), (_FALLING, _RISING)):
        if said & way and not said & other and told & other and not told & way:
            yield Difference(What.FIGURE, compared.statement)
