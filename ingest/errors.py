"""What goes wrong with one file."""

from language.messages import PolicyError


class ReadingError(PolicyError):
    """A file cannot be read; the message says why."""


class NothingToIndexError(PolicyError):
    """A file could be read but holds no text."""
