"""The commands by which an installation is kept: users, backups."""

import argparse
import getpass
import lzma
import sqlite3
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.errors import AssistantError
from assistant.records.audit import Audit
from assistant.records.database import FILE, Store
from assistant.records.records import Records
from assistant.records.users import ROLES, plain_name
from assistant.settings import Settings
from vectorstore.lock import DirectoryLock

_LIBRARY = "library.db"
_PARTS = (FILE, _LIBRARY)
_LARGEST = 200_000_000_000  # bytes of a part: more is no backup of ours


def add_user_commands(command: argparse.ArgumentParser) -> None:
    """Give `command` what can be done with users."""
    doing = command.add_subparsers(required=True, metavar="WHAT")
    for name, run, text in (
        ("add", _add, "add a user; the password is asked for"),
        ("remove", _remove, "remove a user with all conversations"),
        ("passwd", _change_password, "change a password, which ends the user's sessions"),
    ):
        one = doing.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        one.add_argument("name", metavar="NAME")
        one.set_defaults(act=run)
        if name == "add":
            one.add_argument("--role", choices=ROLES, default=ROLES[0], help="what they may do (default: reader)")
            one.add_argument("--no-password", action="store_true", help="for one whom a proxy names")
    doing.add_parser("list", help="list the users", description="List the users.").set_defaults(act=_list)


def change_users(given: argparse.Namespace, settings: Settings) -> int:
    """Do what was asked with the users, also while a server runs."""
    with _records(settings) as records:
        given.act(records, given)
    return 0


def back_up(given: argparse.Namespace, settings: Settings) -> int:
    """Write conversations, marks, users and documents into one file, also while a server runs."""
    parts = [settings.data / name for name in _PARTS if (settings.data / name).is_file()]
    if not parts:
        raise AssistantError(f"There is nothing to back up in {settings.data}.")
    target: Path = given.file
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with TemporaryDirectory(dir=target.absolute().parent) as folder, zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in parts:
                copy = Path(folder, part.name)
                with (
                    closing(sqlite3.connect(f"{part.absolute().as_uri()}?mode=ro", uri=True)) as source,
                    closing(sqlite3.connect(copy)) as into,
                ):
                    source.backup(into)
                archive.write(copy, part.name)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    except (OSError, sqlite3.Error) as error:
        unfinished.unlink(missing_ok=True)
        raise AssistantError(f"The backup {target} cannot be written: {error}.") from error
    print(f"{', '.join(part.name for part in parts)} in {target}, {target.stat().st_size / 1e6:.1f} MB")
    return 0


def restore(given: argparse.Namespace, settings: Settings) -> int:
    """Put back what a backup holds: conversations, marks and users also while a server runs, documents only while none does."""
    settings.data.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=settings.data) as folder:
        parts = _unpacked(given.file, Path(folder))
        if FILE in parts:
            with _opened(Path(folder)) as kept, _opened(settings.data) as store:
                store.put_back(kept)
                Audit(store).note("command", "restore", given.file.name)
            print("Conversations, marks and users are put back.")
        if _LIBRARY in parts:
            _put_back_library(Path(folder) / _LIBRARY, settings.data)
            print("Documents are put back; the index is built anew at the next start.")
    return 0


def _put_back_library(copy: Path, data: Path) -> None:
    """Replace the library; raises LibraryError where a process holds it."""
    lock = DirectoryLock(data)
    lock.acquire()
    try:
        with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(data / _LIBRARY)) as into:
            with source:  # the index in `data` is another library's, or of another day: without this fact it is built anew
                source.execute("DELETE FROM facts WHERE key = 'index'")
            source.backup(into)
    except sqlite3.Error as error:
        raise AssistantError(f"The documents cannot be put back: {error}.") from error
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
            with closing(sqlite3.connect(folder / name)) as connection:
                if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                    raise AssistantError(f"{name} in {file} is damaged; nothing was changed.")
                connection.execute("SELECT value FROM facts").fetchone()  # an error where it is another database
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, sqlite3.Error) as error:
        raise AssistantError(f"{file} is no backup that can be read: {error}.") from error
    if not found:
        raise AssistantError(f"{file} is no backup of this program.")
    return found


@contextmanager
def _opened(directory: Path) -> Iterator[Store]:
    with closing(Store(directory)) as store:
        yield store


def _records(settings: Settings) -> Records:
    settings.data.mkdir(parents=True, exist_ok=True)
    return Records(settings.data)


def _add(records: Records, given: argparse.Namespace) -> None:
    plain_name(given.name)
    user = records.accounts.add(given.name, given.role, None if given.no_password else _password())
    records.audit.note("command", "add user", f"{user.name}, {user.role}")
    print(f"{user.name} is a user now: {user.role}.")


def _remove(records: Records, given: argparse.Namespace) -> None:
    records.accounts.remove(given.name)
    records.audit.note("command", "remove user", given.name)
    print(f"{given.name} is no user any more.")


def _change_password(records: Records, given: argparse.Namespace) -> None:
    if records.accounts.known(plain_name(given.name)) is None:
        raise AssistantError(f"There is no user {given.name}.")
    records.accounts.change_password(given.name, _password())
    records.audit.note("command", "change password", given.name)
    print(f"{given.name} has another password now.")


def _list(records: Records, _: argparse.Namespace) -> None:
    for user in records.accounts.all():
        print(f"{user.name}: {user.role}")


def _password() -> str:
    """Ask for a password twice; where nobody can be asked, read it from the first line of the input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Again: "):
        raise AssistantError("The two passwords differ.")
    return password
