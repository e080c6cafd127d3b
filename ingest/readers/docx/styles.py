"""The styles of a Word document."""

import re

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from language.lexicon import any_of

_HEADING = re.compile(rf"^{any_of('layout', 'heading_styles')}\s*([1-9])$", re.IGNORECASE)


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, document: WordDocument) -> None:
        self.by_id = {style.get(qn("w:styleId")): style for style in document.styles.element.iterchildren(qn("w:style"))}

    def chain(self, paragraph: etree._Element) -> list[etree._Element]:
        """Give a paragraph's style and those on which it is based."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        chain: list[etree._Element] = []
        style = self.by_id.get(named.get(qn("w:val"))) if named is not None else None
        while style is not None and style not in chain:
            chain.append(style)
            base = style.find(qn("w:basedOn"))
            style = self.by_id.get(base.get(qn("w:val"))) if base is not None else None
        return chain

    def name(self, chain: list[etree._Element]) -> str:
        """Give the name of the first style of a chain."""
        name = chain[0].find(qn("w:name")) if chain else None
        return str(name.get(qn("w:val"), "")) if name is not None else ""

    def level(self, paragraph: etree._Element, chain: list[etree._Element], name: str) -> int:
        """Give the level of a paragraph that is a heading, 0 of another."""
        for properties in [paragraph.find(qn("w:pPr")), *(style.find(qn("w:pPr")) for style in chain)]:
            outline = properties.find(qn("w:outlineLvl")) if properties is not None else None
            if outline is not None:
                value = str(outline.get(qn("w:val"), ""))
                return int(value) + 1 if value in set("012345678") else 0
        found = next((match for style in chain if (match := _HEADING.match(self.name([style])))), None)
        return int(found[1]) if found else int(name.lower() == "title")
