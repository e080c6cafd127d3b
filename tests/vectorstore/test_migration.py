"""Libraries of earlier versions are opened with all that they hold; an upgrade is made whole or not at all.

`tests/data` holds databases of two small documents as the versions made them that first had the formats 1 to 4, 4 as 0.5.0 did.
"""

import gzip
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, event

from assistant.records.records import Records
from assistant.records.schema import HISTORY as RECORDS
from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.library import Library
from vectorstore.search.evidence import search
from vectorstore.sql.migration import History
from vectorstore.sql.schema import HISTORY as LIBRARY

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
NAMES = ["harbour-rules.md", "灯塔管理办法.txt"]


def stored(kind: str, number: int, directory: Path) -> Path:
    """Put the database of an earlier format into `directory`."""
    directory.mkdir(exist_ok=True)
    (directory / f"{kind}.db").write_bytes(gzip.decompress((ROOT / "tests/data" / f"{kind}-format-{number}.db.gz").read_bytes()))
    return directory


def schema_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")]


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_library_of_an_earlier_format_is_opened_with_its_documents(number: int, tmp_path: Path) -> None:
    with Library(stored("library", number, tmp_path), HashEmbedder()) as library:
        assert [entry.name for entry in library.entries()] == NAMES
        harbour, lighthouse = (library.document(entry.id) for entry in library.entries())
        assert harbour is not None
        assert lighthouse is not None
        assert "within two hours of a ship's arrival" in harbour.text
        assert lighthouse.text.startswith("灯塔管理办法\n\n第一条")
        assert (harbour.issuer, harbour.issued) == ("Port Council of Northmere", "2031-03-04")
        for question, name in (("How high may berth fees be?", NAMES[0]), ("灯塔检修", NAMES[1])):
            match = search(library, question)[0]
            assert match.passage.document == name
            assert match.lexical > 0
            document = harbour if name == NAMES[0] else lighthouse
            assert match.passage.span.of(document.text) == match.passage.text
        assert library.original(NAMES[0]).content.startswith(b"# Harbour Rules 2031")


def test_a_library_of_0_5_0_keeps_requirements_terms_and_what_users_stated(tmp_path: Path) -> None:
    with Library(stored("library", 4, tmp_path), HashEmbedder()) as library:
        first, second, *_ = library.requirements.find()
        assert (first.modality, first.body, first.body_as_written) == ("must", "harbour master", "harbour master")
        assert (second.modality, second.deadline, second.deadline_text) == ("should", "2031-06-30", "by 30 June 2031")
        document = library.document(first.span.document_id)
        assert document is not None
        assert first.span.of(document.text) == first.quote
        assert [target.value for row in library.requirements.find() if row.document == NAMES[1] for target in row.targets] == [95]
        assert "mooring fee" in [term.term for term in library.glossary.terms() if term.explained]
        assert library.given(library.entries()[0].source) == {"number": "NM 7/2031"}
        assert library.hashes() == {entry.source: library.original(entry.name).sha256 for entry in library.entries()}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_an_earlier_format_lacks_comes_when_a_document_is_read_again(number: int, tmp_path: Path) -> None:
    with Library(stored("library", number, tmp_path), HashEmbedder()) as library:
        assert set(library.hashes().values()) == {""}
        library.give(library.entries()[0].source, {"number": "NM 8/2031"})
        Ingest(library, QuietWatcher()).again(NAMES[0])
        assert library.entries()[0].number == "NM 8/2031"
        assert [row.modality for row in library.requirements.find()][:2] == ["must", "should"]


def tables_of(path: Path) -> set[tuple[object, ...]]:
    """Give the columns, foreign keys and indexes of the tables in a database, whatever their order."""
    columns = "SELECT m.name, t.name, t.type, t.'notnull', t.dflt_value, t.pk FROM sqlite_master m, pragma_table_info(m.name) t"
    keys = "SELECT m.name, k.'from', k.'table', k.'to', k.on_delete FROM sqlite_master m, pragma_foreign_key_list(m.name) k"
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
    with closing(sqlite3.connect(path)) as connection:
        return {tuple(row) for query in (columns, keys, indexes) for row in connection.execute(query)}


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_upgraded_library_has_the_tables_of_a_new_one(number: int, tmp_path: Path) -> None:
    for directory in (stored("library", number, tmp_path / "old"), tmp_path / "new"):
        Library(directory, HashEmbedder()).close()
    assert tables_of(tmp_path / "old/library.db") == tables_of(tmp_path / "new/library.db")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_upgraded_notes_have_the_tables_of_new_ones(number: int, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    for directory in (stored("records", number, tmp_path / "old"), tmp_path / "new"):
        Records(directory).close()
    assert tables_of(tmp_path / "old/records.db") == tables_of(tmp_path / "new/records.db")


@pytest.mark.parametrize("history", [LIBRARY, RECORDS], ids=["library", "records"])
def test_the_last_revision_is_the_present_format(history: History) -> None:
    assert ScriptDirectory(str(history.revisions), version_locations=[str(history.revisions)]).get_heads() == [history.head]


@contextmanager
def stopped_before(words: str) -> Iterator[None]:
    """Interrupt whatever begins a statement that holds `words`."""

    def stop(connection: object, cursor: object, statement: str, *_: object) -> None:
        if words in statement:
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", stop)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", stop)


@pytest.mark.parametrize(
    "words", ["ADD COLUMN effective", "CREATE TABLE IF NOT EXISTS token_vectors", "INSERT INTO lexical", "RENAME COLUMN sought"]
)
def test_an_interrupted_upgrade_leaves_the_earlier_format_whole(words: str, tmp_path: Path) -> None:
    directory = stored("library", 1, tmp_path)
    before = schema_of(directory / "library.db")
    with stopped_before(words), pytest.raises(KeyboardInterrupt):
        Library(directory, HashEmbedder())
    assert schema_of(directory / "library.db") == before
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        assert connection.execute("SELECT value FROM facts WHERE key = 'schema'").fetchall() == [("1",)]
        assert ("",) not in connection.execute("SELECT sha256 FROM documents").fetchall()
    with Library(directory, HashEmbedder()) as library:
        assert [entry.name for entry in library.entries()] == NAMES
        assert search(library, "berth fees", top=1)[0].passage.document == NAMES[0]


def test_an_upgrade_that_0_5_0_left_half_made_is_finished(tmp_path: Path) -> None:
    directory = stored("library", 1, tmp_path)
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        connection.executescript(
            "ALTER TABLE documents ADD COLUMN number VARCHAR NOT NULL DEFAULT ''; ALTER TABLE documents ADD COLUMN effective VARCHAR NOT NULL "
            "DEFAULT ''; CREATE TABLE stated (source VARCHAR NOT NULL, property VARCHAR NOT NULL, value VARCHAR NOT NULL, "
            "PRIMARY KEY (source, property)); CREATE TABLE abbreviations (document_id INTEGER NOT NULL, short VARCHAR NOT NULL, "
            "long VARCHAR NOT NULL, FOREIGN KEY(document_id) REFERENCES documents (id) ON DELETE CASCADE);"
        )
    with Library(directory, HashEmbedder()) as library:
        assert [(entry.name, entry.number) for entry in library.entries()] == [(name, "") for name in NAMES]


def test_a_library_that_was_interrupted_when_it_was_made_is_made_anew(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.executescript("CREATE TABLE facts (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL); CREATE TABLE terms (term VARCHAR);")
    with Library(tmp_path, HashEmbedder()) as library:
        assert library.glossary.terms() == []


def test_a_database_of_the_present_format_is_opened_without_alembic(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.fakes import HashEmbedder; from vectorstore.library import Library; "
        "from assistant.records.records import Records; Library(Path(sys.argv[1]), HashEmbedder()).close(); "
        "Records(Path(sys.argv[1])).close(); sys.exit('alembic' in sys.modules)"
    )
    Library(stored("library", 4, tmp_path), HashEmbedder()).close()
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=True)


def test_earlier_versions_see_that_the_format_is_a_later_one(tmp_path: Path) -> None:
    Library(tmp_path, HashEmbedder()).close()
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        assert connection.execute("SELECT value FROM facts WHERE key = 'schema'").fetchall() == [("11",)]
