"""Keeps the vector index in step with the library: checks it when it is opened, mends it or builds it anew."""

import json
import shutil
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, delete, func, insert, select

from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import LibraryError
from vectorstore.index.chroma import VectorIndex, is_sound
from vectorstore.sql.database import Database
from vectorstore.sql.schema import metadata, passages

_BATCH = 2000


class IndexSynchronizer:
    """Holds the open `index` of a library. The folder in use is a fact in the library, so a new one takes its place at once.

    Beside it stands how its files looked and when the library last changed as it was closed; where both are still so, the
    index is trusted. Where the files are not, it may be another library's: all its vectors are compared with the library's.
    """

    def __init__(self, directory: Path, database: Database) -> None:
        self._directory = directory
        self._database = database
        known = json.loads(self._fact("index") or "{}")
        self._folder: Path = directory / known.get("folder", "none")
        as_left = self._folder.is_dir() and known.get("files") == _look_of(self._folder)
        if not as_left and not (self._folder.is_dir() and self._is_large() and is_sound(self._folder) and self._is_ours()):
            self._folder = self._new_folder()
        self.index = VectorIndex(self._folder)
        if not (as_left and known.get("changed") == self._fact("changed")):
            self._mend()

    def close(self) -> None:
        """Close the index and remember how its files look and what it is in step with, so that the next start can trust it."""
        self.index.close()
        self._remember(_look_of(self._folder))

    def _fact(self, key: str) -> str:
        with self._database.reading() as connection:
            return str(connection.scalar(select(metadata.c.value).where(metadata.c.key == key)) or "")

    def _is_large(self) -> bool:
        """Say whether building the index anew takes longer than a look at it in a process of its own, about three seconds."""
        with self._database.reading() as connection:
            return (connection.scalar(select(func.count()).select_from(passages)) or 0) > 5_000

    def _is_ours(self) -> bool:
        """Say whether the vectors that the folder in use holds are those of this library."""
        try:
            index = VectorIndex(self._folder)
            try:
                held = sorted(index.ids())
                return all(self._agrees(index, held[start : start + _BATCH]) for start in range(0, len(held), _BATCH))
            finally:
                index.close()
        except LibraryError:
            return False

    def _agrees(self, index: VectorIndex, ids: list[int]) -> bool:
        with self._database.reading() as connection:
            known, ours = _vectors_of(connection, ids)
        theirs = index.vectors(known) if known else ours
        if theirs.shape != ours.shape:
            return False
        lengths = np.linalg.norm(theirs, axis=1) * np.linalg.norm(ours, axis=1)
        return bool(np.all(np.sum(theirs * ours, axis=1) > 0.999 * lengths))

    def _new_folder(self) -> Path:
        """Build an index of all vectors in a new folder, then make it the one in use."""
        old = sorted(self._directory.glob("index-*"))
        number = 1 + max((int(path.name[6:]) for path in old if path.name[6:].isdigit()), default=0)
        self._folder = self._directory / f"index-{number}"
        self.index = VectorIndex(self._folder)
        self._mend()
        self.index.close()
        self._remember("")
        for path in old:
            shutil.rmtree(path, ignore_errors=True)
        return self._folder

    def _mend(self) -> None:
        """Take out of the index what the library no longer holds, and add what it lacks."""
        held = self.index.ids()
        with self._database.reading() as connection:
            wanted = set(connection.scalars(select(passages.c.id).where(func.length(passages.c.vector) > 0)))
            self.index.remove(held - wanted)
            missing = sorted(wanted - held)
            for start in range(0, len(missing), _BATCH):
                self.index.add(*_vectors_of(connection, missing[start : start + _BATCH]))

    def _remember(self, look: str) -> None:
        # "files", not "look" as in 0.5.0, which could trust the index of another library
        value = json.dumps({"folder": self._folder.name, "files": look, "changed": self._fact("changed")})
        with self._database.writing() as connection:
            connection.execute(delete(metadata).where(metadata.c.key == "index"))
            connection.execute(insert(metadata).values(key="index", value=value))


def _vectors_of(connection: Connection, ids: list[int]) -> tuple[list[int], Vectors]:
    """Give those of `ids` whose passages the library holds with a vector, and these vectors, shape (len, dimension)."""
    chosen = select(passages.c.id, passages.c.vector).where(passages.c.id.in_(ids), func.length(passages.c.vector) > 0)
    rows = connection.execute(chosen).all()
    vectors = [np.frombuffer(row.vector, dtype=np.float32) for row in rows]
    return [row.id for row in rows], np.stack(vectors) if vectors else np.empty((0, 0), dtype=np.float32)


def _look_of(folder: Path) -> str:
    """Describe the files of `folder` by name, size and time of change."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return "|".join(f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
