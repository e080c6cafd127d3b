"""The straight lines that a page of a PDF draws."""

import ctypes
from collections.abc import Iterator
from itertools import islice

import pypdfium2.raw as pdfium
from pypdfium2 import PdfMatrix, PdfPage

from ingest.readers.pdf.words import Edge

_MOST_PATHS = 20_000
_MOST_SEGMENTS = 200
_DEPTH = 3  # of forms within forms
_SHORTEST = 4  # points


def edges_of(page: PdfPage) -> Iterator[Edge]:
    """Give the straight lines that the page draws along its sides, in PDF coordinates."""
    x, y = ctypes.c_float(), ctypes.c_float()
    items = (pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page)))
    for path, outer in islice(_paths(items, None, 1), _MOST_PATHS):
        matrix = _matrix(path, outer)
        points: list[tuple[float, float]] = []
        for number in range(min(pdfium.FPDFPath_CountSegments(path), _MOST_SEGMENTS)):
            segment = pdfium.FPDFPath_GetPathSegment(path, number)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                points = []
            points.append(matrix.on_point(x.value, y.value))
            if len(points) > 1:
                yield from _edge(points[-2], points[-1])
            if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
                yield from _edge(points[-1], points[0])


def _paths(items: Iterator["pdfium.FPDF_PAGEOBJECT"], outer: PdfMatrix | None, depth: int) -> Iterator[tuple["pdfium.FPDF_PAGEOBJECT", PdfMatrix | None]]:
    """Give the paths among objects of a page that may be long enough, and the matrix of the forms that they stand in."""
    for item in items:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH and (outer or not _is_small(item)):
            yield item, outer
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(pdfium.FPDFFormObj_CountObjects(item)))
            yield from _paths(inner, _matrix(item, outer), depth + 1)


def _is_small(path: "pdfium.FPDF_PAGEOBJECT") -> bool:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    known = pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top)
    return bool(known) and max(right.value - left.value, top.value - bottom.value) <= _SHORTEST


def _matrix(item: "pdfium.FPDF_PAGEOBJECT", outer: PdfMatrix | None) -> PdfMatrix:
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, own)
    matrix = PdfMatrix.from_raw(own)
    return matrix.multiply(outer) if outer else matrix


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Edge]:
    across, along = abs(start[0] - end[0]), abs(start[1] - end[1])
    if min(across, along) < 0.5 and max(across, along) > _SHORTEST:
        yield min(start[0], end[0]), max(start[1], end[1]), max(start[0], end[0]), min(start[1], end[1])
