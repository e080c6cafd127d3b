"""What differs between SQL databases."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

import vectorstore.sql.dialects
from language.registry import declared
from vectorstore.errors import Fault, LibraryError

DEFAULT_DIALECT = "sqlite"


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
class Dialect:
    """One kind of SQL database.

    `open` opens the database of a file, made where missing: a connection with the execution option `writes` lets nobody
    else write until it ends, others see one state throughout, and a change of tables is part of the transaction as any.
    `last_id` gives the highest id that a table ever gave, `permanent_ids` are the options of a table that never gives an
    id again. `fault_of` says what an error of the database means, `damage_in` what is damaged in it, empty where it is whole;
    its time grows with the database.
    """

    name: str
    open: Callable[[Path], Engine]
    full_text: FullTextIndex
    last_id: Callable[[Connection, str], int]
    fault_of: Callable[[DatabaseError], Fault]
    damage_in: Callable[[Connection], str]
    permanent_ids: Mapping[str, bool]


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
