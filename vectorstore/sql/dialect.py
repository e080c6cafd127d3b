"""What differs between SQL databases."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

import vectorstore.sql.dialects
from language.registry import declared
from vectorstore.errors import Fault, LibraryError

DEFAULT_DIALECT = "sqlite"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a database is: `name` says which one of an installation's it is, “library” or “records”.

    `url` is that of a database on a server, which holds both, as SQLAlchemy writes it; where each is a file in `directory`, it is the name
    of the dialect, empty for the default one.
    """

    directory: Path
    name: str
    url: str = field(default="", repr=False)  # a password may stand in it

    @property
    def dialect(self) -> "Dialect":
        """The dialect that the URL names; raises LibraryError where there is none."""
        return dialect_named(re.split("[+:]", self.url)[0] or DEFAULT_DIALECT)

    @property
    def file(self) -> Path:
        """The file in the directory, where it is one."""
        return self.directory / f"{self.name}.db"

    @property
    def place(self) -> str:
        """Where users are told that the database is; no password stands in it."""
        server = self.dialect.server
        return server.place(self.url) if server else str(self.directory)


@dataclass(frozen=True, slots=True)
class PassageWords:
    """The words of a passage's title, heading and text as they are indexed, each kind in one line."""

    id: int
    title: str
    heading: str
    body: str


class FullTextIndex(Protocol):
    """Finds passages by their words, in the database and the transactions of the library."""

    def create(self, connection: Connection) -> None:
        """Make what the index needs in a new database."""

    def add(self, connection: Connection, rows: Sequence[PassageWords]) -> None:
        """Index passages."""

    def renew(self, connection: Connection) -> None:
        """Make the index anew, with no passage in it, in place of what there is, in whatever state."""

    def is_sound(self, connection: Connection, thorough: bool) -> bool:
        """Say whether the index can be read, agrees with itself where `thorough`, and holds each passage of the library."""

    def forget(self, connection: Connection, document_id: int) -> None:
        """Take the passages of one document out, which are still in their table."""

    def find(self, connection: Connection, words: Sequence[str], most: int, documents: Sequence[int] | None) -> dict[int, float]:
        """Give the ids of at most `most` passages that hold one of `words`, and their weight by BM25, best first.

        Only passages of `documents` are found, of all where it is None. A word is looked for as it is, whatever it looks like.
        """

    def words_of(self, connection: Connection, ids: Sequence[int]) -> list[PassageWords]:
        """Give the indexed words of passages, leaving out those that are gone."""

    def frequency(self, connection: Connection, word: str) -> int:
        """Count the passages that hold `word`."""

    def words_beginning(self, connection: Connection, beginning: str) -> dict[str, int]:
        """Give the indexed words that begin so, and how many passages hold each."""


@dataclass(frozen=True, slots=True)
class Server:
    """What is particular to databases that a server keeps.

    `place` tells a URL without its password. `own` lets the session of a connection own its database as long as it is open, alone or
    beside others, also where it does already, and gives an empty text, or says who else owns it. `backup` and `restore` are the commands
    that back a database up and put it back.
    """

    place: Callable[[str], str]
    own: Callable[[Connection, bool], str]
    backup: str
    restore: str


@dataclass(frozen=True, slots=True)
class Dialect:
    """One kind of SQL database.

    `open` opens the database at an address, made where missing: a connection with the execution option `writes` lets nobody
    else write until it ends, others see one state throughout, and a change of tables is part of the transaction as any.
    `new_ids` gives as many ids for rows of a table as are asked for, which it never had, within a transaction that writes; `last_id` is
    the highest that it ever had, 0 where it had none, and `count_on` lets it give none up to one;
    `permanent_ids` are the options of a table that never gives an id again. `fault_of` says what an error of the database means,
    `damage_in` what is damaged in it, empty where it is whole; its time grows with the database. `server` is None where a
    database is a file in the library's directory.
    """

    name: str
    open: Callable[[Address], Engine]
    full_text: FullTextIndex
    new_ids: Callable[[Connection, str, int], Sequence[int]]
    last_id: Callable[[Connection, str], int]
    count_on: Callable[[Connection, str, int], None]
    fault_of: Callable[[DatabaseError], Fault]
    damage_in: Callable[[Connection], str]
    permanent_ids: Mapping[str, bool] = field(default_factory=dict)
    server: Server | None = None


def dialect_named(name: str) -> Dialect:
    """Give the dialect called `name`; raises LibraryError where no module of `dialects` declares it as its DIALECT."""
    known = {dialect.name: dialect for dialect in declared(vectorstore.sql.dialects, "DIALECT", Dialect)}
    if name not in known:
        raise LibraryError("There is no SQL dialect “{name}”; there are: {known}.", name=name, known=", ".join(known))
    return known[name]


def dialect_of(connection: Connection) -> Dialect:
    """Give the dialect of the database to which `connection` leads."""
    dialect: Dialect = connection.get_execution_options()["dialect"]
    return dialect
