"""One policy text and the parts of it that have headings."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A heading path and the span of `Document.text` under it, heading line included; `end` is exclusive."""

    start: int
    end: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the library's list says of a document; `issued` and `ingested` are ISO dates, empty where unknown."""

    id: int
    name: str
    title: str
    issuer: str
    issued: str
    language: str
    passages: int
    characters: int
    ingested: str
    source: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One policy text as the assistant sees it. Every offset in the product counts characters of `text`.

    `issued` is an ISO date; it, `issuer` and `language` are empty where the text does not tell.
    `sections` are in order and do not overlap. `id` is 0 until the library has stored the document.
    """

    title: str
    text: str
    sections: tuple[Section, ...] = ()
    issuer: str = ""
    issued: str = ""
    language: str = ""
    warnings: tuple[str, ...] = ()
    name: str = ""
    id: int = 0

    def heading_at(self, offset: int) -> tuple[str, ...]:
        """Give the heading path under which the character at `offset` stands, without the document's title."""
        path: tuple[str, ...] = ()
        for section in self.sections:
            if section.start > offset:
                break
            path = section.path if offset < section.end else ()
        return path
