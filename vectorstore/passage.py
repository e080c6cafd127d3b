"""Spans of a document that can be found, and what a search found."""

from dataclasses import dataclass

from language.span import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of one document, and its text.

    `heading` is the heading path at its start, joined by " › "; `headings` are the offsets in the document at which
    heading lines begin inside it. `id`, `document` (its name) and `title` are empty until the library has stored it.
    """

    span: Span
    text: str
    heading: str = ""
    headings: tuple[int, ...] = ()
    id: int = 0
    document: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A passage that a search found.

    `score` orders the matches of one search and means nothing outside it. `cosine` is that of question and passage, -1 to 1;
    `lexical` is the BM25 weight of the words in common, 0 where none is. `same_as` is the id of the passage of a better match,
    of another document, that says the same; 0 where there is none.
    """

    passage: Passage
    score: float
    cosine: float
    lexical: float
    same_as: int = 0


_WHOLE_TITLE = 160


def embedded_text(title: str, passage: Passage) -> str:
    """Give what the embedder reads of a passage: the document's title and the heading path before the text."""
    return f"{context(title, passage.heading)}{passage.text}"


def context(title: str, heading: str) -> str:
    """Give the lines that the embedder reads before the text of a passage."""
    return "".join(f"{part[:_WHOLE_TITLE]}\n" for part in (title, heading) if part)
