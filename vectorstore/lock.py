"""One process owns a library directory."""

import json
import os
import sys
from pathlib import Path

import filelock

from language.messages import Message, message
from vectorstore.errors import LibraryError


class DirectoryLock:
    """An exclusive lock on a library directory, given back when the process ends in whatever way."""

    def __init__(self, directory: Path) -> None:
        self._lock = filelock.FileLock(directory / "lock")
        self._owner = directory / "owner.json"

    def acquire(self) -> None:
        """Take the lock at once, or raise a LibraryError that names the process which holds it."""
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout as error:
            raise LibraryError(
                "The library in {place} is in use by {owner}; stop it first, or ask there.",
                place=str(self._owner.parent),
                owner=self._held_by(),
            ) from error
        except OSError as error:
            raise LibraryError("Cannot write in {place}: {reason}.", place=str(self._owner.parent), reason=error.strerror) from error
        command = " ".join(["policy-assistant", *sys.argv[1:2]])
        try:
            self._owner.write_text(json.dumps({"process": os.getpid(), "command": command}), encoding="utf-8")
        except OSError as error:
            self._lock.release()
            raise LibraryError("Cannot write in {place}: {reason}.", place=str(self._owner.parent), reason=error.strerror) from error

    def release(self) -> None:
        self._lock.release()

    def _held_by(self) -> Message:
        try:
            owner = json.loads(self._owner.read_text(encoding="utf-8"))
            return message("“{command}” (process {process})", command=str(owner["command"]), process=str(owner["process"]))
        except (OSError, ValueError, KeyError, TypeError):
            return message("another process")
