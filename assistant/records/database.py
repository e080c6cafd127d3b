"""The database `records.db`: opened, brought to the present format, copied and put back."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import DatabaseError

from assistant.errors import AssistantError
from assistant.records.schema import HISTORY, api_keys, audit, calendar_tokens, conversations, facts, sessions, shares, tables
from vectorstore.errors import Fault, refused
from vectorstore.opening import state_of
from vectorstore.sql.database import Database, reason_of
from vectorstore.sql.dialect import Address
from vectorstore.sql.migration import UnknownFormatError, bring_up_to_date

NAME = "records"
"""The name of the notes' database in its address."""
_CLOSED = "records.closed"  # a file with what the database is like, while nobody uses it
_log = logging.getLogger(__name__)


class Store:
    """The database of an installation's notes. Every change is one transaction. Safe to use from several threads."""

    def __init__(self, directory: Path, database: str = "") -> None:
        """Open it, made where missing; `database` is as in `Library`.

        Raises AssistantError where it cannot be read or written, or is of a later format, LibraryError where notes are still moved there.
        """
        self._database = Database(Address(directory, NAME, database))
        self._closed = directory / _CLOSED
        self._tell_what_changed()
        try:
            with self._errors_translated():
                bring_up(self._database)
        except BaseException:
            self._database.close()
            raise

    def close(self) -> None:
        self._database.close()
        if state := state_of(self._database.address):
            with suppress(OSError):  # a change is not noticed at the next start
                self._closed.write_text(state, encoding="utf-8")

    def _tell_what_changed(self) -> None:
        """Warn where the notes were lost or changed by something else since they were closed."""
        try:
            state = self._closed.read_text(encoding="utf-8")
            self._closed.unlink(missing_ok=True)
        except (OSError, ValueError):
            return
        address = self._database.address
        if state_of(address) not in (state, "") or not address.file.exists():
            _log.warning(
                "The notes in %s are not as they were closed; a backup has those of before (policy-assistant restore).", address.place
            )

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """Give a connection whose changes are kept together at its end, or not at all."""
        with self._errors_translated(), self._database.writing() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._errors_translated(), self._database.reading() as connection:
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

        The log keeps its lines and gets those of `other` that it lacks. All sessions end, all keys of programs, and all tokens of
        calendars and shares, some of which may have been revoked since.
        """
        with other.reading() as source, self.changing() as connection:
            lines = [column for column in audit.c if column is not audit.c.id]
            logged = {tuple(row) for row in connection.execute(select(*lines))}
            lacking = [row._asdict() for row in source.execute(select(*lines).order_by(audit.c.id)) if tuple(row) not in logged]
            for table in reversed(tables.sorted_tables):
                if table is not audit:
                    connection.execute(delete(table))
            for table in tables.sorted_tables:
                if table in (audit, sessions, api_keys, calendar_tokens, shares):
                    continue
                for some in source.execute(select(table)).mappings().partitions(200):
                    connection.execute(insert(table), [dict(row) for row in some])
            if lacking:
                connection.execute(insert(audit), lacking)

    @contextmanager
    def _errors_translated(self) -> Iterator[None]:
        try:
            yield
        except DatabaseError as error:
            fault = self._database.fault_of(error)
            if fault in (Fault.AWAY, Fault.DENIED, Fault.NO_DATABASE):
                raise AssistantError(refused(fault, reason_of(error), self._database.address.place).message) from error
            if fault is Fault.BUSY:
                raise AssistantError("Somebody else is writing at this moment; nothing was changed. Try again in a moment.") from error
            path, reason = self._database.address.place, reason_of(error)
            raise AssistantError("The notes in {path} cannot be read or written: {reason}.", path=path, reason=reason) from error


def bring_up(database: Database) -> None:
    """Bring the notes to the present format; raises AssistantError where theirs is a later one."""
    try:
        bring_up_to_date(database, HISTORY)
    except UnknownFormatError as error:
        raise AssistantError(
            "The notes in {path} have the format {found}, this program reads {known}.",
            path=database.address.place,
            found=error.found,
            known=error.known,
        ) from error


def holds_conversations(directory: Path) -> bool:
    """Say whether `directory` keeps conversations of users in a file; raises AssistantError as `Store` does."""
    if not Address(directory, NAME).file.is_file():
        return False
    with closing(Store(directory)) as store, store.reading() as connection:
        return connection.scalar(select(conversations.c.id).limit(1)) is not None


def now() -> str:
    """Give the ISO time, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")
