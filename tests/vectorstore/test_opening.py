"""What is looked at when a library is opened: that it is not lost, is as it was closed, and nothing unfinished lies about."""

import os
import resource
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ROOT, Terminal, ingest
from tests.databases import copied, rows, run
from tests.fakes import HashEmbedder
from tests.vectorstore.contents import found, write
from vectorstore.errors import LibraryError, LostLibraryError
from vectorstore.library import Library


@pytest.fixture(scope="module")
def two(database: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of two documents."""
    folder = tmp_path_factory.mktemp("two")
    write(folder / "docs", "alpha", "beta")
    with Library(folder / "library", HashEmbedder()) as library:
        ingest(library, folder / "docs")
        assert found(library, "Alpha")[0] == "alpha.md"
    return folder / "library"


@pytest.fixture
def closed(two: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return copied(two, tmp_path / "library")


@pytest.mark.once
@pytest.mark.parametrize("left", ["index", "owner.json"])
@pytest.mark.parametrize("how", ["removed", "emptied"])
def test_a_lost_library_is_told_and_not_begun_anew(closed: Path, how: str, left: str) -> None:
    if how == "removed":
        (closed / "library.db").unlink()
    else:
        (closed / "library.db").write_bytes(b"")
    if left == "index":
        (closed / "owner.json").unlink()
    else:
        shutil.rmtree(next(closed.glob("index-*")))
    for _ in range(2):
        with pytest.raises(LostLibraryError, match="lost"):
            Library(closed, HashEmbedder())


@pytest.mark.parametrize("table", ["facts", "passages", "documents", "requirements"])
def test_a_library_that_lacks_a_table_is_told(closed: Path, table: str) -> None:
    run(closed, f"ALTER TABLE {table} RENAME TO gone")
    with pytest.raises(LibraryError, match=rf"damaged .no table {table}"):
        Library(closed, HashEmbedder())


@pytest.mark.once
@pytest.mark.parametrize("is_known_as_closed", [True, False])
@pytest.mark.parametrize(
    "sql", ["DROP TABLE lexical", "DROP TABLE lexical_config", "DELETE FROM lexical_data", "DELETE FROM lexical_content WHERE id = 1"]
)
def test_a_spoiled_index_of_words_is_built_anew(closed: Path, sql: str, is_known_as_closed: bool) -> None:
    run(closed, sql)
    if not is_known_as_closed:
        (closed / "owner.json").unlink()
    with Library(closed, HashEmbedder()) as library:
        assert found(library, "Alpha")[0] == "alpha.md"
        with library.snapshot() as now:
            assert now.document_frequencies(["alpha", "beta"]) == {"alpha": 1, "beta": 1}


@pytest.mark.parametrize("value", ["{", "[]", "7", '{"folder": 3}', '{"folder": "../elsewhere"}'])
def test_nonsense_about_the_index_lets_it_be_built_anew(closed: Path, value: str) -> None:
    run(closed, f"UPDATE facts SET value = '{value}' WHERE key = 'index'")
    (closed / "index-²").mkdir()
    with Library(closed, HashEmbedder()) as library:
        assert found(library, "Alpha")[0] == "alpha.md"


@pytest.mark.parametrize("column", ["warnings", "alike", "repeals"])
def test_rows_that_were_never_written_so_are_told(closed: Path, column: str) -> None:
    run(closed, f"UPDATE documents SET {column} = '{{'")
    with Library(closed, HashEmbedder()) as library, pytest.raises(LibraryError, match="damaged"):
        library.entries()


@pytest.mark.parametrize(("table", "column"), [("passages", "vector"), ("token_vectors", "signs")])
def test_vectors_that_are_cut_are_told(closed: Path, table: str, column: str) -> None:
    run(closed, f"UPDATE {table} SET {column} = :cut", {"cut": b"\1"})
    shutil.rmtree(next(closed.glob("index-*")), ignore_errors=True)
    with Library(closed, HashEmbedder()) as library, pytest.raises(LibraryError, match="damaged"):
        found(library, "Alpha")


@pytest.mark.once
def test_a_passage_that_does_not_stand_in_its_text_is_told(closed: Path) -> None:
    run(closed, "UPDATE passages SET text = 'gone' WHERE id = 1")
    with pytest.raises(LibraryError, match=r"passages of “alpha.md” do not stand"):
        Library(closed, HashEmbedder())


def test_an_index_of_the_same_look_but_other_bytes_is_built_anew(closed: Path) -> None:
    (index,) = closed.glob("index-*")
    spoiled = index / "chroma.sqlite3"
    looked, held = spoiled.stat(), bytearray(spoiled.read_bytes())
    held[5000:9000] = bytes(4000)
    spoiled.write_bytes(held)
    os.utime(spoiled, ns=(looked.st_atime_ns, looked.st_mtime_ns))
    with Library(closed, HashEmbedder()) as library:
        assert found(library, "Alpha")[0] == "alpha.md"
    assert not index.exists()


def test_an_index_that_fails_while_it_is_asked_is_built_anew_and_words_answer(closed: Path) -> None:
    with Library(closed, HashEmbedder()) as library:
        assert found(library, "Alpha")[0] == "alpha.md"
        (index,) = closed.glob("index-*")
        with closing(sqlite3.connect(index / "chroma.sqlite3")) as connection, connection:
            connection.execute("DROP TABLE collections")
        assert found(library, "Beta")[0] == "beta.md"
    assert not index.exists()
    with Library(closed, HashEmbedder()) as library:
        assert library.check()


def test_all_vectors_are_compared_when_everything_is_looked_at(closed: Path) -> None:
    with Library(closed, HashEmbedder()) as library:
        assert library.check()
        (vector,) = rows(closed, "SELECT vector FROM passages WHERE id = 1")[0]
        run(closed, "UPDATE passages SET vector = :other WHERE id = 1", {"other": vector[::-1][:4] + vector[4:8] * 47})
        assert not library.check()
        assert library.check()


LEFT = """
import os, signal, sys
from pathlib import Path
from vectorstore.scratch import scratch, temporary
with scratch(Path(sys.argv[1])) as one, temporary() as other:
    (one / "copy").write_text("half")
    print(other, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.once
def test_what_a_killed_process_left_is_removed(closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-c", LEFT, str(closed / "restore.part")]
    killed = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    left = [closed / "restore.part", Path(killed.stdout.strip())]
    for folder in left:
        assert folder.is_dir()
        os.utime(folder, (0, 0))
    with Library(closed, HashEmbedder()):
        assert [folder for folder in left if folder.exists()] == []


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("text", "/dev/zero"), ("text", "PIPE"), ("restore", "PIPE"), ("backup", "PIPE")])
def test_what_is_no_file_is_refused_at_once(filled: Path, tmp_path: Path, arguments: tuple[str, str]) -> None:
    os.mkfifo(tmp_path / "pipe")
    little = partial(resource.setrlimit, resource.RLIMIT_AS, (4 << 30, 4 << 30))  # what is read without end
    words = [one.replace("PIPE", str(tmp_path / "pipe")) for one in arguments]
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(filled), *words]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False, preexec_fn=little)
    assert ended.returncode == 1
    assert ended.stderr.startswith("policy-assistant: ")
    assert "regular file" in ended.stderr or "no backup" in ended.stderr
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


@pytest.mark.once
def test_a_backup_heals_a_damaged_library(closed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(closed, capsys)
    assert terminal.run("backup", tmp_path / "kept.zip") == 0
    (closed / "library.db").write_bytes(b"noise" * 5000)
    assert terminal.run("restore", tmp_path / "kept.zip") == 0, terminal.err
    with Library(closed, HashEmbedder()) as library:
        assert found(library, "Alpha")[0] == "alpha.md"
    assert [path.name for path in tmp_path.glob("*.part")] + [path.name for path in closed.glob("*.part")] == []
