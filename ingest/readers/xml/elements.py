"""XML: web pages and feeds under that name, and the text of any other."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import fragment_fromstring

from ingest.errors import ReadingError
from ingest.files.encoding import decode
from ingest.readers.draft import Draft, Line
from ingest.readers.html.page import read_html

_PAGE = re.compile(r"<html[\s>]|<!doctype html|<body[\s>]", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MARKUP = re.compile(r"<\s*/?\s*(p|br|a|div|span|b|i|ul|li|img|table)\b[^>]*>", re.IGNORECASE)


def read_xml(content: bytes) -> Draft:
    """Read XML. Entities stay as they are and nothing is fetched."""
    text = decode(content)
    if _PAGE.search(text[:5_000]):
        return read_html(text.encode("utf-8", errors="replace"))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(_DECLARATION.sub("", text).encode("utf-8", errors="replace"), parser)
    if root is None:
        raise ReadingError("The file is damaged or no XML.")
    return Draft([Line(line) for text in _texts(root) for line in ("", _shown(text))])


def _texts(element: etree._Element) -> Iterator[str]:
    """Give the text under an element part by part: whole where text and elements are mixed in it, else child by child."""
    children = [child for child in element if isinstance(child.tag, str)]
    if any((child.tail or "").strip() for child in children) or not children:
        yield "".join(str(text) for text in element.itertext())
        return
    yield element.text or ""
    for child in children:
        yield from _texts(child)


def _shown(text: str) -> str:
    """Give a text in one line; markup in it as the text that it shows."""
    if _MARKUP.search(text):
        text = "".join(fragment_fromstring(_MARKUP.sub(lambda tag: f" {tag[0]}", text), create_parent="div").itertext())
    return " ".join(text.split())
