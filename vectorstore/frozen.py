"""A library as it was at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from vectorstore.library import Library
from vectorstore.snapshot import Snapshot
from vectorstore.sql.catalogue import Catalogue


@contextmanager
def frozen(library: Library) -> Iterator[Library]:
    """Give `library` as it is now, whatever changes while the context is open; it is only read, by one thread at a time."""
    with library.snapshot() as now:
        yield _FrozenLibrary(library, now)


class _FrozenLibrary(Library):
    """Reads all in the one transaction of a snapshot."""

    def __init__(self, library: Library, now: Snapshot) -> None:
        # it has nothing of its own that would have to be opened
        self.directory, self.embedder, self.bodies, self.place = library.directory, library.embedder, library.bodies, library.place
        self._now = now

    def catalogue(self) -> Catalogue:
        return self._now.catalogue

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        yield self._now

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        yield self._now.connection
