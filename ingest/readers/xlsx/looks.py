"""How the cells of a workbook look: their formats, signs of fonts, and what of them is struck, white or raised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.worksheet.worksheet import Worksheet

from ingest.readers.draft import Draft
from ingest.readers.shared.page_numbers import is_page_number
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from ingest.readers.shared.symbols import draws_symbols, in_unicode
from language.messages import Message, message

HIDDEN, STRUCK = message("hidden text"), message("struck or deleted text")
_WHITE = ("FFFFFFFF", "00FFFFFF")
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|\d+|[A-Za-z])|&&')


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is written: the `format` of its numbers, whether it is `bold`, its `font` where that draws signs, and, of a cell that
    nobody reads, as what it is left out."""

    format: str
    bold: bool
    font: str = ""
    unseen: Message | None = None

    def text(self, text: str) -> str:
        """Give a text as its font draws it."""
        return in_unicode(text, self.font) if self.font else text


class Looks:
    """The looks of a sheet's cells, each looked up once: openpyxl does so for each cell anew."""

    def __init__(self, sheet: Worksheet) -> None:
        self._known: dict[int, Look] = {}
        self._is_plain = not sheet.tables and not sheet.conditional_formatting  # else these may put a colour behind a cell

    def of(self, cell: SheetCell | MergedCell) -> Look:
        """Give how a cell looks."""
        number = cell.style_id
        if number not in self._known:
            font, name = cell.font, str(cell.font.name or "")
            is_unseen = self._is_plain and _is_white(font) and cell.fill.fill_type is None
            unseen = STRUCK if font.strike else HIDDEN if is_unseen else None
            self._known[number] = Look(cell.number_format or "", bool(font.b), name if draws_symbols(name) else "", unseen)
        return self._known[number]


def plain_texts(sheet: Worksheet, draft: Draft) -> None:
    """Write the texts of cells that are written in several ways as they are read; accounts in `draft` for the rest."""
    for cell in sheet._cells.values():
        if isinstance(cell.value, CellRichText):
            cell.value = _joined(cell.value, draft)


def margins(sheet: Worksheet) -> Iterator[str]:
    """Give the lines of a sheet's headers and footers, but for page numbers."""
    for margin in filter(
        None, (sheet.firstHeader, sheet.oddHeader, sheet.evenHeader, sheet.firstFooter, sheet.oddFooter, sheet.evenFooter)
    ):
        for part in filter(None, (margin.left, margin.center, margin.right)):
            text = " ".join(_CODE.sub("", part.text or "").split())
            if text and not is_page_number(text):
                yield text


def _joined(pieces: CellRichText, draft: Draft) -> str:
    text = ""
    for place, piece in enumerate(pieces):
        if not isinstance(piece, TextBlock):
            text += str(piece)
        elif piece.font.strike or _is_white(piece.font):
            draft.leave_out(STRUCK if piece.font.strike else HIDDEN, piece.text, tell=True)
        elif piece.font.vertAlign != "superscript":
            text += in_unicode(piece.text, str(piece.font.rFont or ""))
        elif (read := as_read(text, piece.text, "".join(map(str, pieces[place + 1 : place + 2])))) is None:
            draft.leave_out(NOTE_MARKS, piece.text)
        else:
            text += read
    return text


def _is_white(font: Any) -> bool:  # a Font, a proxy of one, or an InlineFont
    color = font.color
    return color is not None and (
        (color.type == "rgb" and color.rgb in _WHITE) or (color.type == "theme" and color.theme == 0 and not color.tint)
    )
