"""Functions of PDFium that are called hundreds of times a page, without a look at the types of their arguments: most of a call's time."""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


def quick(function: Any, gives: Any = ctypes.c_int) -> Callable[..., Any]:
    """Give a function of PDFium that takes handles as `c_void_p` or an address, places to write to by `byref`, and integers."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None
    return ctypes.PYFUNCTYPE(gives)(address)


text_object = quick(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
origin = quick(pdfium.FPDFText_GetCharOrigin)
loose_box = quick(pdfium.FPDFText_GetLooseCharBox)
close_box = quick(pdfium.FPDFText_GetCharBox)
matrix_of = quick(pdfium.FPDFText_GetMatrix)
font_size = quick(pdfium.FPDFText_GetFontSize, ctypes.c_double)
fill_colour = quick(pdfium.FPDFText_GetFillColor)
is_generated = quick(pdfium.FPDFText_IsGenerated)
render_mode = quick(pdfium.FPDFTextObj_GetTextRenderMode)
font_of = quick(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)
count_objects = quick(pdfium.FPDFPage_CountObjects)
object_of = quick(pdfium.FPDFPage_GetObject, ctypes.c_void_p)
count_objects_of_form = quick(pdfium.FPDFFormObj_CountObjects)
object_of_form = quick(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p)
matrix_of_object = quick(pdfium.FPDFPageObj_GetMatrix)
kind_of = quick(pdfium.FPDFPageObj_GetType)
bounds_of = quick(pdfium.FPDFPageObj_GetBounds)
count_segments = quick(pdfium.FPDFPath_CountSegments)
segment_of = quick(pdfium.FPDFPath_GetPathSegment, ctypes.c_void_p)
point_of = quick(pdfium.FPDFPathSegment_GetPoint)
kind_of_segment = quick(pdfium.FPDFPathSegment_GetType)
closes = quick(pdfium.FPDFPathSegment_GetClose)
