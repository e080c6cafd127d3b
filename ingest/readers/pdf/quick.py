"""Functions of PDFium that are called hundreds of times a page, without a look at the types of their arguments: most of a call's time."""

import ctypes
from collections.abc import Callable, Sequence
from ctypes import byref
from itertools import repeat
from typing import Any

import numpy
import numpy.typing
import pypdfium2.raw as pdfium

Indexes = numpy.typing.NDArray[numpy.int64]
Numbers = numpy.typing.NDArray[numpy.float64]
Truths = numpy.typing.NDArray[numpy.bool_]

AT_ONCE = 1024
"""Calls of which the answers fit into `Rows`."""


def quick(function: Any, gives: Any = ctypes.c_int, *takes: Any) -> Callable[..., Any]:
    """Give a function of PDFium that takes handles as `c_void_p`, places to write to by `byref`, and integers, or what it `takes`."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(gives, *takes)(address)


text_object = quick(pdfium.FPDFText_GetTextObject, ctypes.c_size_t)
origin = quick(pdfium.FPDFText_GetCharOrigin)
loose_box = quick(pdfium.FPDFText_GetLooseCharBox)
close_box = quick(pdfium.FPDFText_GetCharBox)
matrix_of = quick(pdfium.FPDFText_GetMatrix)
font_size = quick(pdfium.FPDFText_GetFontSize, ctypes.c_double)
fill_colour = quick(pdfium.FPDFText_GetFillColor)
is_generated = quick(pdfium.FPDFText_IsGenerated)
render_mode = quick(pdfium.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
font_of = quick(pdfium.FPDFTextObj_GetFont, ctypes.c_size_t, ctypes.c_void_p)
count_objects = quick(pdfium.FPDFPage_CountObjects)
object_of = quick(pdfium.FPDFPage_GetObject, ctypes.c_void_p)
count_objects_of_form = quick(pdfium.FPDFFormObj_CountObjects)
object_of_form = quick(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p)
matrix_of_object = quick(pdfium.FPDFPageObj_GetMatrix)
kind_of = quick(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
bounds_of = quick(pdfium.FPDFPageObj_GetBounds)
count_segments = quick(pdfium.FPDFPath_CountSegments)
segment_of = quick(pdfium.FPDFPath_GetPathSegment, ctypes.c_void_p)
point_of = quick(pdfium.FPDFPathSegment_GetPoint)
kind_of_segment = quick(pdfium.FPDFPathSegment_GetType)
closes = quick(pdfium.FPDFPathSegment_GetClose)


class Rows:
    """Memory for what PDFium tells in many calls that follow each other: a row of values a call."""

    def __init__(self, kind: str | list[tuple[str, str]], *starts: int) -> None:
        """Make rows of a kind that numpy names, in which the values that PDFium is given the places of begin at `starts`, in bytes."""
        step = numpy.dtype(kind).itemsize
        memory = bytearray(AT_ONCE * step)
        whole = (ctypes.c_char * len(memory)).from_buffer(memory)
        self.values: numpy.typing.NDArray[Any] = numpy.ndarray(AT_ONCE, kind, memory)
        self.places = [[byref(whole, step * number + start) for number in range(AT_ONCE)] for start in starts]


def handle(of: Any) -> Any:
    """Give a handle of PDFium as the functions here take it with the least work."""
    return ctypes.c_void_p.from_param(ctypes.cast(of, ctypes.c_void_p).value)


def each(function: Callable[..., Any], page: Any, indexes: Sequence[int], *places: Sequence[Any]) -> list[Any]:
    """Call a function for each index of a page, and give what it gives."""
    return list(map(function, repeat(page), indexes, *places))
