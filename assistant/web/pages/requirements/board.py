"""What is due in which month, a year ahead."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.answer.requirement_text import summary_line
from assistant.requirements.due import occurrences
from assistant.requirements.selection import DAYS, Selection
from assistant.web.shared.view import View
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import Requirements

_SHOWN, _MOST = 15, 500  # rows of a month, and of one that is shown whole


@dataclass(frozen=True, slots=True)
class Item:
    """A requirement, as it is due on a day."""

    day: date
    requirement: Requirement
    text: str
    recurs: bool


@dataclass(frozen=True, slots=True)
class Month:
    """What is due in a month: its first day, how much is due, and the first of it."""

    first: date
    count: int
    items: list[Item]

    @property
    def key(self) -> str:
        """Name the month as 2027-03."""
        return f"{self.first:%Y-%m}"

    @property
    def left_out(self) -> int:
        return self.count - len(self.items)


def board_part(requirements: Requirements, selection: Selection, whole: str, view: View) -> str:
    """Give the board of what is open, of which the month `whole` (as 2027-03) shows all that it has."""
    due = _due_by_month(selection)
    kept = {month: days[: _MOST if f"{month[0]}-{month[1]:02}" == whole else _SHOWN] for month, days in due.items()}
    known = requirements.by_id({selection.ledger.ids[place] for days in kept.values() for _, place in days})
    months = list(_months(selection, {month: len(days) for month, days in due.items()}, kept, known))
    _, overdue = view.translations, selection.counts("due").get("overdue", 0)
    counts = [(_.month(month.first), month.count) for month in months]
    return view.part("pages/requirements/board.html", months=months, counts=counts, overdue=overdue)


def _due_by_month(selection: Selection) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Give by year and month the days, as numbers, and the places of what is open and due within a year, sorted."""
    ledger, today = selection.ledger, selection.ledger.today
    found: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    by_rule: dict[str, list[int]] = defaultdict(list)
    places = selection.open_places
    first, days = today.toordinal(), ledger.days[places]
    for place in places[(days >= first) & (days <= first + DAYS["year"])].tolist():
        if rule := ledger.rules[place]:
            by_rule[rule].append(place)
        else:
            number = int(ledger.days[place])
            found[_month_of(number)].append((number, place))
    for rule, own in by_rule.items():
        for day in occurrences(rule, today):
            found[day.year, day.month] += [(day.toordinal(), place) for place in own]
    return {month: sorted(found[month]) for month in sorted(found)}


def _month_of(number: int) -> tuple[int, int]:
    day = date.fromordinal(number)
    return day.year, day.month


def _months(
    selection: Selection,
    counts: Mapping[tuple[int, int], int],
    kept: Mapping[tuple[int, int], list[tuple[int, int]]],
    known: Mapping[str, Requirement],
) -> Iterator[Month]:
    """Give this month and the twelve after it."""
    ledger = selection.ledger
    for place in range(13):
        year, month = divmod(ledger.today.year * 12 + ledger.today.month - 1 + place, 12)
        key = year, month + 1
        own = ((day, ledger.ids[at], bool(ledger.rules[at])) for day, at in kept.get(key, []))
        items = [Item(date.fromordinal(day), known[id], summary_line(known[id]), recurs) for day, id, recurs in own if id in known]
        yield Month(date(*key, 1), counts.get(key, 0), items)
