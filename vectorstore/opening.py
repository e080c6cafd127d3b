"""What is looked at when a library is opened: that it is not lost, and holds what it did when it was closed."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from vectorstore.errors import DamagedRowError, Fault, LibraryError, lost, refused
from vectorstore.index.protocol import hash_of_file
from vectorstore.scratch import remove_left, temporary_left
from vectorstore.sql.database import Database, reason_of
from vectorstore.sql.dialect import Address
from vectorstore.sql.integrity import damage_in, damaged_documents, lacking_tables, mend_words
from vectorstore.sql.migration import UnknownFormatError, bring_up_to_date, is_of_another_format
from vectorstore.sql.schema import HISTORY

NAME = "library"
"""The name of the library's database in its address."""
BACKUP_PART, RESTORE_PART = "backup.part", "restore.part"
"""Folders of a backup that is not finished, beside its file, and of one that is put back, beside the library."""
_log = logging.getLogger(__name__)


def is_in(address: Address) -> bool:
    """Say whether documents are at `address`, or it may not be looked into; a server says itself where there is no such database."""
    try:
        return address.dialect.server is not None or (address.file.is_file() and bool(address.file.stat().st_size))
    except PermissionError:
        return True


def check_not_lost(address: Address, past: Mapping[str, str]) -> None:
    """Raise LostLibraryError where the directory held a library and holds none now; `past` is what its last owner noted."""
    directory = address.directory
    index = next(iter(sorted(directory.glob("index-*"))), None)
    if not is_in(address) and (index is not None or past.get("library")):
        raise lost(directory, index.name if index is not None else "owner.json")


@contextmanager
def errors_translated(database: Database) -> Iterator[None]:
    """Raise LibraryError for an error of the library's database."""
    try:
        yield
    except DatabaseError as error:
        raise refused(database.fault_of(error), reason_of(error), database.address.place) from error
    except DamagedRowError as error:
        raise refused(Fault.DAMAGED, str(error), database.address.place) from error


def own(database: Database, past: Mapping[str, str]) -> None:
    """Own the database beside others, brought to the present format as `bring_up` does: alone, as others would not know it."""
    database.own(alone=is_of_another_format(database, HISTORY))
    bring_up(database, past)
    database.own()


def bring_up(database: Database, past: Mapping[str, str]) -> None:
    """Bring the database to the present format and see that it is whole; raises LibraryError where it cannot be, or is not."""
    state = state_of(database.address)
    try:
        bring_up_to_date(database, HISTORY)
    except UnknownFormatError as error:
        raise LibraryError(
            "The library in {place} has the format {found}, this program reads {known}; ingest the documents into a new directory "
            "(--data).",
            place=database.address.place,
            found=error.found,
            known=error.known,
        ) from error
    _check_contents(database, state, past)


def remove_leftovers(directory: Path) -> None:
    """Remove what processes that were killed left in `directory` and among the temporary files."""
    remove_left([directory / BACKUP_PART, directory / RESTORE_PART])
    remove_left(temporary_left())


def state_of(address: Address) -> str:
    """Give a hash of a closed database, empty where there is no file or changes of a process that was killed still lie beside it."""
    beside = address.file.with_name(f"{address.file.name}-wal")
    try:
        return "" if address.dialect.server or (beside.is_file() and beside.stat().st_size) else hash_of_file(address.file)
    except OSError:
        return ""


def _check_contents(database: Database, state: str, past: Mapping[str, str]) -> None:
    """See that the database is whole and its words are found.

    What has not changed since it was closed is trusted; all is looked at in one that has, as then another program did that, or a
    fault of the disk. Raises LibraryError where it is damaged.
    """
    place = database.address.place
    with database.reading() as connection:
        if lacking := lacking_tables(connection):
            raise refused(Fault.DAMAGED, f"no table {', '.join(lacking)}", place)
    if state and past.get("database") == state:
        return
    if state and past.get("database"):
        _log.warning("library.db in %s is not as it was closed; all of it is looked at.", place)
        look_at_all(database)
    else:
        _mend_words(database, thorough=False)


def look_at_all(database: Database) -> None:
    """Look at the whole database, mend the index of words, and raise LibraryError where what cannot be mended is damaged."""
    place = database.address.place
    with database.reading() as connection:
        if reason := damage_in(connection):
            raise refused(Fault.DAMAGED, reason, place)
        if names := damaged_documents(connection):
            raise LibraryError(
                "The library in {place} is damaged: the passages of {names} do not stand in their texts. Put a backup back "
                "(policy-assistant restore), or move the directory away and ingest the documents anew.",
                place=place,
                names=", ".join(f"“{name}”" for name in names),
            )
    _mend_words(database, thorough=True)


def _mend_words(database: Database, thorough: bool) -> None:
    """Build the index of words anew where it is not that of the passages."""
    if not mend_words(database, thorough):
        _log.warning("The index of words in %s was not that of the passages; it was built anew.", database.address.place)
