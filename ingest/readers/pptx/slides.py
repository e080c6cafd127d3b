"""Slides: each a page, its title a heading, its tables as rows, its notes after it."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.group import GroupShape
from pptx.table import Table, _Cell

from ingest.files.packages import checked_package, damage_told
from ingest.readers.draft import Draft, Line
from ingest.readers.tables import Cell, table_lines
from language.messages import message

_ROW = 200_000  # English metric units within which shapes stand beside each other


def read_pptx(content: bytes) -> Draft:
    """Read a presentation: the shapes of a slide from top to bottom; hidden slides too."""
    checked_package(content)
    with damage_told(message("The file is damaged or no presentation.")):
        slides = list(Presentation(BytesIO(content)).slides)
    draft = Draft()
    for number, slide in enumerate(slides, 1):
        title = slide.shapes.title
        heading = " ".join(title.text_frame.text.split()) if title is not None else ""
        if heading:
            draft.lines += [Line("", page=number), Line(heading, 1, number)]
        others = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
        draft.lines += [Line(text, page=number) for text in _texts(others)]
        if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None and frame.text.strip():
            draft.lines += [Line("", page=number), *(Line(text, page=number) for text in _spoken(frame.text))]
    draft.properties["title"] = next((line.text for line in draft.lines if line.level), "")
    return draft


def _texts(shapes: Iterable[BaseShape]) -> Iterator[str]:
    for shape in sorted(shapes, key=lambda shape: ((shape.top or 0) // _ROW, shape.left or 0)):
        if isinstance(shape, GroupShape):
            yield from _texts(shape.shapes)
        elif isinstance(shape, GraphicFrame) and shape.has_table:
            yield from ("", *table_lines(_rows(shape.table)), "")
        elif shape.has_text_frame and not _is_furniture(shape):
            yield ""
            for paragraph in shape.text_frame.paragraphs:  # type: ignore[attr-defined] # has_text_frame says that it is there
                yield from paragraph.text.replace("\v", "\n").split("\n")


def _is_furniture(shape: BaseShape) -> bool:
    """Say whether a shape holds the date, the slide's number or the footer."""
    if shape.shape_type != MSO_SHAPE_TYPE.PLACEHOLDER:
        return False
    return str(shape.placeholder_format.type).split(" ")[0] in ("DATE", "SLIDE_NUMBER", "FOOTER")


def _rows(table: Table) -> list[list[Cell]]:
    return [
        [_cell(cell, table.first_row and number == 0) for cell in row.cells if not cell.is_spanned] for number, row in enumerate(table.rows)
    ]


def _cell(cell: _Cell, names: bool) -> Cell:
    across, down = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
    return Cell(cell.text, across, down, names)


def _spoken(notes: str) -> list[str]:
    first, *others = [line for line in notes.replace("\v", "\n").split("\n") if line.strip()]
    return [f"Notes: {first}", *others]
