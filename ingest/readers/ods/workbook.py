"""OpenDocument sheets: each row a line that names its columns."""

from collections import defaultdict
from collections.abc import Iterator

from lxml import etree

from ingest.errors import ReadingError
from ingest.files.packages import checked_package
from ingest.readers.draft import Draft, Line
from ingest.readers.ods.values import Formats, has_value, text_of
from ingest.readers.odt.names import qn, whole
from ingest.readers.odt.numbering import Numbering
from ingest.readers.odt.objects import Objects
from ingest.readers.odt.styles import Styles
from ingest.readers.odt.text import Flow, roots_of, title_of
from ingest.readers.shared.page_numbers import is_page_number
from ingest.readers.shared.sheets import MOST_COLUMNS, Place, Seen, heading_of, read_sheet
from ingest.readers.shared.symbols import draws_symbols, in_unicode
from ingest.readers.tables import Cell
from language.messages import Message, message

_HIDDEN, _STRUCK = message("hidden text"), message("struck or deleted text")
_MOST_REPEATED = 100_000  # cells of a sheet that are written once and repeated
_MOST_ROWS = 1_048_576
_MARGINS = tuple(qn(f"style:{name}") for name in ("header", "header-first", "header-left", "footer", "footer-first", "footer-left"))
_CELLS = (qn("table:table-cell"), qn("table:covered-table-cell"))
_SHAPES = tuple(qn(f"draw:{name}") for name in ("frame", "custom-shape", "rect", "ellipse", "caption", "g"))
_TEXTS = (qn("text:p"), qn("text:h"), qn("text:list"))


def read_ods(content: bytes) -> Draft:
    """Read a workbook as it was last calculated, sheet by sheet, with what cells show and their notes."""
    package = checked_package(content)
    roots = roots_of(package)
    body = roots[0].find(f".//{qn('office:spreadsheet')}") if roots else None
    if body is None:
        raise ReadingError("The file is no OpenDocument spreadsheet.")
    draft = Draft()
    book = _Book(roots, Objects(package, roots[0]))
    for changes in body.iterchildren(qn("table:tracked-changes")):
        deleted = " ".join(" ".join(map(str, one.itertext())) for one in changes.iter(qn("table:deletion")))
        book.account(draft, [(_STRUCK, " ".join(deleted.split()))])
    for table in body.iterchildren(qn("table:table")):
        book.read(table, draft)
    draft.properties["title"] = title_of(roots, [Line(line.text) for line in draft.lines[:12]]) or draft.properties.get("title", "")
    return draft


class _Book:
    """The sheets of a file with what they have in common."""

    def __init__(self, roots: list[etree._Element], objects: Objects) -> None:
        self._styles, self._formats, self._objects = Styles(roots), Formats(roots), objects
        self._tables = {
            style.get(qn("style:name")): style
            for root in roots for style in root.iter(qn("style:style")) if style.get(qn("style:family")) == "table"
        }  # fmt: skip
        self._pages = {page.get(qn("style:name")): page for root in roots for page in root.iter(qn("style:master-page"))}
        self._said: set[str] = set()

    def read(self, table: etree._Element, draft: Draft) -> None:
        """Read a sheet into `draft`."""
        name, own = str(table.get(qn("table:name"), "")), Draft()
        sheet = _Sheet(table, self._styles, self._formats, Flow(own, self._styles, Numbering([]), self._objects))
        said = read_sheet(sheet.seen)
        style = self._tables.get(table.get(qn("table:style-name")))
        if said.lines and style is not None and any(one.get(qn("table:display")) == "false" for one in style):
            draft.warnings.append(message("The sheet “{name}” is hidden and was not read.", name=name))
            draft.leave_out(_HIDDEN, "\n".join(said.lines))
            return
        draft.take_account_of(own)
        self.account(draft, sheet.seen.hidden)
        for kind, text in sheet.untold:
            draft.leave_out(kind, text, tell=True)
        if said.lines:
            draft.properties.setdefault("title", said.title)
            draft.lines += [Line(""), *heading_of(name), *map(Line, said.lines)]
        draft.lines += [line for text in self._margins(style) for line in (Line(""), Line(text))]
        if said.unnamed:
            draft.warnings.append(message("The sheet “{name}” has a table without names of columns.", name=name))

    @staticmethod
    def account(draft: Draft, hidden: list[tuple[Message, str]]) -> None:
        """Tell of texts that are not seen."""
        for kind, text in hidden:
            if text:
                draft.leave_out(kind, text, tell=True)

    def _margins(self, style: etree._Element | None) -> Iterator[str]:
        """Give the lines of the headers and footers of a sheet's pages that no sheet before had, but for page numbers."""
        page = self._pages.get(style.get(qn("style:master-page-name"))) if style is not None else None
        margins = [margin for margin in (page if page is not None else ()) if margin.get(qn("style:display")) != "false"]
        for paragraph in (one for margin in margins if margin.tag in _MARGINS for one in margin.iter(qn("text:p"))):
            with_fields = " ".join("".join(map(str, paragraph.itertext())).split())
            text = " ".join("".join(_without_fields(paragraph)).split())
            if text.strip(" -–—/()") and not is_page_number(with_fields) and text not in self._said:
                self._said.add(text)
                yield text


def _without_fields(element: etree._Element) -> Iterator[str]:
    """Give the text of a header's paragraph without what programs fill in, such as the name of the sheet."""
    yield element.text or ""
    for child in element:
        if child.tag == qn("text:s"):
            yield " "
        if child.tag in (qn("text:span"), qn("text:a")):
            yield from _without_fields(child)
        yield child.tail or ""


class _Sheet:
    """The cells of a sheet: `seen` is what it shows, `untold` what it has and its lines have not."""

    def __init__(self, table: etree._Element, styles: Styles, formats: Formats, flow: Flow) -> None:
        self._styles, self._formats, self._flow = styles, formats, flow
        self._cells: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
        self._spans: dict[Place, tuple[int, int]] = {}
        self.untold: list[tuple[Message, str]] = []
        self.seen = Seen(self._cells, self._spans)
        self._is_plain = next(table.iter("{*}conditional-formats"), None) is None  # else these may put a colour behind a cell
        self._repeated = 0
        self._columns = list(_columns(table))
        row = 1
        for element in _rows(table):
            times = whole(element.get(qn("table:number-rows-repeated")), 1, _MOST_ROWS)
            self._read_row(element, row, times)
            row += times
        for shape in (shape for parent in table.iterchildren(qn("table:shapes")) for shape in parent):
            self._account_for(shape)
        if self._repeated > _MOST_REPEATED:
            self.untold.append((message("cells that are repeated too often"), ""))

    def _read_row(self, element: etree._Element, row: int, times: int) -> None:
        is_hidden = element.get(qn("table:visibility")) in ("collapse", "filter")
        column = 1
        for cell in element.iterchildren(*_CELLS):
            across = whole(cell.get(qn("table:number-columns-repeated")), 1, _MOST_ROWS)
            if len(cell) or has_value(cell) or cell.get(qn("table:formula")) is not None:
                self._read_cell(cell, element, (row, column), times, min(across, MOST_COLUMNS - column + 1), is_hidden)
            column += across

    def _read_cell(self, cell: etree._Element, row: etree._Element, place: Place, down: int, across: int, is_hidden: bool) -> None:
        name = str(cell.get(qn("table:style-name")) or row.get(qn("table:default-cell-style-name")) or self._default_style(place[1]))
        read = self._cell(cell, name, place)
        spans = [whole(cell.get(qn(f"table:number-{kind}-spanned")), 1, _MOST_ROWS) for kind in ("columns", "rows")]
        unseen = _HIDDEN if is_hidden or cell.tag == qn("table:covered-table-cell") else self._unseen(name)
        columns = range(place[1], place[1] + across if read.noted else 0)
        seen = [column for column in columns if not (unseen or self._is_hidden(column))]
        if len(seen) < len(columns):  # told once, however often it is repeated
            self.seen.hidden.append((unseen or _HIDDEN, read.noted))
        for column in seen:
            for number in range(place[0], place[0] + down):
                self._repeated += (number, column) != place
                if (number, column) != place and self._repeated > _MOST_REPEATED:
                    return
                self._cells[number][column] = read
                if spans != [1, 1]:
                    self._spans[number, column] = spans[0], spans[1]

    def _is_hidden(self, column: int) -> bool:
        return column <= len(self._columns) and self._columns[column - 1][0]

    def _default_style(self, column: int) -> str:
        return (self._columns[column - 1][1] or "") if column <= len(self._columns) else ""

    def _cell(self, cell: etree._Element, name: str, place: Place) -> Cell:
        """Read a cell of a style, and account for what is drawn in it."""
        paragraphs = list(cell.iterchildren(*_TEXTS))
        written = " ".join(line.text for line in self._flow.blocks(paragraphs) if line.text)
        text = text_of(cell, written, self._formats, self._styles.data_style(name))
        if (formula := cell.get(qn("table:formula"))) is not None and not text and not has_value(cell):
            self.untold.append(
                (message("formulas without stored values"), f"{_reference(place)} {str(formula).partition(':')[2] or formula}")
            )
        font = self._styles.font("table-cell", name)
        note = " ".join(
            " ".join("".join(map(str, paragraph.itertext())).split())
            for annotation in cell.iterchildren(qn("office:annotation")) for paragraph in annotation.iter(qn("text:p"))
        ).strip()  # fmt: skip
        for shape in cell.iterchildren(*_SHAPES):
            self._account_for(shape)
        shown = in_unicode(text, font) if draws_symbols(font) else text
        return Cell(shown, names=self._styles.is_bold("table-cell", name), note=note)

    def _unseen(self, name: str) -> Message | None:
        """Say as what the cells of a style are left out that nobody reads."""
        if self._styles.is_struck("table-cell", name):
            return _STRUCK
        return _HIDDEN if self._is_plain and self._styles.is_white("table-cell", name) else None

    def _account_for(self, shape: etree._Element) -> None:
        """Tell of what is drawn over the cells."""
        if next(shape.iter(qn("draw:object")), None) is not None:
            self.untold.append((message("a diagram that is not read"), ""))
            return
        texts = (" ".join("".join(map(str, paragraph.itertext())).split()) for paragraph in shape.iter(qn("text:p")))
        if text := " ".join(filter(None, texts)):
            self.untold.append((message("text in drawings"), text))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Give the rows of a sheet, none of what stands in its cells."""
    for element in table:
        if element.tag == qn("table:table-row"):
            yield element
        elif element.tag in (qn("table:table-row-group"), qn("table:table-header-rows"), qn("table:table-rows")):
            yield from _rows(element)


def _columns(table: etree._Element) -> Iterator[tuple[bool, str | None]]:
    """Say of each column whether it is hidden, with the style of its cells."""
    left = MOST_COLUMNS
    for column in table.iter(qn("table:table-column")):
        times = min(left, whole(column.get(qn("table:number-columns-repeated")), 1, MOST_COLUMNS))
        left -= times
        is_hidden = column.get(qn("table:visibility")) in ("collapse", "filter")
        yield from ((is_hidden, column.get(qn("table:default-cell-style-name"))) for _ in range(times))


def _reference(place: Place) -> str:
    row, column = place
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"
