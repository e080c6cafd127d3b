"""Slides."""

from functools import partial

from ingest.files.packages import packs
from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.pptx.slides import read_pptx

    return read_pptx(content)


READER = Reader((".pptx", ".pptm"), _read, partial(packs, "ppt/presentation.xml"), of_sites=False)
