"""What is looked at when a library is opened: that it is not lost, and holds what it did when it was closed."""

import logging
from collections.abc import Mapping
from pathlib import Path

from vectorstore.errors import Fault, LibraryError, LostLibraryError, refused
from vectorstore.index.protocol import hash_of_file
from vectorstore.sql.database import Database
from vectorstore.sql.integrity import damage_in, damaged_documents, lacking_tables, mend_words

_log = logging.getLogger(__name__)


def check_not_lost(directory: Path, is_there: bool, past: Mapping[str, str]) -> None:
    """Raise LostLibraryError where `directory` held a library and none `is_there`; `past` is what its last owner noted."""
    index = next(iter(sorted(directory.glob("index-*"))), None)
    if not is_there and (index is not None or past.get("library")):
        raise LostLibraryError(directory, index.name if index is not None else "owner.json")


def state_of(database: Path) -> str:
    """Give a hash of a closed database, empty where there is none or changes of a process that was killed still lie beside it."""
    beside = database.with_name(f"{database.name}-wal")
    try:
        return "" if beside.is_file() and beside.stat().st_size else hash_of_file(database)
    except OSError:
        return ""


def check_contents(database: Database, state: str, past: Mapping[str, str]) -> None:
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
        mend_words_of(database, thorough=False)


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
    mend_words_of(database, thorough=True)


def mend_words_of(database: Database, thorough: bool) -> None:
    """Build the index of words anew where it is not that of the passages."""
    if not mend_words(database, thorough):
        _log.warning("The index of words in %s was not that of the passages; it was built anew.", database.path.parent)
