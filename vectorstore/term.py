"""A phrase of the field, and the span that explains it."""

from dataclasses import dataclass

from language.span import Span


@dataclass(frozen=True, slots=True)
class TermUse:
    """A place where one document has a term: the sentence `text[start:end]`, and whether it explains the term."""

    term: str
    start: int
    end: int
    explains: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a document that has a term: `document.text[start:end]`, which is `quote`."""

    document: str
    document_id: int
    title: str
    start: int
    end: int
    quote: str

    @property
    def span(self) -> Span:
        """Where the quote stands."""
        return Span(self.start, self.end, self.document_id)


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase of the field as the library knows it.

    `place` is the sentence that explains it where `explained`, else the first that has it; `uses` are the others, `related`
    the terms that stand near it, most often first.
    """

    term: str
    explained: bool
    place: Place
    uses: tuple[Place, ...] = ()
    related: tuple[str, ...] = ()
