"""What the library asks of a vector index, and of an engine that makes one."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import vectorstore.index
from language.registry import declared
from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import LibraryError

DEFAULT_ENGINE = "chroma"
_SAMPLE = 200


class VectorIndex(Protocol):
    """The vectors of passages by their ids. Whatever cannot be done, raises LibraryError: the library then builds another."""

    def ids(self) -> set[int]:
        """Give the ids that the index says it holds."""

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add `vectors`, shape (len(ids), dimension), under ids that the index has never held."""

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Give the vectors held under `ids`, at most 5,000, shape (len(ids), dimension); raises LibraryError where one cannot be read."""

    def remove(self, ids: Iterable[int]) -> None:
        """Remove `ids`, known or not."""

    def nearest(self, vector: Vectors, most: int, among: Sequence[int] | None = None) -> dict[int, float]:
        """Give the ids nearest to `vector`, shape (dimension,), and their cosines, nearest first; only ids `among` those given."""

    def close(self) -> None:
        """Close the index; it cannot be used after that."""


def finds_itself(index: VectorIndex) -> bool:
    """Say whether a sample of the vectors is found by itself, but for a few: the search is approximate.

    Of 5,100 random vectors chromadb 1.5.9 did not find up to 2. Raises LibraryError where the index cannot be read.
    """
    ids = sorted(index.ids())
    sample = ids[:: 1 + len(ids) // _SAMPLE]
    found = [max(index.nearest(vector, 3).values(), default=0.0) > 0.999 for vector in (index.vectors(sample) if sample else ())]
    return sum(found) >= 0.98 * len(found)


def remove_folder(folder: Path) -> None:
    """Remove an index that is nothing but its folder."""
    shutil.rmtree(folder, ignore_errors=True)


def state_of_files(folder: Path) -> str:
    """Give a hash of the files of `folder`, of their names and what they hold; empty where there is no folder or one cannot be read."""
    whole = hashlib.sha256()
    try:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            whole.update(f"{path.relative_to(folder)}\0{hash_of_file(path)}\0".encode())
    except OSError:
        return ""
    return whole.hexdigest() if folder.is_dir() else ""


def hash_of_file(path: Path) -> str:
    """Give a hash of what the file at `path` holds; raises OSError where it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to keep vectors. Each index has a folder of its own in the library's directory, which is also its name.

    `open` opens the index of a folder, made where missing. `is_sound` says whether a closed one opens and finds its own
    vectors, but for a few; it must not end the process. `state_of` describes a closed one so that a change shows, empty
    where there is none. `remove` takes a closed one away. Up to `quick` vectors an index is built anew sooner than it is
    looked at. One that failed is tried again after `again` seconds; it may be well by then where it `returns`, as on a server that
    was away, else it is built anew.
    """

    name: str
    open: Callable[[Path], VectorIndex]
    is_sound: Callable[[Path], bool]
    state_of: Callable[[Path], str] = state_of_files
    remove: Callable[[Path], None] = remove_folder
    quick: int = 5_000
    returns: bool = False
    again: float = 60.0


def engines() -> dict[str, Engine]:
    """Give the engines there are, by name: every module of this package that declares an ENGINE has one."""
    return {engine.name: engine for engine in declared(vectorstore.index, "ENGINE", Engine)}


def engine_named(name: str) -> Engine:
    """Give the engine called `name`; raises LibraryError where there is none."""
    known = engines()
    if name not in known:
        raise LibraryError("There is no index engine “{name}”; there are: {known}.", name=name, known=", ".join(known))
    return known[name]
