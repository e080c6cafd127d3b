"""The straight lines that a page of a PDF draws."""

import ctypes
from collections.abc import Iterator
from ctypes import byref
from itertools import islice, repeat

import pypdfium2.raw as pdfium
from pypdfium2 import PdfMatrix, PdfPage

from ingest.readers.pdf import quick
from ingest.readers.pdf.words import Edge

_MOST_PATHS = 20_000
_MOST_SEGMENTS = 200
_DEPTH = 3  # of forms within forms
_SHORTEST = 4  # points


def edges_of(page: PdfPage) -> Iterator[Edge]:
    """Give the straight lines that the page draws along its sides, in PDF coordinates."""
    x, y = ctypes.c_float(), ctypes.c_float()
    to_x, to_y = byref(x), byref(y)
    whole = quick.handle(page.raw)
    items = list(map(quick.object_of, repeat(whole), range(quick.count_objects(whole))))
    for path, outer in islice(_paths(items, None, 1), _MOST_PATHS):
        matrix = _matrix(path, outer)
        points: list[tuple[float, float]] = []
        for number in range(min(quick.count_segments(path), _MOST_SEGMENTS)):
            segment = ctypes.c_void_p(quick.segment_of(path, number))
            quick.point_of(segment, to_x, to_y)
            if quick.kind_of_segment(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                points = []
            points.append(matrix.on_point(x.value, y.value))
            if len(points) > 1:
                yield from _edge(points[-2], points[-1])
            if quick.closes(segment) and len(points) > 2:
                yield from _edge(points[-1], points[0])


def _paths(items: list[int], outer: PdfMatrix | None, depth: int) -> Iterator[tuple[ctypes.c_void_p, PdfMatrix | None]]:
    """Give the paths among objects of a page that may be long enough, and the matrix of the forms that they stand in."""
    sides = [ctypes.c_float() for _ in range(4)]
    left, bottom, right, top = sides
    places = [byref(side) for side in sides]
    kinds = list(map(quick.kind_of, items))
    for address, kind in [both for both in zip(items, kinds, strict=True) if both[1] != pdfium.FPDF_PAGEOBJ_TEXT]:
        item = ctypes.c_void_p(address)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            known = outer is None and quick.bounds_of(item, *places)
            if not known or max(right.value - left.value, top.value - bottom.value) > _SHORTEST:
                yield item, outer
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = list(map(quick.object_of_form, repeat(item), range(quick.count_objects_of_form(item))))
            yield from _paths(inner, _matrix(item, outer), depth + 1)


def _matrix(item: ctypes.c_void_p, outer: PdfMatrix | None) -> PdfMatrix:
    own = pdfium.FS_MATRIX()
    quick.matrix_of_object(item, byref(own))
    matrix = PdfMatrix.from_raw(own)
    return matrix.multiply(outer) if outer else matrix


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Edge]:
    across, along = abs(start[0] - end[0]), abs(start[1] - end[1])
    if min(across, along) < 0.5 and max(across, along) > _SHORTEST:
        yield min(start[0], end[0]), max(start[1], end[1]), max(start[0], end[0]), min(start[1], end[1])
