"""How passages are found by their words, and among which."""

from pathlib import Path

from sqlalchemy import Connection, event
from vectorstore.lexical import find_words
from vectorstore.schema import connect


def plan(connection: Connection, documents: list[int] | None) -> list[str]:
    """Give the steps by which SQLite finds words among the passages of `documents`."""
    asked: list[tuple[str, object]] = []

    def note(_: Connection, cursor: object, statement: str, parameters: object, *rest: object) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    find_words(connection, ["board"], 10, documents)
    event.remove(connection, "before_cursor_execute", note)
    [(statement, parameters)] = asked
    return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]


def test_the_index_is_searched_once_whatever_the_documents(tmp_path: Path) -> None:
    with connect(tmp_path / "library.db").begin() as connection:
        [everywhere] = [step for step in plan(connection, None) if "lexical" in step]
        assert [step for step in plan(connection, [1, 2]) if "lexical" in step] == [everywhere]
