"""What goes wrong with one file."""


class ReadingError(Exception):
    """A file cannot be read; the text says why in a sentence."""


class NothingToIndexError(Exception):
    """A file could be read but holds no text."""
