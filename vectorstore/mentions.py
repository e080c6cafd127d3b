"""Which documents name each other in their texts, and where they do first."""

import re
from collections.abc import Iterable, Iterator, Sequence

from language.span import Span
from vectorstore.document import Document, DocumentSummary
from vectorstore.library import Library
from vectorstore.sql.relations import is_named, letters_of

_MOST_PLACES = 50  # of one title in one text
_MOST_TEXTS = 40  # that are read for one document


def mentioned_by(document: Document, entries: Iterable[DocumentSummary]) -> dict[int, Span]:
    """Give by the ids of other documents where `document` first names them by title or number, in the order of its text.

    A title that stands only within a longer one is not named there; one that is the document's own names no other.
    """
    letters, own = letters_of(document.text), letters_of(document.title)
    named = [entry for entry in entries if entry.id != document.id and letters_of(entry.title) != own and _stands_in(entry, letters)]
    places = {entry.id: list(_places(entry, document)) for entry in named}
    everywhere = [*_places(document, document), *(span for spans in places.values() for span in spans)]
    first = {id: next((span for span in spans if not _is_part(span, everywhere)), None) for id, spans in places.items()}
    return dict(sorted(((id, span) for id, span in first.items() if span), key=lambda one: one[1].start))


def mentioning(library: Library, entry: DocumentSummary) -> dict[int, Span]:
    """Give by the ids of other documents where they first name the one of `entry`, at most 40 of these."""
    names = _names(entry)
    others = (library.document(id) for id in library.ids_holding(names)[:_MOST_TEXTS]) if names else ()
    found = {other.id: mentioned_by(other, library.entries()).get(entry.id) for other in others if other and other.id != entry.id}
    return {id: span for id, span in found.items() if span}


def _stands_in(entry: DocumentSummary | Document, letters: str) -> bool:
    return is_named(letters, letters_of(entry.title), letters_of(entry.number))


def _names(entry: DocumentSummary | Document) -> list[str]:
    """Give the title and the number, each where it is long enough to tell a document."""
    return [name for name in (entry.title, entry.number) if name and _stands_in(entry, letters_of(name))]


def _places(entry: DocumentSummary | Document, document: Document) -> Iterator[Span]:
    """Find the whole names of `entry` in the text of `document`, whatever stands between their words."""
    found = (match for name in _names(entry) for match in _pattern(name).finditer(document.text))
    for match, _ in zip(found, range(_MOST_PLACES), strict=False):
        yield Span(*match.span(), document.id)


def _pattern(name: str) -> re.Pattern[str]:
    words = r"\W+".join(re.escape(word) for word in re.findall(r"\w+", name))
    edge = r"\b" if words.isascii() else ""
    return re.compile(f"{edge}{words}{edge}", re.IGNORECASE)


def _is_part(span: Span, others: Sequence[Span]) -> bool:
    """Say whether another span holds this one and more."""
    return any(other.start <= span.start and span.end <= other.end and len(other) > len(span) for other in others)
