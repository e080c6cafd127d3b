"""Rich text: paragraphs, notes and tables."""

import re

from striprtf.striprtf import rtf_to_text

from ingest.errors import ReadingError
from ingest.files.encoding import PAGE_CODES
from ingest.files.packages import damage_told
from ingest.readers.draft import Draft, Line
from ingest.readers.rtf.accepted import accepted
from ingest.readers.tables import Cell, table_lines
from language.messages import message

_PAGE_CODE = re.compile(r"\\ansicpg(\d{3,5})")


def read_rtf(content: bytes) -> Draft:
    """Read a rich text: paragraphs and the rows of its tables."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise ReadingError("The file is damaged or no rich text.")
    source = content.decode("latin-1")
    code = _PAGE_CODE.search(source[:2_000])
    encoding = PAGE_CODES.get(code[1] if code else "", "cp1252")
    draft = Draft()
    with damage_told(message("The file is damaged: its rich text cannot be read.")):
        text: str = rtf_to_text(accepted(source, draft), encoding=encoding, errors="replace")  # type: ignore[no-untyped-call] # it has no types
    rows: list[list[Cell]] = []
    for line in [*text.split("\n"), ""]:
        if line.count("|") > 1 and line.rstrip().endswith("|"):
            rows.append([Cell(value) for value in line.rstrip().removesuffix("|").split("|")])
            continue
        draft.lines += [Line(""), *map(Line, table_lines(rows)), Line("")] if rows else []
        rows = []
        draft.lines.append(Line(line))
    return draft
