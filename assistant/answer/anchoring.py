"""Old answers, whose documents may have been read again since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assistant.answer.answer import Answer, Citation
from language.sentences import sentences
from vectorstore.document import Document
from vectorstore.library import Library

GONE = 0
"""The `document_id` of a citation whose words no document has any more."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """An old answer with its citations as they stand now: how many moved to another version, changed in part, or are gone.

    A citation that changed in part keeps its words, and its span is that of the longest sentence of it that still stands.
    """

    answer: Answer
    moved: int = 0
    changed: int = 0
    gone: int = 0


class Renewing:
    """Finds the spans of old citations in the documents as they are now, reading each document once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ids = {entry.name: entry.id for entry in library.entries()}
        self._documents: dict[int, Document | None] = {}

    def renewed(self, answer: Answer) -> Renewed:
        """Give the answer with its citations as they stand now."""
        now = {one: self._found(one) for one in self._all(answer)}
        gone = sum(new.document_id == GONE for new in now.values())
        changed = sum(new.document_id != GONE and new.end - new.start < len(new.quote) for new in now.values())
        moved = sum(new.document_id not in (GONE, old.document_id) for old, new in now.items()) - changed
        if not moved + changed + gone:
            return Renewed(answer)

        def new(citations: Iterable[Citation]) -> tuple[Citation, ...]:
            return tuple(now[one] for one in citations)

        statements = tuple(replace(one, citations=new(one.citations)) for one in answer.statements)
        answer = replace(answer, citations=new(answer.citations), near=new(answer.near), statements=statements)
        return Renewed(answer, moved, changed, gone)

    def _all(self, answer: Answer) -> set[Citation]:
        return {*answer.citations, *answer.near, *(one for statement in answer.statements for one in statement.citations)}

    def _found(self, old: Citation) -> Citation:
        same = self._document(old.document_id)
        if same is not None and same.text[old.start : old.end] == old.quote:
            return old
        document = self._document(self._ids.get(old.document, GONE))
        if document is None:
            return replace(old, document_id=GONE)
        parts = [old.quote[start:end] for start, end in sentences(old.quote)]
        for part in (old.quote, *sorted(parts, key=len, reverse=True)):
            if starts := list(_starts(document.text, part)):
                start = min(starts, key=lambda start: abs(start - old.start))
                return replace(Citation.of(old.number, document, start, start + len(part), old.checked), quote=old.quote)
        return replace(old, document_id=GONE)

    def _document(self, id: int) -> Document | None:
        if id not in self._documents:
            self._documents[id] = self._library.document(id) if id != GONE else None
        return self._documents[id]


def _starts(text: str, quote: str) -> Iterable[int]:
    start = text.find(quote)
    while start >= 0:
        yield start
        start = text.find(quote, start + 1)
