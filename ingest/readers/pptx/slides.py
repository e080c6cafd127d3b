"""Slides: each a page, its title a heading, its tables as rows, its notes after it."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.slide import Slide
from pptx.table import Table, _Cell

from ingest.files.packages import checked_package, damage_told, transitional
from ingest.readers.draft import Draft, Line
from ingest.readers.pptx.order import in_reading_order
from ingest.readers.pptx.paragraphs import paragraph_lines
from ingest.readers.shared.drawings import chart_lines, described, diagram_lines
from ingest.readers.tables import Cell, table_lines
from language.messages import message

_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_MARGINS = ("DATE", "SLIDE_NUMBER", "FOOTER")
_OFF, _ON = ("0", "false"), ("1", "true")
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def read_pptx(content: bytes) -> Draft:
    """Read a presentation: the shapes of a slide in the order of reading; hidden slides too."""
    checked_package(content)
    with damage_told(message("The file is damaged or no presentation.")):
        slides = list(Presentation(BytesIO(transitional(content))).slides)
    draft = Draft()
    said: set[str] = set()
    for number, slide in enumerate(slides, 1):
        title = slide.shapes.title
        if title is not None and not title.has_text_frame:  # a picture in the title's place
            title = None
        heading = " ".join(" ".join(paragraph_lines(title.text_frame, draft)).split()) if title is not None else ""
        if heading:
            draft.lines += [Line("", page=number), Line(heading, 1, number)]
        others = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
        draft.lines += [Line(text, page=number) for text in (*_texts(others, draft), *_margins(slide, said))]
        if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None and frame.text.strip():
            draft.lines += [Line("", page=number), *(Line(text, page=number) for text in _spoken(frame.text))]
        for comment in _comments(slide):
            draft.leave_out(message("comments of reviewers"), comment)
    draft.properties["title"] = next((line.text for line in draft.lines if line.level), "")
    return draft


def _texts(shapes: Iterable[BaseShape], draft: Draft) -> Iterator[str]:
    for shape in in_reading_order(shapes, _length):
        if next(shape.element.iter("{*}cNvPr")).get("hidden") in _ON:
            draft.leave_out(message("hidden text"), shape.text_frame.text if shape.has_text_frame else "", tell=True)  # type: ignore[attr-defined] # has_text_frame says that it is there
        elif isinstance(shape, GroupShape):
            yield from _texts(shape.shapes, draft)
        elif isinstance(shape, GraphicFrame):
            yield from ("", *_graphic_lines(shape, draft), "")
        elif shape.has_text_frame and _kind(shape) in _MARGINS:
            draft.leave_out(message("repeated headers, footers and page numbers"), shape.text_frame.text)  # type: ignore[attr-defined] # has_text_frame says that it is there
        elif shape.has_text_frame:
            yield ""
            yield from paragraph_lines(shape.text_frame, draft, list(_inherited(shape)))  # type: ignore[attr-defined] # has_text_frame says that it is there
        elif shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
            draft.leave_out(message("pictures"), described(shape.element))


def _comments(slide: Slide) -> Iterator[str]:
    """Give the texts of the comments on a slide."""
    for relation in slide.part.rels.values():
        if relation.reltype.endswith("/comments") and not relation.is_external:
            root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True, recover=True))
            for comment in root.iter("{*}cm") if root is not None else ():
                yield "".join(text.text or "" for text in comment.iter("{*}text", f"{_DRAWING}t"))


def _inherited(shape: BaseShape) -> Iterator[etree._Element]:
    """Give the styles of lists that a placeholder has from its layout and its master."""
    base = getattr(shape, "_base_placeholder", None)
    while base is not None:
        yield from base.element.iter(f"{_DRAWING}lstStyle")
        base = getattr(base, "_base_placeholder", None)


def _margins(slide: Slide, said: set[str]) -> Iterator[str]:
    """Give the texts that a slide has from its layout and its footer, each on the first slide that has it."""
    shapes = [shape for shape in slide.placeholders if _kind(shape) == "FOOTER"]
    for of, under in ((slide, slide.slide_layout), (slide.slide_layout, slide.slide_layout.slide_master)):
        if of._element.get("showMasterSp") in _OFF:
            break
        shapes += [shape for shape in under.shapes if not shape.is_placeholder]
    for text in (shape.text_frame.text.strip() for shape in shapes if shape.has_text_frame):
        if text.strip("‹#›") and text not in said:
            said.add(text)
            yield from ("", *text.replace("\v", "\n").split("\n"))


def _length(shape: BaseShape) -> int:
    return len(shape.text_frame.text) if shape.has_text_frame else 0  # type: ignore[attr-defined] # has_text_frame says that it is there


def _graphic_lines(frame: GraphicFrame, draft: Draft) -> list[str]:
    """Read a table, a chart or a diagram; what is embedded otherwise is accounted for."""
    if frame.has_table:
        return table_lines(_rows(frame.table, draft))
    if frame.has_chart:
        return chart_lines(frame.chart_part.blob)
    diagram = next(frame._element.iter(_DIAGRAM), None)
    part = frame.part.related_part(str(diagram.get(f"{_RELATION}dm"))) if diagram is not None else None
    if part is None:
        draft.leave_out(message("an embedded file that is not read"), tell=True)
    return diagram_lines(part.blob) if part is not None else []


def _kind(shape: BaseShape) -> str:
    """Give the kind of a placeholder, such as FOOTER; none where a shape is no placeholder."""
    return str(shape.placeholder_format.type).split(" ")[0] if shape.is_placeholder else ""


def _rows(table: Table, draft: Draft) -> list[list[Cell]]:
    return [
        [_cell(cell, table.first_row and number == 0, draft) for cell in row.cells if not cell.is_spanned]
        for number, row in enumerate(table.rows)
    ]


def _cell(cell: _Cell, names: bool, draft: Draft) -> Cell:
    across, down = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
    return Cell("\n".join(paragraph_lines(cell.text_frame, draft)), across, down, names)


def _spoken(notes: str) -> list[str]:
    first, *others = [line for line in notes.replace("\v", "\n").split("\n") if line.strip()]
    return [f"Notes: {first}", *others]
