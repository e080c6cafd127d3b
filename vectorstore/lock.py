"""One process owns a library directory."""

import errno
import json
import os
import sys
from pathlib import Path

import filelock

from language.messages import Message, message
from vectorstore.errors import LibraryError, in_use
from vectorstore.scratch import replace_text

if sys.platform != "win32":
    import fcntl

_FULL = (errno.ENOSPC, errno.EDQUOT)


class DirectoryLock:
    """An exclusive lock on a library directory, given back when the process ends in whatever way.

    Beside it stands who holds it, and what the last owner noted of the library: the `past`, empty where nobody ever noted anything.
    """

    def __init__(self, directory: Path) -> None:
        self._lock: filelock.BaseFileLock = filelock.FileLock(directory / "lock", fallback_to_soft=False)
        self._held_directory: int | None = None
        self._owner = directory / "owner.json"
        self.past: dict[str, str] = {}

    def acquire(self) -> None:
        """Take the lock at once, the directory made where missing; raises a LibraryInUseError that names the process which holds it."""
        directory = self._owner.parent
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror
            raise LibraryError("Cannot make the library's directory {place}: {reason}.", place=str(directory), reason=reason) from error
        try:
            self._take()
        except filelock.Timeout as error:
            raise in_use(str(directory), self._held_by()) from error
        except OSError as error:
            raise LibraryError("Cannot write in {place}: {reason}.", place=str(directory), reason=error.strerror) from error
        owner = self._read()
        self.past = {key: str(owner[key]) for key in ("library", "database") if owner.get(key)}
        try:
            self.note(**{key: value for key, value in self.past.items() if key == "library"})
        except OSError as error:
            if error.errno in _FULL:  # what is there can still be read
                return
            self.release()
            raise LibraryError("Cannot write in {place}: {reason}.", place=str(directory), reason=error.strerror) from error

    def note(self, **known: str) -> None:
        """Note for the next owner the id of the `library`, and as it is closed a hash of its `database`; raises OSError."""
        command = " ".join(["policy-assistant", *sys.argv[1:2]])
        replace_text(self._owner, json.dumps({"process": os.getpid(), "command": command, **known}))

    def release(self) -> None:
        if self._held_directory is not None:
            os.close(self._held_directory)
            self._held_directory = None
        self._lock.release()

    def _take(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except (OSError, NotImplementedError) as error:
            if isinstance(error, OSError) and error.errno not in (errno.ENOSYS, errno.EOPNOTSUPP):
                raise
            # a disk that knows no locks: a file that names its process, which is taken over where that one is gone
            self._lock = filelock.SoftFileLock(self._owner.with_name("lock.process"))
            self._lock.acquire(timeout=0)
        self._take_directory()

    def _take_directory(self) -> None:
        """Lock the directory itself too, where its system can, for whoever deletes the file `lock` while it is held."""
        if sys.platform == "win32":  # there a file that is held cannot be deleted
            return
        self._held_directory = os.open(self._owner.parent, os.O_RDONLY)
        try:
            fcntl.flock(self._held_directory, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self.release()
            raise filelock.Timeout(str(self._owner.parent)) from error
        except OSError:  # as on shares of a network, which lock only files
            return

    def _read(self) -> dict[str, object]:
        try:
            owner = json.loads(self._owner.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return owner if isinstance(owner, dict) else {}

    def _held_by(self) -> Message:
        owner = self._read()
        if not owner.keys() >= {"command", "process"}:
            return message("another process")
        return message("“{command}” (process {process})", command=str(owner["command"]), process=str(owner["process"]))
