"""The library: one truth, whole transactions, an index that can always be built anew."""

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, event

from tests.conftest import Terminal, ingest
from tests.fakes import HashEmbedder
from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import LibraryError
from vectorstore.filter import IN_FORCE
from vectorstore.index.chroma import ENGINE
from vectorstore.library import Library
from vectorstore.search.evidence import search

TEXT = "# {title}\n\nThe commission of {title} must report on the reform by the end of {year}.\n"


def write(folder: Path, *names: str, year: int = 2024) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.md").write_text(TEXT.format(title=name.capitalize(), year=year), encoding="utf-8")


def found(library: Library, question: str) -> list[str]:
    return [match.passage.document for match in search(library, question)]


def test_a_folder_that_did_not_change_costs_nothing(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    assert ingest(library, tmp_path / "docs") == {"alpha.md": "added", "beta.md": "added"}
    embedder = library.embedder
    assert isinstance(embedder, HashEmbedder)
    embedder.embedded.clear()
    assert ingest(library, tmp_path / "docs") == {"alpha.md": "unchanged", "beta.md": "unchanged"}
    assert embedder.embedded == []


def test_a_changed_file_replaces_its_old_version(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    ingest(library, tmp_path / "docs")
    old = library.entries()[0]
    write(tmp_path / "docs", "alpha", year=2031)
    assert ingest(library, tmp_path / "docs") == {"alpha.md": "updated"}
    assert len(library.entries()) == 1
    assert library.document(old.id) is None
    matches = search(library, "report by the end of 2031")
    assert ["2031" in match.passage.text for match in matches] == [True]
    assert [match.lexical for match in search(library, "2024")] == [0]


def test_files_of_one_name_in_different_folders_do_not_collide(library: Library, tmp_path: Path) -> None:
    for folder in ("north", "south"):
        write(tmp_path / folder, "plan")
    assert ingest(library, tmp_path / "north", tmp_path / "south") == {"plan.md": "added", "south/plan.md": "added"}
    assert ingest(library, tmp_path / "south") == {"plan.md": "unchanged"}
    assert len(library.entries()) == 2


def test_a_vanished_file_is_reported_and_removed_only_when_told_so(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    write(tmp_path / "elsewhere", "gamma")
    ingest(library, tmp_path / "docs", tmp_path / "elsewhere")
    (tmp_path / "docs" / "beta.md").unlink()
    (tmp_path / "elsewhere" / "gamma.md").unlink()
    assert ingest(library, tmp_path / "docs") == {"alpha.md": "unchanged", "beta.md": "unchanged"}
    assert len(library.entries()) == 3
    assert ingest(library, tmp_path / "docs", prune=True) == {"alpha.md": "unchanged", "beta.md": "removed"}
    assert [entry.name for entry in library.entries()] == ["alpha.md", "gamma.md"]
    assert "beta.md" not in found(library, "Beta")


def test_one_bad_file_costs_no_other(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "omega")
    (tmp_path / "docs" / "bad.txt").write_bytes(os.urandom(2000))
    (tmp_path / "docs" / "empty.txt").touch()
    assert ingest(library, tmp_path / "docs") == {"alpha.md": "added", "bad.txt": "failed", "empty.txt": "empty", "omega.md": "added"}


def test_a_removed_document_is_found_no_more(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    ingest(library, tmp_path / "docs")
    library.remove("alpha.md")
    assert found(library, "Alpha commission report") == ["beta.md"]
    with pytest.raises(LibraryError, match=r"alpha\.md"):
        library.remove("alpha.md")


def test_every_passage_is_a_span_of_its_document(library: Library, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("The board must meet each quarter and report to the commission. " * 90, encoding="utf-8")
    ingest(library, tmp_path / "long.txt")
    entry = library.entries()[0]
    document = library.document(entry.id)
    assert document is not None
    passages = [match.passage for match in search(library, "board quarter commission", top=100)]
    assert len(passages) == entry.passages > 3
    assert all(passage.span.of(document.text) == passage.text for passage in passages)


def test_the_second_process_is_told_who_holds_the_library(tmp_path: Path) -> None:
    with Library(tmp_path, HashEmbedder()), pytest.raises(LibraryError, match=rf"in use by .* \(process {os.getpid()}\)"):
        Library(tmp_path, HashEmbedder())
    Library(tmp_path, HashEmbedder()).close()


def test_a_library_made_by_another_embedder_is_refused_with_the_way_out(tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    with Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, tmp_path / "docs")
    for other in (HashEmbedder(name="other"), HashEmbedder(revision="2")):
        with pytest.raises(LibraryError, match="POLICY_EMBEDDER"):
            Library(tmp_path / "library", other)
    Library(tmp_path / "library", HashEmbedder()).close()


def test_an_empty_library_takes_any_embedder(tmp_path: Path) -> None:
    Library(tmp_path, HashEmbedder()).close()
    Library(tmp_path, HashEmbedder(name="other")).close()


def test_a_library_of_another_format_is_refused(tmp_path: Path) -> None:
    Library(tmp_path, HashEmbedder()).close()
    with sqlite3.connect(tmp_path / "library.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    connection.close()
    with pytest.raises(LibraryError, match="format 99"):
        Library(tmp_path, HashEmbedder())


def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(LibraryError, match="damaged"):
        Library(tmp_path, HashEmbedder())


@pytest.fixture(scope="module")
def fifteen_hundred(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library of 1,500 passages, more than Chroma keeps in its log."""
    folder = tmp_path_factory.mktemp("filled")
    write(folder / "docs", *(f"body{number}" for number in range(1500)))
    with Library(folder / "library", HashEmbedder()) as library:
        ingest(library, folder / "docs")
    return folder / "library"


@pytest.fixture
def filled(fifteen_hundred: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return shutil.copytree(fifteen_hundred, tmp_path / "library", copy_function=shutil.copy2)


def nearest(library: Library, vector: Vectors, most: int) -> dict[int, float]:
    """Give the cosines of the passages nearest to `vector`, by their ids."""
    with library.snapshot() as now:
        return now.find([], vector, most, IN_FORCE)[1]


def indexed(directory: Path) -> set[int]:
    """Give the ids that the index of a closed library holds."""
    index = ENGINE.open(next(directory.glob("index-*")))
    try:
        return index.ids()
    finally:
        index.close()


def passage_ids(directory: Path) -> set[int]:
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        return {id for (id,) in connection.execute("SELECT id FROM passages")}


def stored_vectors(directory: Path) -> dict[int, Vectors]:
    """Give the vectors of the passages of a library by their ids."""
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        return {id: np.frombuffer(vector, dtype=np.float32) for id, vector in connection.execute("SELECT id, vector FROM passages")}


def spoil(index: Path, how: str) -> None:
    segment = next(path for path in index.iterdir() if path.is_dir())
    match how:
        case "index lost":
            shutil.rmtree(index)
        case "segment lost":
            shutil.rmtree(segment)
        case "segment cut short":
            os.truncate(segment / "data_level0.bin", (segment / "data_level0.bin").stat().st_size // 2)
        case "links cut short":
            os.truncate(segment / "link_lists.bin", (segment / "link_lists.bin").stat().st_size // 2)
        case "database spoiled":
            (index / "chroma.sqlite3").write_bytes(b"spoiled" * 1000)


@pytest.mark.slow
def test_a_spoiled_index_is_built_anew_from_the_library(filled: Path, tmp_path: Path) -> None:
    for how in ("index lost", "segment lost", "segment cut short", "links cut short", "database spoiled"):
        copy = tmp_path / how
        shutil.copytree(filled, copy)
        index = next(copy.glob("index-*"))
        assert ENGINE.is_sound(index)
        spoil(index, how)
        assert how == "index lost" or not ENGINE.is_sound(index), how
        with Library(copy, HashEmbedder()) as library:
            near = nearest(library, library.embedder.embed(["# Body7 the commission of body7 must report"])[0], 2000)
            assert len(near) > 1480, how  # the search is approximate: with chromadb 1.5.9 a few of many alike vectors stay unfound
            assert found(library, "Body7")[0] == "body7.md", how
        assert len(indexed(copy)) == 1500, how
        assert len(list(copy.glob("index-*"))) == 1


@pytest.fixture(scope="module")
def two_large(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two closed libraries of 5,100 passages each, so many that an index is not simply built anew; the ids are the same."""
    folder = tmp_path_factory.mktemp("large")
    for name in ("north", "south"):
        long = (f"{name.capitalize()}{number}-{'of-the-board-' * 11} must hear {name}{number}." for number in range(5100))  # a passage each
        (folder / f"{name}.txt").write_text("\n".join(long), encoding="utf-8")
        with Library(folder / name, HashEmbedder(max_tokens=60)) as library:
            ingest(library, folder / f"{name}.txt")
            assert library.entries()[0].passages == 5100
    return folder / "north", folder / "south"


@pytest.fixture
def large(two_large: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """Copies of them to spoil; their files look as they did."""
    north, south = (shutil.copytree(folder, tmp_path / folder.name, copy_function=shutil.copy2) for folder in two_large)
    return north, south


def finds_by_vectors(directory: Path) -> list[bool]:
    """Say of a hundred passages whether each is the nearest to its own vector."""
    with Library(directory, HashEmbedder()) as library:
        vectors = stored_vectors(directory)
        ids = sorted(vectors)[::51]
        near = [nearest(library, vectors[id], 3) for id in ids]
    return [id in cosines and cosines[id] > 0.999 for id, cosines in zip(ids, near, strict=True)]


@pytest.mark.slow
def test_an_index_of_another_library_is_built_anew(large: tuple[Path, Path], tmp_path: Path) -> None:
    north, south = large
    other, own = next(south.glob("index-*")), next(north.glob("index-*"))
    for how in ("folder", "vectors", "as 0.5.0 left it"):
        copy = shutil.copytree(north, tmp_path / how, copy_function=shutil.copy2)
        if how == "vectors":
            shutil.copy(next(other.glob("*/data_level0.bin")), next((copy / own.name).glob("*/data_level0.bin")))
        else:
            shutil.rmtree(copy / own.name)
            shutil.copytree(other, copy / other.name, copy_function=shutil.copy2)
        if how == "as 0.5.0 left it":
            trust_as_before(copy, index_fact(south))
        assert finds_by_vectors(copy).count(True) > 98, how  # the search is approximate


def index_fact(directory: Path) -> dict[str, str]:
    with closing(sqlite3.connect(directory / "library.db")) as connection:
        (value,) = connection.execute("SELECT value FROM facts WHERE key = 'index'").fetchone()
    return dict(json.loads(value))


def trust_as_before(directory: Path, fact: dict[str, str]) -> None:
    """State that the index is as it was left, in the way of 0.5.0."""
    value = json.dumps({"folder": fact["folder"], "look": fact["files"], "changed": index_fact(directory)["changed"]})
    with closing(sqlite3.connect(directory / "library.db")) as connection, connection:
        connection.execute("UPDATE facts SET value = ? WHERE key = 'index'", (value,))


@pytest.mark.slow
def test_a_large_index_that_was_not_closed_is_kept(large: tuple[Path, Path]) -> None:
    for directory in large:
        with closing(sqlite3.connect(directory / "library.db")) as connection, connection:
            connection.execute("UPDATE facts SET value = json_set(value, '$.files', '') WHERE key = 'index'")
        kept = next(directory.glob("index-*"))
        assert finds_by_vectors(directory).count(True) > 98
        assert list(directory.glob("index-*")) == [kept]


@pytest.mark.slow
def test_documents_put_back_over_those_of_another_library_are_found(
    large: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    north, south = large
    assert Terminal(north, capsys).run("backup", tmp_path / "north.zip") == 0
    assert Terminal(south, capsys).run("restore", tmp_path / "north.zip") == 0
    assert finds_by_vectors(south).count(True) > 98


def test_the_index_is_built_anew_after_documents_were_put_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "docs", "alpha")
    with Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, tmp_path / "docs")
    (old,) = (tmp_path / "library").glob("index-*")
    terminal = Terminal(tmp_path / "library", capsys)
    assert terminal.run("backup", tmp_path / "kept.zip") == 0
    assert terminal.run("restore", tmp_path / "kept.zip") == 0
    with Library(tmp_path / "library", HashEmbedder()) as library:
        assert found(library, "Alpha") == ["alpha.md"]
    (new,) = (tmp_path / "library").glob("index-*")
    assert new != old


@pytest.mark.slow
def test_an_index_that_lags_behind_is_mended(filled: Path) -> None:
    with sqlite3.connect(filled / "library.db") as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM documents WHERE name = 'body7.md'")
        connection.execute("UPDATE facts SET value = '2031-01-01' WHERE key = 'changed'")  # in the same transaction, as ever
    connection.close()
    with Library(filled, HashEmbedder()) as library:
        assert found(library, "Body8")[0] == "body8.md"
    assert indexed(filled) == passage_ids(filled)


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
        (tmp_path / "docs" / "large.txt").write_text("The board must meet. " * 20_000, encoding="utf-8")
        with pytest.raises(LibraryError, match="full"):
            ingest(library, tmp_path / "docs")
        assert [entry.name for entry in library.entries()] == ["alpha.md"]
        assert found(library, "Alpha") == ["alpha.md"]


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_really_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    disk, docs = tmp_path / "disk", tmp_path / "docs"
    disk.mkdir()
    docs.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a small disk")
    try:
        for number in range(80):
            sentences = (f"Board {number} must meet in week {week} and report to the commission. " for week in range(150))
            (docs / f"board{number:02}.txt").write_text("".join(sentences), encoding="utf-8")
        with Library(disk / "library", HashEmbedder()) as library:
            with pytest.raises(LibraryError, match="full"):
                ingest(library, docs)
            kept = [entry.name for entry in library.entries()]
        assert 0 < len(kept) < 80
        shutil.copytree(disk / "library", tmp_path / "library")
        with Library(tmp_path / "library", HashEmbedder()) as library:
            assert [entry.name for entry in library.entries()] == kept
            assert found(library, "Board 3 must meet")
            outcomes = ingest(library, docs)
            assert [name for name, outcome in outcomes.items() if outcome == "unchanged"] == kept
            assert len(library.entries()) == 80
        assert indexed(tmp_path / "library") == passage_ids(tmp_path / "library")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_passages_in_a_script_that_the_embedder_does_not_know_are_found_by_their_words(tmp_path: Path) -> None:
    class LatinEmbedder(HashEmbedder):
        def knows(self, text: str) -> bool:
            return text.isascii()

    (tmp_path / "zh.txt").write_text("省国资委应当在年底前完成主要任务。", encoding="utf-8")
    write(tmp_path, "alpha")
    with Library(tmp_path / "library", LatinEmbedder()) as library:
        ingest(library, tmp_path / "zh.txt", tmp_path / "alpha.md")
        assert found(library, "国资委年底") == ["zh.txt"]
        (match,) = search(library, "国资委")
        assert stored_vectors(library.directory)[match.passage.id].size == 0
        assert found(library, "commission report") == ["alpha.md"]
