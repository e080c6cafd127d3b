"""Markdown."""

import re

from ingest.files.encoding import decode
from ingest.metadata.stated import without_front_matter
from ingest.readers.draft import Draft, Line
from ingest.readers.tables import Cell, table_lines

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(\s+#+)?\s*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_RULE = re.compile(r"^ {0,3}([-*_=])(\s*\1){2,}\s*$")
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|__)")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\((https?://|mailto:|/|\.|#)[^()\s]{0,2000}(\s+\"[^\"]{0,200}\")?\)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_QUOTE_MARK = re.compile(r"^ {0,3}>\s?")


def read_markdown(content: bytes) -> Draft:
    """Read Markdown: headings and tables as such; of marks, links and fences their text. Raw HTML stays text like any other.

    Properties that YAML at its top states are taken from there.
    """
    text, properties = without_front_matter(decode(content))
    draft = Draft(properties=properties)
    fenced = False
    lines = text.split("\n")
    first_after_table = 0
    for number, line in enumerate(lines):
        if number < first_after_table:
            continue
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            draft.lines.append(Line(line))
        elif rows := _table_rows(lines, number):
            draft.lines += [Line(row) for row in table_lines(rows)]
            first_after_table = number + 1 + len(rows)
        elif not _RULE.match(line) and not _TABLE_RULE.match(line):
            draft.lines.append(_markdown_line(line))
    first = next((line for line in draft.lines if line.text), None)
    if first and first.level == 1:
        draft.properties.setdefault("title", first.text)
    return draft


def _table_rows(lines: list[str], first: int) -> list[list[Cell]]:
    """Give the rows of the table whose names of columns stand in line `first`, a rule under them; none where there is no table."""
    rule = lines[first + 1] if first + 1 < len(lines) else ""
    if "|" not in lines[first] or "|" not in rule or not _TABLE_RULE.match(rule):
        return []
    rows = [[Cell(name, names=True) for name in _table_cells(lines[first])]]
    for line in lines[first + 2 :]:
        if "|" not in line:
            break
        rows.append([Cell(value) for value in _table_cells(line)])
    return rows


def _table_cells(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))
    return [_markdown_line(part.strip().replace("\\|", "|")).text for part in parts]


def _markdown_line(line: str) -> Line:
    heading = _HEADING.match(line)
    text = heading[2] if heading else _QUOTE_MARK.sub("", line)
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    return Line(text, len(heading[1]) if heading else 0)
