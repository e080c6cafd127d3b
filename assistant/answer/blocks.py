"""What an answer is made of. Each block has its language and its citations; renderers make text, HTML, Markdown and DOCX of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Literal, NamedTuple

from assistant.answer.citation import Citation


class Support(StrEnum):
    """How a statement that a language model wrote stands against the documents."""

    SUPPORTED = "checked"
    UNCONFIRMED = "unconfirmed"
    UNCITED = "uncited"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence of our own, written in advance; “[1]” in it is the number of one of `citations`. `address` is the page of ours that it
    leads to, empty where it leads to none."""

    text: str
    language: str
    citations: tuple[Citation, ...] = ()
    address: str = ""
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Heading:
    """What the blocks after it are about."""

    text: str
    language: str
    citations: tuple[Citation, ...] = ()
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under `headers`, each with as many cells; the citation at the same place is where a row stands. Cells are in the words of the
    documents, or in `language`."""

    language: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    citations: tuple[Citation, ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """Who has to act, by when and to which figures, in a line; its number is that of the quote in which it stands."""

    text: str
    language: str
    citations: tuple[Citation, ...]
    kind: Literal["requirement"] = "requirement"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a document, in their language: the quote of its one citation."""

    language: str
    citations: tuple[Citation, ...]
    kind: Literal["quote"] = "quote"


class Reason(NamedTuple):
    """Why a statement is not confirmed: `words` of it, or of its source where they are left out, and what of it differs, such as a figure.

    `what` is empty in answers that were kept before it was noted.
    """

    what: str
    words: str
    is_left_out: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that a language model wrote, without its numbers, on line `line` of the answer.

    `citations` are the spans that carry it; `differences` is what it says and they do not, as it writes it, `left_out` what they say and
    it may not leave out, as they write it; `kinds` says of each of both what it is, such as a figure. `lead` is what stands before it on
    its line, such as the mark of a list.
    """

    text: str
    support: Support
    language: str
    citations: tuple[Citation, ...] = ()
    differences: tuple[str, ...] = ()
    line: int = 0
    lead: str = ""
    left_out: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    kind: Literal["statement"] = "statement"

    @property
    def reasons(self) -> list[Reason]:
        """Why it is not wholly confirmed."""
        told = [(words, False) for words in self.differences] + [(words, True) for words in self.left_out]
        return [Reason(what, *one) for what, one in zip_longest(self.kinds[: len(told)], told, fillvalue="")]

    @property
    def numbers(self) -> list[int]:
        """The numbers of its citations, each once."""
        return list(dict.fromkeys(citation.number for citation in self.citations))

    def as_dict(self) -> dict[str, object]:
        """Give the statement as a JSON object of the contract."""
        return {
            "text": self.text,
            "standing": str(self.support),
            "numbers": self.numbers,
            "differs": list(self.differences),
            "left_out": list(self.left_out),
            "reasons": [{"what": one.what, "words": one.words, "left_out": one.is_left_out} for one in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Related:
    """Passages that speak of something near and do not answer, in the language of the answer."""

    language: str
    citations: tuple[Citation, ...]
    kind: Literal["related"] = "related"


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Where documents say in another language what is quoted or written."""

    language: str
    citations: tuple[Citation, ...]
    kind: Literal["other_language"] = "other_language"


@dataclass(frozen=True, slots=True)
class Caution:
    """What is to be known of the documents that are cited, or why there is no answer."""

    text: str
    language: str
    citations: tuple[Citation, ...] = ()
    kind: Literal["caution"] = "caution"


Block = Paragraph | Heading | Table | RequirementLine | Quote | Statement | Related | OtherLanguage | Caution


def lines_of(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Give the statements that were not withdrawn, line by line."""
    lines: dict[int, list[Statement]] = {}
    for statement in statements:
        if statement.support is not Support.WITHDRAWN:
            lines.setdefault(statement.line, []).append(statement)
    return list(lines.values())
