"""OpenDocument texts: as their changes are accepted, with the numbers, notes and margins that a reader sees."""

import zipfile
from collections.abc import Iterable, Iterator

from lxml import etree

from ingest.errors import ReadingError
from ingest.files.packages import checked_package, part
from ingest.readers.draft import Draft, Line
from ingest.readers.odt.names import qn, whole
from ingest.readers.odt.numbering import Counted, Numbering
from ingest.readers.odt.objects import Objects, formula_in
from ingest.readers.odt.styles import Styles
from ingest.readers.shared.formulas import in_line
from ingest.readers.shared.list_levels import space_after
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from ingest.readers.shared.symbols import in_unicode
from ingest.readers.tables import Cell, is_layout, table_lines
from language.messages import Message, message

_HIDDEN, _STRUCK = message("hidden text"), message("struck or deleted text")
_HIDING = {qn("text:hidden-text"), qn("text:hidden-paragraph")}
_MARGINS = tuple(qn(f"style:{name}") for name in ("header", "header-first", "header-left", "footer", "footer-first", "footer-left"))
_FIELDS_OF_PAGES = {qn("text:page-number"), qn("text:page-count")}
_SKIPPED = {
    qn("text:note"),
    qn("draw:text-box"),
    qn("text:ruby-text"),
    qn("svg:title"),
    qn("svg:desc"),
    qn("office:forms"),
    *_FIELDS_OF_PAGES,
}
_AROUND = {qn("text:p"): "paragraph", qn("text:h"): "paragraph", qn("table:table-cell"): "table-cell", qn("table:table-row"): "table-row",
           qn("table:table"): "table", qn("draw:frame"): "graphic", qn("text:span"): "text"}  # fmt: skip


def read_odt(content: bytes) -> Draft:
    """Read an OpenDocument text as its changes are accepted."""
    package = checked_package(content)
    roots = roots_of(package)
    if not roots:
        raise ReadingError("The file is no OpenDocument text.")
    root, *others = roots
    body = root.find(f".//{qn('office:text')}")
    if body is None:
        raise ReadingError("The file is no OpenDocument text.")
    draft = Draft()
    flow = Flow(draft, Styles([root, *others]), Numbering([root, *others]), Objects(package, root))
    draft.lines = list(flow.blocks(body))
    draft.lines += flow.margins(others, {line.text for line in draft.lines})
    draft.properties["title"] = title_of([root, *others], draft.lines)
    return draft


def roots_of(package: zipfile.ZipFile) -> list[etree._Element]:
    """Give the content of an OpenDocument file, its styles and its properties, as far as it has them."""
    names = set(package.namelist())
    if "META-INF/manifest.xml" in names and b"encryption-data" in part(package, "META-INF/manifest.xml"):
        raise ReadingError("The file needs a password. Save it without one and ingest it again.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        return [etree.fromstring(part(package, name), parser) for name in ("content.xml", "styles.xml", "meta.xml") if name in names]
    except etree.XMLSyntaxError as error:
        raise ReadingError("The file is damaged: its XML cannot be read.") from error


def title_of(roots: list[etree._Element], lines: list[Line]) -> str:
    """Give the title in the file's properties where the first lines of the text state it too, else the first heading."""
    stated = next((" ".join(text.split()) for root in roots if (text := root.findtext(f".//{qn('dc:title')}"))), "")
    top = "".join("".join(line.text.split()) for line in lines[:12])
    return stated if stated and "".join(stated.split()) in top else next((line.text for line in lines[:12] if line.level == 1), "")


class Flow:
    """Walks the blocks of a text, and accounts in `draft` for what of them is not read."""

    def __init__(self, draft: Draft, styles: Styles, numbering: Numbering, objects: Objects) -> None:
        self._draft = draft
        self._styles = styles
        self._numbering = numbering
        self._objects = objects

    def blocks(self, parent: Iterable[etree._Element], mark: str = "") -> Iterator[Line]:
        """Give the lines of elements, `mark` before the first."""
        for element in parent:
            if element.tag == qn("text:h"):
                yield from self._heading(element, mark)
                mark = ""
            elif element.tag == qn("text:p"):
                yield from self._paragraph(element, mark)
                mark = ""
            elif element.tag == qn("text:list"):
                first = next(element.iter(qn("text:p")), None)
                of_paragraphs = self._styles.list_of(first.get(qn("text:style-name"))) if first is not None else None
                yield from self._list(element, self._numbering.opened(element, of_paragraphs), 1)
            elif element.tag == qn("text:numbered-paragraph"):
                yield from self.blocks(element, f"{self._numbering.next_alone(element)} ")
            elif element.tag == qn("table:table"):
                yield from self._table(element)
            elif element.tag not in _SKIPPED and isinstance(element.tag, str) and not self._is_left_out(element):
                yield from self.blocks(element)

    def _is_left_out(self, element: etree._Element) -> bool:
        """Say whether a block is none of the text that is seen, and account for it."""
        if element.tag == qn("text:tracked-changes"):
            self._account(_STRUCK, "".join("".join(map(str, one.itertext())) for one in element.iter(qn("text:deletion"))))
        elif element.tag == qn("text:table-of-content"):
            self._draft.leave_out(message("table of contents"), "".join(map(str, element.itertext())))
        elif element.tag == qn("text:section") and element.get(qn("text:display")) == "none":
            self._account(_HIDDEN, "".join(map(str, element.itertext())))
        else:
            return False
        return True

    def _heading(self, element: etree._Element, mark: str) -> Iterator[Line]:
        level = whole(element.get(qn("text:outline-level")))
        text = " ".join(self._text(element).split())
        counted = not mark and element.get(qn("text:is-list-header")) != "true" and bool(text)
        number = self._numbering.headings.next(level, element.get(qn("text:start-value"))) if counted else mark.strip("- ")
        yield from (Line(""), Line(f"{number}{space_after(number)}{text}".strip() if number not in ("", "-") else text, level))
        yield from self._beside(element)

    def _paragraph(self, element: etree._Element, mark: str) -> Iterator[Line]:
        name = element.get(qn("text:style-name"))
        text = self._text(element)
        is_hidden = self._styles.is_hidden("paragraph", name) or element.find(f".//{qn('text:hidden-paragraph')}") is not None
        if is_hidden or (self._styles.is_white("paragraph", name) and not self._is_on_colour(element)):
            self._account(_HIDDEN, text)
            return
        if self._styles.is_struck("paragraph", name):
            self._account(_STRUCK, text)
            return
        level = int(name == "Title")
        yield from [] if mark else [Line("")]
        yield from (Line(f"{mark}{one}", level) for one in text.split("\n"))
        yield from self._beside(element)

    def _beside(self, element: etree._Element) -> Iterator[Line]:
        """Read the boxes and notes that hang on a paragraph."""
        for box in element.iter(qn("draw:text-box"), qn("text:note-body")):
            yield from self.blocks(box)
        for object_ in element.iter(qn("draw:object")):
            root = self._objects.root(object_)
            chart = next(root.iter(qn("chart:chart")), None) if root is not None else None
            if chart is not None:
                yield from self.blocks(chart)
            elif root is None or formula_in(root) is None:
                self._draft.leave_out(message("an embedded file that is not read"), tell=True)

    def _list(self, element: etree._Element, counted: Counted, depth: int) -> Iterator[Line]:
        for item in element:
            if item.tag not in (qn("text:list-item"), qn("text:list-header")):
                continue
            own = [child for child in item if child.tag == qn("text:list")]
            others = [child for child in item if child.tag != qn("text:list")]
            number = counted.next(depth, item.get(qn("text:start-value"))) if others and item.tag == qn("text:list-item") else ""
            for child in item:
                if child in own:
                    yield from self._list(child, counted, depth + 1)
                else:
                    yield from self.blocks([child], f"{number}{space_after(number)}" if number else "")
                    number = ""

    def _table(self, table: etree._Element) -> Iterator[Line]:
        rows = [row for row in table.iter(qn("table:table-row")) if next(row.iterancestors(qn("table:table"))) is table]
        aside = Flow(Draft(), self._styles, Numbering([]), self._objects)
        if is_layout([[cell.text for cell in aside._cells(row)] for row in rows]):
            for row in rows:
                for cell in row.iter(qn("table:table-cell")):
                    yield from self.blocks(cell)
            return
        yield from (Line(""), *map(Line, table_lines([list(self._cells(row)) for row in rows])), Line(""))

    def _cells(self, row: etree._Element) -> Iterator[Cell]:
        is_header = row.getparent().tag == qn("table:table-header-rows")  # type: ignore[union-attr] # a row has a table above it
        for cell in row:
            if cell.tag == qn("table:table-cell"):
                text = " ".join(line.text for line in self.blocks(cell) if line.text)
                across, down = (whole(cell.get(qn(f"table:number-{kind}-spanned"))) for kind in ("columns", "rows"))
                repeated = whole(cell.get(qn("table:number-columns-repeated")))
                yield from (Cell(text, across, down, is_header) for _ in range(repeated))

    def margins(self, roots: list[etree._Element], said: set[str]) -> Iterator[Line]:
        """Give each line of headers and footers once, but for what the text says too."""
        for margin in (margin for root in roots for margin in root.iter(*_MARGINS)):
            for line in self.blocks(margin):
                if line.text.strip(" -–—/") and line.text not in said:
                    said.add(line.text)
                    yield from (Line(""), Line(line.text))

    def _text(self, element: etree._Element, before: str = "") -> str:
        text = in_unicode(element.text or "", self._font(element))
        for child in element:
            if child.tag in (qn("text:s"), qn("text:tab")):
                text += " "
            elif child.tag == qn("text:line-break"):
                text += "\n"
            elif child.tag in _HIDING:
                self._account(_HIDDEN, "".join(map(str, child.itertext())) or str(child.get(qn("text:string-value"), "")))
            elif child.tag == qn("draw:control"):
                text += self._objects.value(child)
            elif child.tag == qn("draw:object"):
                root = self._objects.root(child)
                text = in_line([text, (formula_in(root) or "") if root is not None else ""])
            elif child.tag == qn("draw:image"):
                self._draft.leave_out(message("pictures"), " ".join(_described(child)))
            elif child.tag == qn("office:annotation"):
                self._draft.leave_out(
                    message("comments of reviewers"), " ".join("".join(map(str, p.itertext())) for p in child.iter(qn("text:p")))
                )
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                text += self._span(child, before + text)
            text += in_unicode(child.tail or "", self._font(element))
        return text

    def _font(self, element: etree._Element) -> str:
        return self._styles.font(_AROUND.get(str(element.tag), "text"), element.get(qn("text:style-name")))

    def _is_on_colour(self, element: etree._Element) -> bool:
        """Say whether something around an element puts a colour behind it."""
        for above in element.iterancestors(*_AROUND):
            family = _AROUND[str(above.tag)]
            names = (above.get(qn(name)) for name in ("text:style-name", "table:style-name", "draw:style-name"))
            if any(self._styles.is_coloured(family, name) for name in names if name):
                return True
        return False

    def _span(self, span: etree._Element, before: str) -> str:
        """Give the text of a span as it is seen after what stands before it."""
        text, name = self._text(span, before), span.get(qn("text:style-name"))
        is_hidden = self._styles.is_hidden("text", name) or (self._styles.is_white("text", name) and not self._is_on_colour(span))
        if kind := _HIDDEN if is_hidden else _STRUCK if self._styles.is_struck("text", name) else None:
            self._account(kind, text)
            return ""
        if not self._styles.is_raised("text", name) or (read := as_read(before, text, _after(span))) == text:
            return text
        if read is None:
            self._draft.leave_out(NOTE_MARKS, text)
        return read or ""

    def _account(self, kind: Message, text: str) -> None:
        if text.strip():
            self._draft.leave_out(kind, text, tell=True)


def _after(span: etree._Element) -> str:
    """Give what stands behind a span in its paragraph, as far as the next one goes."""
    following = span.getnext()
    return (span.tail or "") + ("".join(map(str, following.itertext())) if following is not None else "")


def _described(image: etree._Element) -> Iterator[str]:
    """Give what the author of a picture wrote of it."""
    frame = image.getparent()
    return (text for one in (frame if frame is not None else ()) if one.tag in (qn("svg:title"), qn("svg:desc")) and (text := one.text))
