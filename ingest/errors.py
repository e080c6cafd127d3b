"""What goes wrong with one file."""

from language.messages import PolicyError


class ReadingError(PolicyError):
    """A file cannot be read; the text says why in a sentence."""


class NothingToIndexError(PolicyError):
    """A file could be read but holds no text."""
