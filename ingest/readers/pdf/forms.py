"""What is filled in on a page of a PDF: fields of forms, ticked boxes, and text that was typed onto it."""

import ctypes
from collections.abc import Iterator

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfPage

from ingest.readers.pdf.characters import drawn_words
from ingest.readers.pdf.words import Edge, Word

_HIDDEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_DRAWN = (
    pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_STRIKEOUT,
    pdfium.FPDF_ANNOT_LINE,
)  # fmt: skip
_TICKS = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_VALUES = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_EMPTY = 2  # bytes of the text of an appearance that there is not
_MOST_ANNOTATIONS = 5_000


def filled_page(document: PdfDocument, page: PdfPage, index: int) -> tuple[PdfPage, list[Word]]:
    """Give a page with what its annotations show as a part of its content, and as words what they do not show as text."""
    places: list[Edge] = []
    boxes: list[Word] = []
    for number in reversed(range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS))):
        annotation = pdfium.FPDFPage_GetAnnot(page, number)
        if pdfium.FPDFAnnot_GetSubtype(annotation) in _DRAWN and not pdfium.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
            found = list(_filled(document, annotation))
            boxes += found
            places += _place(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if found:  # what it draws is a mark in its box, which is read as a ticked one
                pdfium.FPDFPage_RemoveAnnot(page, number)
        else:
            pdfium.FPDFPage_CloseAnnot(annotation)
    before = _texts(page) if places else set()
    if not places or pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) != pdfium.FLATTEN_SUCCESS:
        return page, boxes
    flattened = document[index]
    if 2 * len(before & _texts(flattened)) < len(before):  # its fonts were those of all pages, which it has lost
        boxes += _words_at(flattened, places)
        flattened.close()
        return page, boxes
    page.close()
    return flattened, boxes


def _texts(page: PdfPage) -> set[str]:
    text_page = page.get_textpage()
    texts = set(text_page.get_text_range().split())
    text_page.close()
    return texts


def _words_at(page: PdfPage, places: list[Edge]) -> list[Word]:
    text_page = page.get_textpage()
    words = [one.word for one in drawn_words(text_page, [])]
    text_page.close()
    return [
        word
        for word in words
        if any(left < word.centre[0] < right and bottom < word.centre[1] < top for left, top, right, bottom in places)
    ]


def _place(annotation: "pdfium.FPDF_ANNOTATION") -> Iterator[Edge]:
    box = pdfium.FS_RECTF()
    if pdfium.FPDFAnnot_GetRect(annotation, box):
        yield box.left, box.top, box.right, box.bottom


def _filled(document: PdfDocument, annotation: "pdfium.FPDF_ANNOTATION") -> Iterator[Word]:
    """Give the box that a field ticks or leaves empty, or the value of a field that draws nothing."""
    box = pdfium.FS_RECTF()
    if document.formenv is None or not pdfium.FPDFAnnot_GetRect(annotation, box):
        return
    kind, text = pdfium.FPDFAnnot_GetFormFieldType(document.formenv, annotation), ""
    if kind in _TICKS:
        text = "☑" if pdfium.FPDFAnnot_IsChecked(document.formenv, annotation) else "☐"
    elif kind in _VALUES and pdfium.FPDFAnnot_GetAP(annotation, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) <= _EMPTY:
        text = " ".join(_value(document, annotation).split())
    if text:
        size, middle = min(12.0, max(4.0, box.top - box.bottom)), (box.top + box.bottom) / 2
        yield Word(box.left, middle + size / 2, box.right, middle - size / 2, text, size, False, baseline=middle - 0.35 * size)


def _value(document: PdfDocument, annotation: "pdfium.FPDF_ANNOTATION") -> str:
    length = pdfium.FPDFAnnot_GetFormFieldValue(document.formenv, annotation, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFAnnot_GetFormFieldValue(document.formenv, annotation, buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").rstrip("\0")
