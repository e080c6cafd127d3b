"""The footnotes, endnotes and comments of a Word document."""

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from ingest.readers.docx.runs import Runs


def notes_of(document: WordDocument, runs: Runs) -> dict[tuple[str, str], str]:
    """Give the texts of footnotes and endnotes by the tag and id of what refers to them."""
    found: dict[tuple[str, str], str] = {}
    for kind in ("footnotes", "endnotes"):
        for note in _parts(document, kind):
            if note.get(qn("w:type")) in (None, "normal"):
                found[(qn(f"w:{kind[:-1]}Reference"), str(note.get(qn("w:id"))))] = " ".join(runs.text(note).split())
    return found


def comments_of(document: WordDocument, runs: Runs) -> list[str]:
    """Give the texts of the comments that reviewers made on the document."""
    return [text for comment in _parts(document, "comments") if (text := " ".join(runs.glance(comment).split()))]


def _parts(document: WordDocument, kind: str) -> Iterator[etree._Element]:
    """Give the elements of a part beside the text, such as its footnotes."""
    for relation in document.part.rels.values():
        if relation.reltype.rsplit("/", 1)[-1] == kind and not relation.is_external:
            yield from etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
