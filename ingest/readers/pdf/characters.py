"""The words of a page as PDFium gives its characters: with their boxes, fonts and turns."""

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy
import numpy.typing
import pypdfium2.raw as pdfium
from pypdfium2 import PdfTextPage

from ingest.readers.pdf.parts import UNSPACED, parts_of
from ingest.readers.pdf.places import Places
from ingest.readers.pdf.quick import Indexes, Numbers, Truths
from ingest.readers.pdf.styles import Style
from ingest.readers.pdf.words import Edge, Word
from language.chinese.radicals import without_radicals

_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0be\uf06c\uf06e\uf071", "•"))
_CHARACTERS = _BULLETS | str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_CHARACTERS |= {0x02: "\u00ad", 0xFFFE: "\u00ad", 0x0C: ""}  # hyphens at the ends of lines, and a glyph whose character is not known
_REPLACED = re.compile(f"[{re.escape(''.join(map(chr, _CHARACTERS)))}]")
_FIRST_UNSPACED = chr(UNSPACED)
_RUN = re.compile("[^\0\r\n \u00a0\u3000]+")
_SURROGATE = re.compile("[\ud800-\udfff]")  # half of a character, for which PDFium has two places
_MATHEMATICAL = re.compile("[\U0001d400-\U0001d7ff]")  # letters and figures of a style
_NO_CHARACTER = re.compile("\ufffe")  # what PDFium gives for a hyphen at a line's end and for a glyph whose character is not known
_MOST_CHARACTERS = 100_000
_MOST_PAIRS = 100_000  # of words and lines that are looked at together
_LEANS = 0.25  # of the font's size
_TOUCHING = 0.12  # of the font's size: less than that is left within a word, as far as is seen
_AS_WIDE = 1.2  # times the white between letters: less parts no words
_LAST_LETTERS = 3  # of a word: those of which the white between them is looked at
_NEW_LINE, _RETURN, _SPACE, _NO_BREAK, _WIDE_SPACE = map(ord, "\n\r \u00a0\u3000")
_NARROW = 0.35  # of the font's size: less than that may be left between letters that are set apart
_FEWEST_LETTERS, _LEAST_SPACE = 2, 0.15  # of words that objects of their own draw, and of the font's size what parts them
_WIDEST_SPACE = 0.7  # of the font's size: what may be left between two words of a sentence


class Drawn(NamedTuple):
    """A word, or words of one object, in PDF coordinates, y upwards; its style, and the places of its characters on the page."""

    word: Word
    style: Style
    span: tuple[int, int]


class _Reader:
    """The characters of one page."""

    def __init__(self, page: PdfTextPage) -> None:
        self._text = without_radicals(_text_of(page.raw, min(page.count_chars(), _MOST_CHARACTERS)))
        codes = numpy.frombuffer(f"{self._text}\0".encode("utf-32-le", "surrogatepass"), numpy.uint32).astype(numpy.int64)
        self._codes = codes
        self._parting = (codes == _NEW_LINE) | (codes == _RETURN) | (codes == _SPACE) | (codes == 0)
        self._is_plain = not _REPLACED.search(self._text) and not _SURROGATE.search(self._text)
        self._places = Places(page, len(self._text))
        self._apart = 0.0
        self._goes_on_at = -1  # where a word goes on after a space that is none

    def words(self) -> list[Drawn]:
        """Give the words, those together that one object draws with usual spaces between them."""
        inside = ~(self._parting | (self._codes == _NO_BREAK) | (self._codes == _WIDE_SPACE))
        runs = numpy.flatnonzero(numpy.diff(inside, prepend=False)).reshape(-1, 2)
        return list(self._words(*self._together(runs))) if runs.size else []

    def single_words(self, together: Iterable[Drawn]) -> list[list[Drawn]]:
        """Give what was drawn together word by word, and a word by the objects that draw it."""
        spans = [[run.span() for run in _RUN.finditer(self._text, *one.span)] for one in together]
        first, last = numpy.array([run for own in spans for run in own]).T
        words = self._words(first, last, by_objects=True)
        found: list[list[Drawn]] = []
        after = next(words, None)
        for one, own in zip(together, spans, strict=True):
            joined, parts = one.word.joined, []
            for _, last in own:
                while after is not None and after.span[1] <= last:
                    after.word.joined, joined = joined, after.span[1] < last
                    parts.append(after)
                    after = next(words, None)
            found.append(parts)
        return found

    def _together(self, runs: Indexes) -> tuple[Indexes, Indexes]:
        """Give where runs of characters begin and end, those joined that one object draws with usual spaces between them."""
        places, (first, last) = self._places, runs.T
        places.find_objects(numpy.concatenate([first, last - 1]))
        places.find_origins(numpy.concatenate([first, last[last < len(self._text)]]))
        places.numbers_of_styles(first)
        starts, ends = places.drawn[first], places.drawn[last - 1]
        own, before = ends[1:], last[:-1]
        may_go_on = (first[1:] == before + 1) & (own > 0) & ((own == starts[:-1]) | (own == ends[:-1]))
        after = numpy.flatnonzero(may_go_on) + 1
        goes_on = set(after[self._go_on(last[after - 1], first[after])].tolist())
        kept: list[int] = []
        owner = 0
        for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
            if number not in goes_on or end != owner:
                kept.append(number)
                owner = start
        return first[kept], last[[*(number - 1 for number in kept[1:]), len(last) - 1]]

    def _go_on(self, end: Indexes, first: Indexes) -> Truths:
        """Say whether objects go on after the spaces at `end` as words on one line do."""
        places = self._places
        styles = places.numbers_of_styles(first)
        before, begins = places.x[end], places.x[first]
        generated = begins == before  # a space that the content does not have stands where the next word begins
        places.find_boxes(end[generated] - 1)
        before = numpy.where(generated, places.boxes[end - 1, 2], before)
        parts_words = (self._codes[end - 1] < UNSPACED) & (self._codes[first] < UNSPACED)
        sizes, gaps = places.styles.sizes()[styles], begins - before
        is_space = (numpy.where(parts_words, 0.15, 0.36) * sizes < gaps) & (gaps < _WIDEST_SPACE * sizes)
        goes_on: Truths = is_space & places.styles.are_level()[styles]
        return goes_on

    def _words(self, first: Indexes, last: Indexes, by_objects: bool = False) -> Iterator[Drawn]:
        """Give the words of runs of characters."""
        begin, end, opens, closes = parts_of(self._places, self._codes, first, last, by_objects)
        spans = list(zip(begin.tolist(), end.tolist(), strict=True))
        texts = [self._text[one:other] for one, other in spans]
        texts = texts if self._is_plain else list(map(_whole, texts))
        numbers = self._places.numbers_of_styles(begin)
        edges, baselines, reached = self._edges(begin, end, numbers)
        sizes = self._places.styles.sizes()[numbers]
        spaces = self._spaces(texts, end, closes, baselines, edges[2], reached, sizes)
        styles = self._places.styles.all
        before: Word | None = None
        joined = False
        for span, text, opening, number, left, top, right, bottom, baseline, ends_line, spaced, white, apart in zip(
            spans, texts, opens.tolist(), numbers.tolist(), *(side.tolist() for side in edges), baselines.tolist(),
            *(one.tolist() for one in spaces), strict=True
        ):  # fmt: skip
            if opening:
                before, joined = None, span[0] == self._goes_on_at
            if not text:
                continue
            style = styles[number]
            word = Word(left, top, right, bottom, text, style.size, style.bold, ends_line, spaced, baseline, joined)
            word.joined = joined and not (before and _parted(before, word))
            before, joined = word, True
            if white == white:  # a space that the content does not have
                self._apart = apart if apart == apart else self._apart
                self._goes_on_at = span[1] + 1 if white < _AS_WIDE * self._apart else self._goes_on_at
            yield Drawn(word, style, span)

    def _edges(self, begin: Indexes, end: Indexes, styles: Indexes) -> tuple[list[Numbers], Numbers, Numbers]:
        """Give the left, top, right and bottom edges of words, their baselines, and how far the font has them reach to the right."""
        places, inside = self._places, end < len(self._text)
        sizes, level = places.styles.sizes()[styles], places.styles.are_level()[styles]
        places.find_boxes(numpy.concatenate([begin, end - 1]))
        places.find_origins(begin, end[inside])
        x, y = places.x[begin], places.y[begin]
        (left, top, right, bottom), (left_2, top_2, right_2, bottom_2) = places.boxes[begin].T, places.boxes[end - 1].T
        left, top = numpy.minimum(left, left_2), numpy.maximum(top, top_2)
        right, bottom = numpy.maximum(right, right_2), numpy.minimum(bottom, bottom_2)
        left = numpy.where(level & (left < x) & (x < right), x, left)
        reached = numpy.where(level & inside, places.x[end], right)
        # The glyphs of a leaning font reach a little over the space that the font gives them.
        leans = level & (numpy.maximum(left, right - _LEANS * sizes) < reached) & (reached < right)
        leans &= numpy.abs(places.y[end] - y) < 0.1 * sizes
        return [left, top, numpy.where(leans, reached, right), bottom], y, reached

    def _spaces(
        self, texts: list[str], end: Indexes, closes: Truths, baselines: Numbers, right: Numbers, reached: Numbers, sizes: Numbers
    ) -> tuple[Truths, Truths, Numbers, Numbers]:
        """Say which words the content of the page has another line or a space of its own after.

        For those with a narrow space after them that it does not have give that, and the least white between their last letters.
        """
        places, codes = self._places, self._codes
        inside = closes & (end < len(self._text)) & numpy.array(list(map(bool, texts)), bool)
        ends_line = inside & ((codes[end] == _RETURN) | (codes[end] == _NEW_LINE))
        spaced = inside & ~ends_line
        spaced[spaced] = places.are_in_content(end[spaced])
        parts_words = numpy.array([text[-1:] < _FIRST_UNSPACED for text in texts], bool)
        open_ = numpy.flatnonzero(inside & ~ends_line & ~spaced & (end + 1 < len(self._text)) & parts_words)
        gaps = (reached - right)[open_]
        narrow = gaps < _NARROW * sizes[open_]
        unsure = narrow & ~(gaps < _TOUCHING * sizes[open_])
        places.find_objects(end[open_[unsure]])
        own = open_[narrow & (~unsure | (places.drawn[end[open_]] == 0))]
        whites, aparts = numpy.full((2, len(end)), numpy.nan)
        if not own.size:
            return ends_line, spaced, whites, aparts
        places.find_origins(end[own] + 1)
        white = places.x[end[own] + 1] - right[own]
        level = places.y[end[own] + 1] - baselines[own]
        own = own[(numpy.abs(white) < _NARROW * sizes[own]) & (numpy.abs(level) < 0.1 * sizes[own])]
        places.find_objects(end[own] - 1, end[own] + 1)
        together = places.drawn[end[own] - 1] == places.drawn[end[own] + 1]
        spaced[own[together]] = [places.reaches_over(index - 1) for index in end[own[together]].tolist()]
        own = own[~together]
        whites[own] = places.x[end[own] + 1] - right[own]
        aparts[own] = self._letters_apart(end[own], whites[own])
        return ends_line, spaced, whites, aparts

    def _letters_apart(self, end: Indexes, white: Numbers) -> Numbers:
        """Give the least white between the last letters of words that end at `end`, no number for a letter alone.

        Where already that before the last letter is too little for the `white` after the word, the others are not looked at, unless
        a letter alone follows.
        """
        places, least, within = self._places, numpy.full(len(end), numpy.nan), numpy.ones(len(end), bool)
        for back in range(1, _LAST_LETTERS + 1):
            index = end - back
            within &= (index > 0) & ~self._parting[index - 1]
            if back == 2:
                alone = numpy.isnan(least)
                within &= (white < _AS_WIDE * least) | numpy.append(alone[1:], True)
            inner = index[within]
            places.find_origins(inner)
            places.find_boxes(inner - 1)
            least[within] = numpy.fmin(least[within], places.x[inner] - places.boxes[inner - 1, 2])
        return least


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
    drawn = reader.words()
    if not edges:
        return drawn
    crossed = _crossed([one.word for one in drawn], edges)
    if not any(crossed):
        return drawn
    single = iter(reader.single_words([one for one, parted in zip(drawn, crossed, strict=True) if parted]))
    return [one for together, parted in zip(drawn, crossed, strict=True) for one in (next(single) if parted else [together])]


def _crossed(words: list[Word], edges: list[Edge]) -> list[bool]:
    """Say of each word whether a line goes through its letters."""
    boxes = numpy.array(
        [(word.left + 1, word.baseline + 0.5 * word.size, word.right - 1, word.baseline + 0.1 * word.size) for word in words]
    )
    left, top, right, bottom = boxes.reshape(-1, 4).T
    found = numpy.zeros(len(words), bool)
    lines = numpy.array(edges)
    some = max(1, _MOST_PAIRS // max(1, len(words)))
    for begin in range(0, len(lines), some):
        own = lines[begin : begin + some, :, None].swapaxes(0, 1)
        found |= ((own[0] < right) & (own[2] > left) & (own[1] > bottom) & (own[3] < top)).any(axis=0)
    crossed: list[bool] = found.tolist()
    return crossed


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
