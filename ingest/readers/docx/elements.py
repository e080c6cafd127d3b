"""What stands under the elements of a Word document, in spite of what wraps it."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

from ingest.readers.docx.runs import BOX, FALLBACK

WRAPPERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}


def children(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Give the children of a kind, also those that a content control or a tracked insertion wraps."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in WRAPPERS:
            yield from children(child, tag)


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Give the text boxes that hang on a paragraph, each once and not those inside others."""
    for box in paragraph.iter(BOX):
        above = [ancestor.tag for ancestor in box.iterancestors()]
        outside = above[: above.index(paragraph.tag)] if paragraph.tag in above else above
        if FALLBACK not in outside and BOX not in outside:
            yield box
