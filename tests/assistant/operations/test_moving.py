"""Documents and notes are moved from files to a server and back, whole, and a move that was interrupted goes on."""

import multiprocessing
import os
import signal
from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from sqlalchemy import select

from assistant.errors import AssistantError
from assistant.operations.moving import FILES, move
from assistant.records.records import Records
from assistant.records.schema import tables as notes
from tests.conftest import ingest
from tests.fakes import HashEmbedder
from tests.vectorstore.contents import found, write
from vectorstore.errors import LibraryError, LibraryInUseError
from vectorstore.library import Library
from vectorstore.sql.database import Database
from vectorstore.sql.dialect import Address
from vectorstore.sql.schema import tables as documents


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An installation with documents, one of which was removed, and notes."""
    write(tmp_path / "docs", "alpha", "beta", "gamma", "delta", "epsilon", "zeta")
    (tmp_path / "docs" / "odd.md").write_text("# Odd\n\nThe clerk must write 𠮷 and “é”.\n", encoding="utf-8")
    data = tmp_path / "data"
    with Library(data, HashEmbedder()) as library, Records(data) as records:
        ingest(library, tmp_path / "docs")
        library.remove("zeta.md")
        records.accounts.add("anna", "reader", None)
        records.audit.note("anna", "look", "alpha.md")
    return data


def contents(data: Path, url: str = "") -> dict[str, list[tuple[object, ...]]]:
    """Give the rows of all tables."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for name, tables in (("library", documents), ("records", notes)):
        with closing(Database(Address(data, name, url))) as database, database.reading() as connection:
            for table in tables.sorted_tables:
                ordered = select(table).order_by(*(table.primary_key.columns or table.c))
                found[f"{name}.{table.name}"] = [tuple(row) for row in connection.execute(ordered)]
    return found


def test_all_is_on_the_server_and_comes_back_to_files_as_it_was(data: Path, url: str, tmp_path: Path) -> None:
    before = contents(data)
    moved = list(move(data, FILES, url))
    assert contents(data, url) == before
    assert {f"{one.database}.{one.table}": one.rows for one in moved}["library.documents"] == 6
    with Library(data, HashEmbedder(), database=url) as library, Records(data, url) as records:
        assert found(library, "commission of Alpha")[0] == "alpha.md"
        assert library.check()
        assert [user.name for user in records.accounts.all()] == ["anna"]
        ingest(library, tmp_path / "docs")
        new = next(entry.id for entry in library.entries() if entry.name == "zeta.md")
    assert new not in {row[0] for row in before["library.documents"]}
    back = tmp_path / "back"
    back.mkdir()
    list(move(back, url, FILES))
    assert contents(back) == contents(data, url)
    with Library(back, HashEmbedder()) as library:
        assert found(library, "Zeta")[0] == "zeta.md"
        assert library.check()


def test_no_id_is_given_again_after_a_move(data: Path, url: str, tmp_path: Path) -> None:
    with Library(data, HashEmbedder()) as library:
        used = max(entry.id for entry in library.entries())
        library.remove(next(entry.name for entry in library.entries() if entry.id == used))
    list(move(data, FILES, url))
    with Library(data, HashEmbedder(), database=url) as library:
        write(tmp_path / "more", "omega")
        ingest(library, tmp_path / "more")
        assert next(entry.id for entry in library.entries() if entry.name == "omega.md") > used


@pytest.mark.parametrize(("database", "tables"), [("records", 1), ("records", 9), ("library", 1), ("library", 5)])
def test_a_move_that_was_interrupted_is_told_and_goes_on(data: Path, url: str, tmp_path: Path, database: str, tables: int) -> None:
    with closing(move(data, FILES, url)) as moving:
        of_one = (one for one in moving if one.database == database)
        assert len(list(islice(of_one, tables))) == tables
    with pytest.raises(LibraryError, match="was not finished"):
        Records(data, url) if database == "records" else Library(data, HashEmbedder(), database=url)
    with Library(data, HashEmbedder()) as library:  # goes on being used meanwhile
        library.remove("beta.md")
        write(tmp_path / "more", "omega")
        ingest(library, tmp_path / "more")
    list(move(data, FILES, url))
    assert contents(data, url) == contents(data)


def _move(data: Path, url: str) -> None:
    list(move(data, FILES, url))


@pytest.mark.slow
def test_a_move_that_is_killed_loses_nothing(data: Path, url: str) -> None:
    before = contents(data)
    for milliseconds in (150, 300, 450, 600):
        process = multiprocessing.get_context("fork").Process(target=_move, args=(data, url))
        process.start()
        process.join(milliseconds / 1000)
        if process.pid and process.is_alive():
            os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert contents(data) == before
        if process.exitcode == 0:  # a fast machine had done it before it was to be killed
            break
    else:
        _move(data, url)
    assert contents(data, url) == before


def test_what_cannot_be_moved_is_told(data: Path, url: str, tmp_path: Path) -> None:
    with Library(data, HashEmbedder()), pytest.raises(LibraryInUseError):
        list(move(data, FILES, url))
    with pytest.raises(AssistantError, match="nothing to move"):
        list(move(tmp_path / "nothing", FILES, url))
    with pytest.raises(AssistantError, match="already"):
        list(move(data, "", FILES))
    with Library(tmp_path / "other", HashEmbedder(), database=url) as library:
        ingest(library, tmp_path / "docs")
    with pytest.raises(AssistantError, match=r"documents or notes in .* already"):
        list(move(data, FILES, url))
