"""Collections of documents: those that administrators keep, and the folders from which documents came."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from assistant.errors import AssistantError
from assistant.records.database import Store, now
from assistant.records.history import change_of, check_version, note_changes, subject_of_collection
from assistant.records.schema import collection_documents, collections

_LONGEST_NAME, _LONGEST_DOCUMENT = 100, 1000
_MOST, _MOST_DOCUMENTS = 500, 10_000


@dataclass(frozen=True, slots=True)
class Collection:
    """Documents under one name; `documents` are their names, some of which may not be in the library now.

    `id` is 0 for a folder, whose name is its path.
    """

    id: int
    name: str
    documents: frozenset[str]

    @property
    def key(self) -> str:
        """What the collection is called in addresses: its id, or “/” and the path of a folder."""
        return str(self.id) if self.id else f"/{self.name}"


class Collections:
    """The collections that administrators keep. A document is in one by its name, so that it stays in it when it is read again."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[Collection]:
        """Give the collections by name."""
        held = defaultdict[int, set[str]](set)
        with self._store.reading() as connection:
            for row in connection.execute(select(collection_documents)):
                held[row.collection].add(row.document)
            kept = connection.execute(select(collections.c.id, collections.c.name)).all()
        found = [Collection(row.id, row.name, frozenset(held[row.id])) for row in kept]
        return sorted(found, key=lambda one: (one.name.casefold(), one.name))

    def create(self, name: str, documents: Iterable[str] = ()) -> Collection:
        """Make a collection; raises AssistantError for a name that is empty or taken, and where there are too many."""
        name = _plain_name(name)
        with self._store.changing() as connection:
            taken = {row.name.casefold() for row in connection.execute(select(collections.c.name))}
            if name.casefold() in taken:
                raise AssistantError("There is a collection “{name}” already.", name=name)
            if len(taken) >= _MOST:
                raise AssistantError("There are {count} collections; no more can be made.", count=len(taken))
            made = insert(collections).values(name=name, created=now()).returning(collections.c.id)
            id = int(connection.execute(made).scalar_one())
            held = _put(connection, id, documents)
        return Collection(id, name, held)

    def rename(self, id: int, name: str, by: str = "", version: int | None = None) -> None:
        """Call a collection otherwise; raises AssistantError as `create` does and where it is gone, ChangedError where it is not in
        `version` of its history."""
        name = _plain_name(name)
        with self._store.changing() as connection:
            before = _check(connection, id, version)
            others = select(collections.c.name).where(collections.c.id != id)
            if name.casefold() in {row.name.casefold() for row in connection.execute(others)}:
                raise AssistantError("There is a collection “{name}” already.", name=name)
            connection.execute(update(collections).where(collections.c.id == id).values(name=name))
            note_changes(connection, subject_of_collection(id), [change_of(by, "name", before, name)])

    def delete(self, id: int, version: int | None = None) -> Collection:
        """Forget a collection, not its documents, and give what it was; raises AssistantError and ChangedError as `rename` does."""
        with self._store.changing() as connection:
            name = _check(connection, id, version)
            held = _held(connection, id)
            connection.execute(delete(collections).where(collections.c.id == id))
        return Collection(id, name, held)

    def put(self, id: int, documents: Iterable[str], by: str = "") -> frozenset[str]:
        """Put documents into a collection, and give those that were not in it; raises AssistantError where it is gone."""
        with self._store.changing() as connection:
            _check(connection, id)
            put = _put(connection, id, documents)
            if put:
                note_changes(connection, subject_of_collection(id), [change_of(by, "documents", "", _listed(put))])
            return put

    def take(self, id: int, documents: Iterable[str], by: str = "") -> frozenset[str]:
        """Take documents out of a collection, and give those that were in it; raises AssistantError where it is gone."""
        with self._store.changing() as connection:
            _check(connection, id)
            taken = _held(connection, id).intersection(documents)
            of_collection = collection_documents.c.collection == id
            for document in taken:
                connection.execute(delete(collection_documents).where(of_collection, collection_documents.c.document == document))
            if taken:
                note_changes(connection, subject_of_collection(id), [change_of(by, "documents", _listed(taken), "")])
            return taken


def folders_of(names: Iterable[str]) -> list[Collection]:
    """Give the folders in which the documents called `names` lay where they were ingested, by path; a folder holds those of the folders
    in it, too."""
    held = defaultdict[str, set[str]](set)
    for name in names:
        parts = [part for part in name.split("/") if part]
        for end in range(1, len(parts)):
            held["/".join(parts[:end])].add(name)
    return [Collection(0, path, frozenset(held[path])) for path in sorted(held)]


def _plain_name(name: str) -> str:
    plain = " ".join("".join(one for one in name if one.isprintable() or one.isspace()).split())
    if not plain:
        raise AssistantError("A collection needs a name.")
    if len(plain) > _LONGEST_NAME:
        raise AssistantError("The name of a collection has at most {most} characters.", most=_LONGEST_NAME)
    return plain


def _listed(documents: Iterable[str]) -> str:
    return ", ".join(sorted(documents))


def _check(connection: Connection, id: int, version: int | None = None) -> str:
    """Give the name of a collection; raises AssistantError where it is gone, ChangedError where it is not in `version`."""
    name: str | None = connection.scalar(select(collections.c.name).where(collections.c.id == id))
    if name is None:
        raise AssistantError("There is no such collection any more.")
    check_version(connection, [subject_of_collection(id)], version)
    return name


def _held(connection: Connection, id: int) -> frozenset[str]:
    chosen = select(collection_documents.c.document).where(collection_documents.c.collection == id)
    return frozenset(connection.scalars(chosen))


def _put(connection: Connection, id: int, documents: Iterable[str]) -> frozenset[str]:
    held = _held(connection, id)
    new = frozenset(one for one in documents if one and len(one) <= _LONGEST_DOCUMENT) - held
    if len(held) + len(new) > _MOST_DOCUMENTS:
        raise AssistantError("A collection has at most {most} documents.", most=_MOST_DOCUMENTS)
    if new:
        connection.execute(insert(collection_documents), [{"collection": id, "document": one} for one in sorted(new)])
    return new
