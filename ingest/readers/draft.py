"""A document on its way from a file to its canonical text: lines, some of which are headings."""

from dataclasses import dataclass, field

from language.messages import Message

PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; an empty one parts paragraphs.

    `level` is 0 for text, 1 for the highest headings. `page` is the number of the page on which the line begins, 0 where
    the format has no pages; a PAGE_BREAK in the text stands where the next page begins.
    """

    text: str
    level: int = 0
    page: int = 0


@dataclass(slots=True)
class Draft:
    """What a reader makes of a file.

    `properties` are what the file itself states by the names of `vectorstore.document.PROPERTIES`; `scanned` are the
    numbers of the pages whose text was recognised in their picture; `warnings` say what could not be read.
    """

    lines: list[Line] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    scanned: list[int] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
