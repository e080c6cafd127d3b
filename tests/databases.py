"""The kinds of databases on which the tests of store, search and notes run, and what looks into them whatever their kind."""

import gc
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Engine, event, text

import vectorstore.sql.dialect
from vectorstore.sql.database import Database
from vectorstore.sql.dialect import DEFAULT_DIALECT, Address, Dialect, dialect_named
from vectorstore.sql.dialects.postgresql import DIALECT as POSTGRESQL

if TYPE_CHECKING:
    from tests.postgresql_server import PostgresServer

PLACE = "postgresql://policy@127.0.0.1/library"


class OnServer:
    """Databases on a server in place of files: one of its own for each directory, with the tables of a new one."""

    def __init__(self, server: "PostgresServer", template: str) -> None:
        self._server, self._template = server, template
        self._names: dict[Path, str] = {}
        self._connections: list[Any] = []
        assert POSTGRESQL.server is not None
        self.dialect = replace(POSTGRESQL, open=self._open, server=replace(POSTGRESQL.server, place=lambda _: PLACE))

    def copy(self, source: Path, target: Path) -> None:
        self._names[target.resolve()] = self._server.create_database(self._names[source.resolve()])

    def drop(self) -> None:
        gc.collect()  # what a test left open ends now, while its connections are there to be told
        for connection in self._connections:
            connection.close()
        for name in self._names.values():
            self._server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def dialect_named(self, name: str) -> Dialect:
        return self.dialect if name == DEFAULT_DIALECT else dialect_named(name)

    def _open(self, address: Address) -> Engine:
        directory = address.directory.resolve()
        if directory not in self._names:
            self._names[directory] = self._server.create_database(self._template)
        engine = POSTGRESQL.open(replace(address, url=self._server.address(self._names[directory])))
        event.listen(engine, "connect", lambda connection, _: self._connections.append(connection))
        return engine


_in_use: list[OnServer] = []


@pytest.fixture(scope="session")
def postgresql() -> "Iterator[PostgresServer]":
    """A server of PostgreSQL; tests that need it are left out, and say so, where none is installed."""
    try:
        from tests.postgresql_server import postgres_server, programs
    except ModuleNotFoundError:
        _left_out("the driver of PostgreSQL is not installed (pip install psycopg[binary])")
    if (folder := programs()) is None:
        _left_out("no server of PostgreSQL is installed (apt-get install postgresql)")
    with postgres_server(folder) as server:
        yield server


def _left_out(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def new_tables(postgresql: "PostgresServer") -> str:
    """The name of a database with the tables of a library and notes, of which others are copied."""
    from assistant.records.schema import HISTORY as RECORDS
    from vectorstore.sql.migration import bring_up_to_date
    from vectorstore.sql.schema import HISTORY as LIBRARY

    name = postgresql.create_database()
    for schema, history in (("library", LIBRARY), ("records", RECORDS)):
        database = Database(Address(Path(), schema, postgresql.address(name)))
        bring_up_to_date(database, history)
        database.close()
    return name


@pytest.fixture
def url(postgresql: "PostgresServer") -> Iterator[str]:
    """The address of an empty database."""
    made = postgresql.create_database()
    yield postgresql.address(made)
    postgresql.execute(f"DROP DATABASE {made} WITH (FORCE)")


@pytest.fixture(scope="module", autouse=True)
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the kind of database on which the tests of a module run, each kind in its turn."""
    kind = getattr(request, "param", DEFAULT_DIALECT)
    if kind == DEFAULT_DIALECT:
        yield kind
        return
    on_server = OnServer(request.getfixturevalue("postgresql"), request.getfixturevalue("new_tables"))
    _in_use.append(on_server)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vectorstore.sql.dialect, "dialect_named", on_server.dialect_named)
        yield kind
    _in_use.remove(on_server)
    on_server.drop()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test on every kind of database, but for those that are marked to run once."""
    if "database" in metafunc.fixturenames and metafunc.definition.get_closest_marker("once") is None:
        metafunc.parametrize("database", [DEFAULT_DIALECT, POSTGRESQL.name], indirect=True, scope="module")


def copied(source: Path, target: Path) -> Path:
    """Copy the directory of a closed library with its database, and give the copy."""
    shutil.copytree(source, target, copy_function=shutil.copy2)
    for on_server in _in_use:
        on_server.copy(source, target)
    return target


def run(directory: Path, statement: str, values: Mapping[str, object] | None = None, name: str = "library") -> None:
    """Change a database in the way of another program."""
    database = Database(Address(directory, name))
    try:
        with database.writing() as connection:
            connection.execute(text(statement), values or {})
    finally:
        database.close()


def rows(directory: Path, statement: str, name: str = "library") -> list[Any]:
    """Give what a query finds in a database."""
    database = Database(Address(directory, name))
    try:
        with database.reading() as connection:
            return list(connection.execute(text(statement)).all())
    finally:
        database.close()
