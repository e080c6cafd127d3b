"""Whether the figures, dates and periods of a statement stand in its sentences, as the same bounds."""

from collections.abc import Iterator, Sequence

from assistant.writing.checks.comparison import Comparison, Difference, What
from language.statements.claims import OPPOSITE, claims
from language.statements.cues import how_often
from language.statements.measures import Measure, bounds_in

_IN_A_HALF = ("2", "6")  # twice a year, every six months
_RISING, _FALLING = frozenset({">", ">="}), frozenset({"<", "<="})


def other_figures(compared: Comparison) -> Iterator[Difference]:
    """Find figures that the source does not have, or has as another bound or of another unit; and other periods and directions."""
    stated, own = claims(compared.statement), claims(compared.source)
    labels = [measure for measure in claims(compared.context).measures if measure.kind == "label"]
    said, told = bounds_in(compared.statement), bounds_in(compared.source)
    is_half = "half" in how_often(compared.statement) & how_often(compared.source)
    for measure in stated.measures:
        if is_half and measure.value in _IN_A_HALF:
            continue
        if not any(_agree(measure, other, said, told) for other in (*own.measures, *labels)):
            yield Difference(What.FIGURE, measure.written)
    yield from _other_bounds(compared, said, told)
    if not compared.is_across:
        for direction in sorted(stated.directions):
            if direction not in own.directions and OPPOSITE[direction] in own.directions:
                yield Difference(What.FIGURE, direction)
    yield from _other_recurrence(compared)


def _other_recurrence(compared: Comparison) -> Iterator[Difference]:
    """Find how often something happens in the statement, where the source says that it happens more or less often."""
    often, other = how_often(compared.statement), how_often(compared.source)
    if often and other and not often & other:
        yield from (Difference(What.FIGURE, period) for period in sorted(often))


def _agree(measure: Measure, other: Measure, said: frozenset[str], told: frozenset[str]) -> bool:
    if not measure.means(other):
        return False
    if measure.kind == "date":
        return not (measure.bound and other.bound) or measure.bound == other.bound
    is_open = measure.is_span or other.is_span
    if is_open and {measure.bound, other.bound} <= {"", "<="}:
        return measure.has_unit_of(other)  # “within three months”, “no later than three months”, “three months”
    return _same_bound(measure.bound, other.bound, said, told) and measure.has_unit_of(other)


def _same_bound(one: str, other: str, said: frozenset[str], told: frozenset[str]) -> bool:
    """Say whether two bounds look the same way; one that a figure lacks may stand elsewhere in its text, as words part them."""
    if one and other:
        return (one in _RISING) == (other in _RISING)
    if one or other:
        way = _RISING if (one or other) in _RISING else _FALLING
        return bool(way & said) and bool(way & told)
    return True


def _other_bounds(compared: Comparison, said: frozenset[str], told: frozenset[str]) -> Iterator[Difference]:
    """Find bounds without a figure that look the other way than the only ones of the source."""
    for way, other in ((_RISING, _FALLING), (_FALLING, _RISING)):
        if said & way and not said & other and told & other and not told & way:
            yield Difference(What.FIGURE, compared.statement)
