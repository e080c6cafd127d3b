"""What goes wrong with a library."""

from pathlib import Path

from language.messages import PolicyError


class LibraryError(PolicyError):
    """The library cannot do what was asked; the message says what happened and what to do."""


def told(reason: str, directory: Path) -> LibraryError:
    """Say in a sentence what SQLite's `reason` means for the user."""
    if "full" in reason:
        return LibraryError("The disk that holds {place} is full; nothing was changed. Make room and try again.", place=str(directory))
    if "readonly" in reason or "unable to open" in reason:
        return LibraryError("Cannot write in {place}; check its permissions.", place=str(directory))
    if "malformed" in reason or "not a database" in reason:
        return LibraryError(
            "The library in {place} is damaged ({reason}); move it away and ingest the documents anew.", place=str(directory), reason=reason
        )
    return LibraryError("The library in {place} cannot do this: {reason}.", place=str(directory), reason=reason)
