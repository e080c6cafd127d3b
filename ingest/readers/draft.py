"""A document on its way from a file to its canonical text: lines, some of which are headings."""

from dataclasses import dataclass, field

from language.messages import Message, message
from vectorstore.document import Omission, RecognisedLine

PAGE_BREAK = "\f"
_SAMPLE = 80  # characters


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
    numbers of the pages whose text was recognised in their picture, `recognised` its lines; `warnings` say what could not be
    read. `left_out` are the texts that are in the file and not in the lines, by their kind, and `told` the kinds that whoever
    reads should know of.
    """

    lines: list[Line] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    scanned: list[int] = field(default_factory=list)
    recognised: list[RecognisedLine] = field(default_factory=list)
    warnings: list[Message] = field(default_factory=list)
    left_out: dict[Message, list[str]] = field(default_factory=dict)
    told: set[Message] = field(default_factory=set)

    def leave_out(self, kind: Message, text: str = "", *, tell: bool = False) -> None:
        """Account for something of the file that is not read: a text, or what has none.

        Where `tell`, a warning says so: what a person who sees the file would miss, or would not see in it.
        """
        self.left_out.setdefault(kind, []).append(text)
        if tell:
            self.told.add(kind)

    def take_account_of(self, part: "Draft") -> None:
        """Account for what a part of the file leaves out."""
        for kind, texts in part.left_out.items():
            for text in texts:
                self.leave_out(kind, text, tell=kind in part.told)

    def omissions(self) -> tuple[Omission, ...]:
        """Give what is left out, kind by kind."""
        return tuple(
            Omission(kind, len(texts), sum(map(len, texts)), " ".join(texts[0].split())[:_SAMPLE]) for kind, texts in self.left_out.items()
        )

    def all_warnings(self) -> list[Message]:
        """Give the warnings, those on what is left out at their end."""
        told = [(kind, texts) for kind, texts in self.left_out.items() if kind in self.told]
        return [*self.warnings, *(message("Left out: {kind}, places: {count}.", kind=kind, count=len(texts)) for kind, texts in told)]
