"""HTML of a document by what is known of its text: headings, paragraphs, items of lists, and rows of tables."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from ingest.readers.tables import ReadTable
from ingest.rendition.tables import parts_of_row, table_html, told_rows
from vectorstore.document import Document

_DEEPEST = 6
_BULLET = "- "


def structured(document: Document, tables: Sequence[ReadTable] = ()) -> str:
    """Give the HTML of a document's text; `tables` are those that its reader read, in their order."""
    return "".join(_Structure(document, tables).parts())


class _Structure:
    def __init__(self, document: Document, tables: Sequence[ReadTable]) -> None:
        self._title = document.title
        self._lines = document.text.split("\n")
        self._levels = _levels(document)
        self._tables = list(tables)

    def parts(self) -> Iterator[str]:
        place = 0
        while place < len(self._lines):
            end, html = self._part(place)
            yield html
            place = end

    def _part(self, place: int) -> tuple[int, str]:
        """Give the HTML of the part that begins at a line, and the line after it."""
        line = self._lines[place]
        if not line:
            return place + 1, ""
        if level := self._levels.get(place):
            return place + 1, f"<h{level}>{escape(line)}</h{level}>"
        if found := self._read_table(place):
            return found
        end = place + 1
        kind = _kind(line)
        while end < len(self._lines) and self._lines[end] and end not in self._levels and _kind(self._lines[end]) == kind:
            if self._begins_table(end) is not None:
                break
            end += 1
        lines = self._lines[place:end]
        if kind == "row":
            return end, "".join(told_rows(list(rows)) for _, rows in groupby(map(parts_of_row, lines), _first_name))
        if kind == "item":
            return end, f"<ul>{''.join(f'<li>{escape(one.removeprefix(_BULLET))}</li>' for one in lines)}</ul>"
        return end, f"<p>{'<br>'.join(map(escape, lines))}</p>"

    def _begins_table(self, place: int) -> int | None:
        """Give the number of the next table whose first row is the line there."""
        line = self._lines[place]
        return next((number for number, table in enumerate(self._tables[:_AHEAD]) if table.rows[0][0] == line), None)

    def _read_table(self, place: int) -> tuple[int, str] | None:
        number = self._begins_table(place)
        if number is None:
            return None
        table = self._tables[number]
        count = 0
        for line, _ in table.rows:
            if place + count >= len(self._lines) or self._lines[place + count] != line:
                break
            count += 1
        if count < len(table.rows):
            return None
        del self._tables[: number + 1]
        return place + count, table_html(table.names, [row for _, row in table.rows])


_AHEAD = 20  # tables among which the next one is looked for; a nested or left-out one is passed over


def _levels(document: Document) -> dict[int, int]:
    """Give the levels of the headings by their lines' numbers."""
    starts = {section.span.start: min(_DEEPEST, len(section.path) + 1) for section in document.sections}
    levels, offset = {}, 0
    for number, line in enumerate(document.text.split("\n")):
        if offset in starts and line:
            levels[number] = starts[offset]
        offset += len(line) + 1
    return levels


def _kind(line: str) -> str:
    if parts_of_row(line):
        return "row"
    return "item" if line.startswith(_BULLET) else "text"


def _first_name(row: list[tuple[str, str]]) -> str:
    return row[0][0]
