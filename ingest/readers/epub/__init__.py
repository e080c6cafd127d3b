"""Electronic books."""

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.epub.book import read_epub

    return read_epub(content)


def _is_book(content: bytes) -> bool:
    return b"mimetypeapplication/epub+zip" in content[:200]


READER = Reader((".epub",), _read, _is_book)
