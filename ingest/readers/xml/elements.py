"""XML: web pages and feeds under that name, and the text of any other."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import fragment_fromstring

from ingest.errors import ReadingError
from ingest.files.encoding import decode, encoded
from ingest.metadata.numbers import number_alone
from ingest.readers.draft import Draft, Line
from ingest.readers.html.page import read_html
from ingest.readers.shared.formulas import in_line
from ingest.readers.shared.mathml import formula
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from ingest.readers.tables import Cell, table_lines
from language.messages import message

_NUMBERS = {"num", "number", "enum", "label", "no", "pnumber"}
_DATES = {"datetext"}  # beside what is dated by them
_STRUCK, _RAISED = {"del", "strike", "strikethrough"}, {"sup", "superscript"}
_NOTES = {"authorialnote", "footnote", "fn", "endnote"}
_PLACES_OF_NOTES = {"foot", "end", "bottom", "margin"}
_TABLES, _ROWS, _CELLS = {"table", "tgroup"}, {"tr", "row"}, {"td", "th", "entry"}
_COLUMN = re.compile(r"\d{1,3}$")
_MOST = 100
_FEWEST_RECORDS = 2
_PAGE = re.compile(r"<html[\s>]|<!doctype html|^\s*(?:<\?[^>]*\?>\s*)?<body[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKUP = re.compile(r"<\s*/?\s*(p|br|a|div|span|b|i|ul|li|img|table)\b[^>]*>", re.IGNORECASE)


def read_xml(content: bytes) -> Draft:
    """Read XML. Entities stay as they are and nothing is fetched."""
    text = decode(content)
    if _PAGE.search(text[:5_000]):
        return read_html(encoded(text))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", errors="replace"), parser)
    if root is None:
        raise ReadingError("The file is damaged or no XML.")
    draft = Draft()
    draft.lines = [Line(line) for text in _texts(root, draft) for line in ("", *text)]
    return draft


def _texts(element: etree._Element, draft: Draft) -> Iterator[list[str]]:
    """Give the text under an element part by part, each in lines: whole where text and elements are mixed in it, tables by their rows,
    else child by child, a number together with what it numbers."""
    children = [child for child in element if isinstance(child.tag, str)]
    if _name(element) in _TABLES and (rows := _rows(element)):
        yield table_lines(rows)
    elif _name(element) in _STRUCK:
        draft.leave_out(message("struck or deleted text"), _shown("".join(str(text) for text in element.itertext())), tell=True)
    elif records := _records(element, children):
        yield records
    elif any((child.tail or "").strip() for child in children) or not children:
        notes: list[etree._Element] = []
        yield [_shown(_mixed(element, "", draft, notes))]
        for note in notes:
            yield from _texts(note, draft)
    elif any(_name(child) in _DATES for child in children) and not any(len(child) for child in children):
        yield [" ".join(filter(None, (_shown(child.text or "") for child in children)))]
    else:
        yield [_shown(element.text or "")]
        yield from _numbered(children, draft)


def _mixed(element: etree._Element, before: str, draft: Draft, notes: list[etree._Element]) -> str:
    """Give the text of an element in which text and elements are mixed, with figures that are raised as they read; `notes` in it wait."""
    text = element.text or ""
    for child in element:
        name = _name(child)
        if _is_note(child) and child.getparent() is element and (text + before).strip():
            child_tail, child.tail = child.tail, None
            notes.append(child)
            text += child_tail or ""
            continue
        if name in _STRUCK:
            draft.leave_out(message("struck or deleted text"), _shown("".join(map(str, child.itertext()))), tell=True)
        elif name == "math":
            text = in_line([text, formula(child)])
        elif name:
            own = _mixed(child, before + text, draft, notes)
            read = as_read(before + text, own, child.tail or "") if name in _RAISED else own
            if read is None:
                draft.leave_out(NOTE_MARKS, own)
            text += read or ""
        text += child.tail or ""
    return text


def _is_note(element: etree._Element) -> bool:
    return _name(element) in _NOTES or (_name(element) == "note" and element.get("place") in _PLACES_OF_NOTES)


def _records(element: etree._Element, children: list[etree._Element]) -> list[str]:
    """Give the lines of elements that hold nothing but values in attributes, as exports of data do; nothing of others."""
    if len(children) < _FEWEST_RECORDS or len({child.tag for child in children}) > 1 or (element.text or "").strip():
        return []
    if any(len(child) or not child.attrib or (child.text or "").strip() or (child.tail or "").strip() for child in children):
        return []
    names = list(dict.fromkeys(str(name) for child in children for name in child.attrib if not str(name).startswith("{")))
    rows = [[Cell(_shown(str(child.get(name, "")))) for name in names[:_MOST]] for child in children]
    return table_lines([[Cell(name, names=True) for name in names[:_MOST]], *rows]) if len(names) > 1 else []


def _numbered(children: list[etree._Element], draft: Draft) -> Iterator[list[str]]:
    number = ""
    for child in children:
        if _name(child) in _NUMBERS and not len(child):
            own = _shown(child.text or "")
            if number_alone(own):  # of the document
                yield [own]
            else:
                number = " ".join(filter(None, (number, own)))
            continue
        for text in _texts(child, draft):
            if number and text and text[0]:
                text, number = [f"{number} {text[0]}", *text[1:]], ""
            yield text
    yield [number]


def _rows(table: etree._Element) -> list[list[Cell]]:
    """Give the rows of a table as HTML and CALS write them; those of tables within it are not its own."""
    rows = [
        row
        for row in table.iter()
        if _name(row) in _ROWS and next(above for above in row.iterancestors() if _name(above) in _TABLES) is table
    ]
    return [[_cell(cell, row) for cell in row if _name(cell) in _CELLS] for row in rows]


def _cell(cell: etree._Element, row: etree._Element) -> Cell:
    above = row.getparent()
    names = _name(cell) == "th" or (above is not None and _name(above) == "thead")
    first, last = (_COLUMN.search(str(cell.get(name, ""))) for name in ("namest", "nameend"))
    across = int(last[0]) - int(first[0]) + 1 if first and last else _count(cell.get("colspan"), 1)
    down = _count(cell.get("rowspan"), 1) if cell.get("rowspan") else _count(cell.get("morerows"), 0) + 1
    return Cell(_shown(" ".join(str(text) for text in cell.itertext())), max(1, min(across, _MOST)), min(down, _MOST), names)


def _count(value: str | None, default: int) -> int:
    return min(int(value), _MOST) if value and value.isascii() and value.isdigit() and len(value) < 5 else default


def _name(element: etree._Element) -> str:
    """Give the name of an element without its namespace."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _shown(text: str) -> str:
    """Give a text in one line; markup in it as the text that it shows."""
    if _MARKUP.search(text):
        text = "".join(fragment_fromstring(_MARKUP.sub(lambda tag: f" {tag[0]}", text), create_parent="div").itertext())
    return " ".join(text.split())
