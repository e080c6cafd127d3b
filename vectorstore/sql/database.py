"""A database with whole transactions, of any dialect."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import DatabaseError

from vectorstore.errors import Fault, in_use
from vectorstore.sql.dialect import Address, dialect_of


class Database:
    """The database at one address, made where missing. Safe to use from several threads."""

    def __init__(self, address: Address) -> None:
        """Open it lazily; raises LibraryError where there is no such dialect."""
        self.address = address
        self._dialect = address.dialect
        self._engine = self._dialect.open(address).execution_options(dialect=self._dialect)
        self._turn = threading.Lock()
        self._alone: bool | None = None  # whether it is owned alone, None where it is not
        self._owning: Connection | None = None

    @property
    def is_shared(self) -> bool:
        """Say whether other processes may change the database too while this one has it open."""
        return self._dialect.server is not None

    def own(self, *, alone: bool = False) -> None:
        """Let no other process own the database alone until it is closed, and none at all where this one does so `alone`.

        Raises LibraryInUseError where that cannot be. A file is owned by whoever has the lock on its directory. Where the server ended
        our session, the database is owned anew before the next change.
        """
        if (server := self._dialect.server) is None:
            return
        with self._turn:
            if self._alone and not alone:
                self._disown()
            self._alone = alone
            try:
                owner = server.own(self._session(), alone)
            except DatabaseError:  # the server ended the session
                self._disown()
                owner = server.own(self._session(), alone)
        if owner:
            raise in_use(self.address.place, owner)

    def _session(self) -> Connection:
        """Give the session that owns the database."""
        if self._owning is None:
            self._owning = self._engine.connect()
        return self._owning

    def _disown(self) -> None:
        """End the session that owns the database."""
        if self._owning is not None:
            self._owning.invalidate()
            self._owning.close()
            self._owning = None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes, of tables too, are kept together at its end, or not at all; nobody else writes meanwhile."""
        if self._alone is not None:
            self.own(alone=self._alone)
        with self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def fault_of(self, error: DatabaseError) -> Fault:
        """Say what an error of this database means."""
        return self._dialect.fault_of(error)

    def close(self) -> None:
        self._disown()
        self._engine.dispose()


def reason_of(error: DatabaseError) -> str:
    """Give what the database says of an error, in one line."""
    return " ".join(str(error.orig).split())


def create_tables(connection: Connection, tables: MetaData) -> None:
    """Make the tables of a new database; an id that one of them gave is never given again."""
    for table in tables.sorted_tables:
        if table.autoincrement_column is not None:
            table.dialect_kwargs.update(dialect_of(connection).permanent_ids)
    tables.create_all(connection)
