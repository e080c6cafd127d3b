"""From a file to a Document: one reader a format, and what all formats have in common."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from ingest.boilerplate import without_boilerplate
from ingest.errors import NothingToIndexError, ReadingError
from ingest.headings import with_headings
from ingest.html import read_html
from ingest.lines import Draft, Line
from ingest.metadata import date_in, found_date, found_issuer, found_title
from ingest.plain import read_markdown, read_plain
from vectorstore.document import Document, Section
from vectorstore.words import is_cjk

READERS: dict[str, Callable[[bytes], Draft]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
_SPACES = re.compile(r"[^\S\n]+")
_SPACE_BEFORE_CJK_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[，。；：、！？）》”])")


def read(name: str, content: bytes) -> Document:
    """Give the document that the bytes of the file `name` hold.

    Raises NothingToIndexError where there is no text in it, and ReadingError where it cannot be read.
    """
    reader = READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise ReadingError(f"Files of the kind “{Path(name).suffix or name}” are not read; {', '.join(READERS)} are.")
    draft = reader(content)
    lines, cut = without_boilerplate([replace(line, text=_tidy(line.text)) for line in draft.lines])
    if not any(line.text for line in lines):
        raise NothingToIndexError("There is no text in the file.")
    title = draft.title or found_title(lines, name)
    text, sections = _assembled(with_headings(lines), title)
    return Document(
        name=name,
        title=title,
        text=text,
        sections=sections,
        issuer=draft.issuer or found_issuer(lines, cut),
        issued=draft.issued or found_date(lines, cut) or date_in(Path(name).stem),
        language="zh" if is_cjk(text[:20_000]) else "en",
    )


def _tidy(text: str) -> str:
    return _SPACE_BEFORE_CJK_MARK.sub("", _SPACES.sub(" ", text)).strip()


def _assembled(lines: list[Line], title: str) -> tuple[str, tuple[Section, ...]]:
    """Join `lines`, at most one empty line between two, and give the sections that the headings open."""
    parts: list[str] = []
    opened: list[tuple[int, tuple[str, ...]]] = []
    path: list[Line] = []
    length = 0
    for line in lines:
        if not line.text and (not parts or not parts[-1]):
            continue
        if line.level:
            path = [above for above in path if above.level < line.level] + [line]
            opened.append((length, tuple(above.text for above in path if above.text != title)))
        parts.append(line.text)
        length += len(line.text) + 1
    text = "\n".join(parts).rstrip("\n")
    ends = [start for start, _ in opened[1:]] + [len(text)]
    return text, tuple(Section(start, end, names) for (start, names), end in zip(opened, ends, strict=False))
