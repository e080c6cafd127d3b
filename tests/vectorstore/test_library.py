"""The library: one truth, of which a file is a part once, and that says what it cannot be."""

import os
from pathlib import Path

import pytest

from language.language import language_by_code
from tests.conftest import ingest
from tests.databases import run
from tests.fakes import HashEmbedder
from tests.vectorstore.contents import found, stored_vectors, write
from vectorstore.errors import LibraryError
from vectorstore.filter import IN_FORCE
from vectorstore.library import Library
from vectorstore.search.evidence import search


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


def test_a_document_that_is_removed_while_it_is_looked_for_costs_no_index(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    for name, text in (("one.txt", "港务局应当于六月前向委员会报告。"), ("two.txt", "水务局应当于七月前公布目录。")):
        (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    ingest(library, tmp_path / "docs")
    vector = library.embedder.embed(["港务局应当于六月前向委员会报告。"])[0]
    with library.snapshot() as now:
        (index,) = library.directory.glob("index-*")
        library.remove("two.txt")
        assert now.find([], vector, 5, IN_FORCE, language_by_code("en").script).across
    library.close()
    assert index.exists()


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
    run(tmp_path, "UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(LibraryError, match="format 99"):
        Library(tmp_path, HashEmbedder())


@pytest.mark.once
def test_a_damaged_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no database at all" * 500)
    with pytest.raises(LibraryError, match="damaged"):
        Library(tmp_path, HashEmbedder())


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


def test_a_snapshot_holds_what_was_there_when_it_was_taken(library: Library, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    ingest(library, tmp_path / "docs")
    with library.snapshot() as then:
        library.remove("alpha.md")  # nothing was read yet
        assert list(then.documents(entry.id for entry in then.catalogue.entries)) == [entry.id for entry in then.catalogue.entries]
    with library.snapshot() as now:
        assert now.catalogue.entries == ()
