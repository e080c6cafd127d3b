"""What was changed in the marks of requirements, by whom and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from assistant.records.database import Store
from assistant.records.schema import mark_changes

_MOST = 200


@dataclass(frozen=True, slots=True)
class MarkChange:
    """At ISO time `at`, `user` changed `what` of a requirement (“state”, “note”, “assignee”, “correction”), from `before` to `after`."""

    at: str
    user: str
    what: str
    before: str
    after: str


class MarkHistory:
    """The changes of the marks of requirements; nothing takes one out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, requirements: Iterable[str]) -> list[MarkChange]:
        """Give the last changes of the requirements with these ids, the newest first."""
        columns = [mark_changes.c[name] for name in MarkChange.__slots__]
        chosen = select(*columns).where(mark_changes.c.requirement.in_(list(requirements))).order_by(mark_changes.c.id.desc()).limit(_MOST)
        with self._store.reading() as connection:
            return [MarkChange(*row) for row in connection.execute(chosen)]


def note_changes(connection: Connection, requirement: str, changes: Iterable[MarkChange]) -> None:
    """Keep changes of the mark of the requirement with this id."""
    rows = [{"requirement": requirement} | {name: getattr(one, name) for name in MarkChange.__slots__} for one in changes]
    if rows:
        connection.execute(insert(mark_changes), rows)
