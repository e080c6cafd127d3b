"""Rich text."""

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.rtf.text import read_rtf

    return read_rtf(content)


def _is_rich(content: bytes) -> bool:
    return content.lstrip().startswith(b"{\\rtf")


READER = Reader((".rtf",), _read, _is_rich)
