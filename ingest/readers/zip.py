"""ZIP archives, which hold nothing but files."""

from collections.abc import Iterator
from functools import partial

from ingest.files.packages import opened_zip, part
from ingest.readers.reader import Member, Reader


def _members(content: bytes) -> Iterator[Member]:
    package = opened_zip(content)
    for entry in package.infolist():
        if not entry.is_dir():
            name = _decoded(entry.filename, bool(entry.flag_bits & 0x800))
            yield Member(name, entry.file_size, partial(part, package, entry.filename))


def _decoded(name: str, is_unicode: bool) -> str:
    """Give an entry's name; where the archive does not say that it is UTF-8, it may be that or the Chinese code page."""
    if not is_unicode and not name.isascii():
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


READER = Reader((".zip",), members=_members)
