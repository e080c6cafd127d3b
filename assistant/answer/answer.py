"""What the assistant stands behind."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.answer.trace import Trace
from assistant.requirements.export import requirement_row
from vectorstore.document import Document
from vectorstore.requirement import Requirement


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CONFLICT = "conflict"
    NOT_FOUND = "not_found"
    SMALL_TALK = "small_talk"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Citation:
    """A number in an answer and the span it stands for: `quote` is `document.text[start:end]` of document `document_id`.

    `page` is the number of the page on which it begins, None where the format has no pages; `scanned` says that the text
    of that page was recognised in its picture.
    """

    number: int
    document_id: int
    document: str
    title: str
    issuer: str
    issued: str
    heading: str
    quote: str
    start: int
    end: int
    page: int | None = None
    scanned: bool = False
    checked: bool = True

    @classmethod
    def of(cls, number: int, document: Document, start: int, end: int, checked: bool = True) -> "Citation":
        """Cite the span `start` to `end` of `document`."""
        page = document.page_at(start)
        return cls(
            number, document.id, document.name, document.title, document.issuer, document.issued,
            " › ".join(document.heading_at(start)), document.text[start:end], start, end, page, page in document.scanned, checked,
        )  # fmt: skip


class Standing(StrEnum):
    """How a statement that a language model wrote stands against the documents."""

    CHECKED = "checked"
    UNCONFIRMED = "unconfirmed"
    UNCITED = "uncited"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence that a language model wrote, without its numbers, on line `line` of the answer.

    `citations` are the spans that carry it; `differs` is what it says and they do not, as it writes it. `lead` is what
    stands before it on its line, such as the mark of a list.
    """

    text: str
    standing: Standing
    citations: tuple[Citation, ...] = ()
    differs: tuple[str, ...] = ()
    line: int = 0
    lead: str = ""

    def row(self) -> dict[str, object]:
        """Give the statement as a JSON object."""
        numbers = list(dict.fromkeys(citation.number for citation in self.citations))
        return {"text": self.text, "standing": str(self.standing), "numbers": numbers, "differs": list(self.differs)}


class Stage(StrEnum):
    """What is being done before words come: a language model reads what was found."""

    READING = "reading"


@dataclass(frozen=True, slots=True)
class Draft:
    """The text of an answer that is still being written."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question: quotes, `mode` “quoted”, or `statements` of a language model, checked, `mode` “written”.

    Every quote in the `text` of a quoted answer stands in `citations`, and the rest of it was written in advance.
    `said` are the sentences before quotes or statements, `required` the line on the first of `rows` before the quotes.
    `near` holds what the library says nearby where it does not answer. `understood` is the question as it was completed
    from those before it, empty where it was not. `as_of` is the ISO date on which the documents last changed, `rows`
    are the requirements among the quotes that answer who, what, by when or how much, `seconds` the time from question
    to answer, `trace` how it came about.
    """

    outcome: Outcome
    text: str
    citations: tuple[Citation, ...] = ()
    said: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    near: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    understood: str = ""
    as_of: str = ""
    mode: str = "quoted"
    seconds: float = 0.0
    statements: tuple[Statement, ...] = ()
    trace: Trace | None = None
    rows: tuple[Requirement, ...] = ()

    def row(self) -> dict[str, object]:
        """Give the answer as a JSON object of the contract."""
        return {
            "outcome": str(self.outcome),
            "answer": self.text,
            "understood": self.understood,
            "as_of": self.as_of,
            "citations": [_row(citation) for citation in self.citations],
            "near": [_row(citation) for citation in self.near],
            "warnings": list(self.warnings),
            "mode": self.mode,
            "statements": [statement.row() for statement in self.statements],
            "requirements": [requirement_row(row) for row in self.rows],
            "seconds": round(self.seconds, 4),
        }


def _row(citation: Citation) -> dict[str, object]:
    keys = ("number", "document", "title", "quote", "start", "end", "page", "heading", "scanned", "checked")
    return {key: getattr(citation, key) for key in keys}
