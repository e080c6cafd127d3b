"""What is looked at when a library is opened: that it is not lost, and holds what it did when it was closed."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from vectorstore.errors import DamagedRowError, Fault, LibraryError, lost, refused
from vectorstore.index.protocol import hash_of_file
from vectorstore.scratch import remove_left, temporary_left
from vectorstore.sql.database import Database
from vectorstore.sql.integrity import damage_in, damaged_documents, lacking_tables, mend_words
from vectorstore.sql.migration import UnknownFormatError, bring_up_to_date
from vectorstore.sql.schema import HISTORY

FILE = "library.db"
BACKUP_PART, RESTORE_PART = "backup.part", "restore.part"
"""Folders of a backup that is not finished, beside its file, and of one that is put back, beside the library."""
_log = logging.getLogger(__name__)


def is_in(directory: Path) -> bool:
    """Say whether `directory` holds a library's documents, or may not be looked into."""
    try:
        return (directory / FILE).is_file() and bool((directory / FILE).stat().st_size)
    except PermissionError:
        return True


def check_not_lost(directory: Path, past: Mapping[str, str]) -> None:
    """Raise LostLibraryError where `directory` held a library and holds none now; `past` is what its last owner noted."""
    index = next(iter(sorted(directory.glob("index-*"))), None)
    if not is_in(directory) and (index is not None or past.get("library")):
        raise lost(directory, index.name if index is not None else "owner.json")


@contextmanager
def errors_translated(database: Database) -> Iterator[None]:
    """Raise LibraryError for an error of the library's database."""
    try:
        yield
    except DatabaseError as error:
        raise refused(database.fault_of(error), str(error.orig), database.path.parent) from error
    except DamagedRowError as error:
        raise refused(Fault.DAMAGED, str(error), database.path.parent) from error


def bring_up(database: Database, past: Mapping[str, str]) -> None:
    """Bring the database to the present format and see that it is whole; raises LibraryError where it cannot be, or is not."""
    state = state_of(database.path)
    try:
        bring_up_to_date(database, HISTORY)
    except UnknownFormatError as error:
        raise LibraryError(
            "The library in {place} has the format {found}, this program reads {known}; ingest the documents into a new directory "
            "(--data).",
            place=str(database.path.parent),
            found=error.found,
            known=error.known,
        ) from error
    _check_contents(database, state, past)


def remove_leftovers(directory: Path) -> None:
    """Remove what processes that were killed left in `directory` and among the temporary files."""
    remove_left([directory / BACKUP_PART, directory / RESTORE_PART])
    remove_left(temporary_left())


def state_of(database: Path) -> str:
    """Give a hash of a closed database, empty where there is none or changes of a process that was killed still lie beside it."""
    beside = database.with_name(f"{database.name}-wal")
    try:
        return "" if beside.is_file() and beside.stat().st_size else hash_of_file(database)
    except OSError:
        return ""


def _check_contents(database: Database, state: str, past: Mapping[str, str]) -> None:
    """See that the database is whole and its words are found.

    What has not changed since it was closed is trusted; all is looked at in one that has, as then another program did that, or a
    fault of the disk. Raises LibraryError where it is damaged.
    """
    directory = database.path.parent
    with database.reading() as connection:
        if lacking := lacking_tables(connection):
            raise refused(Fault.DAMAGED, f"no table {', '.join(lacking)}", directory)
    if state and past.get("database") == state:
        return
    if state and past.get("database"):
        _log.warning("library.db in %s is not as it was closed; all of it is looked at.", directory)
        look_at_all(database)
    else:
        _mend_words(database, thorough=False)


def look_at_all(database: Database) -> None:
    """Look at the whole database, mend the index of words, and raise LibraryError where what cannot be mended is damaged."""
    directory = database.path.parent
    with database.reading() as connection:
        if reason := damage_in(connection):
            raise refused(Fault.DAMAGED, reason, directory)
        if names := damaged_documents(connection):
            raise LibraryError(
                "The library in {place} is damaged: the passages of {names} do not stand in their texts. Put a backup back "
                "(policy-assistant restore), or move the directory away and ingest the documents anew.",
                place=str(directory),
                names=", ".join(f"“{name}”" for name in names),
            )
    _mend_words(database, thorough=True)


def _mend_words(database: Database, thorough: bool) -> None:
    """Build the index of words anew where it is not that of the passages."""
    if not mend_words(database, thorough):
        _log.warning("The index of words in %s was not that of the passages; it was built anew.", database.path.parent)
