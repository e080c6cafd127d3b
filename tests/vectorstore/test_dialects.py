"""What differs between SQL databases is a dialect that declares itself: one that is added holds a library and its notes."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import vectorstore.sql.dialects
from assistant.records.records import Records
from tests.conftest import ROOT, ingest
from tests.fakes import HashEmbedder
from tests.vectorstore.contents import found, write
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.search.evidence import search

pytestmark = pytest.mark.once

PLAIN = '''
"""A database whose words lie in an ordinary table and are found by LIKE."""

from dataclasses import replace

from sqlalchemy import text

from vectorstore.sql.dialect import PassageWords
from vectorstore.sql.dialects.sqlite import DIALECT as SQLITE

LINE = "' ' || title || ' ' || heading || ' ' || body || ' '"


class LikeIndex:
    def create(self, connection):
        connection.execute(text("CREATE TABLE plain_words (id INTEGER PRIMARY KEY, title TEXT, heading TEXT, body TEXT)"))

    def add(self, connection, rows):
        for row in rows:
            values = {"id": row.id, "title": row.title, "heading": row.heading, "body": row.body}
            connection.execute(text("INSERT INTO plain_words VALUES (:id, :title, :heading, :body)"), values)

    def renew(self, connection):
        connection.execute(text("DELETE FROM plain_words"))

    def is_sound(self, connection, thorough):
        return True

    def forget(self, connection, document_id):
        chosen = "SELECT id FROM passages WHERE document_id = :id"
        connection.execute(text(f"DELETE FROM plain_words WHERE id IN ({chosen})"), {"id": document_id})

    def find(self, connection, words, most, documents):
        owners = dict(connection.execute(text("SELECT id, document_id FROM passages")).all())
        weights = {}
        for word in words:
            holding = connection.execute(text(f"SELECT id FROM plain_words WHERE {LINE} LIKE :word"), {"word": f"% {word} %"})
            for id in (row.id for row in holding if documents is None or owners[row.id] in documents):
                weights[id] = weights.get(id, 0.0) + 1.0
        return dict(sorted(weights.items(), key=lambda item: -item[1])[:most])

    def words_of(self, connection, ids):
        rows = connection.execute(text("SELECT id, title, heading, body FROM plain_words"))
        return [PassageWords(*row) for row in rows if row.id in set(ids)]

    def frequency(self, connection, word):
        return connection.scalar(text(f"SELECT count(*) FROM plain_words WHERE {LINE} LIKE :word"), {"word": f"% {word} %"})

    def words_beginning(self, connection, beginning):
        rows = connection.execute(text(f"SELECT {LINE} AS line FROM plain_words"))
        counts = {}
        for row in rows:
            for word in {word for word in row.line.split() if word.startswith(beginning)}:
                counts[word] = counts.get(word, 0) + 1
        return counts


DIALECT = replace(SQLITE, name="plain", full_text=LikeIndex())
'''


@pytest.fixture
def plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add a dialect from a folder of its own, and give its name."""
    (tmp_path / "dialects").mkdir()
    (tmp_path / "dialects" / "plain.py").write_text(PLAIN, encoding="utf-8")
    monkeypatch.setattr(vectorstore.sql.dialects, "__path__", [*vectorstore.sql.dialects.__path__, str(tmp_path / "dialects")])
    yield "plain"
    sys.modules.pop("vectorstore.sql.dialects.plain")


def test_a_dialect_that_is_added_holds_a_library(plain: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    with Library(tmp_path / "library", HashEmbedder(), database=plain) as library:
        ingest(library, tmp_path / "docs")
        write(tmp_path / "docs", "beta", year=2031)
        ingest(library, tmp_path / "docs")
        assert {match.passage.document: match.lexical for match in search(library, "2031")} == {"alpha.md": 0.0, "beta.md": 1.0}
    with Library(tmp_path / "library", HashEmbedder(), database=plain) as library:
        library.remove("alpha.md")
        assert found(library, "commission report") == ["beta.md"]
        with library.snapshot() as now:
            assert now.document_frequencies(["alpha", "beta"]) == {"alpha": 0, "beta": 1}


def test_a_dialect_that_is_added_holds_the_notes_of_users(plain: str, tmp_path: Path) -> None:
    with Records(tmp_path, plain) as records:
        records.learning.learn("anna", "read plan.md", "2031-01-01")
    with Records(tmp_path, plain) as records:
        assert records.learning.learned("anna") == {"read plan.md": "2031-01-01"}


def test_a_dialect_that_there_is_not_is_named_with_those_there_are(tmp_path: Path) -> None:
    for _ in range(2):  # the directory is given free again
        with pytest.raises(LibraryError, match="no SQL dialect “abacus”; there are: postgresql, sqlite"):
            Library(tmp_path, HashEmbedder(), database="abacus")


def test_only_the_dialects_know_what_is_particular_to_a_database() -> None:
    folders = [ROOT / name for name in ("vectorstore", "ingest", "assistant/records")]
    others = [path for folder in folders for path in folder.rglob("*.py") if "dialects" not in path.parts]
    particular = re.compile(r"SQLite|sqlite3?_|import sqlite|PRAGMA|FTS5|fts5|json_each|BEGIN|psycopg|\bpg_|tsvector|unnest")
    assert len(others) > 60
    assert [path.name for path in others if particular.search(path.read_text(encoding="utf-8"))] == []
