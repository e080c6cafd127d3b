"""A document on its way from a file to its canonical text: lines, some of which are headings."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; an empty one parts paragraphs. `level` is 0 for text, 1 for the highest headings."""

    text: str
    level: int = 0


@dataclass(slots=True)
class Draft:
    """What a reader makes of a file; fields that the file's own metadata does not fill stay empty."""

    lines: list[Line] = field(default_factory=list)
    title: str = ""
    issuer: str = ""
    issued: str = ""
