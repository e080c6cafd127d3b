"""Sheets."""

from functools import partial

from ingest.files.packages import packs
from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.xlsx.workbook import read_xlsx

    return read_xlsx(content)


READER = Reader((".xlsx", ".xlsm"), _read, partial(packs, "xl/workbook.xml"), of_sites=False)
