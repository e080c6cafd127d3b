"""What goes wrong with a library."""


class LibraryError(Exception):
    """The library cannot do what was asked; the text says what happened and what to do."""
