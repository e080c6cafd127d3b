"""How far requirements are done, and who is to see to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select

from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.history import Change, check_version, note_changes
from assistant.records.schema import marks
from language.statements.progress import progress_in
from language.statements.quantities import quantities
from language.text.overlap import jaccard
from language.text.tokens import words
from vectorstore.filter import Filter
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import RequirementFilter, Requirements

STATES = ("open", "in progress", "done")
"""How far a requirement is; one of which nobody said it is open, unless the row of a table that states it says otherwise."""
_LONGEST_NOTE, _LONGEST_NAME = 2000, 100
_SPELLED = frozenset(words("first second third fourth last one two three four five six seven eight nine ten half"))
_ALIKE = 0.6  # share of the words of a sentence with a status that the changed one of a new version must have


@dataclass(frozen=True, slots=True)
class RequirementStatus:
    """How far a requirement is: one of STATES, a note, the name of who set it, the ISO time, and to whom it is assigned.

    `quote` is the sentence for which it was set.
    """

    requirement: str
    document: str
    quote: str
    state: str
    note: str
    name: str
    at: str
    assignee: str = ""


def stated_state(quote: str) -> str:
    """Give the one of STATES in which a requirement is that nobody set: as the row of a table says that states it, else open."""
    return progress_in(quote) or STATES[0]


class RequirementStatuses:
    """How far requirements are, as users set it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def set(
        self,
        requirement: Requirement,
        state: str | None = None,
        note: str | None = None,
        name: str | None = None,
        *,
        assignee: str | None = None,
        by: str = "",
        inherited: RequirementStatus | None = None,
        version: int | None = None,
    ) -> RequirementStatus:
        """Set how far a requirement is; what is None stays as it was. Raises AssistantError for a state that is none of STATES.

        `by` is who does it, where that is not `name`; `inherited` the status that stands now, where it was set for an earlier wording.
        Raises ChangedError where the requirement is not in `version` of its history.
        """
        if state is not None and state not in STATES:
            raise AssistantError("“{state}” is no state; {states} are.", state=state[:40], states=", ".join(STATES))
        given = {"state": state, "note": note and note.strip()[:_LONGEST_NOTE], "assignee": assignee and assignee.strip()[:_LONGEST_NAME]}
        given["name"] = name and name.strip()[:_LONGEST_NAME]
        with self._store.changing() as connection:
            check_version(connection, [requirement.id, *([inherited.requirement] if inherited else [])], version)
            before = _status_of(connection, requirement) or inherited
            before = before or RequirementStatus(
                requirement.id, requirement.document, requirement.quote, stated_state(requirement.quote), "", "", now()
            )
            said: dict[str, str] = {key: value for key, value in given.items() if value is not None}
            status = replace(before, requirement=requirement.id, document=requirement.document, quote=requirement.quote, at=now(), **said)
            connection.execute(delete(marks).where(marks.c.requirement == requirement.id))
            connection.execute(insert(marks).values({field: getattr(status, field) for field in status.__slots__}))
            note_changes(connection, requirement.id, _changes(before, status, by or status.name))
        return status

    def all(self, requirements: Requirements) -> dict[str, RequirementStatus]:
        """Give all statuses by the ids of those of `requirements` that have one.

        A status whose own sentence is gone from its document goes to the requirement of that document that has nearly the same
        words and the same figures and dates, where there is one; it stays as it was set.
        """
        with self._store.reading() as connection:
            stored = {row["requirement"]: RequirementStatus(**row) for row in connection.execute(select(marks)).mappings()}
        known = requirements.known_ids(stored)
        found = {id: status for id, status in stored.items() if id in known}
        for status in (status for id, status in stored.items() if id not in known):
            of_document = requirements.find(RequirementFilter(documents=Filter(documents=frozenset({status.document}))))
            successor = _successor(status, (requirement for requirement in of_document if requirement.id not in found))
            if successor is not None:
                found[successor.id] = status
        return found


def _status_of(connection: Connection, requirement: Requirement) -> RequirementStatus | None:
    found = connection.execute(select(marks).where(marks.c.requirement == requirement.id)).mappings().first()
    return RequirementStatus(**found) if found else None


def _changes(before: RequirementStatus, after: RequirementStatus, by: str) -> Sequence[Change]:
    """Give what was changed in a status."""
    changed = ((what, getattr(before, what), getattr(after, what)) for what in ("state", "note", "assignee"))
    return [Change(after.at, by, what, old, new) for what, old, new in changed if old != new]


def _successor(status: RequirementStatus, candidates: Iterable[Requirement]) -> Requirement | None:
    """Give the requirement that has nearly the words and all figures of the sentence for which `status` was set, None where none has."""
    figures = _figures(status.quote)
    alike = [
        (_likeness(status.quote, requirement.quote), requirement) for requirement in candidates if _figures(requirement.quote) == figures
    ]
    likeness, nearest = max(alike, key=lambda one: one[0], default=(0.0, None))
    return nearest if likeness >= _ALIKE else None


def _figures(quote: str) -> set[tuple[str, str]]:
    """Give the figures, dates and spelled numbers of a sentence."""
    spelled = {("word", word) for word in words(quote) if word in _SPELLED}
    return spelled | {(one.kind, one.value) for one in quantities(quote)}


def _likeness(one: str, other: str) -> float:
    return jaccard(set(words(one)), set(words(other)))
