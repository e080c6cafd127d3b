"""A stretch of a text: what everything that is quoted, cited or highlighted has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters `text[start:end]` of a text; `document_id` names the document whose text it is, 0 where the text is at hand."""

    start: int
    end: int
    document_id: int = 0

    def overlaps(self, other: "Span") -> bool:
        """Say whether both share a character of one text."""
        return self.document_id == other.document_id and self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Say whether `other` lies within this span of the same text."""
        return self.document_id == other.document_id and self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> "Span":
        """Give the span `by` characters later."""
        return Span(self.start + by, self.end + by, self.document_id)

    def within(self, document_id: int, offset: int = 0) -> "Span":
        """Give the span as one of a document in whose text the text at hand begins at `offset`."""
        return Span(self.start + offset, self.end + offset, document_id)

    def of(self, text: str) -> str:
        """Give what stands there in `text`."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        return self.end - self.start
