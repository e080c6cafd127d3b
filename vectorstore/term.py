"""A phrase of the field, and the sentences that use it."""

from dataclasses import dataclass

from language.span import Span


@dataclass(frozen=True, slots=True)
class TermUse:
    """A sentence of a document that has a term, and whether it explains the term.

    `quote` is the sentence, `document` the document's name; they and `title` are empty until the library has stored it.
    """

    term: str
    span: Span
    explains: bool
    quote: str = ""
    document: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase of the field as the library knows it.

    `place` is the sentence that explains it where `explained`, else the first that has it; `uses` are the others, `related`
    the terms that stand near it, most often first.
    """

    term: str
    explained: bool
    place: TermUse
    uses: tuple[TermUse, ...] = ()
    related: tuple[str, ...] = ()
