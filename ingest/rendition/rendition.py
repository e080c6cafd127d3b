"""From a file to HTML of what it shows."""

from dataclasses import replace

from ingest.document import read, tidy
from ingest.readers.reader import reader_of
from ingest.readers.tables import Cell, ReadTable, listener
from ingest.rendition.structure import structured


def render(name: str, content: bytes) -> str:
    """Give HTML of the file `name`, yet to be sanitised: by its format's own rendition, else by its text and its tables.

    Raises as `ingest.document.read` does.
    """
    reader = reader_of(name, content)
    if reader.render is not None:
        return reader.render(content)
    tables: list[ReadTable] = []
    token = listener.set(tables.append)
    try:
        document = read(name, content)
    finally:
        listener.reset(token)
    return structured(document, [_tidied(table) for table in tables if table.rows])


def _tidied(table: ReadTable) -> ReadTable:
    """Write the lines and the cells of a table as the text of its document has them."""
    cells: dict[int, Cell] = {}

    def tidied(cell: Cell) -> Cell:
        return cells.setdefault(id(cell), replace(cell, text=tidy(cell.text)))

    rows = [(tidy(line), [tidied(cell) for cell in row]) for line, row in table.rows]
    return ReadTable([[tidied(cell) for cell in row] for row in table.names], rows)
