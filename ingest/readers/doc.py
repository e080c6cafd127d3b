"""The older Word format, which LibreOffice brings into the newer one."""

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader
from ingest.readers.shared.libreoffice import converted


def _read(content: bytes) -> Draft:
    """Read an older Word document with LibreOffice; raises ReadingError where that is not installed."""
    from ingest.readers.docx.text import read_docx

    return read_docx(converted(content, ".doc", "docx"))


READER = Reader((".doc",), _read)
