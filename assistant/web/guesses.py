"""Which titles and issuers that pages show are guesses, looked for once in each document."""

from collections.abc import Mapping, Sequence
from threading import Lock

from ingest.metadata.guesses import guesses_in, stated_with
from language.messages import Message
from vectorstore.document import Document, DocumentSummary
from vectorstore.library import Library


class Guesses:
    """Remembers by the ids of documents, which are never given again, what is a guess. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._turn = Lock()
        self._known: dict[int, Mapping[str, Message]] = {}

    def of(self, entries: Sequence[DocumentSummary]) -> dict[int, Mapping[str, Message]]:
        """Give for each of the documents what of its properties is a guess, and what it rests on; what a user stated is none."""
        stated = self._library.all_given()
        with self._turn:
            here = self._library.catalogue().by_id
            self._known = {id: found for id, found in self._known.items() if id in here}
            for entry in entries:
                if entry.id not in self._known and (document := self._library.document(entry.id)):
                    self._known[entry.id] = self._looked_for(document)
            known = dict(self._known)
        return {
            entry.id: {name: rests_on for name, rests_on in known.get(entry.id, {}).items() if name not in stated.get(entry.source, {})}
            for entry in entries
        }

    def _looked_for(self, document: Document) -> Mapping[str, Message]:
        if not (found := guesses_in(document, ())):
            return found
        original = self._library.original(document.name)
        return {name: rests_on for name, rests_on in found.items() if name not in stated_with(original.content, original.beside)}
