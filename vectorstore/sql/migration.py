"""Brings a database to the present format by Alembic's revisions, in one transaction: interrupted, it keeps the older format whole."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, MetaData, String, Table, delete, insert, inspect, literal, select

from vectorstore.errors import LibraryError
from vectorstore.sql.database import Database
from vectorstore.sql.dialect import dialect_of

_revision = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
_FOLDER = Path(__file__).with_name("migrations")
_MOVE = "move"
"""The key under which a database says that rows of another one are being put into it."""


class UnknownFormatError(Exception):
    """A database has the format `found`, which this program does not know; `known` is the one it reads."""

    def __init__(self, found: str, known: str) -> None:
        super().__init__(found, known)
        self.found, self.known = found, known


@dataclass(frozen=True, slots=True)
class History:
    """The formats of one database: `revisions` is the folder of Alembic's revisions, `head` the last of them.

    `tables` are as that one leaves them, `create` makes them. Up to 0.5.0 the format was a whole number under `key` in the
    table `facts`; it still stands there, so that those versions refuse a format that they do not know.
    """

    revisions: Path
    head: str
    tables: MetaData
    create: Callable[[Connection], None]
    key: str

    @property
    def facts(self) -> Table:
        return self.tables.tables["facts"]


def bring_up_to_date(database: Database, history: History) -> None:
    """Make the tables of a new database, and bring those of an older format to the present one.

    Raises UnknownFormatError for a format that `history` does not know, LibraryError where another one is still being moved into it.
    """
    with database.reading() as connection:
        if _revision_of(connection) == history.head:
            return
        if _is_moved_into(connection, history):
            raise LibraryError(
                "Moving documents and notes into {place} was not finished; run the same again: policy-assistant move.",
                place=database.address.place,
            )
    with database.writing() as connection:
        found = _revision_of(connection) or _numbered(connection, history)
        if found:
            _upgrade(connection, history, found)
        else:
            _create(connection, history)


def is_of_another_format(database: Database, history: History) -> bool:
    """Say whether a database has tables, and not those of the present format."""
    with database.reading() as connection:
        return (_revision_of(connection) or _numbered(connection, history)) not in ("", history.head)


def is_moved_into(database: Database, history: History) -> bool:
    """Say whether rows of another database are being put into this one, which was not finished."""
    with database.reading() as connection:
        return _is_moved_into(connection, history)


def is_taken(database: Database, history: History) -> bool:
    """Say whether a database that can be opened has rows."""
    with database.reading() as connection:
        if _is_moved_into(connection, history) or not (_revision_of(connection) or _numbered(connection, history)):
            return False
        return any(_has_rows(connection, table) for table in history.tables.sorted_tables if table is not history.facts)


def begin_move(connection: Connection, history: History) -> None:
    """Make the tables into which the rows of another database are put, where there are none; until its end nothing opens this one."""
    if not _is_moved_into(connection, history):
        if not _revision_of(connection):
            _create(connection, history)
        connection.execute(delete(_revision))
        connection.execute(delete(history.facts))
        connection.execute(insert(history.facts).values(key=_MOVE, value="begun"))


def end_move(connection: Connection, history: History, facts: Sequence[Mapping[str, Any]]) -> None:
    """Let a database be opened that holds all rows of another one; `facts` are those of the other."""
    connection.execute(delete(history.facts))
    connection.execute(insert(history.facts), list(facts))
    _stamp(connection, history, history.head)


def _is_moved_into(connection: Connection, history: History) -> bool:
    if not inspect(connection).has_table(history.facts.name):
        return False
    return bool(connection.scalar(select(history.facts.c.value).where(history.facts.c.key == _MOVE)))


def _has_rows(connection: Connection, table: Table) -> bool:
    return connection.execute(select(literal(1)).select_from(table).limit(1)).first() is not None


def _revision_of(connection: Connection) -> str:
    return connection.scalar(select(_revision.c.version_num)) or "" if inspect(connection).has_table(_revision.name) else ""


def _numbered(connection: Connection, history: History) -> str:
    """Give the revision of a database of 0.5.0 or earlier, empty where no version finished making its tables."""
    if not inspect(connection).has_table(history.facts.name):
        return ""
    number: str = connection.scalar(select(history.facts.c.value).where(history.facts.c.key == history.key)) or ""
    return number and number.zfill(4)


def _create(connection: Connection, history: History) -> None:
    present = inspect(connection).get_table_names()
    kept = [table for name, table in history.tables.tables.items() if name in present and name != history.facts.name]
    if any(_has_rows(connection, table) for table in kept):
        raise UnknownFormatError("?", _number(history.head))  # what says the format is lost, and there are rows
    history.tables.drop_all(connection)  # of a version that was interrupted before anything was kept
    history.create(connection)
    _stamp(connection, history, history.head)


def _upgrade(connection: Connection, history: History, found: str) -> None:
    from alembic import command  # not needed where the format is the present one
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("version_locations", str(history.revisions).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    _stamp(connection, history, found)
    try:
        command.upgrade(config, history.head)
    except CommandError as error:
        raise UnknownFormatError(_number(found), _number(history.head)) from error
    _stamp(connection, history, history.head)


def _stamp(connection: Connection, history: History, revision: str) -> None:
    _revision.create(connection, checkfirst=True)
    for table, row in ((_revision, {"version_num": revision}), (history.facts, {"key": history.key, "value": _number(revision)})):
        old = delete(table) if table is _revision else delete(table).where(table.c.key == history.key)
        connection.execute(old)
        connection.execute(insert(table).values(row))


def _number(revision: str) -> str:
    return revision.lstrip("0")


def permanent_ids() -> Mapping[str, bool]:
    """Give the options, in a revision, of a table that never gives an id again."""
    from alembic import op

    return dialect_of(op.get_bind()).permanent_ids


def add_columns(table: str, *columns: Column[Any]) -> None:
    """Add the columns that `table` lacks, in a revision; up to 0.5.0 an interrupted upgrade could leave some of them added."""
    from alembic import op

    present = {column["name"] for column in inspect(op.get_bind()).get_columns(table)}
    for column in columns:
        if column.name not in present:
            op.add_column(table, column)
