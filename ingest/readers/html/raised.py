"""Raised and lowered figures of web pages: powers and fractions stay what they are, marks of notes are no digits of a number."""

import re

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.draft import Draft
from ingest.readers.html.elements import BLOCKS, text_of
from ingest.readers.shared.formulas import in_line
from ingest.readers.shared.mathml import formula
from ingest.readers.shared.raised import NOTE_MARKS, as_read

_MARK = re.compile(
    r"^(?:[\[(]?(?:(?:note|n\.|fn)\s*)?(?:\d{1,3}|[a-z]|[ivx]{1,4})[\])]?|\[[^\]]{1,12}\]|[*†‡§¶#]{1,3})(?:\s*[,;–-]\s*\[?\d{1,3}\]?)*$",
    re.IGNORECASE,
)
_NOTES = re.compile(r"#.*(?:fn|ftn|note|cite|ref|edn)", re.IGNORECASE)
_BACK = ("^", "\u2191", "\u21a9", "\u21a9\ufe0e", "\u2934")
_STROKES = ("/", "\u2044", "\u2215")


def set_off_figures(page: HtmlElement, draft: Draft) -> None:
    """Write what is raised or lowered, and formulas, as they read in a line; marks of notes are left out."""
    found: list[tuple[HtmlElement, str]] = []
    before = ""
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        if element.tag in BLOCKS or element.tag == "br":
            before = ""
        if event == "end":
            before += element.tail or ""
            continue
        written = _written(element, before, draft)
        if written is None:
            before += element.text or ""
            continue
        walk.skip_subtree()
        found.append((element, written))
        before += written
    for element, written in found:
        tail = element.tail
        element.clear()
        element.tag, element.text, element.tail = "span", written, tail


def _written(element: HtmlElement, before: str, draft: Draft) -> str | None:
    """Give how an element reads after `before`; None where it reads as its text does."""
    if element.tag == "math":
        return in_line([before, formula(element)])[len(before) :]
    if element.tag not in ("sup", "sub", "a"):
        return None
    text = "".join(element.itertext())
    if element.tag == "sub":
        return f"_{text.strip()}" if text.strip().isdigit() and before[-1:].isdigit() else None
    if element.tag == "sup" and _is_fraction(element):
        element.tail = (element.tail or "").replace("\u2044", "/").replace("\u2215", "/")
        return f" {text.strip()}" if before[-1:].isdigit() else text
    read: str | None = text
    if _is_mark(element, before):
        read = None
    elif element.tag == "sup":
        read = as_read(before, text, element.tail or "")
    if read is None:
        draft.leave_out(NOTE_MARKS, text.strip())
        return ""
    return read if element.tag == "sup" else None


def _is_fraction(element: HtmlElement) -> bool:
    """Say whether a raised figure is the upper one of a fraction."""
    after = element.getnext()
    stroke = (element.tail or "").strip()
    if after is not None and after.tag == "span" and not stroke:
        stroke, after = text_of(after), after.getnext()
    return stroke in _STROKES and after is not None and after.tag == "sub"


def _is_mark(element: HtmlElement, before: str) -> bool:
    """Say whether an element is a link to a note, which stands after a word."""
    text = text_of(element)
    if element.tag == "a" and text in _BACK and (element.get("href") or "").startswith("#"):
        return True
    if not before.strip() or not _MARK.match(text):
        return False
    links = [element] if element.tag == "a" else list(element.iter("a"))
    if any("noteref" in f"{link.get('role')} {link.get('{http://www.idpf.org/2007/ops}type')} {link.get('epub:type')}" for link in links):
        return True
    if element.tag == "sup":
        return any("#" in (link.get("href") or "") for link in links)
    return not before[-1:].isspace() and any(_NOTES.search(link.get("href") or "") for link in links)
