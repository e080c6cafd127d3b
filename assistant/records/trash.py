"""Documents that were removed, kept for a day so that it can be undone."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select

from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.schema import removed
from vectorstore.sql.documents import SourceCopy

_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TrashedDocument:
    """A document read from `source` that `user` removed at ISO time `at`."""

    id: int
    name: str
    title: str
    source: str
    user: str
    at: str


class Removed:
    """The originals of removed documents."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def keep(self, name: str, title: str, original: SourceCopy, properties: dict[str, str], user: str) -> int:
        """Keep what a document is read from, and what a user stated of it; give the id of the removal."""
        self._forget_old()
        values = {
            "name": name, "title": title, "source": original.source, "sha256": original.sha256, "original": original.content,
            "beside": original.beside, "properties": json.dumps(properties, ensure_ascii=False), "user": user, "at": now(),
        }  # fmt: skip
        with self._store.changing() as connection:
            return int(connection.execute(insert(removed).values(values).returning(removed.c.id)).scalar_one())

    def all(self) -> list[TrashedDocument]:
        """Give what can still be undone, the newest first."""
        self._forget_old()
        columns = (removed.c.id, removed.c.name, removed.c.title, removed.c.source, removed.c.user, removed.c.at)
        with self._store.reading() as connection:
            return [TrashedDocument(*row) for row in connection.execute(select(*columns).order_by(removed.c.id.desc()))]

    def kept(self, id: int) -> tuple[str, SourceCopy, dict[str, str]]:
        """Give name, original and properties of a removal; raises AssistantError where it is gone."""
        with self._store.reading() as connection:
            row = connection.execute(select(removed).where(removed.c.id == id)).first()
        if row is None:
            raise AssistantError("This removal can no longer be undone.")
        return row.name, SourceCopy(row.source, row.sha256, row.original, row.beside), json.loads(row.properties)

    def forget(self, id: int) -> None:
        """Forget a removal, after it was undone."""
        with self._store.changing() as connection:
            connection.execute(delete(removed).where(removed.c.id == id))

    def _forget_old(self) -> None:
        old = (datetime.now(UTC) - _KEPT).isoformat(timespec="seconds")
        with self._store.changing() as connection:
            connection.execute(delete(removed).where(removed.c.at < old))
