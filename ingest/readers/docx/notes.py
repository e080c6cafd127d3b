"""The footnotes and endnotes of a Word document."""

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from ingest.readers.docx.runs import Runs


def notes_of(document: WordDocument, runs: Runs) -> dict[tuple[str, str], str]:
    """Give the texts of footnotes and endnotes by the tag and id of what refers to them."""
    found: dict[tuple[str, str], str] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if kind not in ("footnotes", "endnotes") or relation.is_external:
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for note in root:
            if note.get(qn("w:type")) in (None, "normal"):
                found[(qn(f"w:{kind[:-1]}Reference"), str(note.get(qn("w:id"))))] = " ".join(runs.text(note).split())
    return found
