"""Word documents."""

from functools import partial

from ingest.files.packages import packs
from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.docx.text import read_docx

    return read_docx(content)


READER = Reader((".docx", ".docm"), _read, partial(packs, "word/document.xml"))
