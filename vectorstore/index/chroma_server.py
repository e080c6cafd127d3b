"""Vectors kept by a Chroma server, which a setting names: a collection for each index, within the limits of Chroma's own cloud.

The folder of the index holds nothing but the name of its collection.
"""

import shutil
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path
from uuid import uuid4

import chromadb
import httpx
import numpy as np
from chromadb.api.fastapi import FastAPI
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings, System

from vectorstore.embedding.embedder import Vectors
from vectorstore.errors import LibraryError
from vectorstore.index.chroma import SPACE, cosines, translated, unread, unwritten
from vectorstore.index.protocol import Engine, finds_itself
from vectorstore.index.server_address import ServerAddress

_NAME = "collection"
MOST = 300
"""Records of one request, which are as many as Chroma's own cloud takes."""
_WAIT = httpx.Timeout(5, connect=3)  # seconds


class Requests(FastAPI):
    """The requests of chromadb, within a limit of time and with connections that are closed at the end."""

    def __init__(self, system: System) -> None:
        super().__init__(system)
        self._session.timeout = _WAIT

    def close(self) -> None:
        """Close the connections."""
        self._session.close()


class ServedIndex:
    """The vectors of passages by their ids, in a collection of a server."""

    def __init__(self, server: ServerAddress, folder: Path, most: int) -> None:
        """Reach the collection that `folder` names, a new one where it names none; raises LibraryError where that fails."""
        self._most, self._url = most, server.url
        self._space = (server.tenant or DEFAULT_TENANT, server.database or DEFAULT_DATABASE)
        # a client of chromadb is not opened, as each leaves connections open
        self._requests = System(_settings(server)).instance(Requests)
        try:
            with self._reading():
                self._collection = self._reached(folder)
        except LibraryError:
            self._requests.close()
            raise

    def _reached(self, folder: Path) -> chromadb.Collection:
        kept = folder / _NAME
        name = kept.read_text(encoding="utf-8") if kept.is_file() else f"passages-{uuid4().hex}"
        model = self._requests.get_or_create_collection(name, None, SPACE, None, *self._space)  # type: ignore[arg-type] # chromadb types a plain dict too narrowly
        if not kept.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            kept.write_text(name, encoding="utf-8")
        return chromadb.Collection(self._requests, model, embedding_function=None)

    def _reading(self) -> AbstractContextManager[None]:
        return translated(lambda reason: unread(f"{self._url}: {reason}"))

    def _writing(self) -> AbstractContextManager[None]:
        return translated(lambda reason: unwritten(f"{self._url}: {reason}"))

    def ids(self) -> set[int]:
        """Give the ids that the index says it holds."""
        found: set[int] = set()
        with self._reading():
            while some := self._collection.get(include=[], limit=self._most, offset=len(found))["ids"]:
                found.update(map(int, some))
        return found

    def add(self, ids: Sequence[int], vectors: Vectors) -> None:
        """Add `vectors`, shape (len(ids), dimension), under ids that the index has never held."""
        with self._writing():
            for start in range(0, len(ids), self._most):
                some = slice(start, start + self._most)
                self._collection.add(ids=_names(ids[some]), embeddings=vectors[some])

    def vectors(self, ids: Sequence[int]) -> Vectors:
        """Give the vectors held under `ids`, shape (len(ids), dimension); raises LibraryError where one cannot be read."""
        held: dict[str, Vectors] = {}
        with self._reading():
            for start in range(0, len(ids), self._most):
                found = self._collection.get(ids=_names(ids[start : start + self._most]), include=["embeddings"])
                held |= dict(zip(found["ids"], np.asarray(found["embeddings"], dtype=np.float32), strict=True))
        if len(held) < len(ids):
            raise LibraryError("The vector index lacks {count} vectors.", count=len(ids) - len(held))
        return np.stack([held[str(id)] for id in ids])

    def remove(self, ids: Iterable[int]) -> None:
        """Remove `ids`, known or not."""
        names = _names(ids)
        with self._writing():
            for start in range(0, len(names), self._most):
                self._collection.delete(ids=names[start : start + self._most])

    def nearest(self, vector: Vectors, most: int, among: Sequence[int] | None = None) -> dict[int, float]:
        """Give the ids nearest to `vector`, shape (dimension,), and their cosines, nearest first; only ids `among` those given."""
        with self._reading():
            return cosines(self._collection, vector, min(most, self._most), among)

    def forget(self) -> None:
        """Take the collection from the server."""
        with self._writing():
            self._requests.delete_collection(self._collection.name, *self._space)

    def count(self) -> int:
        """Count the vectors."""
        with self._reading():
            return self._collection.count()

    def close(self) -> None:
        """End the connection; the server goes on."""
        with self._writing():
            self._requests.close()


def server_version(server: ServerAddress) -> str:
    """Give the version of Chroma that answers at `server`; raises LibraryError where none does."""
    with translated(lambda reason: unread(f"{server.url}: {reason}")), closing(System(_settings(server)).instance(Requests)) as requests:
        return requests.get_version()


def server_engine(server: ServerAddress, most: int = MOST, again: float = 60.0) -> Engine:
    """Give the engine that keeps vectors on `server`, which takes at most so many records at once; `again` as `Engine` says."""

    def opened(folder: Path) -> ServedIndex:
        return ServedIndex(server, folder, most)

    def is_sound(folder: Path) -> bool:
        try:
            with closing(opened(folder)) as index:
                return finds_itself(index)
        except LibraryError:
            return False

    def state_of(folder: Path) -> str:
        """Name the collection and how much it holds; the library's samples show the rest."""
        try:
            name = (folder / _NAME).read_text(encoding="utf-8")
            with closing(opened(folder)) as index:
                return f"{name}: {index.count()}"
        except (OSError, LibraryError):
            return ""

    def remove(folder: Path) -> None:
        with suppress(OSError, LibraryError), closing(opened(folder)) as index:  # a collection that is left costs room on the server only
            index.forget()
        shutil.rmtree(folder, ignore_errors=True)

    return Engine(f"chroma at {server.url}", opened, is_sound, state_of, remove, quick=0, returns=True, again=again)


def _settings(server: ServerAddress) -> Settings:
    return Settings(
        anonymized_telemetry=False,
        chroma_server_host=server.host,
        chroma_server_http_port=server.port,
        chroma_server_ssl_enabled=server.is_guarded,
        chroma_server_headers=dict(server.headers),
    )


def _names(ids: Iterable[int]) -> list[str]:
    return [str(id) for id in ids]
