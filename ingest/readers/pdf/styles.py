"""How the text objects of a page are drawn: by their size, turn, weight and colour."""

import ctypes
import re
from dataclasses import dataclass
from math import atan2, hypot, pi
from typing import Any

import numpy
import pypdfium2.raw as pdfium
from pypdfium2 import PdfTextPage

from ingest.readers.pdf import quick
from ingest.readers.pdf.quick import Indexes, Numbers, Truths

_BOLD = re.compile(rb"bold|black|heavy|semib|demi|simhei", re.IGNORECASE)
_FAINT = 235  # of 255: the least of red, green and blue of a colour that may be that of the paper
_LEAST_SIZE = 1.0  # points
_FILLING = (0, -1)  # the ways of drawing letters by their areas, and of a letter that no object draws
_LOOKS = [  # what PDFium tells of a character: the matrix, with where it stands, red, green, blue and opacity, and the rest
    ("matrix", "4f4"), ("place", "2f4"), ("colour", "4u4"), ("turned", "i4"), ("coloured", "i4"), ("mode", "i8"), ("font", "u8"),
    ("size", "f8"),
]  # fmt: skip
_ROWS = quick.Rows(_LOOKS, 0, 24, 28, 32, 36)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text object of the page is drawn; `quarter` is None where it stands aslant.

    `unseen` says that it draws nothing, `tiny` that it is too small to be read, and `faint` that it may have the colour of
    the paper.
    """

    size: float
    bold: bool
    quarter: int | None
    unseen: bool
    tiny: bool
    faint: bool

    @property
    def is_plain(self) -> bool:
        return self.quarter == 0 and not self.unseen and not self.tiny and not self.faint


class Styles:
    """The styles of the text objects of a page, numbered: one for all of which PDFium tells the same."""

    def __init__(self, page: PdfTextPage) -> None:
        self.all: list[Style] = []
        self._raw, self._page = page.raw, quick.handle(page.raw)
        self._by_object: dict[int, int] = {}
        self._alike: dict[bytes, int] = {}  # by what PDFium tells of them
        self._bold: dict[int, bool] = {}

    def numbers(self, drawn: Indexes, indexes: Indexes) -> Indexes:
        """Give the numbers of the styles of objects, each with the place of a character that it draws."""
        objects, known = drawn.tolist(), self._by_object
        found = list(map(known.get, objects))
        if None in found:
            new: dict[int, int] = {}
            for one, index, number in zip(objects, indexes.tolist(), found, strict=True):
                if number is None:
                    new.setdefault(one, index)
            items = list(new.items())
            for begin in range(0, len(items), quick.AT_ONCE):
                self._learn(*zip(*items[begin : begin + quick.AT_ONCE], strict=True))
            found = list(map(known.get, objects))
        return numpy.array(found, int)

    def sizes(self) -> Numbers:
        return numpy.array([style.size for style in self.all], float)

    def are_level(self) -> Truths:
        return numpy.array([style.quarter == 0 for style in self.all], bool)

    def are_plain(self) -> Truths:
        return numpy.array([style.is_plain for style in self.all], bool)

    def _learn(self, drawn: tuple[int, ...], indexes: tuple[int, ...]) -> None:
        looks = _ROWS.values[: len(drawn)]
        to_matrix, *to_colour = _ROWS.places
        looks["turned"] = quick.each(quick.matrix_of, self._page, indexes, to_matrix)
        looks["coloured"] = quick.each(quick.fill_colour, self._page, indexes, *to_colour)
        looks["place"] = 0
        looks["mode"] = list(map(quick.render_mode, drawn))
        looks["font"] = list(map(quick.font_of, drawn))
        looks["size"] = quick.each(quick.font_size, self._page, indexes)
        told, length = looks.tobytes(), looks.itemsize
        as_bytes = numpy.frombuffer(told, numpy.uint8).reshape(len(drawn), length)
        differs = numpy.ones(len(drawn), bool)  # from the object before
        differs[1:] = (as_bytes[1:] != as_bytes[:-1]).any(axis=1)
        found: list[int] = []
        for place in numpy.flatnonzero(differs).tolist():
            own = told[place * length : (place + 1) * length]
            if own not in self._alike:
                self._alike[own] = len(self.all)
                self.all.append(self._style(indexes[place], looks[place]))
            found.append(self._alike[own])
        self._by_object.update(zip(drawn, numpy.array(found)[numpy.cumsum(differs) - 1].tolist(), strict=True))

    def _style(self, index: int, looks: Any) -> Style:
        a, b, c, d = looks["matrix"].tolist() if looks["turned"] else (1, 0, 0, 1)
        red, green, blue, alpha = looks["colour"].tolist()
        is_filled = bool(looks["coloured"]) and looks["mode"] in _FILLING
        turn = atan2(-b, a) / (pi / 2)
        shown = round(float(looks["size"]) * (hypot(c, d) or 1.0), 1)
        return Style(
            shown,
            self._is_bold(index, int(looks["font"])),
            round(turn) % 4 if abs(turn - round(turn)) <= 0.03 else None,
            bool(looks["mode"] == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE) or (is_filled and alpha == 0),
            0 < shown < _LEAST_SIZE,
            is_filled and min(red, green, blue) >= _FAINT,
        )

    def _is_bold(self, index: int, font: int) -> bool:
        if font not in self._bold:
            name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
            pdfium.FPDFText_GetFontInfo(self._raw, index, name, 128, flags)
            self._bold[font] = pdfium.FPDFText_GetFontWeight(self._raw, index) >= 600 or bool(_BOLD.search(name.value))
        return self._bold[font]
