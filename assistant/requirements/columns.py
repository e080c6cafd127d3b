"""Columns of a table that is held in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np

Mask: TypeAlias = "np.ndarray[Any, np.dtype[np.bool_]]"
Numbers: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"


@dataclass(frozen=True, slots=True)
class Column:
    """The values that rows have in one respect: which there are, and which each row has, by its number."""

    names: Sequence[str]
    codes: Numbers

    @classmethod
    def of(cls, values: Iterable[str]) -> "Column":
        """Make a column of the values of the rows."""
        known: dict[str, int] = {}
        codes = np.fromiter((known.setdefault(value, len(known)) for value in values), dtype=np.int64)
        return cls(tuple(known), codes)

    def equal(self, name: str) -> Mask:
        """Say of each row whether it has the value."""
        found: Mask = self.codes == (self.names.index(name) if name in self.names else -1)
        return found

    def counts(self, chosen: Mask) -> dict[str, int]:
        """Count the chosen rows by value, empty values left out."""
        found = np.bincount(self.codes[chosen], minlength=len(self.names))
        return {name: int(found[place]) for place, name in enumerate(self.names) if name and found[place]}

    def ranks(self) -> Numbers:
        """Give for each row the place of its value by name, empty values last."""
        order = sorted(range(len(self.names)), key=lambda place: (not self.names[place], self.names[place].casefold()))
        rank = np.empty(len(order), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return rank[self.codes]
