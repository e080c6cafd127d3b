"""Who did what: logins, uploads, removals, exports."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from assistant.records.database import Store, now
from assistant.records.schema import audit

_LONGEST = 500


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """What `user` did at ISO time `at`: an action such as “log in” or “remove”, and to what."""

    at: str
    user: str
    action: str
    what: str


class Audit:
    """The log of deeds; nothing takes a line out of it."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, user: str, action: str, what: str = "") -> None:
        """Add a line."""
        with self._store.changing() as connection:
            connection.execute(insert(audit).values(at=now(), user=user[:_LONGEST], action=action, what=what[:_LONGEST]))

    def last(self, most: int) -> list[AuditEvent]:
        """Give the last lines, the newest first."""
        columns = (audit.c.at, audit.c.user, audit.c.action, audit.c.what)
        with self._store.reading() as connection:
            return [AuditEvent(*row) for row in connection.execute(select(*columns).order_by(audit.c.id.desc()).limit(most))]
