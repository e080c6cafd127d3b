"""Ranges that a text states by the figures at their ends (“60 to 79 points”, “5000万元以上”), and which figures lie in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from language.lexicon import any_of
from language.statements.quantities import Quantity, quantities

_NEAR = 24  # characters before and after a figure in which a word makes it the end of a range
_UNIT = re.compile(r"\s?([A-Za-z]{2,}|[^\W\d_a-zA-Z])")
_AFTER_UNIT = r"\s?(?:[A-Za-z]{2,}|[^\W\d_a-zA-Z]{0,2}?)[\s(（]{0,2}"
_LOWER_BEFORE = re.compile(rf"{any_of('bounds', 'lower_before')}\s?$", re.IGNORECASE)
_UPPER_BEFORE = re.compile(rf"{any_of('bounds', 'upper_before')}\s?$", re.IGNORECASE)
_LOWER_AFTER = re.compile(rf"(?:{_AFTER_UNIT})??\s?{any_of('bounds', 'lower_after')}", re.IGNORECASE)
_UPPER_AFTER = re.compile(rf"(?:{_AFTER_UNIT})??\s?{any_of('bounds', 'upper_after')}", re.IGNORECASE)
_BETWEEN = re.compile(rf"(?:{_AFTER_UNIT})??\)?）?\s?{any_of('bounds', 'between')}\s?", re.IGNORECASE)
_MOST_FIGURES = 40  # of a text that are looked at


@dataclass(frozen=True, slots=True)
class Range:
    """What lies between two figures, both counted in; None where it is open. `unit` is the word behind them, empty where none is."""

    kind: str
    low: Decimal | None
    high: Decimal | None
    unit: str

    def holds(self, kind: str, value: Decimal) -> bool:
        return kind == self.kind and (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def ranges(text: str) -> Iterator[Range]:
    """Give the ranges of numbers and percentages that `text` states, those with two ends first."""
    figures = [one for one in quantities(text) if one.kind != "date"][:_MOST_FIGURES]
    for first, second in pairwise(figures):
        if first.kind == second.kind and _BETWEEN.fullmatch(text, first.span.end, second.span.start):
            low, high = sorted((Decimal(first.value), Decimal(second.value)))
            yield Range(first.kind, low, high, unit_of(second, text) or unit_of(first, text))
    for one in figures:
        before, value = text[max(0, one.span.start - _NEAR) : one.span.start], Decimal(one.value)
        if _UPPER_BEFORE.search(before) or _UPPER_AFTER.match(text, one.span.end):
            yield Range(one.kind, None, value, unit_of(one, text))
        elif _LOWER_BEFORE.search(before) or _LOWER_AFTER.match(text, one.span.end):
            yield Range(one.kind, value, None, unit_of(one, text))


def lies_in_range(figure: str, question: str, text: str) -> bool:
    """Say whether `text` states a range of what `question` has so many of in which that `figure` of it lies; never of one without a unit,
    as that of an article is."""
    for one in quantities(question):
        unit = unit_of(one, question)
        if figure in one.span.of(question) and one.kind != "date" and (unit or one.kind == "percent"):
            return any(within.holds(one.kind, Decimal(one.value)) and _is_same(unit, within.unit, text) for within in ranges(text))
    return False


def unit_of(figure: Quantity, text: str) -> str:
    """Give the word behind a figure, in the singular; empty where none is, and for a percentage."""
    found = _UNIT.match(text, figure.span.end) if figure.kind != "percent" else None
    return found[1].lower().removesuffix("s") if found else ""


def _is_same(asked: str, stated: str, text: str) -> bool:
    """Say whether two units are one; where a range has none, another figure of its text may have it."""
    return asked == stated or any(unit_of(one, text) == asked for one in quantities(text) if one.kind != "date")
