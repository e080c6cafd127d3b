"""The database `records.db`: opened, brought to the present format, copied and put back."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import DatabaseError

from assistant.errors import AssistantError
from assistant.records.schema import ADDED, VERSION, audit, facts, sessions, tables
from vectorstore.sql.database import open_sqlite

FILE = "records.db"


class Store:
    """The database in a library's directory. Every change is one transaction. Safe to use from several threads."""

    def __init__(self, directory: Path) -> None:
        """Open it, made where missing; raises AssistantError where it cannot be read or written, or is of a later format."""
        self.path = directory / FILE
        with self._errors_told():
            self._engine = open_sqlite(self.path)
            with self._engine.begin() as connection:
                version = self._brought_up(connection)
        if version != VERSION:
            self._engine.dispose()
            raise AssistantError(
                "The notes in {file} have the format {version}, this program reads {known}.", file=self.path, version=version, known=VERSION
            )

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at its end, or not at all."""
        with self._errors_told(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._errors_told(), self._engine.connect() as connection:
            yield connection

    def secret(self) -> bytes:
        """Give 32 random bytes that stay the same."""
        with self.changing() as connection:
            kept = connection.scalar(select(facts.c.value).where(facts.c.key == "secret"))
            if kept is None:
                kept = secrets.token_hex(32)
                connection.execute(insert(facts).values(key="secret", value=kept))
        return bytes.fromhex(kept)

    def put_back(self, other: "Store") -> None:
        """Replace what is kept by what `other` keeps, in one transaction, also while another process uses this database.

        The log keeps its lines and gets those of `other` that it lacks. All sessions end.
        """
        with other.reading() as source, self.changing() as connection:
            lines = [column for column in audit.c if column is not audit.c.id]
            logged = {tuple(row) for row in connection.execute(select(*lines))}
            lacking = [row._asdict() for row in source.execute(select(*lines).order_by(audit.c.id)) if tuple(row) not in logged]
            for table in reversed(tables.sorted_tables):
                if table is not audit:
                    connection.execute(delete(table))
            for table in tables.sorted_tables:
                if table in (audit, sessions):
                    continue
                for some in source.execute(select(table)).mappings().partitions(200):
                    connection.execute(insert(table), [dict(row) for row in some])
            if lacking:
                connection.execute(insert(audit), lacking)

    def _brought_up(self, connection: Connection) -> str:
        tables.create_all(connection)
        version = connection.scalar(select(facts.c.value).where(facts.c.key == "version"))
        while version in ADDED:
            for table, column in ADDED[version]:
                if column not in {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")}:
                    connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
            version = str(int(version) + 1)
            connection.execute(delete(facts).where(facts.c.key == "version"))
            connection.execute(insert(facts).values(key="version", value=version))
        if version is None:
            connection.execute(insert(facts).values(key="version", value=VERSION))
        return version or VERSION

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            raise AssistantError("The notes in {file} cannot be read or written: {reason}.", file=self.path, reason=error.orig) from error


def now() -> str:
    """Give the ISO time, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
