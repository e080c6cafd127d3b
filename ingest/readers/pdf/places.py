"""Where the characters of a page stand and what draws them, as PDFium tells it: looked up many at once."""

import ctypes
from collections.abc import Callable
from ctypes import byref
from typing import Any

import numpy
from pypdfium2 import PdfTextPage

from ingest.readers.pdf import quick
from ingest.readers.pdf.quick import Indexes, Numbers, Truths
from ingest.readers.pdf.styles import Styles

_ORIGINS, _BOXES = quick.Rows("2f8", 0, 8), quick.Rows("4f4", 0)


class Places:
    """The characters of a page by their indexes: what of them has been asked for is in arrays.

    `drawn` holds the addresses of the objects that draw them, 0 where none does; `x` and `y` their origins; `boxes` the left,
    top, right and bottom edges of the places that their font gives them, y upwards.
    """

    def __init__(self, page: PdfTextPage, count: int) -> None:
        self._page = quick.handle(page.raw)
        self.styles = Styles(page)
        self.drawn = numpy.full(count + 1, -1, numpy.int64)
        self._origins, self.boxes = numpy.full((count + 1, 2), numpy.nan), numpy.full((count + 1, 4), numpy.nan)
        self.x, self.y = self._origins.T

    def find_objects(self, *indexes: Indexes) -> None:
        for some in indexes:
            new = some[self.drawn[some] < 0]
            if new.size:
                self.drawn[new] = quick.each(quick.text_object, self._page, new.tolist())

    def find_origins(self, *indexes: Indexes) -> None:
        for some in indexes:
            self._find(quick.origin, _ORIGINS, some, self._origins)

    def find_boxes(self, *indexes: Indexes) -> None:
        for some in indexes:
            self._find(quick.loose_box, _BOXES, some, self.boxes)

    def numbers_of_styles(self, indexes: Indexes) -> Indexes:
        """Give the numbers of the styles of characters."""
        self.find_objects(indexes)
        return self.styles.numbers(self.drawn[indexes], indexes)

    def are_in_content(self, indexes: Indexes) -> Truths:
        """Say of spaces whether the content of the page has them."""
        return numpy.array([not made for made in quick.each(quick.is_generated, self._page, indexes.tolist())], bool)

    def reaches_over(self, index: int) -> bool:
        """Say whether a letter reaches over the space that the font gives it, so that more space follows than is seen."""
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        quick.close_box(self._page, index, byref(left), byref(right), byref(bottom), byref(top))
        self.find_boxes(numpy.array([index]))
        return bool(abs(self.boxes[index, 2] - right.value) < 0.001)

    def _find(self, function: Callable[..., Any], rows: quick.Rows, indexes: Indexes, found: Numbers) -> None:
        new = indexes[numpy.isnan(found[indexes, 0])]
        for begin in range(0, len(new), quick.AT_ONCE):
            part = new[begin : begin + quick.AT_ONCE]
            quick.each(function, self._page, part.tolist(), *rows.places)
            found[part] = rows.values[: len(part)]
