"""What the assistant stands behind."""

from dataclasses import dataclass
from enum import StrEnum

from vectorstore.document import Document


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
    def of(cls, number: int, document: Document, start: int, end: int) -> "Citation":
        """Cite the span `start` to `end` of `document`."""
        page = document.page_at(start)
        return cls(
            number, document.id, document.name, document.title, document.issuer, document.issued,
            " › ".join(document.heading_at(start)), document.text[start:end], start, end, page, page in document.scanned,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """The reply to one question. Every quote in `text` stands in `citations`; the rest of `text` was written in advance.

    `said` are the sentences before the quotes. `near` holds what the library says nearby where it does not answer.
    `understood` is the question as it was completed from those before it, empty where it was not. `as_of` is the ISO date
    on which the documents last changed, `seconds` the time from question to answer.
    """

    outcome: Outcome
    text: str
    citations: tuple[Citation, ...] = ()
    said: tuple[str, ...] = ()
    near: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    understood: str = ""
    as_of: str = ""
    mode: str = "quoted"
    seconds: float = 0.0

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
            "seconds": round(self.seconds, 4),
        }


def _row(citation: Citation) -> dict[str, object]:
    keys = ("number", "document", "title", "quote", "start", "end", "page", "heading", "scanned", "checked")
    return {key: getattr(citation, key) for key in keys}
