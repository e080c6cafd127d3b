"""The straight lines that a page of a PDF draws."""

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage

from ingest.readers.pdf.words import Edge

_MOST_PATHS = 20_000
_MOST_SEGMENTS = 200


def edges_of(page: PdfPage) -> Iterator[Edge]:
    """Give the straight lines that the page draws along its sides, in PDF coordinates."""
    x, y = ctypes.c_float(), ctypes.c_float()
    for count, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if count > _MOST_PATHS:
            return
        matrix = item.get_matrix()
        container = item.container
        while container is not None:
            matrix = matrix.multiply(container.get_matrix())
            container = container.container
        points: list[tuple[float, float]] = []
        for number in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
            segment = pdfium.FPDFPath_GetPathSegment(item, number)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
                points = []
            points.append(matrix.on_point(x.value, y.value))
            if len(points) > 1:
                yield from _edge(points[-2], points[-1])
            if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
                yield from _edge(points[-1], points[0])


def _edge(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Edge]:
    across, along = abs(start[0] - end[0]), abs(start[1] - end[1])
    if min(across, along) < 0.5 and max(across, along) > 4:
        yield min(start[0], end[0]), max(start[1], end[1]), max(start[0], end[0]), min(start[1], end[1])
