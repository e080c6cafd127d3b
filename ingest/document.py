"""From a file to a Document: one reader a format, and what all formats have in common."""

import re
import unicodedata
from dataclasses import replace

from ingest.cleaning.boilerplate import without_boilerplate
from ingest.cleaning.headings import with_headings
from ingest.cleaning.quality import repealed_in, sketch_of, warnings_of
from ingest.errors import NothingToIndexError
from ingest.files.encoding import without_controls
from ingest.metadata.found import found_properties
from ingest.metadata.stated import stated_in_sidecar
from ingest.readers.draft import PAGE_BREAK, Line
from ingest.readers.reader import reader_of
from language.chinese.radicals import without_radicals
from language.messages import message
from language.span import Span
from language.text.joining import without_set_off_spaces, without_stray_spaces
from vectorstore.document import Document, Section, with_properties

_SPACES = re.compile(r"[^\S\n\f]+")
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u2060\ufeff]")  # where a word may be broken or not, which no reader sees
_LIGATURE = re.compile("[\ufb00-\ufb06]")  # letters that a font joins
_STROKE = re.compile(r"(?<=\d)\s?[\u2044\u2215]\s?(?=\d)")  # of a fraction


def read(name: str, content: bytes, sidecar: str = "") -> Document:
    """Give the document that the bytes of the file `name` hold; `sidecar` is the text that states its properties.

    Raises NothingToIndexError where there is no text in it, and ReadingError where it cannot be read.
    """
    reader = reader_of(name, content)
    if reader.read is None:
        raise NothingToIndexError("There is no text in the file.")
    draft = reader.read(content)
    lines, cut = [replace(line, text=tidy(line.text)) for line in draft.lines], list[Line]()
    if reader.of_sites:
        lines, cut = without_boilerplate(lines)
    if not any(line.text for line in lines):
        raise NothingToIndexError("There is no text in the file.")
    for line in cut:
        draft.leave_out(message("what a web site puts around a text"), line.text)
    properties = found_properties(lines, cut, name, draft.properties | (stated_in_sidecar(sidecar) if sidecar else {}))
    text, sections, pages = _assembled(with_headings(lines), properties["title"])
    found = Document(
        "", text, sections, pages=pages, scanned=tuple(draft.scanned), recognised=tuple(draft.recognised), name=name,
        repeals=tuple(repealed_in(text)), sketch=sketch_of(text), warnings=(*draft.all_warnings(), *warnings_of(text)),
        left_out=draft.omissions(),
    )  # fmt: skip
    return with_properties(found, properties)


def tidy(text: str) -> str:
    """Give a line of a draft as the text of a document has it."""
    text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), without_radicals(text))
    text = _STROKE.sub("/", _UNSEEN.sub("", without_controls(unicodedata.normalize("NFC", text))))
    return without_set_off_spaces(without_stray_spaces(_SPACES.sub(" ", text)).strip(" \n"))


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
    return text, tuple(Section(Span(start, end), names) for (start, names), end in zip(opened, ends, strict=False)), tuple(pages)
