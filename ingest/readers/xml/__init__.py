"""XML."""

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.xml.elements import read_xml

    return read_xml(content)


READER = Reader((".xml",), _read)
