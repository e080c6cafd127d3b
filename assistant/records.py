"""What users note, kept apart from the library: how far a requirement is done, by whom it was noted, and what was learned."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Column, Connection, MetaData, String, Table, Text, create_engine, delete, event, insert, select
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from assistant.errors import AssistantError
from vectorstore.filter import Filter
from vectorstore.ledger import Ledger, RowFilter
from vectorstore.quantities import quantities
from vectorstore.requirement import Requirement
from vectorstore.words import words

STATES = ("open", "in progress", "done")
"""How far a requirement is; one without a mark is open."""
_VERSION = "1"
_LONGEST_NOTE, _LONGEST_NAME = 2000, 100
_SPELLED = frozenset(words("first second third fourth last one two three four five six seven eight nine ten half"))
_ALIKE = 0.6  # share of the words of a marked sentence that the changed one of a new version must have

_tables = MetaData()
_facts = Table("facts", _tables, Column("key", String, primary_key=True), Column("value", String, nullable=False))
_marks = Table(
    "marks",
    _tables,
    Column("requirement", String, primary_key=True),
    Column("document", String, nullable=False, index=True),
    Column("quote", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("note", Text, nullable=False),
    Column("name", String, nullable=False),
    Column("at", String, nullable=False),
)
_learned = Table(
    "learned",
    _tables,
    Column("user", String, primary_key=True),
    Column("item", String, primary_key=True),
    Column("value", String, nullable=False),
)


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


class Records:
    """The notes in `records.db` of a library's directory. Every change is one transaction. Safe to use from several threads."""

    def __init__(self, directory: Path) -> None:
        """Open the notes, made where missing; raises AssistantError where they cannot be read or written."""
        self._path = directory / "records.db"
        with self._errors_told():
            self._engine = create_engine(f"sqlite:///{self._path}", connect_args={"timeout": 30})

            @event.listens_for(self._engine, "connect")
            def prepare(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
                cursor = connection.cursor()
                cursor.execute("PRAGMA journal_mode = WAL")
                cursor.close()

            with self._engine.begin() as connection:
                _tables.create_all(connection)
                version = connection.scalar(select(_facts.c.value).where(_facts.c.key == "version"))
                if version is None:
                    connection.execute(insert(_facts).values(key="version", value=_VERSION))
        if version not in (None, _VERSION):
            raise AssistantError(f"The notes in {self._path} have the format {version}, this program reads {_VERSION}.")

    def close(self) -> None:
        self._engine.dispose()

    def mark(self, row: Requirement, state: str | None = None, note: str | None = None, name: str | None = None) -> Mark:
        """Mark a requirement; what is None stays as it was. Raises AssistantError for a state that is none of STATES."""
        if state is not None and state not in STATES:
            raise AssistantError(f"“{state[:40]}” is no state; {', '.join(STATES)} are.")
        at = datetime.now(UTC).isoformat(timespec="seconds")
        with self._changing() as connection:
            found = connection.execute(select(_marks).where(_marks.c.requirement == row.id)).mappings().first()
            before = Mark(**found) if found else Mark(row.id, row.document, row.quote, STATES[0], "", "", at)
            mark = replace(
                before,
                quote=row.quote,
                state=before.state if state is None else state,
                note=before.note if note is None else note.strip()[:_LONGEST_NOTE],
                name=before.name if name is None else name.strip()[:_LONGEST_NAME],
                at=at,
            )
            connection.execute(delete(_marks).where(_marks.c.requirement == row.id))
            connection.execute(insert(_marks).values({field: getattr(mark, field) for field in mark.__slots__}))
        return mark

    def marks(self, ledger: Ledger) -> dict[str, Mark]:
        """Give all marks, by the ids of the rows of `ledger` that they mark.

        A mark whose own sentence is gone from its document goes to the row of that document that has nearly the same words and
        the same figures and dates, where there is one; it stays as it was set.
        """
        with self._errors_told(), self._engine.connect() as connection:
            kept = {row["requirement"]: Mark(**row) for row in connection.execute(select(_marks)).mappings()}
        known = ledger.by_id(kept)
        found = {id: mark for id, mark in kept.items() if id in known}
        for mark in (mark for id, mark in kept.items() if id not in known):
            rows = ledger.rows(RowFilter(only=Filter(documents=frozenset({mark.document}))))
            figures = _figures(mark.quote)
            alike = max(
                (row for row in rows if row.id not in found and _figures(row.quote) == figures),
                key=lambda row: _likeness(mark.quote, row.quote),
                default=None,
            )
            if alike is not None and _likeness(mark.quote, alike.quote) >= _ALIKE:
                found[alike.id] = mark
        return found

    def learn(self, user: str, item: str, value: str) -> None:
        """Keep what `user` has read or answered; "" takes it back."""
        with self._changing() as connection:
            connection.execute(delete(_learned).where(_learned.c.user == user, _learned.c.item == item))
            if value:
                connection.execute(insert(_learned).values(user=user[:_LONGEST_NAME], item=item, value=value))

    def learned(self, user: str) -> dict[str, str]:
        """Give what `user` has read or answered, by item."""
        with self._errors_told(), self._engine.connect() as connection:
            return {row.item: row.value for row in connection.execute(select(_learned).where(_learned.c.user == user[:_LONGEST_NAME]))}

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        with self._errors_told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise AssistantError(f"The notes in {self._path} cannot be read or written: {error.orig}.") from error


def _figures(quote: str) -> set[tuple[str, str]]:
    """Give the figures, dates and spelled numbers of a sentence."""
    spelled = {("word", word) for word in words(quote) if word in _SPELLED}
    return spelled | {(one.kind, one.value) for one in quantities(quote)}


def _likeness(one: str, other: str) -> float:
    first, second = set(words(one)), set(words(other))
    return len(first & second) / max(1, len(first | second))
