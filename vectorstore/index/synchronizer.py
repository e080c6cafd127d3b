"""Keeps the vector index in step with the library: checks it when it is opened, mends it or builds it anew."""

import json
import logging
from collections.abc import Collection
from functools import cached_property
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, func, select

from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import LibraryError
from vectorstore.index.protocol import DEFAULT_ENGINE, Engine, VectorIndex, engine_named, engines
from vectorstore.sql.database import Database
from vectorstore.sql.metadata import get_value, set_value
from vectorstore.sql.schema import passages

_log = logging.getLogger(__name__)
_BATCH = 2000


class IndexSynchronizer:
    """The index of a library, opened, checked and mended at its first use. Which folder is in use stands in the library, so that
    a new one takes its place at once.

    Beside it stands in which state the index was and when the library last changed as it was closed; where both are still
    so, the index is trusted. Where the state is not, it may be another library's: all its vectors are compared with the
    library's.
    """

    def __init__(self, directory: Path, database: Database, engine: str) -> None:
        self._directory = directory
        self._database = database
        self._engine_name = engine
        self._index: VectorIndex | None = None

    @property
    def opened(self) -> VectorIndex:
        """The open index, built anew where it is lost, spoiled, another library's or another engine's.

        Raises LibraryError where there is no engine of the name that was given, and where it cannot be opened.
        """
        if self._index is None:
            self._index = self._open()
        return self._index

    def remove(self, ids: Collection[int]) -> None:
        """Take `ids` out of the index, where it is open; where that fails it is given up, and mended at its next use."""
        try:
            if self._index is not None:
                self._index.remove(ids)
        except LibraryError as error:
            _log.warning("%s", error)
            self.opened.close()  # its state is not remembered, so it is not trusted again
            self._index = None

    def close(self) -> None:
        """Close the index and remember in which state it is and what it is in step with, so that the next start can trust it."""
        if self._index is not None:
            self._index.close()
            self._remember(self._engine.state_of(self._folder))

    @cached_property
    def _engine(self) -> Engine:
        return engine_named(self._engine_name)

    def _open(self) -> VectorIndex:
        known = json.loads(self._value("index") or "{}")
        self._folder: Path = self._directory / known.get("folder", "none")
        is_own = known.get("engine", DEFAULT_ENGINE) == self._engine.name  # 0.5.0 knew no other than the default
        state = self._engine.state_of(self._folder) if is_own else ""
        as_left = bool(state) and known.get("files") == state
        if not as_left and not (state and self._is_large() and self._engine.is_sound(self._folder) and self._is_ours()):
            self._folder = self._new_folder()
        index = self._engine.open(self._folder)
        if not (as_left and known.get("changed") == self._value("changed")):
            self._mend(index)
        return index

    def _value(self, key: str) -> str:
        with self._database.reading() as connection:
            return get_value(connection, key)

    def _is_large(self) -> bool:
        """Say whether building the index anew takes longer than a look at it."""
        with self._database.reading() as connection:
            return (connection.scalar(select(func.count()).select_from(passages)) or 0) > self._engine.quick

    def _is_ours(self) -> bool:
        """Say whether the vectors that the folder in use holds are those of this library."""
        try:
            index = self._engine.open(self._folder)
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
        maker = engines().get(json.loads(self._value("index") or "{}").get("engine", ""), self._engine)
        old = sorted(self._directory.glob("index-*"))
        number = 1 + max((int(path.name[6:]) for path in old if path.name[6:].isdigit()), default=0)
        self._folder = self._directory / f"index-{number}"
        index = self._engine.open(self._folder)
        self._mend(index)
        index.close()
        self._remember("")
        for path in old:
            maker.remove(path)
        return self._folder

    def _mend(self, index: VectorIndex) -> None:
        """Take out of the index what the library no longer holds, and add what it lacks."""
        held = index.ids()
        with self._database.reading() as connection:
            stored = set(connection.scalars(select(passages.c.id).where(func.length(passages.c.vector) > 0)))
            index.remove(held - stored)
            missing = sorted(stored - held)
            for start in range(0, len(missing), _BATCH):
                index.add(*_vectors_of(connection, missing[start : start + _BATCH]))

    def _remember(self, state: str) -> None:
        # "files", not "look" as in 0.5.0, which could trust the index of another library
        with self._database.writing() as connection:
            known = {"engine": self._engine.name, "folder": self._folder.name, "files": state, "changed": get_value(connection, "changed")}
            set_value(connection, "index", json.dumps(known))


def _vectors_of(connection: Connection, ids: list[int]) -> tuple[list[int], Vectors]:
    """Give those of `ids` whose passages the library holds with a vector, and these vectors, shape (len, dimension)."""
    chosen = select(passages.c.id, passages.c.vector).where(passages.c.id.in_(ids), func.length(passages.c.vector) > 0)
    rows = connection.execute(chosen).all()
    vectors = [np.frombuffer(row.vector, dtype=np.float32) for row in rows]
    return [row.id for row in rows], np.stack(vectors) if vectors else np.empty((0, 0), dtype=np.float32)
