"""How far requirements are done."""

from dataclasses import dataclass, replace

from sqlalchemy import delete, insert, select

from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.schema import marks
from language.statements.quantities import quantities
from language.text.overlap import jaccard
from language.text.tokens import words
from vectorstore.filter import Filter
from vectorstore.requirement import Requirement
from vectorstore.sql.requirements import Ledger, RequirementFilter

STATES = ("open", "in progress", "done")
"""How far a requirement is; one without a mark is open."""
_LONGEST_NOTE, _LONGEST_NAME = 2000, 100
_SPELLED = frozenset(words("first second third fourth last one two three four five six seven eight nine ten half"))
_ALIKE = 0.6  # share of the words of a marked sentence that the changed one of a new version must have


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a requirement is: one of STATES, a note, the name of who marked it and the ISO time.

    `quote` is the sentence that was marked.
    """

    requirement: str
    document: str
    quote: str
    state: str
    note: str
    name: str
    at: str


class Marks:
    """The marks of requirements."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def mark(self, row: Requirement, state: str | None = None, note: str | None = None, name: str | None = None) -> Mark:
        """Mark a requirement; what is None stays as it was. Raises AssistantError for a state that is none of STATES."""
        if state is not None and state not in STATES:
            raise AssistantError("“{state}” is no state; {states} are.", state=state[:40], states=", ".join(STATES))
        at = now()
        with self._store.changing() as connection:
            found = connection.execute(select(marks).where(marks.c.requirement == row.id)).mappings().first()
            before = Mark(**found) if found else Mark(row.id, row.document, row.quote, STATES[0], "", "", at)
            mark = replace(
                before,
                quote=row.quote,
                state=before.state if state is None else state,
                note=before.note if note is None else note.strip()[:_LONGEST_NOTE],
                name=before.name if name is None else name.strip()[:_LONGEST_NAME],
                at=at,
            )
            connection.execute(delete(marks).where(marks.c.requirement == row.id))
            connection.execute(insert(marks).values({field: getattr(mark, field) for field in mark.__slots__}))
        return mark

    def all(self, ledger: Ledger) -> dict[str, Mark]:
        """Give all marks, by the ids of the rows of `ledger` that they mark.

        A mark whose own sentence is gone from its document goes to the row of that document that has nearly the same words and
        the same figures and dates, where there is one; it stays as it was set.
        """
        with self._store.reading() as connection:
            kept = {row["requirement"]: Mark(**row) for row in connection.execute(select(marks)).mappings()}
        known = ledger.by_id(kept)
        found = {id: mark for id, mark in kept.items() if id in known}
        for mark in (mark for id, mark in kept.items() if id not in known):
            rows = ledger.requirements(RequirementFilter(documents=Filter(documents=frozenset({mark.document}))))
            figures = _figures(mark.quote)
            alike = max(
                (row for row in rows if row.id not in found and _figures(row.quote) == figures),
                key=lambda row: _likeness(mark.quote, row.quote),
                default=None,
            )
            if alike is not None and _likeness(mark.quote, alike.quote) >= _ALIKE:
                found[alike.id] = mark
        return found


def _figures(quote: str) -> set[tuple[str, str]]:
    """Give the figures, dates and spelled numbers of a sentence."""
    spelled = {("word", word) for word in words(quote) if word in _SPELLED}
    return spelled | {(one.kind, one.value) for one in quantities(quote)}


def _likeness(one: str, other: str) -> float:
    return jaccard(set(words(one)), set(words(other)))
