"""How passages are found by their words, and among which."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tests.conftest import ingest
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.library import Library

pytestmark = pytest.mark.once

ALL = Filter(statuses=frozenset({"in force", "superseded"}))


def plan(library: Library, filter: Filter) -> list[str]:
    """Give the steps by which the full text is searched among the documents that `filter` admits."""
    asked: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        if "MATCH" in statement:
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with library.snapshot() as now:
            assert now.find(["board"], None, 10, filter).shared
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    [(statement, parameters)] = asked
    with sqlite3.connect(library.directory / "library.db") as connection:
        steps = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    connection.close()
    return [step for step in steps if "lexical" in step]


def test_the_full_text_is_searched_once_whatever_the_documents(library: Library, tmp_path: Path) -> None:
    for name, status in (("old", "superseded"), ("new", "in force")):
        (tmp_path / f"{name}.md").write_text(
            f"---\nstatus: {status}\n---\n# Rules {name}\n\nThe board must meet {name}.\n", encoding="utf-8"
        )
    ingest(library, tmp_path / "old.md", tmp_path / "new.md")
    [everywhere] = plan(library, ALL)
    assert plan(library, IN_FORCE) == [everywhere]
