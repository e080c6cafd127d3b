"""Rich text: paragraphs, notes and tables."""

import re

from striprtf.striprtf import rtf_to_text

from ingest.errors import ReadingError
from ingest.files.encoding import PAGE_CODES
from ingest.files.packages import damage_told
from ingest.readers.draft import Draft, Line
from ingest.readers.rtf.accepted import accepted
from ingest.readers.shared.page_numbers import is_page_number
from ingest.readers.tables import Cell, table_lines
from language.messages import message

_PAGE_CODE = re.compile(r"\\ansicpg(\d{3,5})")
_WORD_ART = re.compile(r"\{\\sn gtextUNICODE\}\s*\{\\sv ([^{}]*)\}")  # letters set as a drawing, such as a watermark


def read_rtf(content: bytes) -> Draft:
    """Read a rich text: paragraphs and the rows of its tables."""
    source = content.decode("latin-1")
    if source.lstrip().startswith("{\\pard"):  # a part of a text, which some programs write without its head
        source = f"{{\\rtf1 {source}}}"
    if not source.lstrip().startswith("{\\rtf"):
        raise ReadingError("The file is damaged or no rich text.")
    code = _PAGE_CODE.search(source[:2_000])
    encoding = PAGE_CODES.get(code[1] if code else "", "cp1252")
    draft = Draft()
    with damage_told(message("The file is damaged: its rich text cannot be read.")):
        seen, margins = accepted(source, encoding, draft)
        text: str = rtf_to_text(seen, encoding=encoding, errors="replace")  # type: ignore[no-untyped-call] # it has no types
        text = "\n\n".join([text, *_margin_lines(margins, encoding, text)])
    text = "\n\n".join([text, *dict.fromkeys(_unescaped(found[1], encoding) for found in _WORD_ART.finditer(source))])
    rows: list[list[Cell]] = []
    for line in [*text.split("\n"), ""]:
        if line.count("|") > 1 and line.rstrip().endswith("|"):
            rows.append([Cell(value) for value in line.rstrip().removesuffix("|").split("|")])
            continue
        draft.lines += [Line(""), *map(Line, table_lines(rows)), Line("")] if rows else []
        rows = []
        draft.lines.append(Line(line))
    return draft


def _margin_lines(margins: list[str], encoding: str, text: str) -> list[str]:
    """Give each line of headers and footers once, but for page numbers and what the text says too."""
    lines = (line.strip() for margin in margins for line in _unescaped(margin, encoding).split("\n"))
    said = {line.strip() for line in text.split("\n")}
    return [line for line in dict.fromkeys(lines) if line and line not in said and not is_page_number(line)]


def _unescaped(source: str, encoding: str) -> str:
    return str(rtf_to_text(f"{{\\rtf1 {source}}}", encoding=encoding, errors="replace")).strip()  # type: ignore[no-untyped-call] # it has no types
