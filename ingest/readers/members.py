"""The files within files: those of ZIP archives, those attached to letters."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ingest.errors import ReadingError
from ingest.files.sources import SIDECAR
from ingest.readers.reader import reader_by_name

MOST_MEMBERS = 2_000
_LONGEST_NAME = 300


def members(name: str, content: bytes, largest: int) -> Iterator[tuple[str, bytes]]:
    """Give the files in the file `name` that are read and have at most `largest` bytes, with their names inside it.

    Raises ReadingError where it is damaged, encrypted, or holds more than can be.
    """
    reader = reader_by_name(name)
    found = [] if reader is None or reader.members is None else list(reader.members(content))
    named = [(_safe(member.name), member) for member in found if member.size <= largest]
    wanted = [(inside, member) for inside, member in named if _is_wanted(inside)]
    if len(wanted) > MOST_MEMBERS:
        raise ReadingError("The file holds {count} others; at most {most} are read.", count=len(wanted), most=MOST_MEMBERS)
    for inside, member in wanted:
        yield inside, member.content()


def _is_wanted(name: str) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in parts)
    return bool(parts) and not hidden and (name.lower().endswith(SIDECAR) or reader_by_name(name) is not None)


def _safe(name: str) -> str:
    """Give a name without ways out of its folder and without control characters."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "".join(character for character in "/".join(parts) if character.isprintable())[-_LONGEST_NAME:]
