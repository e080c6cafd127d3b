"""The words of a page as PDFium gives its characters: with their boxes, fonts and turns."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from ctypes import byref
from dataclasses import dataclass
from math import atan2, hypot, pi
from struct import Struct
from typing import Any, NamedTuple

import numpy
import numpy.typing
import pypdfium2.raw as pdfium
from pypdfium2 import PdfTextPage

from ingest.readers.pdf import quick
from ingest.readers.pdf.words import Edge, Word

_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0be\uf06c\uf06e\uf071", "•"))
_CHARACTERS = _BULLETS | str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_CHARACTERS |= {0x02: "\u00ad", 0xFFFE: "\u00ad", 0x0C: ""}  # hyphens at the ends of lines, and a glyph whose character is not known
_REPLACED = re.compile(f"[{re.escape(''.join(map(chr, _CHARACTERS)))}]")
_BOLD = re.compile(rb"bold|black|heavy|semib|demi|simhei", re.IGNORECASE)
_RUN = re.compile("[^\0\r\n \u00a0\u3000]+")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a character, for which PDFium has two places
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]")  # letters and figures of a style
_NO_CHARACTER = re.compile("\ufffe")  # what PDFium gives for a hyphen at a line's end and for a glyph whose character is not known
_MOST_CHARACTERS = 100_000
_FAINT = 235  # of 255: the least of red, green and blue of a colour that may be that of the paper
_FIRST_UNSPACED = "\u2e80"  # characters before it are of scripts that part words
_LOOKS = Struct("4f8x4I")  # what PDFium tells of a character: the matrix, without where it stands, and red, green, blue and opacity
_LEAST_SIZE = 1.0  # points
_LEANS = 0.25  # of the font's size
_TOUCHING = 0.12  # of the font's size: less than that is left within a word, as far as is seen
_AGAINST = 0.1  # of the font's size: less than that is left, or taken back, between letters of a word that are drawn one by one
_NARROW = 0.35  # of the font's size: less than that may be left between letters that are set apart
_FEWEST_LETTERS, _LEAST_SPACE = 2, 0.15  # of words that objects of their own draw, and of the font's size what parts them
_WIDEST_SPACE = 0.7  # of the font's size: what may be left between two words of a sentence


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


class Drawn(NamedTuple):
    """A word, or words of one object, in PDF coordinates, y upwards; its style, and the places of its characters on the page."""

    word: Word
    style: Style
    span: tuple[int, int]


class _Reader:
    """The characters of one page."""

    def __init__(self, page: PdfTextPage) -> None:
        self._text = _text_of(page.raw, min(page.count_chars(), _MOST_CHARACTERS))
        self._page = ctypes.cast(page.raw, ctypes.c_void_p)
        self._styles: dict[int, Style] = {}
        self._alike: dict[tuple[object, ...], Style] = {}  # by what PDFium tells of them
        self._objects: dict[int, int] = {}
        self._bold: dict[int, bool] = {}
        self._box, self._x, self._y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        self._right = ctypes.c_double()
        self._to_box, self._to_x, self._to_y = byref(self._box), byref(self._x), byref(self._y)
        self._looks = bytearray(_LOOKS.size)
        self._to_matrix, *self._to_colour = [
            byref(kind.from_buffer(self._looks, place))
            for kind, place in ((pdfium.FS_MATRIX, 0), *((ctypes.c_uint, 24 + 4 * n) for n in range(4)))
        ]
        self._following = 0.0  # where the character after the last word begins
        self._apart = 0.0
        self._apart_by_objects = False
        self._goes_on_at = -1  # where a word goes on after a space that is none

    def words(self) -> Iterator[Drawn]:
        """Give the words, those together that one object draws with usual spaces between them."""
        begin = end = own = 0
        for run in _RUN.finditer(self._text):
            first, last = run.span()
            if first == end + 1 and own and self._object(last - 1) == own and self._goes_on(own, end, first):
                end = last
                continue
            yield from self._words(begin, end)
            begin, end = first, last
            own = self._object(begin)
        yield from self._words(begin, end)

    def single_words(self, together: Drawn) -> Iterator[Drawn]:
        """Give what was drawn together word by word, and a word by the objects that draw it."""
        self._apart_by_objects = True
        joined = together.word.joined
        for run in _RUN.finditer(self._text, *together.span):
            for one in self._words(*run.span()):
                one.word.joined, joined = joined, one.span[1] < run.end()
                yield one

    def _words(self, first: int, last: int) -> Iterator[Drawn]:
        joined = first == self._goes_on_at
        before: Word | None = None
        for begin, end in self._parts(first, last):
            if drawn := self._word(begin, end, joined):
                drawn.word.joined = joined and not (before and _parted(before, drawn.word))
                joined, before = True, drawn.word
                if end == last:
                    self._set_following(drawn.word, last)
                yield drawn

    def _goes_on(self, own: int, end: int, first: int) -> bool:
        """Say whether an object goes on after the space at `end` as words on one line do."""
        style = self._styles.get(own) or self._style(first)
        if style.quarter != 0:
            return False
        text = self._text
        before, begins = self._origin(end)[0], self._origin(first)[0]
        if begins == before:  # a space that the content does not have stands where the next word begins
            quick.loose_box(self._page, end - 1, self._to_box)
            before = self._box.right
        least = 0.15 if text[end - 1] < _FIRST_UNSPACED and text[first] < _FIRST_UNSPACED else 0.36
        return least * style.size < begins - before < _WIDEST_SPACE * style.size

    def _parts(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Part a run of characters by the objects of the page that draw them, those together that draw a word letter by letter."""
        if first == last:
            return
        begin, own = first, self._object(first)
        if last - first > 1 and self._object(last - 1) != own:
            style, level = self._style(first), self._origin(first)[1]
            for index in range(first + 1, last):
                if (other := self._object(index)) != own:
                    own = other
                    if self._apart_by_objects or self._style(index) is not style or not self._goes_on_at_once(style, level, index):
                        yield begin, index
                        begin, style, level = index, self._style(index), self._origin(index)[1]
        yield begin, last

    def _goes_on_at_once(self, style: Style, level: float, index: int) -> bool:
        """Say whether the letter of a new object at `index` stands on the line at `level`, right after the letter before it."""
        letters = self._text[index - 1 : index + 1]
        if not letters.isalpha() or max(letters) >= _FIRST_UNSPACED or style.quarter != 0 or style.unseen or style.tiny or style.faint:
            return False
        x, own_level = self._origin(index)
        quick.loose_box(self._page, index - 1, self._to_box)
        return bool(own_level == level and abs(x - self._box.right) < _AGAINST * style.size)

    def _object(self, index: int) -> int:
        if index not in self._objects:
            self._objects[index] = quick.text_object(self._page, index) or 0
        return self._objects[index]

    def _word(self, first: int, last: int, joined: bool) -> Drawn | None:
        text = _whole(self._text[first:last])
        if not text or not quick.loose_box(self._page, first, self._to_box):
            return None
        style, box = self._style(first), self._box
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        x, baseline = self._origin(first)
        if last - first > 1:
            quick.loose_box(self._page, last - 1, self._to_box)
            left, bottom, right, top = min(left, box.left), min(bottom, box.bottom), max(right, box.right), max(top, box.top)
        self._following = right
        if style.quarter == 0:
            left = x if left < x < right else left
            end, level = self._origin(last) if last < len(self._text) else (right, baseline)
            # The glyphs of a leaning font reach a little over the space that the font gives them.
            leans = max(left, right - _LEANS * style.size) < end < right and abs(level - baseline) < 0.1 * style.size
            right = end if leans else right
            self._following = end
        return Drawn(Word(left, top, right, bottom, text, style.size, style.bold, baseline=baseline, joined=joined), style, (first, last))

    def _origin(self, index: int) -> tuple[float, float]:
        quick.origin(self._page, index, self._to_x, self._to_y)
        return self._x.value, self._y.value

    def _set_following(self, word: Word, index: int) -> None:
        """Note what the content of the page has after a word: another line, or a space of its own."""
        if index >= len(self._text):
            return
        word.ends_line = self._text[index] in "\r\n"
        word.spaced = not word.ends_line and quick.is_generated(self._page, index) == 0
        if word.ends_line or word.spaced or index + 1 == len(self._text) or word.text[-1] >= _FIRST_UNSPACED:
            return
        gap = self._following - word.right
        if gap < _TOUCHING * word.size or (gap < _NARROW * word.size and self._object(index) == 0):
            self._judge_space(word, index)

    def _judge_space(self, word: Word, index: int) -> None:
        """Note whether a narrow space that the content of the page does not have is one, or white between letters."""
        begins, level = self._origin(index + 1)
        if abs(begins - word.right) < _NARROW * word.size and abs(level - word.baseline) < 0.1 * word.size:
            if self._object(index - 1) == self._object(index + 1):
                word.spaced = self._reaches_over(index - 1)
            elif begins - word.right < 1.2 * self._letters_apart(index):
                self._goes_on_at = index + 1

    def _reaches_over(self, index: int) -> bool:
        """Say whether a letter reaches over the space that the font gives it, so that more space follows than is seen."""
        quick.loose_box(self._page, index, self._to_box)
        quick.close_box(self._page, index, self._to_x, byref(self._right), self._to_y, self._to_y)
        return bool(abs(self._box.right - self._right.value) < 0.001)

    def _letters_apart(self, end: int) -> float:
        """Give the least white between the last letters of a word that ends at `end`, for a letter alone as in the word before."""
        gaps: list[float] = []
        for index in range(end - 1, max(end - 4, 0), -1):
            if self._text[index - 1] in "\r\n \0":
                break
            begins, _ = self._origin(index)
            quick.loose_box(self._page, index - 1, self._to_box)
            gaps.append(begins - self._box.right)
        if gaps:
            self._apart = min(gaps)
        return self._apart

    def _style(self, index: int) -> Style:
        id = self._object(index)
        if id not in self._styles:
            self._styles[id] = self._new_style(index)
        return self._styles[id]

    def _new_style(self, index: int) -> Style:
        drawn = self._object(index)
        handle = ctypes.c_void_p(drawn)
        has_matrix = quick.matrix_of(self._page, index, self._to_matrix)
        known = quick.fill_colour(self._page, index, *self._to_colour)
        mode, font = (quick.render_mode(handle), quick.font_of(handle) or 0) if drawn else (0, 0)
        looks = (_LOOKS.unpack(self._looks), has_matrix, known, mode, font, quick.font_size(self._page, index))
        if looks not in self._alike:
            self._alike[looks] = self._style_of(index, *looks)
        return self._alike[looks]

    def _style_of(self, index: int, looks: tuple[Any, ...], has_matrix: int, known: int, mode: int, font: int, size: float) -> Style:
        (a, b, c, d), (red, green, blue, alpha) = looks[:4] if has_matrix else (1, 0, 0, 1), looks[4:]
        turn = atan2(-b, a) / (pi / 2)
        shown = round(size * (hypot(c, d) or 1.0), 1)
        return Style(
            shown,
            self._is_bold(index, font),
            round(turn) % 4 if abs(turn - round(turn)) <= 0.03 else None,
            mode == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE or (bool(known) and mode == 0 and alpha == 0),
            0 < shown < _LEAST_SIZE,
            bool(known) and mode == 0 and min(red, green, blue) >= _FAINT,
        )

    def _is_bold(self, index: int, font: int) -> bool:
        if font not in self._bold:
            name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
            page = ctypes.cast(self._page, pdfium.FPDF_TEXTPAGE)
            pdfium.FPDFText_GetFontInfo(page, index, name, 128, flags)
            self._bold[font] = pdfium.FPDFText_GetFontWeight(page, index) >= 600 or bool(_BOLD.search(name.value))
        return self._bold[font]


def _parted(before: Word, word: Word) -> bool:
    """Say whether white as wide as a space parts words that two objects draw; letters that are drawn one by one may stand apart."""
    if min(len(before.text), len(word.text)) < _FEWEST_LETTERS or max(before.text[-1], word.text[0]) >= _FIRST_UNSPACED:
        return False
    is_level = abs(before.baseline - word.baseline) < 0.1 * word.size and before.size == word.size
    is_space = _LEAST_SPACE * word.size < word.left - before.right < _WIDEST_SPACE * word.size
    return is_level and is_space and before.text[-1].isalpha() and word.text[0].isalpha()


def drawn_words(page: PdfTextPage, edges: list[Edge]) -> list[Drawn]:
    """Give the words of a page in the order of its content, those together that one object draws and no edge of the page parts."""
    reader = _Reader(page)
    drawn = list(reader.words())
    if not edges:
        return drawn
    crossed = _crossed([one.word for one in drawn], edges)
    return [
        one for together, parted in zip(drawn, crossed, strict=True) for one in (reader.single_words(together) if parted else [together])
    ]


def _crossed(words: list[Word], edges: list[Edge]) -> list[bool]:
    """Say of each word whether a line goes through its letters."""
    boxes = [(word.left + 1, word.baseline + 0.5 * word.size, word.right - 1, word.baseline + 0.1 * word.size) for word in words]
    if len(edges) > len(words):
        lines = numpy.array(edges).T
        return [bool(_meet(box, lines).any()) for box in boxes]
    letters, found = numpy.array(boxes).T, numpy.zeros(len(boxes), bool)
    for edge in edges:
        found |= _meet(edge, letters)
    return [bool(one) for one in found]


def _meet(box: Edge, others: numpy.typing.NDArray[numpy.float64]) -> numpy.typing.NDArray[numpy.bool_]:
    """Say which boxes, y upwards, of which `others` has the left, top, right and bottom edges, have a part in common with `box`."""
    left, top, right, bottom = box
    meeting: numpy.typing.NDArray[numpy.bool_] = (others[0] < right) & (others[2] > left) & (others[1] > bottom) & (others[3] < top)
    return meeting


def _text_of(page: "ctypes._Pointer[pdfium.fpdf_textpage_t__]", count: int) -> str:
    """Give the characters of a page, at the places that PDFium counts them by."""
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    length = pdfium.FPDFText_GetText(page, 0, count, buffer)
    text = bytes(buffer)[: 2 * (length - 1)].decode("utf-16-le", "replace") if length else ""
    if len(text) == count:
        return _NO_CHARACTER.sub(lambda found: found[0] if pdfium.FPDFText_IsHyphen(page, found.start()) == 1 else "\0", text)
    codes = (pdfium.FPDFText_GetUnicode(page, index) for index in range(count))
    return "".join(chr(code) if code <= 0x10FFFF else "\ufffd" for code in codes)


def _whole(text: str) -> str:
    """Put characters together of their halves, and give ligatures, signs of fonts and mathematical letters as plain ones."""
    if _REPLACED.search(text):
        text = text.translate(_CHARACTERS)
    if not _SURROGATE.search(text):
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _MATHEMATICAL.sub(lambda letter: unicodedata.normalize("NFKC", letter[0]), whole)
