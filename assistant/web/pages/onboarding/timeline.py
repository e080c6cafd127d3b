"""Where the dates that documents state stand on a line of years."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer.requirement_text import summary_line
from vectorstore.document import DocumentSummary
from vectorstore.requirement import Requirement

WIDTH, LEFT, LINE = 900, 10, 26
"""The size of the drawing, its margin, and the height at which the points of deadlines begin."""
_MOST_POINTS = 120
_NEAR = 3  # years after the last date in which today is still drawn
_HIGHEST = 4  # points above each other
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Point:
    """A deadline as a point of the drawing."""

    requirement: Requirement
    text: str
    x: float
    y: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing of years, deadlines, the dates of documents, and today where it is near: each with its place from the left."""

    first: int
    last: int
    years: Sequence[tuple[int, float]]
    points: Sequence[Point]
    documents: Sequence[tuple[DocumentSummary, float]]
    today: float | None


def timeline(entries: Sequence[DocumentSummary], rows: Sequence[Requirement], today: date) -> Timeline | None:
    """Draw the dates of documents and deadlines along a line of years; None where there are none."""
    dated = [row for row in rows if row.deadline][:_MOST_POINTS]
    issued = [entry for entry in entries if entry.issued]
    days = sorted({date.fromisoformat(one) for one in [*(row.deadline for row in dated), *(entry.issued for entry in issued)]})
    if not days:
        return None
    year = today.year if today.year - days[-1].year <= _NEAR else days[-1].year
    first, last = date(min(days[0].year, today.year), 1, 1), date(max(days[-1].year, year), 12, 31)

    def place(day: date) -> float:
        return LEFT + (WIDTH - 2 * LEFT) * (day - first).days / max(1, (last - first).days)

    heights: dict[str, int] = {}
    points = []
    for row in dated:
        level = heights[row.deadline] = heights.get(row.deadline, -1) + 1
        y = LINE - 5 * min(level, _HIGHEST)
        points.append(
            Point(row, summary_line(row)[:_LONGEST], place(date.fromisoformat(row.deadline)), y, row.deadline < today.isoformat())
        )
    return Timeline(
        first=first.year,
        last=last.year,
        years=[(year, place(date(year, 1, 1))) for year in range(first.year, last.year + 1)],
        points=points,
        documents=[(entry, place(date.fromisoformat(entry.issued))) for entry in issued],
        today=place(today) if first <= today <= last else None,
    )
