"""Conversations as Word documents: headings, real quotes, tables, and links to where the sources stand."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from assistant.answer.answer import Answer
from assistant.answer.blocks import Block, Heading, Table
from assistant.answer.citation import Citation
from assistant.records.conversation_export import about, cited, claim, clean, where
from assistant.records.conversations import Turn
from language.messages import Translations

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.text.paragraph import Paragraph

_INDENT = 18  # points


def as_docx(title: str, turns: Sequence[Turn], say: Translations, address: str = "") -> bytes:
    """Give the turns as a Word document, whose sources are links below `address`, that of the application, where it is given."""
    paper = _new(title, say)
    paper.add_heading(clean(title), 0)
    for turn in turns:
        if turn.question != title:
            paper.add_heading(clean(turn.question), 1)
        if turn.answer is None:
            paper.add_paragraph(say("There is no answer."))
        else:
            _add_answer(paper, turn, turn.answer, say, address)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _new(title: str, say: Translations) -> "Paper":
    """Give an empty document with its properties, whose quotes are indented."""
    from docx import Document
    from docx.shared import Pt

    paper = Document()
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = clean(title)[:255], say("Policy Assistant"), ""
    style = paper.styles["Quote"].paragraph_format
    style.left_indent = style.right_indent = Pt(_INDENT)
    style.space_after, style.keep_with_next = Pt(2), True
    return paper


def _add_answer(paper: "Paper", turn: Turn, answer: Answer, say: Translations, address: str) -> None:
    for block in answer.blocks:
        _add_block(paper, block)
    for citation in cited(answer):
        paper.add_paragraph(clean(citation.quote), style="Quote")
        _add_place(paper, citation, answer.language, address)
    for told in about(turn, answer, say):
        paper.add_paragraph().add_run(clean(told)).italic = True


def _add_block(paper: "Paper", block: Block) -> None:
    if isinstance(block, Table):
        _add_table(paper, block)
    elif told := claim(block):
        paper.add_heading(clean(told), 2) if isinstance(block, Heading) else paper.add_paragraph(clean(told))


def _add_table(paper: "Paper", block: Table) -> None:
    """Add the rows, each with the number of its source in a last column."""
    table = paper.add_table(1, len(block.headers) + 1, style="Light Grid Accent 1")
    for cell, name in zip(table.rows[0].cells, block.headers, strict=False):
        cell.text = clean(name)
    for row, citation in zip(block.rows, block.citations, strict=True):
        for cell, told in zip(table.add_row().cells, (*row, f"[{citation.number}]"), strict=True):
            cell.text = clean(told)
    paper.add_paragraph()


def _add_place(paper: "Paper", citation: Citation, language: str, address: str) -> None:
    from docx.shared import Pt

    place = paper.add_paragraph(f"— [{citation.number}] ")
    place.paragraph_format.left_indent = Pt(_INDENT)
    told = clean(where(citation, language))
    if address:
        _add_link(place, told, f"{address}document?name={quote(citation.document, safe='')}")
    else:
        place.add_run(told)


def _add_link(paragraph: "Paragraph", text: str, address: str) -> None:
    """Add a link to a paragraph, for which the library has no function."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline, run.font.color.rgb = True, RGBColor(0x1D, 0x4E, 0xD8)
    link.append(run._r)
    paragraph._p.append(link)  # type: ignore[arg-type]  # lxml's types and those of python-docx do not agree
