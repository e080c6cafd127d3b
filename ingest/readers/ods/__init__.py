"""OpenDocument sheets."""

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.ods.workbook import read_ods

    return read_ods(content)


def _is_opendocument(content: bytes) -> bool:
    return b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in content[:200]


READER = Reader((".ods",), _read, _is_opendocument, of_sites=False)
