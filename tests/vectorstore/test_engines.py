"""A vector index is made by an engine that declares itself: one that is added works without a change of the program."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import vectorstore.index
from tests.conftest import ingest
from tests.fakes import HashEmbedder
from tests.vectorstore.contents import found, write
from vectorstore.errors import LibraryError
from vectorstore.filter import IN_FORCE
from vectorstore.library import Library

BRUTE_FORCE = '''
"""Compares a vector with all there are; they lie in one file."""

import numpy as np

from vectorstore.errors import LibraryError
from vectorstore.index.protocol import Engine


class BruteForceIndex:
    def __init__(self, folder):
        folder.mkdir(exist_ok=True)
        self._file = folder / "vectors.npz"
        self._vectors = {int(id): row for id, row in np.load(self._file).items()} if self._file.exists() else {}

    def ids(self):
        return set(self._vectors)

    def add(self, ids, vectors):
        self._vectors |= zip(ids, vectors, strict=True)

    def vectors(self, ids):
        if not self._vectors.keys() >= set(ids):
            raise LibraryError("A vector is lost.")
        return np.stack([self._vectors[id] for id in ids])

    def remove(self, ids):
        for id in ids:
            self._vectors.pop(id, None)

    def nearest(self, vector, most, among=None):
        ids = [id for id in self._vectors if among is None or id in set(among)]
        cosines = {id: float(self._vectors[id] @ vector) for id in ids}
        return {id: cosines[id] for id in sorted(ids, key=lambda id: -cosines[id])[:most]}

    def close(self):
        np.savez(self._file, **{str(id): row for id, row in self._vectors.items()})


ENGINE = Engine("brute force", BruteForceIndex, lambda folder: (folder / "vectors.npz").is_file(), quick=0)
'''


@pytest.fixture
def brute_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Add an engine from a folder of its own, and give its name."""
    (tmp_path / "engines").mkdir()
    (tmp_path / "engines" / "brute_force.py").write_text(BRUTE_FORCE, encoding="utf-8")
    monkeypatch.setattr(vectorstore.index, "__path__", [*vectorstore.index.__path__, str(tmp_path / "engines")])
    yield "brute force"
    sys.modules.pop("vectorstore.index.brute_force")


def by_vector(library: Library, text: str) -> list[str]:
    """Name the documents of the passages nearest to `text`."""
    with library.snapshot() as now:
        near = now.find([], library.embedder.embed([text])[0], 3, IN_FORCE).near
        passages = now.ranking_data(list(near)).passages
    return [passages[id].document for id in near]


def test_an_engine_that_is_added_keeps_the_index_of_a_library(brute_force: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    with Library(tmp_path / "library", HashEmbedder(), engine=brute_force) as library:
        ingest(library, tmp_path / "docs")
        assert by_vector(library, "# Beta commission of Beta")[0] == "beta.md"
    assert {path.name for path in (tmp_path / "library").glob("index-*/*")} == {"vectors.npz", "library.id"}
    kept = next((tmp_path / "library").glob("index-*"))
    with Library(tmp_path / "library", HashEmbedder(), engine=brute_force) as library:
        library.remove("alpha.md")
        assert by_vector(library, "# Alpha commission of Alpha") == ["beta.md"]
        assert found(library, "commission report") == ["beta.md"]
    assert list((tmp_path / "library").glob("index-*")) == [kept]


def test_a_spoiled_index_of_any_engine_is_built_anew(brute_force: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    with Library(tmp_path / "library", HashEmbedder(), engine=brute_force) as library:
        ingest(library, tmp_path / "docs")
    (spoiled,) = (tmp_path / "library").glob("index-*")
    (spoiled / "vectors.npz").unlink()
    with Library(tmp_path / "library", HashEmbedder(), engine=brute_force) as library:
        assert by_vector(library, "# Beta commission of Beta")[0] == "beta.md"
    assert not spoiled.exists()


def test_a_library_changes_its_engine_by_building_the_index_anew(brute_force: str, tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha", "beta")
    with Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, tmp_path / "docs")
    for engine, file in ((brute_force, "vectors.npz"), ("chroma", "chroma.sqlite3")):
        with Library(tmp_path / "library", HashEmbedder(), engine=engine) as library:
            assert by_vector(library, "# Beta commission of Beta")[0] == "beta.md"
        (folder,) = (tmp_path / "library").glob("index-*")
        assert (folder / file).is_file()


def test_an_engine_that_there_is_not_is_named_with_those_there_are(tmp_path: Path) -> None:
    write(tmp_path / "docs", "alpha")
    with (
        Library(tmp_path / "library", HashEmbedder(), engine="abacus") as library,
        pytest.raises(LibraryError, match="no index engine “abacus”; there are: chroma"),
    ):
        ingest(library, tmp_path / "docs")
