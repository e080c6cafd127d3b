"""Lists of office programs: how each level writes its numbers, and how they are counted."""

import re
from dataclasses import dataclass, field

from ingest.readers.shared.numerals import written

MOST_LEVELS = 9
BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of a level are marked: `text` holds `%1` to `%9` where the number of that level stands.

    `format` is a style of `written`, “bullet”, “none”, or digits that say how wide a number is; `decimal` has all levels written
    in decimal digits; it `restarts` where an item of an outer level stands before.
    """

    format: str
    text: str
    start: int = 1
    decimal: bool = False
    restarts: bool = True


@dataclass(slots=True)
class List:
    """A list and how far its levels are counted; level 0 is the outermost."""

    levels: dict[int, Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, level: int, own: dict[int, Level] | None = None, starts: dict[int, int] | None = None) -> str:
        """Count an item at `level` and give its mark, empty where the list has no such level.

        `own` are levels that the place of its use writes in a way of its own, `starts` those that begin anew there, once.
        """
        levels = self.levels | (own or {})
        if level not in levels:
            return ""
        if starts and level in starts:
            self.counts[level] = starts.pop(level) - 1
        self.counts[level] = self.counts.get(level, levels[level].start - 1) + 1
        for deeper in [each for each in self.counts if each > level and each in levels and levels[each].restarts]:
            del self.counts[deeper]
        marked = levels[level]
        if marked.format == BULLET:
            return "-"

        def shown(mark: re.Match[str]) -> str:
            place = int(mark[1]) - 1
            kind = levels.get(place)
            return _written(self.counts.get(place, kind.start), "decimal" if marked.decimal else kind.format) if kind else ""

        return re.sub(rf"%([1-{MOST_LEVELS}])", shown, marked.text).strip()


def space_after(number: str) -> str:
    """Give what stands between the number of an item and its text: nothing after marks of Chinese."""
    return "" if number.endswith(("\u3001", "\uff09")) else " "


def _written(number: int, format: str) -> str:
    if format == "none":
        return ""
    if (padded := format.partition(",")[0]).isdigit():  # “001, 002, 003, …”, a way of Word 2010
        return f"{number:0{min(len(padded), 10)}d}"
    return written(number, format)
