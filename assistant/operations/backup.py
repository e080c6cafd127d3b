"""One file that holds an installation's conversations, marks, users and documents, and putting them back."""

import lzma
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import AssistantError
from assistant.records.audit import Audit
from assistant.records.database import FILE, Store
from vectorstore.lock import DirectoryLock

_LIBRARY = "library.db"
_PARTS = (FILE, _LIBRARY)
_LARGEST = 200_000_000_000  # bytes of a part: more is no backup of ours


def back_up(data: Path, target: Path) -> list[str]:
    """Write the databases in `data` into one file, also while a server runs; give their names."""
    parts = [data / name for name in _PARTS if (data / name).is_file()]
    if not parts:
        raise AssistantError("There is nothing to back up in {directory}.", directory=data)
    unfinished = target.with_name(f"{target.name}.part")
    try:
        _pack(parts, unfinished, target.absolute().parent)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise AssistantError("The backup {file} cannot be written: {reason}.", file=target, reason=error) from error
    return [part.name for part in parts]


def restore(data: Path, file: Path) -> Iterator[str]:
    """Put back what a backup holds, and name each database when it is done.

    Conversations, marks and users are put back also while a server runs, documents only while none does.
    """
    data.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=data) as folder:
        parts = _unpacked(file, Path(folder))
        if FILE in parts:
            with _opened(Path(folder)) as backed_up, _opened(data) as store:
                store.put_back(backed_up)
                Audit(store).note("command", "restore", file.name)
            yield FILE
        if _LIBRARY in parts:
            _put_back_library(Path(folder) / _LIBRARY, data)
            yield _LIBRARY


def _pack(parts: Sequence[Path], into: Path, beside: Path) -> None:
    """Copy each database as it is at one moment, and pack the copies."""
    with TemporaryDirectory(dir=beside) as folder, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            copy = Path(folder, part.name)
            with (
                closing(sqlite3.connect(f"{part.absolute().as_uri()}?mode=ro", uri=True)) as source,
                closing(sqlite3.connect(copy)) as target,
            ):
                source.backup(target)
            archive.write(copy, part.name)


def _put_back_library(copy: Path, data: Path) -> None:
    """Replace the library; raises LibraryError where a process holds it."""
    lock = DirectoryLock(data)
    lock.acquire()
    try:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(data / _LIBRARY)) as into:
            with source:  # the index in `data` is another library's, or of another day: without these facts it is built anew
                source.execute("DELETE FROM facts WHERE key IN ('index', 'library')")
            source.backup(into)
    except sqlite3.Error as error:
        raise AssistantError("The documents cannot be put back: {reason}.", reason=error) from error
    finally:
        lock.release()


def _unpacked(file: Path, folder: Path) -> list[str]:
    """Unpack the parts of a backup that are whole; raises AssistantError where it is none."""
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
