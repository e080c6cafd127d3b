"""Pages as they are seen, and where on them the words of a span stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from assistant.viewing.alignment import expected_place, spans_of_quote
from assistant.viewing.kept import Kept
from assistant.viewing.outline import Heading, outline_of
from ingest.readers.shared.libreoffice import is_installed
from ingest.rendition.picture import FULL, PagedCopy, PagePicture
from ingest.sandbox.pool import MEMORY, Workers
from language.span import Span
from vectorstore.document import Document
from vectorstore.library import Library

_KEPT = 24  # pages, of some hundred kB each
_SMALL_KEPT = 300  # of some kB each
_COPIES_KEPT = 4
_SILENCE, _SILENCE_OF_COPYING = 20.0, 100.0  # seconds
_OFFICE = (".docx", ".doc", ".odt", ".rtf", ".pptx", ".xlsx", ".ods")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page with the text in it, its edges in per cent of the page."""

    left: float
    top: float
    width: float
    height: float
    text: str


class Pages:
    """Gives the pages of the library's PDF files, and of office files where LibreOffice brings them into pages: drawn when they are first
    asked for by a process of its own, and kept for a while.

    Safe to use from several threads: one is drawn at a time. What it gives raises ReadingError where it cannot be drawn or read.
    """

    def __init__(self, library: Library, memory: int = MEMORY) -> None:
        self._library, self._memory = library, memory
        self._workers = Workers(1, memory, _SILENCE)
        self._copies = Kept[int, PagedCopy](_COPIES_KEPT)
        self._pages = Kept[tuple[int, int], PagePicture](_KEPT)
        self._small = Kept[tuple[int, int], bytes](_SMALL_KEPT)

    def count(self, document: Document) -> int:
        """Give how many pages there are."""
        return len(document.pages) if has_pages(document) else len(self._copy(document).texts)

    def first_of(self, document: Document, cited: Span) -> int:
        """Give the number of the page, from 1, on which a span of the document begins; 1 where it is not found."""
        if has_pages(document):
            return document.page_at(cited.start) or 1
        return min(self._in_copy(document, cited), default=1)

    def boxes(self, document: Document, number: int, cited: Span) -> list[Box]:
        """Give a box for each line of the words of a span that stand on a page; none where they are not found there."""
        picture = self.page(document, number)
        if has_pages(document):
            return boxes_of(picture, document, number, cited) or []
        return [box for span in self._in_copy(document, cited).get(number, []) for box in lines_of(picture, span)]

    def page(self, document: Document, number: int) -> PagePicture:
        """Give a page by its number, from 1."""

        def drawn() -> PagePicture:
            return with_recognised(self._workers.picture(document.name, self._content(document), number), document, number)

        return self._pages.get((document.id, number), drawn)

    def small(self, document: Document, number: int) -> bytes:
        """Give a small picture of a page by its number, from 1, as WebP."""
        return self._small.get(
            (document.id, number), lambda: self._workers.picture(document.name, self._content(document), number, small=True).picture
        )

    def outline(self, document: Document) -> list[Heading]:
        """Give the bookmarks of the file, or where it has none the headings of the document, each with the number of its page."""
        return outline_of(self._workers.bookmarks(document.name, self._content(document)), document)

    def close(self) -> None:
        """End the process that draws."""
        with self._workers:
            pass

    def _content(self, document: Document) -> bytes:
        return self._library.original(document.name).content if has_pages(document) else self._copy(document).content

    def _copy(self, document: Document) -> PagedCopy:
        def made() -> PagedCopy:
            with Workers(1, self._memory, _SILENCE_OF_COPYING) as workers:
                return workers.paged(document.name, self._library.original(document.name).content)

        return self._copies.get(document.id, made)

    def _in_copy(self, document: Document, cited: Span) -> dict[int, list[Span]]:
        """Give where on the pages of its copy a span of a document stands, by their numbers."""
        return spans_on_pages(self._copy(document).texts, document.text, cited)


def has_pages(document: Document) -> bool:
    """Say whether a document's file has pages of its own."""
    return bool(document.pages) and document.name.lower().endswith(".pdf")


def may_be_paged(document: Document) -> bool:
    """Say whether a document's file has none, and may be brought into pages here."""
    return document.name.lower().endswith(_OFFICE) and is_installed()


def spans_on_pages(pages: Sequence[str], text: str, cited: Span) -> dict[int, list[Span]]:
    """Give where the words of a span of `text` stand on `pages`, by the numbers of the pages from 1; empty where they are not found."""
    joined = "\n".join(pages)
    starts = [0, *accumulate(len(page) + 1 for page in pages)]
    quote = cited.of(text)
    found: dict[int, list[Span]] = {}
    for span in spans_of_quote(quote, joined, expected_place(quote, text, cited.start, joined)) or ():
        for number, (start, page) in enumerate(zip(starts, pages, strict=False), 1):
            begin, end = max(span.start, start), min(span.end, start + len(page))
            if begin < end:
                found.setdefault(number, []).append(Span(begin - start, end - start))
    return found


def span_of_page(document: Document, number: int) -> Span:
    """Give the part of a document's text that stands on a page, from 1."""
    ends = [*document.pages[1:], len(document.text)]
    return Span(document.pages[number - 1], ends[number - 1], document.id)


def with_recognised(picture: PagePicture, document: Document, number: int) -> PagePicture:
    """Give a page of a document with the characters that were recognised in it, each in the place of its line; as it is where none were."""
    lines = [one for one in document.recognised if one.page == number]
    if not lines:
        return picture
    text = "\n".join(one.text for one in lines)
    places = tuple(one.place for one in lines for _ in range(len(one.text) + 1))[:-1]
    return replace(picture, text=text, places=places)


def boxes_of(picture: PagePicture, document: Document, number: int, cited: Span) -> list[Box] | None:
    """Give a box for each line of the words of a span that stand on a page; None where they are not found there."""
    page = span_of_page(document, number)
    own = Span(max(cited.start, page.start) - page.start, min(cited.end, page.end) - page.start)
    if own.start >= own.end:
        return None
    text = page.of(document.text)
    quote = own.of(text)
    found = spans_of_quote(quote, picture.text, expected_place(quote, text, own.start, picture.text))
    return [box for span in found for box in lines_of(picture, span)] if found else None


def lines_of(picture: PagePicture, span: Span) -> list[Box]:
    """Give a box for each line of a span of a page's characters."""
    lines: list[list[int]] = []
    for place in range(span.start, span.end):
        if picture.text[place].isspace():
            continue
        if lines and _goes_on(picture.places[lines[-1][-1]], picture.places[place]):
            lines[-1].append(place)
        else:
            lines.append([place])
    return [_box(picture, line) for line in lines]


def _goes_on(before: tuple[int, int, int, int], place: tuple[int, int, int, int]) -> bool:
    """Say whether a character stands in the line of the one before it, to its right."""
    top, bottom = max(before[1], place[1]), min(before[3], place[3])
    height = min(before[3] - before[1], place[3] - place[1])
    return bottom - top > height / 2 and place[2] >= before[0]


def _box(picture: PagePicture, line: Sequence[int]) -> Box:
    places = [picture.places[place] for place in line]
    left, top = min(one[0] for one in places), min(one[1] for one in places)
    right, bottom = max(one[2] for one in places), max(one[3] for one in places)
    unit = FULL / 100
    return Box(left / unit, top / unit, (right - left) / unit, (bottom - top) / unit, picture.text[line[0] : line[-1] + 1])
