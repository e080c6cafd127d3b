"""When requirements are due next, and in which order that puts them."""

from dataclasses import dataclass
from datetime import date, timedelta

from language.statements.recurrences import next_occurrence
from vectorstore.requirement import Requirement

UPCOMING, OVERDUE, UNDATED, DONE, REPLACED = range(5)
"""The groups of the order “next”: what comes, what is late, what has no date, what is done and what is replaced."""
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Due:
    """The day on which something is due, empty where there is none; `recurs` says that it is the next of several."""

    day: str
    recurs: bool = False


def next_due(deadline: str, rrule: str, today: date) -> Due:
    """Give the deadline, or where there is none the next day that a rule of iCalendar names.

    Of what is due every few years nobody knows from when they count, and of what is due “each year” on which day; what is due every day
    is due on none more than on others: it has no day.
    """
    if deadline or "INTERVAL=" in rrule or "BY" not in rrule or "FREQ=DAILY" in rrule:
        return Due(deadline, bool(rrule) and not deadline)
    try:
        found = next_occurrence(rrule, today)
    except ValueError:  # it is no rule
        found = None
    return Due(found.isoformat() if found else "", True)


def due_of(requirement: Requirement, today: date) -> Due:
    """Give when a requirement is due next."""
    return next_due(requirement.deadline, requirement.rrule, today)


def next_key(requirement: Requirement, today: date, is_done: bool = False) -> tuple[int, int]:
    """Give by what the order “next” sorts: what comes first, then what is late, the newest first, then what has no date."""
    day = due_of(requirement, today).day
    number = date.fromisoformat(day).toordinal() if day else 0
    if requirement.replaced_by or is_done:
        return REPLACED if requirement.replaced_by else DONE, -number
    return (UPCOMING, number) if number >= today.toordinal() else (OVERDUE, -number) if day else (UNDATED, 0)


def falls_on(requirement: Requirement, day: str, today: date) -> bool:
    """Say whether something is due on a day of any year, given as 11-30, once or again and again."""
    due = [requirement.deadline] if requirement.deadline else [one.isoformat() for one in occurrences(requirement.rrule, today)]
    return any(one[5:] == day for one in due)


def occurrences(rrule: str, today: date) -> list[date]:
    """Give the days within a year from today that a rule of iCalendar names, of each month the first."""
    found: list[date] = []
    day = today
    while (due := next_due("", rrule, day).day) and (one := date.fromisoformat(due)) <= today + _YEAR:
        found.append(one)
        day = (one.replace(day=1) + timedelta(days=32)).replace(day=1)
    return found
