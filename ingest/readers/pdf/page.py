"""One page of a PDF as PDFium gives it: words with their boxes, and ruling lines."""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, pi

import pypdfium2.raw as pdfium
from pypdfium2 import PdfPage, PdfTextPage

_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0be\uf06c\uf06e\uf071", "•"))
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BOLD = re.compile(rb"bold|black|heavy|semib|demi|simhei", re.IGNORECASE)
_MOST_CHARACTERS = 100_000
_MOST_PATHS = 20_000
_SPACES = (0x20, 0xA0, 0x3000)
_HYPHENS = (0x02, 0xFFFE)  # what PDFium gives for a hyphen at a line's end

Edge = tuple[float, float, float, float]
"""A horizontal or vertical line: left, top, right, bottom."""


@dataclass(slots=True)
class Box:
    """Where something stands on the page, in points from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Word(Box):
    """Characters that stand together; `size` is that of the font in points.

    `ends_line` and `spaced` say that the page's content goes on in another line, or with a space of its own.
    """

    text: str
    size: float
    bold: bool
    ends_line: bool = False
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The words of a page in the order of its content, its ruling lines, and its size in points."""

    number: int
    words: list[Word]
    edges: list[Edge]
    width: float
    height: float


def page_of(page: PdfPage, number: int) -> Page:
    """Take from a page what its text is made of, turned so that most of it runs from left to right."""
    text_page = page.get_textpage()
    left, bottom, right, top = page.get_bbox()
    turns: Counter[int] = Counter()
    words = list(_words(text_page, turns))
    edges = list(_edges(page))
    quarter = turns.most_common(1)[0][0] if turns else 0
    kept = [word for word, turn in words if turn == quarter]
    corners = {0: (left, top), 1: (right, top), 2: (right, bottom), 3: (left, bottom)}
    for word in kept:
        word.left, word.top, word.right, word.bottom = _turned((word.left, word.top, word.right, word.bottom), quarter, corners[quarter])
    lines = [_turned(edge, quarter, corners[quarter]) for edge in edges]
    size = (right - left, top - bottom)
    text_page.close()
    return Page(number, kept, lines, *(size if quarter % 2 == 0 else size[::-1]))


def _turned(box: Edge, quarter: int, corner: tuple[float, float]) -> Edge:
    """Bring a box from PDF coordinates, y upwards, to ours, y downwards, with text of `quarter` turns upright."""
    x1, y1, x2, y2 = box[0] - corner[0], box[1] - corner[1], box[2] - corner[0], box[3] - corner[1]
    turned = {0: (x1, -y1, x2, -y2), 1: (-y1, -x1, -y2, -x2), 2: (-x1, y1, -x2, y2), 3: (y1, x1, y2, x2)}[quarter]
    return min(turned[0], turned[2]), min(turned[1], turned[3]), max(turned[0], turned[2]), max(turned[1], turned[3])


def _words(page: PdfTextPage, turns: Counter[int]) -> Iterator[tuple[Word, int]]:
    """Give the words with the quarter turns of their text; text that stands aslant, such as a watermark, is left out."""
    box, word, quarter = pdfium.FS_RECTF(), None, 0
    for index in range(min(page.count_chars(), _MOST_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in (10, 13) or code in _SPACES or pdfium.FPDFText_IsGenerated(page, index) == 1:
            if word is not None:
                word.ends_line = code in (10, 13)
                word.spaced = code in _SPACES and pdfium.FPDFText_IsGenerated(page, index) == 0
                yield word, quarter
            word = None
            continue
        angle = pdfium.FPDFText_GetCharAngle(page, index) / (pi / 2)
        if code == 0 or abs(angle - round(angle)) > 0.03 or not pdfium.FPDFText_GetLooseCharBox(page, index, box):
            continue
        turned = round(angle) % 4
        turns[turned] += 1
        if word is not None and (turned != quarter or not _follows(word, box, quarter)):
            yield word, quarter
            word = None
        character = "\u00ad" if code in _HYPHENS else _character(code)
        if word is None:
            size, bold = _font(page, index)
            word, quarter = Word(box.left, box.top, box.right, box.bottom, character, size, bold), turned
        else:
            word.text += character
            word.left, word.right = min(word.left, box.left), max(word.right, box.right)
            word.top, word.bottom = max(word.top, box.top), min(word.bottom, box.bottom)
    if word is not None:
        yield word, quarter


def _character(code: int) -> str:
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return chr(code).translate(_BULLETS).translate(_LIGATURES)


def _follows(word: Word, box: pdfium.FS_RECTF, quarter: int) -> bool:
    """Say whether a character continues a word: on its line, and right after it."""
    size = max(1.0, word.size)
    if quarter % 2:
        across, gap = abs((box.left + box.right) - (word.left + word.right)) / 2, max(box.bottom - word.top, word.bottom - box.top)
    else:
        across, gap = abs((box.top + box.bottom) - (word.top + word.bottom)) / 2, max(box.left - word.right, word.left - box.right)
    return bool(across < 0.6 * size and gap < 0.8 * size)


def _font(page: PdfTextPage, index: int) -> tuple[float, bool]:
    matrix, name, flags = pdfium.FS_MATRIX(), ctypes.create_string_buffer(128), ctypes.c_int()
    scale = hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(page, index, matrix) else 1.0
    pdfium.FPDFText_GetFontInfo(page, index, name, 128, flags)
    bold = pdfium.FPDFText_GetFontWeight(page, index) >= 600 or bool(_BOLD.search(name.value))
    return round(pdfium.FPDFText_GetFontSize(page, index) * (scale or 1.0), 1), bold


def _edges(page: PdfPage) -> Iterator[Edge]:
    """Give the straight lines that the page draws along its sides, in PDF coordinates."""
    for count, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)):
        if count > _MOST_PATHS:
            return
        matrix = item.get_matrix()
        container = item.container
        while container is not None:
            matrix = matrix.multiply(container.get_matrix())
            container = container.container
        points: list[tuple[float, float]] = []
        for number in range(min(pdfium.FPDFPath_CountSegments(item), 200)):
            segment = pdfium.FPDFPath_GetPathSegment(item, number)
            x, y = ctypes.c_float(), ctypes.c_float()
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
