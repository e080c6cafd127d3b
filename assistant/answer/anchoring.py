"""Old answers, whose documents may have been read again since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.answer.answer import Answer
from assistant.answer.citation import Citation
from language.span import Span
from language.text.sentences import sentences
from vectorstore.document import Document
from vectorstore.library import Library

GONE = 0
"""The document id in the span of a citation whose words no document has any more."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """An old answer with its citations as they stand now: how many moved to another version, changed in part, or are gone.

    A citation that changed in part keeps its words, and its span is that of the longest sentence of it that still stands.
    """

    answer: Answer
    moved: int = 0
    changed: int = 0
    gone: int = 0


class Anchoring:
    """Finds the spans of old citations in the documents as they are now, reading each document once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ids = {entry.name: entry.id for entry in library.entries()}
        self._documents: dict[int, Document | None] = {}

    def anchored(self, answer: Answer) -> Anchored:
        """Give the answer with its citations as they stand now."""
        now = {old: self._found(old) for block in answer.blocks for old in block.citations}
        gone = sum(new.span.document_id == GONE for new in now.values())
        changed = sum(new.span.document_id != GONE and len(new.span) < len(new.quote) for new in now.values())
        moved = sum(new.span.document_id not in (GONE, old.span.document_id) for old, new in now.items()) - changed
        if not moved + changed + gone:
            return Anchored(answer)
        blocks = tuple(replace(block, citations=tuple(now[old] for old in block.citations)) for block in answer.blocks)
        return Anchored(replace(answer, blocks=blocks), moved, changed, gone)

    def _found(self, old: Citation) -> Citation:
        same = self._document(old.span.document_id)
        if same is not None and old.span.of(same.text) == old.quote:
            return old
        document = self._document(self._ids.get(old.document, GONE))
        if document is not None:
            parts = [span.of(old.quote) for span in sentences(old.quote)]
            for part in (old.quote, *sorted(parts, key=len, reverse=True)):
                if starts := list(_starts(document.text, part)):
                    start = min(starts, key=lambda start: abs(start - old.span.start))
                    return replace(Citation.of(old.number, document, Span(start, start + len(part)), old.checked), quote=old.quote)
        return replace(old, span=Span(old.span.start, old.span.end, GONE))

    def _document(self, id: int) -> Document | None:
        if id not in self._documents:
            self._documents[id] = self._library.document(id) if id != GONE else None
        return self._documents[id]


def _starts(text: str, quote: str) -> Iterable[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)
