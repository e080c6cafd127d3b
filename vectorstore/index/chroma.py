"""Which passages lie near a vector: Chroma, holding vectors and ids only, always rebuildable from the library."""

import struct
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import chromadb
import numpy as np
from chromadb.config import Settings

from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import LibraryError
from vectorstore.index.protocol import Engine, finds_itself

_COLLECTION = "passages"
SPACE = {"hnsw": {"space": "cosine", "ef_search": 200}}
"""How a collection measures and looks."""


class ChromaIndex:
    """The vectors of passages by their ids, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        with translated(_unopened(folder)):
            self._client = chromadb.PersistentClient(str(folder), Settings(anonymized_telemetry=False))
            self._collection = self._client.get_or_create_collection(_COLLECTION, embedding_function=None, configuration=SPACE)  # type: ignore[arg-type] # chromadb types a plain dict too narrowly
        if self._collection.configuration_json["hnsw"]["space"] != "cosine":
            raise LibraryError(
                "The vector index in {folder} does not measure cosines; remove the folder, it will be built anew.", folder=str(folder)
            )

    def ids(self) -> set[int]:
        """Give the ids that the index says it holds."""
        with translated(unread):
            return {int(id) for id in self._collection.get(include=[])["ids"]}

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add `vectors`, shape (len(ids), dimension), under ids that the index has never held."""
        with translated(unwritten):
            most = self._client.get_max_batch_size()
            for start in range(0, len(ids), most):
                names = [str(id) for id in ids[start : start + most]]
                self._collection.add(ids=names, embeddings=vectors[start : start + most])

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Give the vectors held under `ids`, at most 5,000, shape (len(ids), dimension); raises LibraryError where one cannot be read."""
        names = [str(id) for id in ids]
        with translated(unread):
            held = self._collection.get(ids=names, include=["embeddings"])
            place = {name: row for row, name in enumerate(held["ids"])}
            found = np.asarray(held["embeddings"], dtype=np.float32)
        if len(place) < len(names):
            raise LibraryError("The vector index lacks {count} vectors.", count=len(names) - len(place))
        return found[[place[name] for name in names]]

    def remove(self, ids: Iterable[int]) -> None:
        """Remove `ids`, known or not."""
        names = [str(id) for id in ids]
        with translated(unwritten):
            most = self._client.get_max_batch_size()
            for start in range(0, len(names), most):
                self._collection.delete(ids=names[start : start + most])

    def nearest(self, vector: Vectors, most: int, among: Sequence[int] | None = None) -> dict[int, float]:
        """Give the ids nearest to `vector`, shape (dimension,), and their cosines, nearest first; only ids `among` those given."""
        with translated(unread):
            return cosines(self._collection, vector, most, among)

    def close(self) -> None:
        """Close the index; it cannot be used after that."""
        with translated(unwritten):
            self._client.close()  # type: ignore[attr-defined] # chromadb's types lack it


def cosines(collection: chromadb.Collection, vector: Vectors, most: int, among: Sequence[int] | None) -> dict[int, float]:
    """Give the ids of a collection nearest to `vector`, shape (dimension,), and their cosines; raises what chromadb does."""
    if among is not None and not among:
        return {}
    found = collection.query(
        query_embeddings=np.atleast_2d(vector),
        n_results=most,
        ids=None if among is None else [str(id) for id in among],
        include=["distances"],
    )
    distances = found["distances"]
    assert distances is not None
    return {int(id): 1 - float(distance) for id, distance in zip(found["ids"][0], distances[0], strict=True)}


@contextmanager
def translated(refused: Callable[[str], LibraryError]) -> Iterator[None]:
    """Raise what `refused` makes of the reason for whatever goes wrong within: a spoiled index makes chromadb raise errors of all kinds,
    and its Rust part panic, which is no Exception."""
    try:
        yield
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise refused(str(error)) from error
        raise


def _unopened(folder: Path) -> Callable[[str], LibraryError]:
    return lambda reason: LibraryError("Cannot open the vector index in {folder}: {reason}", folder=str(folder), reason=reason)


def unread(reason: str) -> LibraryError:
    """Give the error that the index cannot be read."""
    return LibraryError("Cannot read the vector index: {reason}.", reason=reason)


def unwritten(reason: str) -> LibraryError:
    """Give the error that the index cannot be written."""
    return LibraryError(
        "Cannot write the vector index: {reason}. The documents are safe; it is built anew at the next start.", reason=reason
    )


def is_sound(folder: Path) -> bool:
    """Say whether the index in `folder` opens and finds its own vectors, but for a few.

    The look is taken in a process of its own: a truncated segment ends the process that reads it (chromadb 1.5.9).
    """
    looked = subprocess.run([sys.executable, "-m", "vectorstore.index.chroma", str(folder)], capture_output=True, check=False)
    return looked.returncode == 0


def _look(folder: Path) -> bool:
    if not all(_is_whole(header.parent) for header in folder.glob("*/header.bin")):
        return False
    return finds_itself(ChromaIndex(folder))


def _is_whole(segment: Path) -> bool:
    """Say whether the files of a segment are as long as its header states, in the layout of chromadb 1.5.9.

    Links cut short are not always noticed by a look at what is found, and can end the process at a later one.
    """
    count, size = struct.unpack_from("<QQ", (segment / "header.bin").read_bytes(), 20)
    links = (segment / "link_lists.bin").read_bytes()
    place = 0
    for _ in range(count):
        place += 4 + int.from_bytes(links[place : place + 4], "little")
    return place == len(links) and (segment / "data_level0.bin").stat().st_size == count * size


ENGINE = Engine("chroma", ChromaIndex, is_sound)  # a look takes about three seconds, as building anew does with 5,000 vectors


if __name__ == "__main__":
    sys.exit(0 if _look(Path(sys.argv[1])) else 1)
