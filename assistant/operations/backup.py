"""One file that holds an installation's conversations, marks, users and documents, and putting them back."""

import lzma
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from assistant.errors import AssistantError
from assistant.records.audit import Audit
from assistant.records.database import NAME, Store
from language.messages import message
from vectorstore.lock import DirectoryLock
from vectorstore.opening import BACKUP_PART, RESTORE_PART
from vectorstore.opening import NAME as LIBRARY_NAME
from vectorstore.scratch import scratch
from vectorstore.sql.dialect import Address

RECORDS, LIBRARY = f"{NAME}.db", f"{LIBRARY_NAME}.db"
_PARTS = (RECORDS, LIBRARY)
_LARGEST = 200_000_000_000  # bytes of a part: more is no backup of ours


def back_up(data: Path, target: Path, database: str = "") -> list[str]:
    """Write the databases in `data` into one file, also while a server runs; give their names.

    Raises AssistantError where `database` is the URL of one on a server, which has tools of its own.
    """
    _check_in_files(data, database)
    parts = [data / name for name in _PARTS if (data / name).is_file()]
    if not parts:
        raise AssistantError("There is nothing to back up in {directory}.", directory=data)
    if target.exists() and not target.is_file():
        raise AssistantError("The backup {file} cannot be written: {reason}.", file=target, reason=message("it is no regular file"))
    try:
        with scratch(target.absolute().with_name(BACKUP_PART)) as folder:
            unfinished = _packed(parts, folder)
            unfinished.chmod(0o600)
            unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise AssistantError("The backup {file} cannot be written: {reason}.", file=target, reason=error) from error
    return [part.name for part in parts]


def restore(data: Path, file: Path, database: str = "") -> Iterator[str]:
    """Put back what a backup holds, and name each database when it is done; raises AssistantError as `back_up` does.

    Conversations, marks and users are put back also while a server runs, documents only while none does.
    """
    _check_in_files(data, database)
    with _unpacking(data) as folder:
        parts = _unpacked(file, folder)
        if RECORDS in parts:
            with _opened(folder) as backed_up, _opened(data) as store:
                store.put_back(backed_up)
                Audit(store).note("command", "restore", file.name)
            yield RECORDS
        if LIBRARY in parts:
            _put_back_library(folder / LIBRARY, data)
            yield LIBRARY


def _check_in_files(data: Path, database: str) -> None:
    address = Address(data, LIBRARY_NAME, database)
    if server := address.dialect.server:
        raise AssistantError(
            "Documents and notes are in {place}: back them up with {backup}, and put them back with {restore} (docs/installing.md).",
            place=address.place,
            backup=server.backup,
            restore=server.restore,
        )


@contextmanager
def _unpacking(data: Path) -> Iterator[Path]:
    """Make the folder in which a backup is unpacked; raises AssistantError where that cannot be, and where the disk fails later."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with scratch(data / RESTORE_PART) as folder:
            yield folder
    except OSError as error:
        raise AssistantError("Nothing can be put back in {directory}: {reason}.", directory=data, reason=error.strerror) from error


def _packed(parts: Sequence[Path], folder: Path) -> Path:
    """Copy each database as it is at one moment, and pack the copies; all of it lies in `folder`."""
    packed = folder / "backup"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            copy = folder / part.name
            with (
                closing(sqlite3.connect(f"{part.absolute().as_uri()}?mode=ro", uri=True)) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
            archive.write(copy, part.name)
    return packed


def _put_back_library(copy: Path, data: Path) -> None:
    """Replace the library, in whatever state it is; raises LibraryError where a process holds it."""
    lock = DirectoryLock(data)
    lock.acquire()
    try:
        with closing(sqlite3.connect(copy)) as source, source:
            # the index in `data` is another library's, or of another day: without these facts it is built anew
            source.execute("DELETE FROM facts WHERE key IN ('index', 'library')")
        with suppress(sqlite3.Error), closing(sqlite3.connect(data / LIBRARY)) as old:
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # it stays whole where this process is killed before the next lines
        for beside in ("-wal", "-shm"):  # what belongs to the old file would spoil the new one
            (data / f"{LIBRARY}{beside}").unlink(missing_ok=True)
        copy.replace(data / LIBRARY)
    except (OSError, sqlite3.Error) as error:
        raise AssistantError("The documents cannot be put back: {reason}.", reason=error) from error
    finally:
        lock.release()


def _unpacked(file: Path, folder: Path) -> list[str]:
    """Unpack the parts of a backup that are whole; raises AssistantError where it is none."""
    if file.exists() and not file.is_file():
        raise AssistantError("{file} is no backup of this program.", file=file)
    try:
        with zipfile.ZipFile(file) as archive:
            found = [name for name in _PARTS if name in archive.namelist() and archive.getinfo(name).file_size <= _LARGEST]
            for name in found:
                archive.extract(name, folder)
        for name in found:
            _check_part(folder, name, file)
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, sqlite3.Error) as error:
        raise AssistantError("{file} is no backup that can be read: {reason}.", file=file, reason=error) from error
    if not found:
        raise AssistantError("{file} is no backup of this program.", file=file)
    return found


def _check_part(folder: Path, name: str, file: Path) -> None:
    with closing(sqlite3.connect(folder / name)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise AssistantError("{name} in {file} is damaged; nothing was changed.", name=name, file=file)
        connection.execute("SELECT value FROM facts").fetchone()  # an error where it is another database


@contextmanager
def _opened(directory: Path) -> Iterator[Store]:
    with closing(Store(directory)) as store:
        yield store
