"""From a file to a Document: one reader a format, and what all formats have in common."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ingest.cleaning.boilerplate import without_boilerplate
from ingest.cleaning.headings import with_headings
from ingest.cleaning.quality import repealed_in, sketch_of, warnings_of
from ingest.errors import NothingToIndexError, ReadingError
from ingest.files.encoding import without_controls
from ingest.metadata.found import found_properties
from ingest.metadata.stated import stated_beside
from ingest.readers.draft import PAGE_BREAK, Draft, Line
from vectorstore.document import Document, Section, with_properties

READERS = {
    ".pdf": "pdf.pdf.read_pdf",
    ".docx": "word.docx.read_docx",
    ".docm": "word.docx.read_docx",
    ".doc": "word.doc.read_doc",
    ".rtf": "word.rtf.read_rtf",
    ".odt": "word.odt.read_odt",
    ".pptx": "pptx.read_pptx",
    ".pptm": "pptx.read_pptx",
    ".xlsx": "sheets.read_xlsx",
    ".xlsm": "sheets.read_xlsx",
    ".csv": "sheets.read_csv",
    ".tsv": "sheets.read_csv",
    ".eml": "mail.read_mail",
    ".html": "html.read_html",
    ".htm": "html.read_html",
    ".xhtml": "html.read_html",
    ".xml": "xml.read_xml",
    ".md": "plain.read_markdown",
    ".markdown": "plain.read_markdown",
    ".txt": "plain.read_plain",
}
"""Where in `ingest.readers` the reader of each kind of file stands; it is imported when the first such file comes."""
_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx", "content.xml": ".odt"}
_PAGE = re.compile(rb"^(\xef\xbb\xbf)?\s*<(!doctype html|html)[\s>]", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n\f]+")
_SPACE_BEFORE_WIDE_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[，。；：、！？）》”])")


def read(name: str, content: bytes, beside: str = "") -> Document:
    """Give the document that the bytes of the file `name` hold; `beside` is the text that states its properties.

    Raises NothingToIndexError where there is no text in it, and ReadingError where it cannot be read.
    """
    draft = _reader(name, content)(content)
    lines, cut = without_boilerplate([replace(line, text=_tidy(line.text)) for line in draft.lines])
    if not any(line.text for line in lines):
        raise NothingToIndexError("There is no text in the file.")
    properties = found_properties(lines, cut, name, draft.properties | (stated_beside(beside) if beside else {}))
    text, sections, pages = _assembled(with_headings(lines), properties["title"])
    found = Document(
        "", text, sections, pages=pages, scanned=tuple(draft.scanned), name=name,
        repeals=tuple(repealed_in(text)), sketch=sketch_of(text), warnings=(*draft.warnings, *warnings_of(text)),
    )  # fmt: skip
    return with_properties(found, properties)


def _reader(name: str, content: bytes) -> Callable[[bytes], Draft]:
    place = READERS.get(_kind(name, content))
    if place is None:
        raise ReadingError(f"Files of the kind “{Path(name).suffix or name}” are not read; {', '.join(READERS)} and .zip are.")
    module, _, function = place.rpartition(".")
    reader: Callable[[bytes], Draft] = getattr(import_module(f"ingest.readers.{module}"), function)
    return reader


def _kind(name: str, content: bytes) -> str:
    """Give the suffix for what a file is, which its name may not tell: a PDF, or another kind of office file."""
    suffix = Path(name).suffix.lower()
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return ".pdf"
    if suffix in (".doc", ".docx", ".rtf", ".odt", ".wps"):
        if content.startswith(b"{\\rtf"):
            return ".rtf"
        if _PAGE.match(content[:1024]):
            return ".html"
        if content.startswith(b"PK\x03\x04"):
            return next((kind for part, kind in _PARTS.items() if part.encode() in content), suffix)
    return suffix


def _tidy(text: str) -> str:
    text = without_controls(unicodedata.normalize("NFC", text))
    return _SPACE_BEFORE_WIDE_MARK.sub("", _SPACES.sub(" ", text)).strip(" \n")


def _assembled(lines: list[Line], title: str) -> tuple[str, tuple[Section, ...], tuple[int, ...]]:
    """Join `lines`, at most one empty line between two; give the sections that the headings open, and where pages begin."""
    parts: list[str] = []
    opened: list[tuple[int, tuple[str, ...]]] = []
    pages: list[int] = []
    path: list[Line] = []
    length = 0
    for line in lines:
        if not line.text and (not parts or not parts[-1]):
            continue
        pages += [length] * (line.page - len(pages))
        on_pages = line.text.split(PAGE_BREAK)
        text = "".join(on_pages)
        if line.level:
            path = [above for above in path if above.level < line.level] + [replace(line, text=text)]
            opened.append((length, tuple(above.text for above in path if above.text != title)))
        parts.append(text)
        for part in on_pages[:-1]:
            length += len(part)
            pages += [length] if line.page else []
        length += len(on_pages[-1]) + 1
    text = "\n".join(parts).rstrip("\n")
    ends = [start for start, _ in opened[1:]] + [len(text)]
    return text, tuple(Section(start, end, names) for (start, names), end in zip(opened, ends, strict=False)), tuple(pages)
