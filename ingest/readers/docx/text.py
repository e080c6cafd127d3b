"""Word documents: text as accepted, with the numbers, tables, boxes and notes that make up what a reader sees."""

import re
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from ingest.files.packages import checked_package, damage_told, transitional
from ingest.readers.docx.elements import WRAPPERS, boxes, children
from ingest.readers.docx.notes import comments_of, notes_of
from ingest.readers.docx.numbering import Numbers
from ingest.readers.docx.runs import STRUCK, Runs
from ingest.readers.docx.styles import Styles
from ingest.readers.draft import Draft, Line
from ingest.readers.reader import reader_by_name
from ingest.readers.shared.drawings import chart_lines, described, diagram_lines
from ingest.readers.shared.list_levels import space_after
from ingest.readers.shared.page_numbers import is_page_number
from ingest.readers.tables import Cell, is_layout, table_lines
from language.lexicon import any_of
from language.messages import message

_CONTENTS = re.compile(rf"^{any_of('layout', 'contents_styles')}\s*(\d|heading)", re.IGNORECASE)
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"  # letters set as a drawing, such as a watermark
_DEEPEST_IMPORT = 3


def read_docx(content: bytes) -> Draft:
    """Read a Word document."""
    return _read(content, 0)


def _read(content: bytes, depth: int) -> Draft:
    checked_package(content)
    with damage_told(message("The file is damaged or no Word document.")):
        return _Reader(docx.Document(BytesIO(transitional(content))), depth).draft()


class _Reader:
    """Walks the body of one document."""

    def __init__(self, document: WordDocument, depth: int) -> None:
        self._document = document
        self._depth = depth
        self._draft = Draft()
        self._numbers = Numbers(document)
        self._styles = Styles(document)
        self._runs = Runs(self._styles.by_id, self._draft)
        self._notes = notes_of(document, self._runs)
        self._title = ""
        self._carried = ""

    def draft(self) -> Draft:
        lines = list(self._blocks(self._document.element.body))
        lines += self._margins({line.text for line in lines})
        for comment in comments_of(self._document, self._runs):
            self._draft.leave_out(message("comments of reviewers"), comment)
        self._draft.lines = lines
        self._draft.properties["title"] = self._title or self._stated_title(lines)
        return self._draft

    def _stated_title(self, lines: list[Line]) -> str:
        """Give the title in the file's properties where the first lines of the text state it too."""
        try:
            stated = " ".join(self._document.core_properties.title.split())
        except (ValueError, KeyError, AttributeError):  # properties that are damaged or there twice say nothing
            return ""
        top = "".join("".join(line.text.split()) for line in lines[:12])
        return stated if stated and "".join(stated.split()) in top else ""

    def _blocks(self, parent: etree._Element) -> Iterator[Line]:
        for element in parent:
            if element.tag == qn("w:p"):
                yield from self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                yield from self._table(element)
            elif element.tag in WRAPPERS:
                yield from self._blocks(element)
            elif element.tag == qn("w:altChunk"):
                yield from self._imported(str(element.get(qn("r:id"))))

    def _imported(self, id: str) -> Iterator[Line]:
        """Read a file that the document takes in as it is, such as a web page."""
        part = self._document.part.related_parts.get(id)
        reader = reader_by_name(str(part.partname)) if part is not None else None
        if part is None or reader is None or reader.read is None or self._depth >= _DEEPEST_IMPORT:
            self._draft.leave_out(message("an imported part that is not read"), str(part.partname if part else id), tell=True)
            return
        taken = _read(part.blob, self._depth + 1) if reader.read is read_docx else reader.read(part.blob)
        self._draft.warnings += taken.warnings
        self._draft.take_account_of(taken)
        yield from (Line(""), *taken.lines, Line(""))

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        style = self._styles.chain(paragraph)
        name = self._styles.name(style)
        text = self._carried + self._runs.text(paragraph)
        self._carried = ""
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
            self._carried = text  # the mark at its end was deleted: the next paragraph goes on
            return
        frame = paragraph.find(f"{qn('w:pPr')}/{qn('w:framePr')}")
        if frame is not None and frame.get(qn("w:dropCap"), "none") != "none":
            self._carried = text.strip()  # a letter set large, with which the next paragraph begins
            return
        number = self._number(paragraph, style)
        if _CONTENTS.match(name):
            self._draft.leave_out(message("table of contents"), text)
        elif text.strip():
            level = self._styles.level(paragraph, style, name)
            if name.lower() == "title" and not self._title:
                self._title = " ".join(text.split())
            whole = f"{number}{space_after(number)}{text}" if number else text
            if number != "-":
                yield Line("")
            yield from (Line(part, level) for part in ([" ".join(whole.split())] if level else whole.split("\n")))
        for box in boxes(paragraph):
            yield from self._blocks(box)
        yield from self._drawings(paragraph)
        for reference in paragraph.iter(qn("w:footnoteReference"), qn("w:endnoteReference")):
            note = self._notes.get((str(reference.tag), str(reference.get(qn("w:id")))), "")
            yield from [Line(""), Line(note)] if note else []

    def _drawings(self, paragraph: etree._Element) -> Iterator[Line]:
        """Read the diagrams and charts of a paragraph, and account for its pictures and embedded files."""
        parts = self._document.part.related_parts
        for drawing in paragraph.iter(_DIAGRAM, _CHART, _PICTURE, _WORD_ART, qn("w:object")):
            is_diagram = drawing.tag == _DIAGRAM
            part = parts.get(str(drawing.get(qn("r:dm" if is_diagram else "r:id"))))
            if drawing.tag == _PICTURE:
                self._draft.leave_out(message("pictures"), described(drawing))
            elif drawing.tag == _WORD_ART:
                yield from (Line(""), Line(" ".join(str(drawing.get("string", "")).split())))
            elif drawing.tag == qn("w:object"):
                self._draft.leave_out(message("an embedded file that is not read"), tell=True)
            elif part is not None:
                yield Line("")
                yield from map(Line, diagram_lines(part.blob) if is_diagram else chart_lines(part.blob))

    def _number(self, paragraph: etree._Element, chain: list[etree._Element]) -> str:
        level: str | None = None
        for holder in [paragraph, *chain]:
            numbered = holder.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if numbered is None:
                continue
            depth, key = numbered.find(qn("w:ilvl")), numbered.find(qn("w:numId"))
            level = level or (str(depth.get(qn("w:val"))) if depth is not None else None)
            if key is not None:
                id = str(key.get(qn("w:val")))
                of_style = next(
                    (found for style in chain if (found := self._numbers.level_of(id, str(style.get(qn("w:styleId"))))) is not None), None
                )
                if holder is not paragraph and of_style is not None:
                    return self._numbers.next(id, of_style)
                return self._numbers.next(id, int(level) if level and level.isdigit() else 0)
        return ""

    def _table(self, table: etree._Element) -> Iterator[Line]:
        all_rows = list(children(table, qn("w:tr")))
        rows = [row for row in all_rows if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
        for deleted in (row for row in all_rows if row not in rows):
            self._draft.leave_out(STRUCK, "".join(text.text or "" for text in deleted.iter(qn("w:delText"), qn("w:t"))), tell=True)
        cells = [list(children(row, qn("w:tc"))) for row in rows]
        if is_layout([[self._runs.glance(cell).strip() for cell in row] for row in cells]):
            for cell in (cell for row in cells for cell in row):
                yield from self._blocks(cell)
            return
        yield Line("")
        yield from map(Line, table_lines(self._grid(rows, cells)))
        yield Line("")

    def _grid(self, rows: list[etree._Element], cells: list[list[etree._Element]]) -> list[list[Cell]]:
        """Give the rows of cells; one that goes on from above is left out, and the one above counts it."""
        grid: list[dict[int, Cell]] = []
        above: dict[int, tuple[int, int]] = {}
        for row, own in zip(rows, cells, strict=True):
            is_header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
            column = int(before.get(qn("w:val"), "0")) if before is not None else 0
            grid.append({place: Cell("") for place in range(min(column, 100))})
            for cell in own:
                span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                across = int(span.get(qn("w:val"), "1")) if span is not None else 1
                merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                goes_on = merged is not None and merged.get(qn("w:val")) != "restart"
                if goes_on and column in above:
                    first, _ = above[column]
                    origin = grid[first][column]
                    grid[first][column] = Cell(origin.text, origin.across, len(grid) - first, origin.names)
                else:
                    text = " ".join(line.text for line in self._blocks(cell) if line.text)
                    grid[-1][column] = Cell(text, across, 1, is_header or self._is_bold(cell))
                    above[column] = (len(grid) - 1, across)
                column += across
        return [[row[column] for column in sorted(row)] for row in grid]

    def _margins(self, said: set[str]) -> Iterator[Line]:
        """Give each line of headers and footers once, but for page numbers and what the text says too."""
        for section in self._document.sections:
            kinds = (section.first_page_header, section.header, section.even_page_header)
            feet = (section.first_page_footer, section.footer, section.even_page_footer)
            for margin in (*kinds, *feet):
                if margin.is_linked_to_previous:
                    continue
                for line in self._blocks(margin._element):
                    if line.text and line.text not in said and not is_page_number(line.text):
                        said.add(line.text)
                        yield from (Line(""), Line(line.text))

    def _is_bold(self, cell: etree._Element) -> bool:
        runs = [run for run in cell.iter(qn("w:r")) if "".join(text.text or "" for text in run.iter(qn("w:t"))).strip()]
        marks = [run.find(f"{qn('w:rPr')}/{qn('w:b')}") for run in runs]
        return bool(runs) and all(mark is not None and mark.get(qn("w:val")) not in ("0", "false", "off") for mark in marks)
