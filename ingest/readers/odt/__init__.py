"""OpenDocument texts."""

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.odt.text import read_odt

    return read_odt(content)


def _is_opendocument(content: bytes) -> bool:
    return b"mimetypeapplication/vnd.oasis.opendocument.text" in content[:200]


READER = Reader((".odt",), _read, _is_opendocument)
