"""All documents, passages and vectors: the truth in one SQL database, and the indexes that are built from it."""

import logging
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from itertools import chain
from pathlib import Path

import numpy as np
from sqlalchemy import Connection, or_, select

from vectorstore.aliases import Bodies
from vectorstore.document import Document, DocumentSummary
from vectorstore.embedding.embedder import Embedder, Vectors
from vectorstore.errors import LibraryError, no_document
from vectorstore.filter import Filter
from vectorstore.index.protocol import DEFAULT_ENGINE, Engine
from vectorstore.index.synchronizer import IndexSynchronizer
from vectorstore.lock import DirectoryLock
from vectorstore.opening import NAME, check_not_lost, errors_translated, look_at_all, own, remove_leftovers, state_of
from vectorstore.passage import Passage
from vectorstore.snapshot import Snapshot
from vectorstore.sql.catalogue import Catalogue, catalogue, relations
from vectorstore.sql.changes import correct_requirement, remove_document, replace_document, set_body, set_replaced, state_properties
from vectorstore.sql.counterparts import pair, part
from vectorstore.sql.database import Database
from vectorstore.sql.dialect import Address, dialect_of
from vectorstore.sql.documents import IndexedDocument, SourceCopy, all_stated, document_of
from vectorstore.sql.fetches import Fetch, all_fetches, note_fetch
from vectorstore.sql.glossary import Glossary
from vectorstore.sql.metadata import check_bodies, check_embedder, count_change, get_value, library_id, version_of
from vectorstore.sql.relations import Relations, Sketches
from vectorstore.sql.removals import Moment, moment_of, removed_sources
from vectorstore.sql.requirements import Requirements
from vectorstore.sql.schema import documents, passages

_log = logging.getLogger(__name__)


class Library:
    """A directory that holds documents, owned by one process at a time; where a server's database keeps all but the vector index, several
    processes, each with a directory of its own, share them, and each sees at its next look what another one changed.

    Every change is one transaction: it is there whole or not at all, also after the process was killed. The vector
    index is opened, checked and mended at its first use. Safe to use from several threads.
    """

    def __init__(
        self,
        directory: Path,
        embedder: Embedder,
        bodies: Bodies | None = None,
        *,
        engine: str | Engine | None = DEFAULT_ENGINE,
        database: str = "",
    ) -> None:
        """Open the library in `directory`, made where missing.

        `bodies` names those that have to act; `engine` keeps the vector index, or is the name of what does, None where nothing is asked;
        `database` is the URL of a server's database that holds all else, or the name of a dialect. Raises LibraryError where another
        process holds the directory, where it cannot be written, and where another embedder or another version of this program made it.
        """
        self.directory, self.embedder = directory, embedder
        self.bodies = bodies or Bodies()
        self._turn = threading.RLock()
        self._catalogue: Catalogue | None = None
        self._lock = DirectoryLock(directory)
        self._database = Database(Address(directory, NAME, database))
        self.place = self._database.address.place
        self._index = IndexSynchronizer(directory, self._database, engine, self._turn)
        self._lock.acquire()
        try:
            check_not_lost(self._database.address, self._lock.past)
            remove_leftovers(directory)
            self._check()
        except BaseException:
            self._database.close()
            self._lock.release()
            raise

    def _check(self) -> None:
        """Bring the database to the present format, and see that it is whole and fits to embedder and bodies."""
        with errors_translated(self._database):
            own(self._database, self._lock.past)
        with self._turn, errors_translated(self._database), self._database.writing() as connection:
            check_embedder(connection, self.place, self.embedder)
            check_bodies(connection, self.bodies)
            self._id = library_id(connection)
        with suppress(OSError):  # a full disk: the id stands there since before
            self._lock.note(library=self._id)

    def __enter__(self) -> "Library":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close everything and let another process have the directory, also where the disk takes nothing more."""
        self._index.finish()
        with self._turn:
            try:
                with errors_translated(self._database):
                    self._index.close()
            except LibraryError as error:
                _log.warning("The index is looked at anew at the next start. %s", error)
            finally:
                self._database.close()
                with suppress(OSError):  # what is not noted is looked at at the next start
                    self._lock.note(library=self._id, database=state_of(self._database.address))
                self._lock.release()

    def check(self) -> bool:
        """Look at all there is, and build anew each index that differs from the passages; say whether all vectors agreed with it.

        Raises LibraryError where the documents themselves are damaged.
        """
        with self._turn, errors_translated(self._database):
            look_at_all(self._database)
            return self._index.check()

    # -- what it holds

    def catalogue(self) -> Catalogue:
        """Give what is known of all documents; read anew where one has changed, or the day."""
        with self._turn:
            if not self._database.is_shared and self._catalogue is not None and self._catalogue.day == date.today():
                return self._catalogue
            with self._reading() as connection:
                return self._catalogue_of(connection)

    def _catalogue_of(self, connection: Connection) -> Catalogue:
        """Give the catalogue of the state that `connection` sees; the index follows the latest one."""
        known, today, version = self._catalogue, date.today(), version_of(connection)
        if known is not None and (known.version, known.day) == (version, today):
            return known
        found = catalogue(connection, today, self.bodies.pairs)
        if known is None or known.version <= version:
            self._catalogue = found
            self._index.follow(connection)
        return found

    def entries(self, filter: Filter | None = None) -> list[DocumentSummary]:
        """List by name the documents that `filter` admits, all where there is none."""
        catalogue = self.catalogue()
        admitted, _ = catalogue.admitted(filter) if filter else (None, 0)
        return [entry for entry in catalogue.entries if admitted is None or entry.id in set(admitted)]

    def relations(self) -> Relations:
        """Say how the documents stand to each other."""
        with self._reading() as connection:
            return relations(connection)

    def sketches(self) -> Sketches:
        """Give what finds the documents that are nearly the same as another."""
        with self._reading() as connection:
            return Sketches((row.source, row.sketch) for row in connection.execute(select(documents.c.source, documents.c.sketch)))

    def document(self, id: int) -> Document | None:
        """Give the document with this id; None where it was removed or replaced by a newer version."""
        with self._reading() as connection:
            row = connection.execute(select(documents).where(documents.c.id == id)).mappings().first()
        return document_of(row) if row else None

    def ids_holding(self, texts: Sequence[str]) -> list[int]:
        """Give the ids of the documents of which the text holds one of `texts`, whatever the case."""
        holding = or_(*(documents.c.text.icontains(text, autoescape=True) for text in texts))
        with self._reading() as connection:
            return list(connection.scalars(select(documents.c.id).where(holding).order_by(documents.c.name)))

    def hashes(self) -> dict[str, str]:
        """Give the SHA-256 of the file from which each document was read, by its source."""
        with self._reading() as connection:
            return {row.source: row.sha256 for row in connection.execute(select(documents.c.source, documents.c.sha256))}

    def original(self, name: str) -> SourceCopy:
        """Give the file from which the document called `name` was read; raises LibraryError where there is none."""
        columns = (documents.c.source, documents.c.sha256, documents.c.original, documents.c.beside)
        with self._reading() as connection:
            row = connection.execute(select(*columns).where(documents.c.name == name)).first()
        if row is None:
            raise no_document(name)
        return SourceCopy(*row)

    def removed(self) -> dict[str, str]:
        """Give the SHA-256 of the file of each document that a user removed, by its source."""
        with self._reading() as connection:
            return removed_sources(connection)

    def given(self, source: str) -> dict[str, str]:
        """Give the properties that a user stated of the document read from `source`."""
        return self.all_given().get(source, {})

    def all_given(self) -> dict[str, dict[str, str]]:
        """Give the properties that users stated, by the sources of documents."""
        with self._reading() as connection:
            return all_stated(connection)

    def fetches(self) -> dict[str, Fetch]:
        """Give the last time that each web address was asked from which a document was read, by the address."""
        with self._reading() as connection:
            return all_fetches(connection)

    def as_of(self) -> str:
        """Give the ISO date on which the documents last changed, empty where nothing was ever ingested."""
        with self._reading() as connection:
            return get_value(connection, "changed")[:10]

    @cached_property
    def requirements(self) -> Requirements:
        """The requirements of all documents."""
        return Requirements(self._reading, self.catalogue)

    @cached_property
    def glossary(self) -> Glossary:
        """The terms of all documents."""
        return Glossary(self._reading, self.catalogue)

    # -- changing it

    def moment(self, *, renews: bool = False) -> Moment:
        """Give the present moment, in which the reading of documents begins, or where it `renews` the reading of those that are held."""
        with self._reading() as connection:
            return moment_of(connection, renews)

    def add(self, prepared: Sequence[IndexedDocument], since: Moment | None = None) -> list[Document | None]:
        """Store documents, each in a transaction of its own and in place of the version read from the same source.

        Gives them back with their ids and names: a name is made longer by the folders of its source where another
        document has it. One that was removed `since` its reading began is not stored, nor one that is renewed and was replaced
        meanwhile; None stands for it. Where one cannot be stored a LibraryError is raised, and those before it stay.
        """
        with self._turn, errors_translated(self._database):
            parts = self._numbered(prepared)
            stored: list[Document | None] = []
            removed: list[int] = []
            try:
                vectors = np.concatenate([one.vectors for one in prepared])
                known = np.flatnonzero(vectors.any(axis=1))
                ids = [part.id for part in chain(*parts)]
                self._index.add([ids[row] for row in known], vectors[known])
                for one, own in zip(prepared, parts, strict=True):
                    with self._writing() as connection:
                        document, gone = replace_document(connection, one, own, since)
                    stored.append(document)
                    removed += gone
                    if document is not None:
                        self._index.holds(document.id, [part.id for part in own])
            finally:
                self._index.remove(removed + [part.id for part in chain(*parts[len(stored) :])])
        return stored

    def give(self, source: str, properties: Mapping[str, str]) -> None:
        """Keep what a user states of the document read from `source`, now and after it is read again; "" takes it back."""
        with self._writing() as connection:
            state_properties(connection, source, properties)

    def note_fetch(self, fetch: Fetch) -> None:
        """Keep what a web address answered, in place of what it answered before."""
        with self._writing() as connection:
            note_fetch(connection, fetch)

    def pair(self, name: str, other: str) -> None:
        """Keep that two documents say the same in two languages; raises LibraryError where there is none of a name."""
        self._relate(pair, name, other)

    def part(self, name: str, other: str) -> None:
        """Keep that two documents do not say the same, also when they are read again; raises LibraryError as `pair` does."""
        self._relate(part, name, other)

    def _relate(self, relate: Callable[[Connection, str, str], None], *names: str) -> None:
        sources = [entry.source for name in names for entry in self.entries() if entry.name == name]
        if len(sources) < len(names):
            raise no_document(next(name for name in names if all(entry.name != name for entry in self.entries())))
        with self._writing() as connection:
            relate(connection, *sources)

    def mark_replaced(self, replaced: Mapping[str, Mapping[str, str]]) -> None:
        """Keep, for each document by its name, the ids of the requirements that it says no longer apply, with what takes their place;
        what it said before is forgotten."""
        with self._writing() as connection:
            for name, by_id in replaced.items():
                set_replaced(connection, name, by_id)

    def name_body(self, requirement: str, named: str) -> None:
        """Keep that the words `named` name the body of the requirement with this id, until its document is read again."""
        with self._writing() as connection:
            set_body(connection, requirement, self.bodies.normal(named), named)

    def correct(self, requirement: str, fields: Mapping[str, str]) -> None:
        """Let the requirement with this id say `fields`, until its document is read again."""
        with self._writing() as connection:
            correct_requirement(connection, requirement, fields)

    def remove(self, name: str, version: int | None = None, *, is_gone: bool = False) -> None:
        """Remove the document called `name`, where `version` is given only the one with this id; raises LibraryError where there is none.

        What was begun before does not bring it back, nor does a watched folder before its file changes, unless that `is_gone`.
        """
        with self._turn:
            with self._writing() as connection:
                gone = remove_document(connection, name, version, is_gone)
                if gone is None:
                    raise no_document(name)
            self._index.remove(gone)

    # -- finding

    @property
    def is_found_by_words_alone(self) -> bool:
        """Whether nothing is found by its sense, as the vector index has failed and is not well again."""
        return self._index.has_failed

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Open the library as it is now, for what answering one question reads."""
        with self._reading() as connection:
            with self._turn:
                known = self._catalogue_of(connection)
            yield Snapshot(connection, known, partial(self._nearest, known))

    def _nearest(self, known: Catalogue, vector: Vectors, most: int, among: Sequence[int] | None = None) -> dict[int, float]:
        with self._turn:
            if among is not None:
                with self._reading() as connection:
                    if version_of(connection) != known.version:  # the index takes only ids that it holds
                        among = sorted({*among}.intersection(connection.scalars(select(passages.c.id))))
            return self._index.nearest(vector, most, among)

    def _numbered(self, prepared: Sequence[IndexedDocument]) -> list[list[Passage]]:
        """Give the passages of each document with ids that were never used before."""
        with self._database.writing() as connection:
            numbers = iter(dialect_of(connection).new_ids(connection, passages.name, sum(len(one.passages) for one in prepared)))
        return [[replace(part, id=next(numbers)) for part in one.passages] for one in prepared]

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with errors_translated(self._database), self._database.reading() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._turn, errors_translated(self._database), self._database.writing() as connection:
            yield connection
            count_change(connection)
            self._catalogue = None
