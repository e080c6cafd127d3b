"""All rows of a database put into another one, of whichever dialect; begun again after it was interrupted, that goes on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, insert, literal, select, tuple_

from vectorstore.errors import LibraryError
from vectorstore.sql.database import Database
from vectorstore.sql.dialect import dialect_of
from vectorstore.sql.migration import History, begin_move, end_move

_ROWS, _ROWS_WITH_ORIGINALS = 500, 4  # that are taken in one transaction

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MovedTable:
    """A table whose rows are in both databases now, and how many."""

    name: str
    rows: int


def put_rows(source: Database, target: Database, history: History) -> Iterator[MovedTable]:
    """Make the rows of `target` those of `source`, both of the tables of `history`, and name each table when it is done.

    `source` must have the present format, and nobody may write in either. Until `finish`, nothing can open `target`.
    """
    with target.writing() as connection:
        begin_move(connection, history)
    with source.reading() as connection:
        for table in _tables(history):
            rows = _level(connection, target, table) if table.primary_key.columns else _replace(connection, target, table)
            yield MovedTable(table.name, rows)


def finish(source: Database, target: Database, history: History) -> None:
    """Compare all rows and let `target` be opened; raises LibraryError where one differs."""
    with source.reading() as connection, target.reading() as other:
        for table in _tables(history):
            if not _is_same(connection, other, table):
                raise LibraryError("The rows of {table} differ between both databases; run the move again.", table=table.name)
        facts = [dict(row) for row in connection.execute(select(history.facts)).mappings()]
    with target.writing() as connection:
        end_move(connection, history, facts)


def _tables(history: History) -> list[Table]:
    return [table for table in history.tables.sorted_tables if table is not history.facts]


def _level(source: Connection, target: Database, table: Table) -> int:
    """Make the rows of a table with a key those of `source`, some at a time in the order of the key, and give their number."""
    size = _ROWS_WITH_ORIGINALS if "original" in table.c else _ROWS
    last: tuple[Any, ...] | None = None
    count = 0
    while True:
        wanted = _rows(source, table, _after(table, last), size)
        end = _key(table, wanted[-1]) if len(wanted) == size else None
        with target.writing() as connection:
            held = {_key(table, row): row for row in _rows(connection, table, and_(_after(table, last), _up_to(table, end)))}
            ours = {_key(table, row): row for row in wanted}
            for key in [key for key, row in held.items() if ours.get(key) != row]:
                connection.execute(delete(table).where(*_is(table, key)))
            if lacking := [dict(row) for key, row in ours.items() if held.get(key) != row]:
                connection.execute(insert(table), lacking)
            if end is None and table.autoincrement_column is not None:
                dialect = dialect_of(connection)
                dialect.count_on(connection, table.name, dialect_of(source).last_id(source, table.name))
        count += len(wanted)
        if end is None:
            return count
        last = end


def _replace(source: Connection, target: Database, table: Table) -> int:
    """Put the rows of a table without a key in the place of those of `target`, all at once, and give their number."""
    with target.writing() as connection:
        connection.execute(delete(table))
        count = 0
        for some in source.execute(select(table)).mappings().partitions(_ROWS):
            connection.execute(insert(table), [_plain(row) for row in some])
            count += len(some)
    return count


def _is_same(one: Connection, other: Connection, table: Table) -> bool:
    """Compare all rows of a table."""
    ordered = select(table).order_by(*(table.primary_key.columns or table.c)).execution_options(yield_per=_ROWS_WITH_ORIGINALS)
    pairs = zip_longest(one.execute(ordered).mappings(), other.execute(ordered).mappings())
    return all(ours is not None and theirs is not None and _plain(ours) == _plain(theirs) for ours, theirs in pairs)


def _rows(connection: Connection, table: Table, chosen: ColumnElement[bool], most: int | None = None) -> Sequence[_Row]:
    found = connection.execute(select(table).where(chosen).order_by(*table.primary_key.columns).limit(most))
    return [_plain(row) for row in found.mappings()]


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """Give a row as every dialect can hold it: some know no NUL in a text."""
    return {str(name): value.replace("\0", "\ufffd") if isinstance(value, str) else value for name, value in row.items()}


def _key(table: Table, row: _Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key.columns)


def _after(table: Table, key: tuple[Any, ...] | None) -> ColumnElement[bool]:
    return tuple_(*table.primary_key.columns) > key if key is not None else literal(1) == literal(1)


def _up_to(table: Table, key: tuple[Any, ...] | None) -> ColumnElement[bool]:
    return tuple_(*table.primary_key.columns) <= key if key is not None else literal(1) == literal(1)


def _is(table: Table, key: tuple[Any, ...]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in zip(table.primary_key.columns, key, strict=True)]
