"""XML: web pages and feeds under that name, and the text of any other."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import fragment_fromstring

from ingest.decoding import decode
from ingest.errors import ReadingError
from ingest.lines import Draft, Line
from ingest.readers.html import read_html

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
    return Draft([Line(line) for element in root.iter(etree.Element) for line in _own(element)])


def _own(element: etree._Element) -> Iterator[str]:
    """Give the text that stands right under an element, as a paragraph; markup in it as the text that it shows."""
    texts = [element.text or "", *(child.tail or "" for child in element)]
    text = " ".join(part for part in texts if part.strip())
    if _MARKUP.search(text):
        shown = fragment_fromstring(_MARKUP.sub(lambda tag: f" {tag[0]}", text), create_parent="div")
        text = "".join(shown.itertext())
    if text.strip():
        yield from ("", " ".join(text.split()))
