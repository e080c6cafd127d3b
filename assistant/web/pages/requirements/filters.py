"""What the fields of the page of requirements ask for."""

from collections.abc import Mapping
from datetime import date, timedelta

from assistant.records.requirement_status import STATES, RequirementStatus
from language.messages import message
from vectorstore.document import STATUSES
from vectorstore.filter import Filter
from vectorstore.sql.requirements import RequirementFilter

DUE = {
    "": message("any time"),
    "overdue": message("overdue"),
    "soon": message("in the next 30 days"),
    "quarter": message("in the next 90 days"),
    "dated": message("with a date"),
}
"""What can be asked of deadlines."""
ORDERS = {"deadline": message("deadline"), "document": message("document"), "body": message("body"), "theme": message("theme")}


def requirement_filter(given: Mapping[str, str], today: date, statuses: Mapping[str, RequirementStatus], reader: str) -> RequirementFilter:
    """Give what the fields of the page ask for, of what stands in two languages that of the `reader`."""

    def one(name: str) -> frozenset[str]:
        return frozenset({given[name]} - {""}) if given.get(name) else frozenset()

    since, until = given.get("since", ""), given.get("until", "")
    days = {"soon": 30, "quarter": 90}.get(given.get("due", ""))
    if given.get("due") == "overdue":
        until = min(until or "9999", (today - timedelta(days=1)).isoformat())
    elif days:
        since, until = max(since, today.isoformat()), min(until or "9999", (today + timedelta(days=days)).isoformat())
    state = given.get("state", "")
    is_open = state == STATES[0]
    is_due = given.get("due") in ("overdue", "soon", "quarter")
    without = frozenset(
        id for id, status in statuses.items() if (is_due and status.state == "done") or (is_open and status.state != STATES[0])
    )
    validity = frozenset(STATUSES) if given.get("old") else frozenset[str]()
    return RequirementFilter(
        text=given.get("text", "")[:200],
        bodies=one("body"),
        themes=one("theme"),
        modalities=one("modality"),
        since=since,
        until=until,
        with_target=bool(given.get("target")),
        with_deadline=given.get("due") == "dated",
        ids=None if state in ("", STATES[0]) else frozenset(id for id, status in statuses.items() if status.state == state),
        without=without,
        documents=Filter(documents=one("document"), statuses=validity, reader=reader, as_of=_day(given.get("as_of", ""))),
    )


def _day(given: str) -> str:
    """Give an ISO date as it is given, empty where it is none."""
    try:
        return date.fromisoformat(given).isoformat()
    except ValueError:
        return ""


def order_by(given: Mapping[str, str]) -> str:
    """Give the order that the fields ask for."""
    return given["order"] if given.get("order") in ORDERS else "deadline"
