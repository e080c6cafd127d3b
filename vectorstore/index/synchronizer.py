"""Keeps the vector index in step with the library: checks it when it is opened, mends it or builds it anew."""

import json
import logging
import re
import threading
import time
from collections.abc import Collection, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, func, select

from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import LibraryError
from vectorstore.index.protocol import DEFAULT_ENGINE, Engine, VectorIndex, engine_named, engines
from vectorstore.scratch import replace_text
from vectorstore.sql.database import Database
from vectorstore.sql.metadata import LIBRARY, get_value, set_value
from vectorstore.sql.rows import reads_rows, vector_of
from vectorstore.sql.schema import documents, passages

_log = logging.getLogger(__name__)
_BATCH = 2000
_SAMPLE = 200  # vectors that are compared with the library's at each start
_FOLDER = re.compile(r"index-([0-9]{1,9})")
_BELONGS = "library.id"  # the file in the folder of an index that names its library


class IndexSynchronizer:
    """The index of a library, opened, checked and mended at its first use. Which folder is in use stands in the library, so that
    a new one takes its place at once.

    Beside it stands a hash of the index's files, and when the library last changed as it was closed; where both are still so, and the
    index names this library, it is trusted but for a sample of its vectors. Where they are not, all its vectors are compared with
    the library's. An index that fails while it is used is built anew in a thread of its own, and nothing is near meanwhile.

    Where a server keeps the library, other processes change it too: then `follow` brings the index to what they made of it, and which
    folder is in use stands in the directory, which no other process has.

    What changes or asks the index holds `turn`. `has_failed` is whether it failed and is not well again.
    """

    def __init__(self, directory: Path, database: Database, engine: str | Engine | None, turn: threading.RLock) -> None:
        """Keep the index by an `engine`; where that is None there is none, and nothing is near."""
        self._directory, self._noted = directory, directory / "index.json"
        self._database = database
        self._engine_named = engine
        self._turn = turn
        self._index: VectorIndex | None = None
        self._held: dict[int, list[int]] | None = None  # the passages that the index holds by their documents, where it follows others
        self._renewal: threading.Thread | None = None
        self._again = 0.0  # the time, by the monotonic clock, before which an index that failed is not tried again
        self.has_failed = False

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add `vectors` under new `ids`; raises LibraryError where that fails."""
        if (index := self._opened()) is not None:
            try:
                index.add(ids, vectors)
            except LibraryError:
                self._give_up()
                raise

    def remove(self, ids: Collection[int]) -> None:
        """Take `ids` out of the index, where it is open; where that fails it is given up, and mended at its next use."""
        try:
            if self._index is not None:
                self._index.remove(ids)
        except LibraryError as error:
            _log.warning("%s", error)
            self._give_up()  # its state is not remembered, so it is not trusted again

    def holds(self, document: int, ids: Sequence[int]) -> None:
        """Note that the index holds the passages `ids` of a document, which were added before they were kept."""
        if self._held is not None:
            self._held[document] = list(ids)

    def follow(self, connection: Connection) -> None:
        """Bring an open index to the state that `connection` sees, where other processes may have changed the library."""
        if self._index is None or not self._database.is_shared:
            return
        try:
            if self._held is None:
                self._mend(self._index, connection)
                self._held = _passages_of(connection, None)
            else:
                self._step(self._index, self._held, connection)
        except LibraryError as error:
            self._fail(error)

    def nearest(self, vector: Vectors, most: int, among: Sequence[int] | None = None) -> dict[int, float]:
        """Give what lies near as the index does, nothing while there is none."""
        if self._index is None and self.has_failed:
            self._renew()
            return {}
        try:
            index = self._opened()
            return index.nearest(vector, most, among) if index is not None else {}
        except LibraryError as error:
            self._fail(error)
            return {}

    def _fail(self, error: LibraryError) -> None:
        name = self._engine.name
        _log.warning("The vector index (%s) fails and is built anew; until then words alone are looked for. %s", name, error)
        self.has_failed = True
        self._give_up()
        self._renew()

    def check(self) -> bool:
        """Compare all vectors with the library's, and build the index anew where one differs or is lost; say whether all was well."""
        try:
            index = self._opened()
            with self._database.reading() as connection:
                stored = list(connection.scalars(select(passages.c.id).where(func.length(passages.c.vector) > 0).order_by(passages.c.id)))
            is_well = index is not None and index.ids() == set(stored) and self._agree(index, stored) and self._finds(index, stored)
        except LibraryError as error:
            _log.warning("%s", error)
            is_well = False
        if not is_well:
            self._give_up()
            self._use(self._built())
        return is_well

    def close(self) -> None:
        """Close the index and remember in which state it is and what it is in step with, so that the next start can trust it."""
        if self._index is not None:
            index, self._index = self._index, None
            index.close()
            self._remember(self._engine.state_of(self._folder))

    def finish(self) -> None:
        """Wait until an index that is built anew is ready; to be called without the turn."""
        if (renewal := self._renewal) is not None:
            renewal.join()

    @cached_property
    def _engine(self) -> Engine:
        given = self._engine_named or DEFAULT_ENGINE
        return engine_named(given) if isinstance(given, str) else given

    # -- opening

    def _opened(self) -> VectorIndex | None:
        """The open index, built anew where it is lost, spoiled, another library's or another engine's; None while a thread does that.

        Raises LibraryError where there is no engine of the name that was given, and where it cannot be opened.
        """
        if self._index is None and self._renewal is None and self._engine_named is not None:
            self._use(self._trusted() or self._built())
        return self._index

    def _use(self, index: VectorIndex) -> None:
        self._index, self._held, self.has_failed = index, None, False

    def _trusted(self) -> VectorIndex | None:
        """Open the index that there is, None where it does not deserve trust."""
        known = self._known()
        if _FOLDER.fullmatch(str(known.get("folder"))) is None or known.get("engine", DEFAULT_ENGINE) != self._engine.name:
            return None  # 0.5.0 knew no engine other than the default
        self._folder = self._directory / str(known["folder"])
        state = self._engine.state_of(self._folder)
        as_left = bool(state) and known.get("files") == state and self._belongs()
        if not as_left and not (state and self._is_large() and self._engine.is_sound(self._folder)):
            return None
        try:
            index = self._engine.open(self._folder)
        except LibraryError as error:
            _log.warning("%s", error)
            return None
        try:
            if not (as_left and known.get("changed") == self._value("changed")):
                with self._database.reading() as connection:
                    self._mend(index, connection)
            if self._agree(index, self._ids(_SAMPLE if as_left else None)):
                return index
        except LibraryError as error:
            _log.warning("%s", error)
        index.close()
        return None

    def _known(self) -> dict[str, object]:
        """Give what the library says of its index, nothing where that cannot be read."""
        try:
            known = json.loads((self._noted.read_text(encoding="utf-8") if self._database.is_shared else self._value("index")) or "{}")
        except (OSError, ValueError):
            return {}
        return known if isinstance(known, dict) else {}

    def _belongs(self) -> bool:
        """Say whether the index in use names this library."""
        try:
            return (self._folder / _BELONGS).read_text(encoding="utf-8") == self._value(LIBRARY)
        except (OSError, ValueError):
            return False

    def _value(self, key: str) -> str:
        with self._database.reading() as connection:
            return get_value(connection, key)

    def _is_large(self) -> bool:
        """Say whether building the index anew takes longer than a look at it."""
        with self._database.reading() as connection:
            return (connection.scalar(select(func.count()).select_from(passages)) or 0) > self._engine.quick

    # -- comparing

    def _ids(self, most: int | None) -> list[int]:
        """Give the ids of the passages with a vector, only some of all where there are more than `most`."""
        with self._database.reading() as connection:
            chosen = select(passages.c.id).where(func.length(passages.c.vector) > 0).order_by(passages.c.id)
            ids = list(connection.scalars(chosen))
        return ids if most is None else ids[:: 1 + len(ids) // most]

    def _agree(self, index: VectorIndex, ids: Sequence[int]) -> bool:
        """Say whether the index holds under `ids` the vectors of the library."""
        return all(self._agree_in(index, ids[start : start + _BATCH]) for start in range(0, len(ids), _BATCH))

    def _agree_in(self, index: VectorIndex, ids: Sequence[int]) -> bool:
        with self._database.reading() as connection:
            known, ours = _vectors_of(connection, ids)
        theirs = index.vectors(known) if known else ours
        if theirs.shape != ours.shape:
            return False
        lengths = np.linalg.norm(theirs, axis=1) * np.linalg.norm(ours, axis=1)
        return bool(np.all(np.sum(theirs * ours, axis=1) > 0.999 * lengths))

    def _finds(self, index: VectorIndex, ids: Sequence[int]) -> bool:
        """Say whether passages are found by their own vectors, but for a few: the search is approximate."""
        with self._database.reading() as connection:
            _, vectors = _vectors_of(connection, ids[:: 1 + len(ids) // _SAMPLE])
        found = [max(index.nearest(vector, 3).values(), default=0.0) > 0.999 for vector in vectors]
        return sum(found) >= 0.98 * len(found)

    # -- building and mending

    def _give_up(self) -> None:
        index, self._index = self._index, None
        try:
            if index is not None:
                index.close()
        except LibraryError as error:
            _log.warning("%s", error)

    def _renew(self) -> None:
        """Let a thread build the index anew, unless that was tried a moment ago."""
        if self._renewal is None and time.monotonic() >= self._again:
            self._again = time.monotonic() + self._engine.again
            self._renewal = threading.Thread(target=self._renew_now, name="index")
            self._renewal.start()

    def _renew_now(self) -> None:
        index = None
        try:
            index = (self._engine.returns and self._trusted()) or self._built()
            with self._turn, self._database.reading() as connection:
                self._mend(index, connection)
                self._use(index)
        except Exception as error:  # whatever it is, questions are answered by words, and the next start tries again
            _log.warning("The vector index cannot be built. %s", error)
        finally:
            self._renewal = None

    def _built(self) -> VectorIndex:
        """Build an index of all vectors in a new folder, then make it the one in use; give it open."""
        maker = engines().get(str(self._known().get("engine", "")), self._engine)
        old = sorted(self._directory.glob("index-*"))
        numbers = (int(found[1]) for path in old if (found := _FOLDER.fullmatch(path.name)))
        folder = self._directory / f"index-{1 + max(numbers, default=0)}"
        index = self._engine.open(folder)
        with self._database.reading() as connection:
            self._mend(index, connection)
        index.close()
        (folder / _BELONGS).write_text(self._value(LIBRARY), encoding="utf-8")
        self._folder = folder
        self._remember("")
        for path in old:
            maker.remove(path)
        return self._engine.open(folder)

    def _mend(self, index: VectorIndex, connection: Connection) -> None:
        """Take out of the index what the library no longer holds, and add what it lacks."""
        held = index.ids()
        stored = set(connection.scalars(select(passages.c.id).where(func.length(passages.c.vector) > 0)))
        index.remove(held - stored)
        _add(index, connection, sorted(stored - held))

    def _step(self, index: VectorIndex, held: dict[int, list[int]], connection: Connection) -> None:
        """Take out the passages of documents that are gone, and add those of new ones; a document that changes gets a new id."""
        there = set(connection.scalars(select(documents.c.id)))
        gone = held.keys() - there
        index.remove([id for document in gone for id in held[document]])
        new = _passages_of(connection, there - held.keys())
        _add(index, connection, [id for ids in new.values() for id in ids])
        for document in gone:
            del held[document]
        held |= {document: new.get(document, []) for document in there - held.keys()}

    def _remember(self, state: str) -> None:
        # "files", not "look" as in 0.5.0, which could trust the index of another library
        known = {
            "engine": self._engine.name,
            "folder": self._folder.name,
            "files": state,
            "changed": "" if self._database.is_shared else self._value("changed"),
        }
        if self._database.is_shared:
            replace_text(self._noted, json.dumps(known))  # what others changed since is not in step: the next start looks
            return
        with self._database.writing() as connection:
            set_value(connection, "index", json.dumps(known))


def _add(index: VectorIndex, connection: Connection, ids: Sequence[int]) -> None:
    """Put passages into an index that lacks them."""
    for start in range(0, len(ids), _BATCH):
        index.add(*_vectors_of(connection, ids[start : start + _BATCH]))


def _passages_of(connection: Connection, among: Collection[int] | None) -> dict[int, list[int]]:
    """Give the ids of the passages with a vector by their documents, only documents `among` those given."""
    chosen = select(passages.c.document_id, passages.c.id).where(func.length(passages.c.vector) > 0).order_by(passages.c.id)
    found: dict[int, list[int]] = {}
    for document, id in connection.execute(chosen if among is None else chosen.where(passages.c.document_id.in_(among))):
        found.setdefault(document, []).append(id)
    return found


@reads_rows
def _vectors_of(connection: Connection, ids: Sequence[int]) -> tuple[list[int], Vectors]:
    """Give those of `ids` whose passages the library holds with a vector, and these vectors, shape (len, dimension)."""
    chosen = select(passages.c.id, passages.c.vector).where(passages.c.id.in_(ids), func.length(passages.c.vector) > 0)
    rows = connection.execute(chosen).all()
    vectors = [vector_of(row.vector) for row in rows]
    return [row.id for row in rows], np.stack(vectors) if vectors else np.empty((0, 0), dtype=np.float32)
