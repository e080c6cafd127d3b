"""What the fields of the page of requirements ask for."""

from collections.abc import Mapping
from datetime import date

from assistant.onboarding.roles import ROLES
from assistant.requirements.selection import ORDERS as KNOWN_ORDERS
from assistant.requirements.selection import Asked
from language.messages import message
from vectorstore.document import STATUSES
from vectorstore.filter import Filter

DUE = {
    "overdue": message("overdue"),
    "soon": message("in the next 30 days"),
    "quarter": message("in the next 90 days"),
    "year": message("in the next 365 days"),
    "dated": message("with a date"),
}
"""What can be asked of deadlines."""
ORDERS = {
    "next": message("next"),
    "deadline": message("deadline"),
    "document": message("document"),
    "body": message("body"),
    "theme": message("theme"),
}
_PLAIN = ("body", "theme", "document", "modality", "state", "assignee")


def asked_for(given: Mapping[str, str], reader: str) -> Asked:
    """Give what the fields of the page ask for, of what stands in two languages that of the `reader`."""
    return Asked(
        text=given.get("text", "")[:200],
        role=given["role"] if given.get("role") in ROLES else "",
        due=given["due"] if given.get("due") in DUE else "",
        since=_day(given.get("since", "")),
        until=_day(given.get("until", "")),
        with_target=bool(given.get("target")),
        exhortations=bool(given.get("exhortations")),
        documents=Filter(
            statuses=frozenset(STATUSES) if given.get("old") else frozenset(), reader=reader, as_of=_day(given.get("as_of", ""))
        ),
        **{name: given.get(name, "") for name in _PLAIN},
    )


def order_by(given: Mapping[str, str]) -> str:
    """Give the order that the fields ask for."""
    return given["order"] if given.get("order") in KNOWN_ORDERS else KNOWN_ORDERS[0]


def _day(given: str) -> str:
    try:
        return date.fromisoformat(given).isoformat() if given else ""
    except ValueError:
        return ""
