"""A number in an answer, and the span of a document for which it stands."""

from dataclasses import dataclass

from language.language import language_of
from language.span import Span
from vectorstore.document import Document


@dataclass(frozen=True, slots=True)
class Citation:
    """`quote` is what stands at `span` in the document of that id, which is called `document`.

    `page` is the number of the page on which it begins, None where the format has no pages; `scanned` says that the text
    of that page was recognised in its picture. `checked` is False where a statement rests on it that it does not confirm.
    """

    number: int
    span: Span
    quote: str
    document: str
    title: str
    issuer: str = ""
    issued: str = ""
    heading: str = ""
    page: int | None = None
    scanned: bool = False
    checked: bool = True

    @classmethod
    def of(cls, number: int, document: Document, span: Span, checked: bool = True) -> "Citation":
        """Cite `span` of `document`."""
        page = document.page_at(span.start)
        return cls(
            number, Span(span.start, span.end, document.id), span.of(document.text), document.name, document.title, document.issuer,
            document.issued, " › ".join(document.heading_at(span.start)), page, page in document.scanned, checked,
        )  # fmt: skip

    def as_dict(self) -> dict[str, object]:
        """Give the citation as a JSON object of the contract."""
        return {
            "number": self.number, "document": self.document, "title": self.title, "quote": self.quote, "start": self.span.start,
            "end": self.span.end, "page": self.page, "heading": self.heading, "scanned": self.scanned, "checked": self.checked,
            "language": language_of(self.quote).code,
        }  # fmt: skip
