"""Documents and notes taken from the files of an installation to a database on a server, or back."""

from collections.abc import Generator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError
from assistant.records.database import NAME as RECORDS_NAME
from assistant.records.database import bring_up as bring_up_notes
from assistant.records.schema import HISTORY as RECORDS
from vectorstore.lock import DirectoryLock
from vectorstore.opening import NAME as LIBRARY_NAME
from vectorstore.opening import bring_up, errors_translated, is_in
from vectorstore.sql.database import Database
from vectorstore.sql.dialect import Address
from vectorstore.sql.integrity import mend_words
from vectorstore.sql.migration import History, is_moved_into, is_taken
from vectorstore.sql.moving import finish, put_rows
from vectorstore.sql.schema import HISTORY as LIBRARY

FILES = "files"
"""What stands in the place of a URL for the files of the data directory."""
_HISTORIES = {LIBRARY_NAME: LIBRARY, RECORDS_NAME: RECORDS}


@dataclass(frozen=True, slots=True)
class Moved:
    """A table of one of both databases, “records” or “library”, that was moved, and how many rows it has."""

    database: str
    table: str
    rows: int


def move(data: Path, source: str, target: str) -> Generator[Moved, None, None]:
    """Put all documents and notes of the installation in `data` into another database, and name each table when it is done.

    `source` and `target` are URLs, or FILES or empty for files in `data`. What was moved stays where it was. Interrupted, it goes on when
    it is run again. Raises LibraryError where a server or command uses the installation and where a database refuses, AssistantError
    where there is nothing to move, `target` holds something else, or both are one.
    """
    places = [(Address(data, name, _url(source)), Address(data, name, _url(target))) for name in _HISTORIES]
    if any(one.place == other.place for one, other in places):
        raise AssistantError("Documents and notes are in {place} already.", place=places[0][0].place)
    lock = DirectoryLock(data)
    lock.acquire()
    try:
        if not is_in(places[0][0]):
            raise AssistantError("There is nothing to move in {directory}.", directory=data)
        with ExitStack() as opened:
            moves = [_Move.opened(opened, *both) for both in places if is_in(both[0])]
            left = _unfinished(moves)
            for one in left:
                for table in put_rows(one.source, one.target, one.history):
                    yield Moved(one.target.address.name, table.name, table.rows)
            for one in left:
                if one.history is LIBRARY:
                    mend_words(one.target, thorough=False)
                finish(one.source, one.target, one.history)
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class _Move:
    """From which of the databases of one name the rows are put into which."""

    source: Database
    target: Database

    @classmethod
    def opened(cls, stack: ExitStack, source: Address, target: Address) -> "_Move":
        """Open both, owned, until `stack` ends, the source in the present format."""
        one = cls(stack.enter_context(closing(Database(source))), stack.enter_context(closing(Database(target))))
        for database in (one.source, one.target):
            stack.enter_context(errors_translated(database))
            database.own(alone=True)
        if one.history is LIBRARY:
            bring_up(one.source, {})
        else:
            bring_up_notes(one.source)
        return one

    @property
    def history(self) -> History:
        return _HISTORIES[self.source.address.name]


def _unfinished(moves: list[_Move]) -> list[_Move]:
    """Give the moves that are left: all, but for those that one which was interrupted had finished. Raises AssistantError where none was
    begun, and there is something else in the place."""
    taken = [one for one in moves if is_taken(one.target, one.history)]
    if taken and not any(is_moved_into(one.target, one.history) for one in moves):
        place = taken[0].target.address.place
        raise AssistantError("There are documents or notes in {place} already; name a database that holds none.", place=place)
    return [one for one in moves if one not in taken]


def _url(given: str) -> str:
    return "" if given == FILES else given
