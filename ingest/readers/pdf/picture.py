"""A page of a PDF as a picture, where each of its characters stands on it, and the bookmarks that lead to pages."""

from ctypes import byref, c_int
from io import BytesIO
from itertools import islice

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage, PdfTextPage

from ingest.errors import ReadingError
from ingest.rendition.picture import FULL, Bookmark, PagePicture

_WIDTH, _SMALL, _MOST_PIXELS = 1_400, 180, 6_000_000
_MOST_BOOKMARKS, _MOST_PAGES = 2_000, 1_000
_QUALITY = 80


def picture_of(content: bytes, number: int, small: bool = False) -> PagePicture:
    """Give the page with a number, from 1, of the PDF with these bytes, `small` without its characters.

    Raises ReadingError where there is none.
    """
    try:
        with PdfDocument(content) as document:
            if not 0 < number <= len(document):
                raise ReadingError("The file has no page {number}.", number=number)
            page = document[number - 1]
            width, height = page.get_size()
            scale = min((_SMALL if small else _WIDTH) / max(1, width), (_MOST_PIXELS / max(1, width * height)) ** 0.5)
            picture = page.render(scale=scale).to_pil().convert("RGB")
            written = BytesIO()
            picture.save(written, "WEBP", quality=_QUALITY)
            text, places = ("", ()) if small else _characters(page)
            return PagePicture(written.getvalue(), picture.width, picture.height, text, places)
    except PdfiumError as error:
        raise ReadingError("The page cannot be shown.") from error


def bookmarks_of(content: bytes) -> list[Bookmark]:
    """Give the bookmarks of the PDF with these bytes that lead to pages, the first 2,000."""
    try:
        with PdfDocument(content) as document:
            found = []
            for mark in islice(document.get_toc(), _MOST_BOOKMARKS):
                target = mark.get_dest()
                index = target.get_index() if target is not None else None
                if index is not None and 0 <= index < len(document):
                    found.append(Bookmark(mark.level + 1, mark.get_title(), index + 1))
            return found
    except PdfiumError as error:
        raise ReadingError("The page cannot be shown.") from error


def texts_of(content: bytes) -> list[str]:
    """Give the characters of each page of the PDF with these bytes, of the first 1,000 pages."""
    try:
        with PdfDocument(content) as document:
            return [_characters(document[index])[0] for index in range(min(len(document), _MOST_PAGES))]
    except PdfiumError as error:
        raise ReadingError("The page cannot be shown.") from error


def _characters(page: PdfPage) -> tuple[str, tuple[tuple[int, int, int, int], ...]]:
    letters: list[str] = []
    places = []
    text_page: PdfTextPage = page.get_textpage()
    for index in range(text_page.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        left, bottom, right, top = text_page.get_charbox(index, loose=True)
        corners = (_on_page(page, left, top), _on_page(page, right, bottom))
        letters.append(letter if letter.isprintable() else " ")
        across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
        places.append((across[0], down[0], across[1], down[1]))
    return "".join(letters), tuple(places)


def _on_page(page: PdfPage, x: float, y: float) -> tuple[int, int]:
    """Give where a point stands on the page as it is shown, however it is turned and cut."""
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, FULL, FULL, 0, x, y, byref(across), byref(down))
    return min(max(across.value, 0), FULL), min(max(down.value, 0), FULL)
