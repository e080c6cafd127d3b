"""Tables of web pages: those that hold data, told from those that lay a page out, and their rows as lines."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.html.elements import BLOCKS, text_of
from ingest.readers.html.lists import mark_of
from ingest.readers.tables import Cell, table_lines

_LONGEST_CELL = 1_200
_LONGEST_NAME = 80
_MOST_MERGED = 1_000


def is_data(table: HtmlElement) -> bool:
    """Say whether a table holds data rather than the page's layout: it names its columns, or its rows are alike and its cells short."""
    if table.get("role") in ("presentation", "none") or any(True for _ in table.iterdescendants("table", "h1", "h2")):
        return False
    rows = [row.xpath("./td|./th") for row in table.iter("tr")]
    width = max(map(len, rows), default=0)
    if width < 2:
        return False
    if any(True for _ in table.iter("th", "thead", "caption")):
        return True
    longest = max((len(text_of(cell)) for cell in table.iter("td")), default=0)
    if longest < _LONGEST_CELL and not any(True for _ in table.iterdescendants("ul", "ol")):
        return True
    is_even = len(rows) > 1 and len({sum(span(cell.get("colspan")) for cell in row) for row in rows if len(row) > 1}) == 1
    return is_even and all(len(text_of(cell)) <= _LONGEST_NAME for cell in rows[0])


def rows_of(table: HtmlElement) -> Iterator[str]:
    """Give a table's caption and rows as lines."""
    yield from (text_of(caption) for caption in table.iter("caption"))
    yield from table_lines([[_cell(cell) for cell in row.xpath("./td|./th")] for row in table.iter("tr")])


def span(value: str | None) -> int:
    """Give the number of columns or rows that a cell covers."""
    return min(int(value), _MOST_MERGED) if value and value.isascii() and value.isdigit() and value != "0" else 1


def _cell(cell: HtmlElement) -> Cell:
    text = " ".join("".join(_strings(cell)).split())
    is_bold = bool(text) and len(text) == sum(len(text_of(bold)) for bold in cell.iterchildren("b", "strong"))
    return Cell(text, span(cell.get("colspan")), span(cell.get("rowspan")), cell.tag == "th" or is_bold or _is_under(cell, "thead"))


def _strings(element: HtmlElement) -> Iterator[str]:
    """Give the text under an element: the items of a list parted by semicolons, with a space wherever else a browser begins a line."""
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        parts = child.tag == "br" or child.tag in BLOCKS
        yield " " if parts else ""
        if child.tag == "li":
            yield mark_of(child).removeprefix("- ")
        text = "".join(_strings(child))
        yield text
        if (
            child.tag == "li"
            and child.getnext() is not None
            and text.rstrip()[-1:] not in (";", ",", ".", "\uff1b", "\uff0c", "\u3002", "")
        ):
            yield ";"
        yield (" " if parts else "") + (child.tail or "")


def _is_under(element: HtmlElement, tag: str) -> bool:
    return any(True for _ in element.iterancestors(tag))
