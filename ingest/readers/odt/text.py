"""OpenDocument texts."""

from collections.abc import Iterator

from lxml import etree

from ingest.errors import ReadingError
from ingest.files.packages import checked_package, part
from ingest.readers.draft import Draft, Line
from ingest.readers.tables import Cell, table_lines

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
_MOST_REPEATED = 100
_LONGEST_CELL = 1_200


def _qn(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


_SKIPPED = {_qn(name) for name in ("text:tracked-changes", "office:annotation", "text:note", "draw:text-box", "text:table-of-content")}


def read_odt(content: bytes) -> Draft:
    """Read an OpenDocument text as its changes are accepted."""
    package = checked_package(content)
    names = set(package.namelist())
    if "META-INF/manifest.xml" in names and b"encryption-data" in part(package, "META-INF/manifest.xml"):
        raise ReadingError("The file needs a password. Save it without one and ingest it again.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(part(package, "content.xml"), parser)
        meta = etree.fromstring(part(package, "meta.xml"), parser) if "meta.xml" in names else root
    except etree.XMLSyntaxError as error:
        raise ReadingError("The file is damaged: its XML cannot be read.") from error
    body = root.find(f".//{_qn('office:text')}")
    if body is None:
        raise ReadingError("The file is no OpenDocument text.")
    numbered = {
        style.get(_qn("style:name"))
        for style in root.iter(_qn("text:list-style"))
        if style.find(_qn("text:list-level-style-number")) is not None
    }
    lines = list(_Flow(numbered).blocks(body))
    stated = " ".join((meta.findtext(f".//{_qn('dc:title')}") or "").split())
    top = "".join("".join(line.text.split()) for line in lines[:12])
    styled = next((line.text for line in lines[:12] if line.level == 1), "")
    return Draft(lines, {"title": stated if stated and "".join(stated.split()) in top else styled})


class _Flow:
    """Walks the blocks of a text; `numbered` are the names of the list styles that count."""

    def __init__(self, numbered: set[str | None]) -> None:
        self._numbered = numbered

    def blocks(self, parent: etree._Element, mark: str = "") -> Iterator[Line]:
        for element in parent:
            if element.tag == _qn("text:h"):
                yield from (Line(""), Line(" ".join(_text(element).split()), _count(element.get(_qn("text:outline-level")))))
            elif element.tag == _qn("text:p"):
                level = int(element.get(_qn("text:style-name"), "") == "Title")
                yield from [] if mark else [Line("")]
                yield from (Line(f"{mark}{text}", level) for text in _text(element).split("\n"))
                mark = ""
                for box in element.iter(_qn("draw:text-box"), _qn("text:note-body")):
                    yield from self.blocks(box)
            elif element.tag == _qn("text:list"):
                yield from self._list(element)
            elif element.tag == _qn("table:table"):
                yield from self._table(element)
            elif element.tag not in _SKIPPED and isinstance(element.tag, str):
                yield from self.blocks(element)

    def _list(self, element: etree._Element) -> Iterator[Line]:
        counts = element.get(_qn("text:style-name")) in self._numbered
        items = [item for item in element if item.tag in (_qn("text:list-item"), _qn("text:list-header"))]
        for number, item in enumerate(items, 1):
            yield from self.blocks(item, f"{number}. " if counts else "- ")

    def _table(self, table: etree._Element) -> Iterator[Line]:
        rows = [row for row in table.iter(_qn("table:table-row")) if next(row.iterancestors(_qn("table:table"))) is table]
        grid = [list(self._cells(row)) for row in rows]
        if max((len(cell.text) for row in grid for cell in row), default=0) > _LONGEST_CELL or max(map(len, grid), default=0) <= 1:
            for row in rows:
                for cell in row.iter(_qn("table:table-cell")):
                    yield from self.blocks(cell)
            return
        yield from (Line(""), *map(Line, table_lines(grid)), Line(""))

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        is_header = row.getparent().tag == _qn("table:table-header-rows")  # type: ignore[union-attr] # a row has a table above it
        for cell in row:
            if cell.tag == _qn("table:table-cell"):
                text = " ".join(line.text for line in self.blocks(cell) if line.text)
                across, down = (_count(cell.get(_qn(f"table:number-{kind}-spanned"))) for kind in ("columns", "rows"))
                repeated = _count(cell.get(_qn("table:number-columns-repeated")))
                yield from (Cell(text, across, down, is_header) for _ in range(repeated))


def _count(value: str | None) -> int:
    return min(int(value), _MOST_REPEATED) if value and value.isascii() and value.isdigit() else 1


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == _qn("text:s") or child.tag == _qn("text:tab"):
            parts.append(" ")
        elif child.tag == _qn("text:line-break"):
            parts.append("\n")
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
