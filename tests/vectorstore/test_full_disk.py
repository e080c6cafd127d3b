"""A library that can write nothing more: it says so, loses nothing and still closes."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from tests.conftest import ingest
from tests.fakes import HashEmbedder
from tests.mounted import disk, only_root
from tests.vectorstore.contents import found, indexed, nearest, passage_ids, write
from vectorstore.errors import LibraryError
from vectorstore.library import Library

pytestmark = pytest.mark.once


def test_what_was_not_committed_is_not_in_the_index(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "docs", "alpha")
    ingest(library, tmp_path / "docs")
    with sqlite3.connect(library.directory / "library.db") as connection:
        connection.execute("CREATE TRIGGER no_more BEFORE INSERT ON documents BEGIN SELECT RAISE(ABORT, 'no more'); END")
    connection.close()
    write(tmp_path / "docs", "beta")
    with pytest.raises(LibraryError, match="no more"):
        ingest(library, tmp_path / "docs")
    assert set(nearest(library, library.embedder.embed(["report"])[0], 100)) == passage_ids(library.directory)
    assert found(library, "commission report") == ["alpha.md"]


def test_a_library_that_can_write_nothing_more_still_closes(tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    library = Library(tmp_path / "library", HashEmbedder())
    ingest(library, tmp_path / "docs")
    with sqlite3.connect(library.directory / "library.db") as connection:
        connection.execute("CREATE TRIGGER no_more BEFORE INSERT ON facts BEGIN SELECT RAISE(ABORT, 'no more'); END")
    connection.close()
    library.close()
    with sqlite3.connect(library.directory / "library.db") as connection:
        connection.execute("DROP TRIGGER no_more")
    connection.close()
    with Library(tmp_path / "library", HashEmbedder()) as again:
        assert found(again, "Alpha") == ["alpha.md"]


@contextmanager
def little_room(pages: int) -> Iterator[None]:
    """Let no database grow beyond `pages`: SQLite then answers as on a full disk."""

    def limit(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@pytest.mark.slow
def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    with little_room(pages=100), Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, tmp_path / "docs")
        (tmp_path / "docs" / "large.txt").write_text("The hall was cold. " * 20_000, encoding="utf-8")
        with pytest.raises(LibraryError, match="full"):
            ingest(library, tmp_path / "docs")
        assert [entry.name for entry in library.entries()] == ["alpha.md"]
        assert found(library, "Alpha") == ["alpha.md"]


@pytest.mark.slow
@only_root
def test_a_really_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    with disk("size=3m") as small:
        for number in range(80):
            met = (f"Board {number} met in week {week}, and the commission heard of it in time. " for week in range(150))
            (docs / f"board{number:02}.txt").write_text(f"Board {number} must meet. {''.join(met)}", encoding="utf-8")
        with Library(small / "library", HashEmbedder()) as library:
            with pytest.raises(LibraryError, match="full"):
                ingest(library, docs)
            kept = [entry.name for entry in library.entries()]
        assert 0 < len(kept) < 80
        with suppress(OSError), (small / "more").open("wb", buffering=0) as more:  # not a byte is left
            while more.write(bytes(4096)):
                pass
        with Library(small / "library", HashEmbedder()) as library:
            assert [entry.name for entry in library.entries()] == kept
            assert found(library, "Board 3 must meet")
        shutil.copytree(small / "library", tmp_path / "library")
        with Library(tmp_path / "library", HashEmbedder()) as library:
            assert [entry.name for entry in library.entries()] == kept
            assert found(library, "Board 3 must meet")
            outcomes = ingest(library, docs)
            assert [name for name, outcome in outcomes.items() if outcome == "unchanged"] == kept
            assert len(library.entries()) == 80
        assert indexed(tmp_path / "library") == passage_ids(tmp_path / "library")
