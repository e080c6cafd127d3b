"""The package of a workbook: opened in spite of flaws beside the cells, and what openpyxl does not give of it."""

import html
import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from posixpath import basename, dirname, join, normpath

from lxml import etree
from openpyxl.reader.excel import ExcelReader
from openpyxl.workbook import Workbook

from ingest.files.packages import repacked, transitional

_STYLES = "xl/styles.xml"
_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)(E[-+]?\d+)?$", re.IGNORECASE)
_KEPT_OF_BOOK = {"workbookPr", "sheets"}
_KEPT_OF_SHEET = {"cols", "sheetData", "mergeCells"}
_KEPT_OF_STYLES = {"numFmts", "fonts", "cellXfs"}
_KEPT_OF_FORMAT = {"numFmtId", "fontId"}
_KEPT_OF_RELATIONS = ("/worksheet", "/styles", "/sharedStrings")
_KEPT_OF_ROW = {"r", "hidden"}
_KEPT_OF_COLUMN = {"min", "max", "hidden"}
_PARTS = re.compile(r"xl/(workbook\.xml|sharedStrings\.xml|styles\.xml|_rels/workbook\.xml\.rels|worksheets/[^/]+\.xml)$", re.IGNORECASE)
_OPEN_FORMULA = re.compile(
    rb"<(?P<p>\w+:)?c\b(?P<cell>[^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*[^/>]>(?P<deep>[^<]*)</(?:\w+:)?f>|>(?P<text>[^<]*)</(?:\w+:)?f>)"
    rb"\s*(?P<value><(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_TO_OLDER_PROGRAMS = re.compile(r"^\[[^\[\]]{1,60}\][^\[\]]{1,600}?fwlink/\?linkid=870924\S*\s*[^\s:：]{1,30}\s?[:：]\s*")
_REFERENCE = re.compile(rb'\br="([A-Z]+\d+)"')


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook, the names of the parts of its sheets by their titles, and whether the formats of its numbers are known."""

    book: Workbook
    parts: dict[str, str]
    formatted: bool = True


def opened(content: bytes) -> Opened:
    """Open a workbook for the values that were last calculated.

    Where a flaw stops openpyxl, only the cells and what they look like are read; where a flaw is in the styles, the cells alone.
    """
    content = transitional(content)
    if book := _attempted(lambda: content):
        return book
    formats = _formats(content)
    if formats and (book := _attempted(lambda: repacked(content, partial(_reduced, formats)))):
        return book
    return replace(_loaded(repacked(content, partial(_reduced, 0))), formatted=False)


def _attempted(content: Callable[[], bytes]) -> Opened | None:
    try:
        return _loaded(content())
    except (MemoryError, RecursionError):
        raise
    except Exception:  # openpyxl lets pass whatever its parts raise; the last attempt tells
        return None


def _formats(content: bytes) -> int:
    """Count the formats to which cells can refer."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        styles = _parsed(package.read(_STYLES)) if _STYLES in package.namelist() else None
    return 0 if styles is None else sum(1 for _ in styles.iterfind("{*}cellXfs/{*}xf"))


def _loaded(content: bytes) -> Opened:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        reader = ExcelReader(BytesIO(content), data_only=True, keep_links=False, rich_text=True)
        reader.read()
    return Opened(reader.wb, {sheet.name: rel.target for sheet, rel in reader.parser.find_sheets()})


def _reduced(formats: int, name: str, part: bytes) -> bytes | None:
    """Give of a part what bears on the cells, None where nothing does; no styles where there are no formats."""
    if name != "[Content_Types].xml" and (not _PARTS.match(name) or (name == _STYLES and not formats)):
        return None
    reductions: dict[str, Callable[[etree._Element], None]] = {
        "[Content_Types].xml": _only_parts,
        "xl/workbook.xml": lambda root: _keep(root, _KEPT_OF_BOOK),
        "xl/_rels/workbook.xml.rels": _only_relations,
        _STYLES: _only_formats,
    }
    reduction = partial(_only_cells, formats) if "worksheets/" in name else reductions.get(name)
    if reduction is None:
        return part
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    reduction(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _keep(root: etree._Element, names: set[str]) -> None:
    for child in list(root):
        if _local(child) not in names:
            root.remove(child)
        elif _local(child) == "workbookPr":
            _keep_attributes(child, {"date1904"})


def _keep_attributes(element: etree._Element, names: set[str]) -> None:
    for attribute in set(map(str, element.attrib)) - names:
        del element.attrib[attribute]


def _only_parts(root: etree._Element) -> None:
    for child in list(root):
        if not _PARTS.match(child.get("PartName", "").lstrip("/")) and _local(child) == "Override":
            root.remove(child)


def _only_relations(root: etree._Element) -> None:
    for child in list(root):
        if not child.get("Type", "").endswith(_KEPT_OF_RELATIONS):
            root.remove(child)


def _only_cells(formats: int, root: etree._Element) -> None:
    _keep(root, _KEPT_OF_SHEET)
    for element in root.iter(etree.Element):
        name = _local(element)
        if name == "row":
            _keep_attributes(element, _KEPT_OF_ROW)
        elif name == "col":
            _keep_attributes(element, _KEPT_OF_COLUMN)
        elif name == "c":
            _mend(element, formats)


def _mend(cell: etree._Element, formats: int) -> None:
    """Take from a cell a format that there is not, and let what is no number be a text."""
    if not (style := cell.get("s", "0")).isdigit() or int(style) >= formats:
        cell.attrib.pop("s", None)
    if cell.get("t", "n") == "n" and (value := cell.findtext("{*}v")) and not _NUMBER.match(value.strip()):
        cell.set("t", "str")


def _only_formats(root: etree._Element) -> None:
    """Keep the formats of numbers and the fonts as far as they are bold."""
    _keep(root, _KEPT_OF_STYLES)
    for child in root.iterfind("{*}fonts/{*}font"):
        _keep(child, {"b"})
    for child in root.iterfind("{*}cellXfs/{*}xf"):
        _keep(child, set())
        _keep_attributes(child, _KEPT_OF_FORMAT)


def notes(package: zipfile.ZipFile, sheet: str) -> dict[str, str]:
    """Give the notes of a sheet's cells by the cells' references; of a thread the notes in their order."""
    threads: dict[str, list[str]] = defaultdict(list)
    plain: dict[str, list[str]] = defaultdict(list)
    for kind, target in _related(package, sheet):
        if kind.endswith(("/comments", "/threadedComment")) and target in package.namelist():
            found = threads if kind.endswith("/threadedComment") else plain
            for reference, text in _noted(_unpacked(package, target)):
                found[reference].append(text)
    return {reference: " / ".join(texts) for reference, texts in {**plain, **threads}.items()}


def _related(package: zipfile.ZipFile, sheet: str) -> Iterator[tuple[str, str]]:
    name = join(dirname(sheet), "_rels", f"{basename(sheet)}.rels")
    if name in package.namelist():
        for relation in _parsed(_unpacked(package, name)):
            target = relation.get("Target", "")
            yield relation.get("Type", ""), target.lstrip("/") if target.startswith("/") else normpath(join(dirname(sheet), target))


def _unpacked(package: zipfile.ZipFile, name: str) -> bytes:
    """Give a part that stands beside the cells, nothing of one that is damaged."""
    with suppress(zipfile.BadZipFile, zlib.error):
        return package.read(name)
    return b""


def _noted(part: bytes) -> Iterator[tuple[str, str]]:
    for note in _parsed(part).iter("{*}comment", "{*}threadedComment"):
        texts = note.iter("{*}t") if _local(note) == "comment" else note.iter("{*}text")
        text = " ".join("".join(one.text or "" for one in texts if not _is_reading(one)).split())
        if text := _TO_OLDER_PROGRAMS.sub("", text):
            yield note.get("ref", ""), text


def _is_reading(text: etree._Element) -> bool:
    """Say whether a text is how another is read aloud, as Japanese and Chinese cells may say."""
    parent = text.getparent()
    return parent is not None and _local(parent) == "rPh"


def _parsed(part: bytes) -> etree._Element:
    """Give what can be read of a part, nothing of one without any XML."""
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True, recover=True)) if part.strip() else None
    return etree.Element("nothing") if root is None else root


def open_formulas(package: zipfile.ZipFile, sheet: str) -> dict[str, str]:
    """Give the formulas of a sheet whose results are not stored, without “=”, by the references of their cells."""
    part = _unpacked(package, sheet) if sheet in package.namelist() else b""
    found = _OPEN_FORMULA.finditer(part) if b"f>" in part or b"f/>" in part else ()
    return dict(_formula(one) for one in found if not (one["value"] and b't="str"' in one["cell"]))


def _formula(found: re.Match[bytes]) -> tuple[str, str]:
    reference = _REFERENCE.search(found["cell"])
    written = (found["deep"] or found["text"] or b"").decode("utf-8", "replace")
    return reference[1].decode() if reference else "", html.unescape(written)


def drawn_texts(package: zipfile.ZipFile, sheet: str) -> list[str]:
    """Give the texts of the boxes and shapes drawn over a sheet."""
    drawings = [target for kind, target in _related(package, sheet) if kind.endswith("/drawing") and target in package.namelist()]
    texts = (_drawn(shape) for drawing in drawings for shape in _parsed(_unpacked(package, drawing)).iter("{*}sp"))
    return [text for text in texts if text]


def _drawn(shape: etree._Element) -> str:
    return " ".join("".join(text.text or "" for text in paragraph.iter("{*}t")) for paragraph in shape.iter("{*}p")).strip()


def count_charts(package: zipfile.ZipFile, sheet: str) -> int:
    """Count the charts drawn over a sheet."""
    drawings = [target for kind, target in _related(package, sheet) if kind.endswith("/drawing")]
    return sum(kind.endswith(("/chart", "/chartEx")) for drawing in drawings for kind, _ in _related(package, drawing))
