"""One process owns a library directory."""

import json
import os
import sys
from pathlib import Path

import filelock

from language.messages import Message, message
from vectorstore.errors import LibraryError, LibraryInUseError


class DirectoryLock:
    """An exclusive lock on a library directory, given back when the process ends in whatever way."""

    def __init__(self, directory: Path) -> None:
        self._lock = filelock.FileLock(directory / "lock")
        self._owner = directory / "owner.json"

    def acquire(self) -> None:
        """Take the lock at once, the directory made where missing; raises a LibraryInUseError that names the process which holds it."""
        directory = self._owner.parent
        try:
            directory.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror
            raise LibraryError("Cannot make the library's directory {place}: {reason}.", place=str(directory), reason=reason) from error
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise LibraryInUseError(
                "The library in {place} is in use by {owner}; stop it first, or ask there.",
                place=str(directory),
                owner=self._held_by(),
            ) from error
        except OSError as error:
            raise LibraryError("Cannot write in {place}: {reason}.", place=str(directory), reason=error.strerror) from error
        command = " ".join(["policy-assistant", *sys.argv[1:2]])
        try:
            self._owner.write_text(json.dumps({"process": os.getpid(), "command": command}), encoding="utf-8")
        except OSError as error:
            self._lock.release()
            raise LibraryError("Cannot write in {place}: {reason}.", place=str(directory), reason=error.strerror) from error

    def release(self) -> None:
        self._lock.release()

    def _held_by(self) -> Message:
        try:
            owner = json.loads(self._owner.read_text(encoding="utf-8"))
            return message("“{command}” (process {process})", command=str(owner["command"]), process=str(owner["process"]))
        except (OSError, ValueError, KeyError, TypeError):
            return message("another process")
