"""Ranges that a text states by the figures at their ends (“60 to 79 points”, “5000万元以上”), and which figures lie in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from language.language import language_of
from language.lexicon import any_of, any_word_of, pattern_of
from language.statements.measures import Measure, measures_in

_BETWEEN = re.compile(rf"\s?(?:[a-z]{{2,12}}|[^\W\d_a-z]{{1,2}})??\s?(?:[(（]\w[)）])?\s?{any_of('measures', 'ranges')}\s?", re.IGNORECASE)
"""What parts the two figures of a range, the unit of the first among it."""
_MONEY_WORD = "dollars"  # which stands for any
_MONEY = re.compile(any_word_of("targets", "money"), re.IGNORECASE)
_NO_UNIT = pattern_of("measures", "no_unit")
_SCALES = {"k": " thousand", "m": " million", "bn": " billion"}
_SUM = re.compile(
    rf"{any_of('sums', 'before_figures')}\s?(?P<figure>\d[\d,.]{{0,20}}\d|\d)"
    r"(?P<scale>\s(?:thousand|million|billion)|[KkMm](?!\w)|bn(?!\w))?",
    re.IGNORECASE,
)
_LEAST_SUM = 1_000
_YEAR = re.compile(r"(?:19|20)\d\d")
_LOW, _HIGH = frozenset({">", ">="}), frozenset({"<", "<="})


@dataclass(frozen=True, slots=True)
class _Range:
    """What lies between two figures, both counted in, None where it is open; `end` is the figure that tells its unit."""

    low: Decimal | None
    high: Decimal | None
    end: Measure

    def holds(self, figure: Measure) -> bool:
        """Say whether a figure lies in the range; of what is more or less than it, whether some may."""
        value = Decimal(figure.value)
        if figure.bound == ">" and self.high == value:
            return False
        if figure.bound == "<" and self.low == value:
            return False
        return figure.kind == self.end.kind and (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def lies_in_range(figure: str, question: str, text: str) -> bool:
    """Say whether `text` states a range of what `question` has so many of in which that `figure` of it lies; never of one without a unit,
    as that of an article is, unless it may be a sum of money and the range is of money."""
    asked = next((one for one in _figures(question) if figure in one.written), None)
    if asked is None:
        return False
    stated = _figures(text)
    is_of_money = _may_be_sum(asked) and _MONEY.search(_with_currency_after(text)) is not None
    return any(
        one.holds(asked) and (is_of_money or _is_of_unit(one.end, asked, stated)) for one in _ranges(stated, _with_currency_after(text))
    )


def _figures(text: str) -> list[Measure]:
    return [one for one in measures_in(_with_currency_after(text))[0] if one.kind in ("number", "percent")]


@lru_cache(maxsize=1_000)
def _with_currency_after(text: str) -> str:
    """Write after a figure what stands before it and tells that it is a sum of money, “₱5,000” and “USD 2 million”."""
    return _SUM.sub(lambda found: f"{found['figure']}{_scale(found['scale'] or '')} {_MONEY_WORD}", text)


def _scale(written: str) -> str:
    return _SCALES.get(written.lower(), written)


def _may_be_sum(asked: Measure) -> bool:
    """Say whether a figure may be one of money: it is called so, or is large, no year, and has no unit."""
    unit = asked.unit[0] if asked.unit else ""
    if unit and _MONEY.fullmatch(unit):
        return True
    is_large = asked.kind == "number" and Decimal(asked.value) >= _LEAST_SUM and not _YEAR.fullmatch(asked.written)
    return is_large and (not unit or _NO_UNIT.match(unit) is not None)


def _ranges(figures: list[Measure], text: str) -> Iterator[_Range]:
    for first, second in pairwise(figures):
        if first.kind == second.kind and _BETWEEN.fullmatch(text, first.span.end, second.span.start):
            low, high = sorted((Decimal(first.value), Decimal(second.value)))
            yield _Range(low, high, second)
    for one in figures:
        if one.bound in _LOW:
            yield _Range(Decimal(one.value), None, one)
        elif one.bound in _HIGH:
            yield _Range(None, Decimal(one.value), one)


def _is_of_unit(end: Measure, asked: Measure, stated: list[Measure]) -> bool:
    """Say whether a range is of the unit that is asked; where it has none, another figure of its text may have it."""
    if not asked.unit:
        return asked.kind == "percent"
    return asked.kind == "percent" or any(one.unit and _is_unit(asked, one) for one in ([end] if end.unit else stated))


def _is_unit(asked: Measure, stated: Measure) -> bool:
    """Say whether a figure has the unit that is asked: in one language whose words spaces part by a word."""
    languages = {language_of(one.unit[0]) for one in (asked, stated)}
    if len(languages) == 1 and languages.pop().parts_words:
        return not set(asked.unit).isdisjoint(stated.unit)
    return asked.has_unit_of(stated)
