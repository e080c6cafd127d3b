"""What goes wrong with a library."""

from pathlib import Path

from language.messages import PolicyError


class LibraryError(PolicyError):
    """The library cannot do what was asked; the text says what happened and what to do."""


def told(reason: str, directory: Path) -> str:
    """Say in a sentence what SQLite's `reason` means for the user."""
    if "full" in reason:
        return f"The disk that holds {directory} is full; nothing was changed. Make room and try again."
    if "readonly" in reason or "unable to open" in reason:
        return f"Cannot write in {directory}; check its permissions."
    if "malformed" in reason or "not a database" in reason:
        return f"The library in {directory} is damaged ({reason}); move it away and ingest the documents anew."
    return f"The library in {directory} cannot do this: {reason}."
