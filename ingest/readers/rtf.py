"""Rich text."""

import re

from ingest.errors import ReadingError
from ingest.files.encoding import PAGE_CODES
from ingest.files.packages import damage_told
from ingest.readers.draft import Draft, Line
from ingest.readers.reader import Reader
from ingest.readers.tables import Cell, table_lines
from language.messages import message

_PAGE_CODE = re.compile(r"\\ansicpg(\d{3,5})")


def _read(content: bytes) -> Draft:
    """Read a rich text: paragraphs and the rows of its tables."""
    from striprtf.striprtf import rtf_to_text

    if not _is_rich(content):
        raise ReadingError("The file is damaged or no rich text.")
    source = content.decode("latin-1")
    code = _PAGE_CODE.search(source[:2_000])
    encoding = PAGE_CODES.get(code[1] if code else "", "cp1252")
    with damage_told(message("The file is damaged: its rich text cannot be read.")):
        text: str = rtf_to_text(source, encoding=encoding, errors="replace")  # type: ignore[no-untyped-call] # it has no types
    draft = Draft()
    rows: list[list[Cell]] = []
    for line in [*text.split("\n"), ""]:
        if line.count("|") > 1 and line.rstrip().endswith("|"):
            rows.append([Cell(value) for value in line.rstrip().removesuffix("|").split("|")])
            continue
        draft.lines += [Line(""), *map(Line, table_lines(rows)), Line("")] if rows else []
        rows = []
        draft.lines.append(Line(line))
    return draft


def _is_rich(content: bytes) -> bool:
    return content.lstrip().startswith(b"{\\rtf")


READER = Reader((".rtf",), _read, _is_rich)
