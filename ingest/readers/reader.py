"""Readers: each module or folder of `ingest.readers` declares one as READER and imports its library only when it reads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from ingest import readers
from ingest.errors import ReadingError
from ingest.readers.draft import Draft
from language.registry import declared


@dataclass(frozen=True, slots=True)
class Member:
    """A file within another: its name there, its size in bytes, and what gives its bytes."""

    name: str
    size: int
    content: Callable[[], bytes]


def _bears_no_mark(_: bytes) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Reader:
    """What reads one format.

    `suffixes` end the names of its files. `read` makes a draft of a file's bytes; it is None where the format holds nothing
    but files. `sniff` says whether bytes bear the mark of the format, whatever their file is called. `members` gives the
    files within a file. `of_sites` says that such files may hold what a web site puts around a text. `render` gives HTML of a file's bytes
    as it is shown, yet to be sanitised; None where its text says all that the file does. `read`, `members` and `render` raise
    ReadingError, and `read` and `render` NothingToIndexError where there is no text.
    """

    suffixes: tuple[str, ...]
    read: Callable[[bytes], Draft] | None = None
    sniff: Callable[[bytes], bool] = _bears_no_mark
    members: Callable[[bytes], Iterator[Member]] | None = None
    of_sites: bool = True
    render: Callable[[bytes], str] | None = None


def declared_readers() -> list[Reader]:
    """Give the readers that there are, in the order of their modules' names."""
    return declared(readers, "READER", Reader)


def suffixes() -> frozenset[str]:
    """Give the suffixes of the files that are read, in lower case."""
    return frozenset(suffix for reader in declared_readers() for suffix in reader.suffixes)


def reader_by_name(name: str) -> Reader | None:
    """Give the reader of the files that are called as `name` is; None where there is none."""
    suffix = PurePath(name).suffix.lower()
    return next((reader for reader in declared_readers() if suffix in reader.suffixes), None)


def reader_of(name: str, content: bytes) -> Reader:
    """Give the reader of a file: the one that its name tells, unless its content bears the mark of another and not of this one.

    Raises ReadingError where there is none.
    """
    own = reader_by_name(name)
    if own is not None and own.sniff(content):
        return own
    reader = next((reader for reader in declared_readers() if reader.sniff(content)), own)
    if reader is None:
        kind, choices = PurePath(name).suffix or name, ", ".join(sorted(suffixes()))
        raise ReadingError("Files of the kind “{kind}” are not read; {choices} are.", kind=kind, choices=choices)
    return reader
