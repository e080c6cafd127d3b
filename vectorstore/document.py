"""One policy text and the parts of it that have headings."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from language.messages import Message, message
from language.span import Span

PROPERTIES = ("title", "issuer", "number", "issued", "effective", "expires", "language", "status")
"""What is known of a document besides its text; each is empty where it is not known.

`number` is the issuer's own; `issued`, `effective` and `expires` are ISO dates; `status` is one of STATUSES.
"""
SKETCH_PLACES = 64
"""Numbers in the sketch by which texts are compared."""
INSIDE = "!/"
"""What stands in the source of a document between that of a file and the name of the one in it that was read."""
STATUSES = ("in force", "draft", "superseded", "expired")
NO_POLICY = message("No requirements were read: the text does not read like a policy.")
GARBLED = message("The text looks garbled; the file may be damaged, or its fonts do not tell which characters they draw.")
"""Warnings of documents with which nobody should begin."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path and the span of `Document.text` under it, heading line included."""

    span: Span
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line of text that was recognised in the picture of a page, and where it stands on the page as it is shown: the number of the page,
    and the left, top, right and bottom edge in parts of 10,000 of its width and height."""

    page: int
    place: tuple[int, int, int, int]
    text: str


@dataclass(frozen=True, slots=True)
class Omission:
    """What of a file is not in the text of its document: of which kind, in how many places, how many characters in all, and the start of
    the first of them."""

    kind: Message
    count: int
    characters: int
    sample: str = ""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """What the library's list says of a document: its PROPERTIES, and what the library knows of it.

    Where nobody stated a status it follows from `expires` and from `superseded_by`, the names of the documents that say
    that they repeal or replace this one; else it is empty. `superseded_on` is the ISO date on which the first of these took effect or was
    issued, empty where one says neither. `counterpart` is the id of the document that says the same in another
    language, 0 where there is none; `parted` are the names of those that whoever keeps the documents parted from it.
    """

    id: int
    name: str
    title: str
    issuer: str
    number: str
    issued: str
    effective: str
    expires: str
    language: str
    status: str
    passages: int
    characters: int
    ingested: str
    source: str
    superseded_by: tuple[str, ...] = ()
    superseded_on: str = ""
    warnings: tuple[Message, ...] = ()
    counterpart: int = 0
    parted: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """Give the web address at which the document, or the file in which it lies, was read; empty where it was brought as a file."""
        return self.source.split(INSIDE)[0] if self.source.startswith(("http://", "https://")) else ""

    @property
    def is_doubtful(self) -> bool:
        """Say whether a warning says that it is no policy, or that its text is garbled."""
        return NO_POLICY in self.warnings or GARBLED in self.warnings

    @property
    def is_replaced(self) -> bool:
        """Say whether something else counts in its place, or it is declared out of force; what only expired may be all there is."""
        return self.status == "superseded" or (self.status == "expired" and bool(self.superseded_by or not self.expires))


@dataclass(frozen=True, slots=True)
class Document:
    """One policy text as the assistant sees it. Every offset in the product counts characters of `text`.

    Of the PROPERTIES only the title is never empty. `sections` are in order and do not overlap. `pages` are the offsets
    at which the pages begin, none where the format has no pages; `scanned` are the numbers of the pages whose text was
    recognised in their picture, `recognised` its lines with their places, none in a library of an earlier version. `repeals` are
    the words in which it says what it repeals or replaces, `sketch` the numbers by which it is compared with others, `alike` the
    sources of those that are nearly the same. `left_out` is what of the file is not in the text; it is not stored. `id` is 0
    until the library has stored the document.
    """

    title: str
    text: str
    sections: tuple[Section, ...] = ()
    issuer: str = ""
    number: str = ""
    issued: str = ""
    effective: str = ""
    expires: str = ""
    language: str = ""
    status: str = ""
    pages: tuple[int, ...] = ()
    scanned: tuple[int, ...] = ()
    recognised: tuple[RecognisedLine, ...] = ()
    repeals: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()
    alike: tuple[str, ...] = ()
    warnings: tuple[Message, ...] = ()
    left_out: tuple[Omission, ...] = ()
    name: str = ""
    id: int = 0

    def heading_at(self, offset: int) -> tuple[str, ...]:
        """Give the heading path under which the character at `offset` stands, without the document's title."""
        before = bisect_right(self.sections, offset, key=lambda section: section.span.start)
        section = self.sections[before - 1] if before else None
        return section.path if section and offset < section.span.end else ()

    def page_at(self, offset: int) -> int | None:
        """Give the number of the page, from 1, on which the character at `offset` stands; None where there are no pages."""
        return bisect_right(self.pages, offset) or None if self.pages else None


def with_properties(document: Document, properties: Mapping[str, str]) -> Document:
    """Give `document` with other PROPERTIES."""
    changed: dict[str, Any] = {key: properties[key] for key in PROPERTIES if key in properties}
    return replace(document, **changed)
