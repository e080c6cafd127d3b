"""What goes wrong with a library."""

from enum import Enum, auto
from pathlib import Path

from language.messages import Message, PolicyError


class LibraryError(PolicyError):
    """The library cannot do what was asked; the message says what happened and what to do."""


class LibraryInUseError(LibraryError):
    """Another process holds the library."""


def in_use(place: str, owner: str | Message) -> LibraryInUseError:
    """Give the error of a library at `place` that another process holds, the `owner`."""
    return LibraryInUseError("The library in {place} is in use by {owner}; stop it first, or ask there.", place=place, owner=owner)


class LostLibraryError(LibraryError):
    """There was a library, and its documents are gone."""


def lost(directory: Path, sign: str) -> LostLibraryError:
    """Give the error of a `directory` whose documents are gone, though the file `sign` says that there were some."""
    return LostLibraryError(
        "The documents in {place} are lost: library.db is missing or empty, though {sign} says there were some. Put the file back, "
        "or a backup (policy-assistant restore); to begin anew, choose another directory (--data).",
        place=str(directory),
        sign=sign,
    )


class DamagedRowError(ValueError):
    """A row of a database holds what this program never wrote."""


class Fault(Enum):
    """Why a database refused. A server can be away, deny whoever comes to it, or have no such database."""

    FULL = auto()
    BUSY = auto()
    NOT_WRITABLE = auto()
    DAMAGED = auto()
    AWAY = auto()
    DENIED = auto()
    NO_DATABASE = auto()
    OTHER = auto()


def refused(fault: Fault, reason: str, place: str) -> LibraryError:
    """Give the error of a library at `place` whose database refused with the words `reason`."""
    match fault:
        case Fault.FULL:
            return LibraryError("The disk that holds {place} is full; nothing was changed. Make room and try again.", place=place)
        case Fault.BUSY:
            return LibraryError("Another process writes in {place}; nothing was changed. Try again in a moment.", place=place)
        case Fault.NOT_WRITABLE:
            return LibraryError("Cannot write in {place}; check its permissions.", place=place)
        case Fault.DAMAGED:
            return LibraryError(
                "The library in {place} is damaged ({reason}); move it away and ingest the documents anew.", place=place, reason=reason
            )
        case Fault.AWAY:
            return LibraryError(
                "The database server of {place} cannot be reached; start it, or set POLICY_DATABASE to another ({reason}).",
                place=place,
                reason=reason,
            )
        case Fault.DENIED:
            return LibraryError(
                "The database server lets nobody in at {place} with this user and password; set others in POLICY_DATABASE.", place=place
            )
        case Fault.NO_DATABASE:
            return LibraryError("There is no database {place}: make it on the server, or name another in POLICY_DATABASE.", place=place)
        case Fault.OTHER:
            return LibraryError("The library in {place} cannot do this: {reason}.", place=place, reason=reason)


def no_document(name: str) -> LibraryError:
    """Give the error that no document is called `name`."""
    return LibraryError("No document is called “{name}”; policy-assistant documents lists them.", name=name)
