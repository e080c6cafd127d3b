"""Plain text."""

import re

from ingest.files.encoding import decode
from ingest.readers.draft import PAGE_BREAK, Draft, Line
from ingest.readers.reader import Reader

_STRAY_STARS = re.compile(r"^\s*\*{2,3}|(?<=\s)\*{2,3}|\*{2,3}(?=\s|$)|(?<=[.。！？;；:：])\s?\*(?=\s)")


def read_plain(content: bytes) -> Draft:
    """Read plain text; marks of emphasis that a site left in it are dropped, lines that were wrapped joined. Form feeds part pages."""
    pages = decode(content).split(PAGE_BREAK)
    numbers = range(1, len(pages) + 1) if len(pages) > 1 else [0]
    return Draft([Line(line, page=number) for number, page in zip(numbers, pages, strict=True) for line in _lines(page)])


def _lines(page: str) -> list[str]:
    from ingest.readers.paragraphs.wrapped import unwrapped  # it loads the lexicons, which knowing what can be read needs not

    return unwrapped([_STRAY_STARS.sub(" ", line) for line in page.split("\n")])


READER = Reader((".txt",), read_plain)
