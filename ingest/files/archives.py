"""Files that hold files: ZIP archives, and letters with attachments.

The readers are imported when such a file comes: this module is imported at every start.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from ingest.errors import ReadingError
from ingest.files.sources import BESIDE

ARCHIVES = (".zip",)
CONTAINERS = (*ARCHIVES, ".eml")
MOST_MEMBERS = 2_000
_LONGEST_NAME = 300


def members(name: str, content: bytes, kinds: frozenset[str], largest: int) -> Iterator[tuple[str, bytes]]:
    """Give the files in a container that have one of the suffixes `kinds` and at most `largest` bytes, with their names inside it.

    Raises ReadingError where the container is damaged, encrypted or unpacks to more than can be.
    """
    if PurePosixPath(name).suffix.lower() == ".eml":
        yield from _attachments(content, kinds, largest)
        return
    from ingest.files.packages import opened_zip, part

    package = opened_zip(content)
    entries = [entry for entry in package.infolist() if not entry.is_dir() and entry.file_size <= largest]
    named = [(_decoded(entry.filename, bool(entry.flag_bits & 0x800)), entry.filename) for entry in entries]
    wanted = [(inside, raw) for inside, raw in named if _is_wanted(inside, kinds)]
    if len(wanted) > MOST_MEMBERS:
        raise ReadingError(f"The archive holds {len(wanted)} files; at most {MOST_MEMBERS} are read.")
    for inside, raw in wanted:
        yield inside, part(package, raw)


def _attachments(content: bytes, kinds: frozenset[str], largest: int) -> Iterator[tuple[str, bytes]]:
    from ingest.readers.mail import message_of

    for number, attachment in enumerate(message_of(content).iter_attachments()):
        inside = _safe(attachment.get_filename() or "")
        payload = attachment.get_payload(decode=True)
        if number < MOST_MEMBERS and _is_wanted(inside, kinds) and isinstance(payload, bytes) and len(payload) <= largest:
            yield inside, payload


def _is_wanted(name: str, kinds: frozenset[str]) -> bool:
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith((".", "__MACOSX", "~$")) for part in parts)
    return bool(parts) and not hidden and (PurePosixPath(name).suffix.lower() in kinds or name.lower().endswith(BESIDE))


def _decoded(name: str, is_unicode: bool) -> str:
    """Give an entry's name; where the archive does not say that it is UTF-8, it may be that or the Chinese code page."""
    if not is_unicode and not name.isascii():
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                return _safe(raw.decode(encoding))
            except UnicodeDecodeError:
                continue
    return _safe(name)


def _safe(name: str) -> str:
    """Give a name without ways out of its folder and without control characters."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "".join(character for character in "/".join(parts) if character.isprintable())[-_LONGEST_NAME:]
