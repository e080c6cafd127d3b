"""PDF: pages, lines, tables, scans."""

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.pdf.pdf import read_pdf

    return read_pdf(content)


def _is_pdf(content: bytes) -> bool:
    return content[:1024].lstrip().startswith(b"%PDF-")


READER = Reader((".pdf",), _read, _is_pdf)
