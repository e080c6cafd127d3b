"""A database with whole transactions, of any dialect."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import DatabaseError

from vectorstore.errors import Fault
from vectorstore.sql.dialect import dialect_named, dialect_of


class Database:
    """The database of one file, made where missing. Safe to use from several threads."""

    def __init__(self, path: Path, dialect: str) -> None:
        """Open it lazily; raises LibraryError where there is no such dialect."""
        self.path = path
        self._dialect = dialect_named(dialect)
        self._engine = self._dialect.open(path).execution_options(dialect=self._dialect)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database throughout."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection whose changes, of tables too, are kept together at its end, or not at all; nobody else writes meanwhile."""
        with self._engine.execution_options(writes=True).begin() as connection:
            yield connection

    def fault_of(self, error: DatabaseError) -> Fault:
        """Say what an error of this database means."""
        return self._dialect.fault_of(error)

    def close(self) -> None:
        self._engine.dispose()


def create_tables(connection: Connection, tables: MetaData) -> None:
    """Make the tables of a new database; an id that one of them gave is never given again."""
    for table in tables.sorted_tables:
        if table.autoincrement_column is not None:
            table.dialect_kwargs.update(dialect_of(connection).permanent_ids)
    tables.create_all(connection)
