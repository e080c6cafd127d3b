"""Questions to start with, taken from the library's own content."""

import logging
import threading

from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.suggestions.candidates import Candidate, candidates, subject_around
from assistant.suggestions.trials import in_turn
from language.language import languages
from vectorstore.document import DocumentSummary
from vectorstore.errors import LibraryError
from vectorstore.filter import OUT_OF_FORCE
from vectorstore.library import Library

_MOST, _DOCUMENTS, _ROUNDS = 4, 40, 4
_SECONDS = 1.0  # of work, for a document
_log = logging.getLogger(__name__)


class Starters:
    """Questions to start with in each language; they are found anew where a document has changed. Safe to use from several threads."""

    def __init__(self, assistant: Assistant, library: Library) -> None:
        self._assistant, self._library = assistant, library
        self._version: object = None
        self._known: dict[str, list[str]] = {}
        self._finding = threading.Lock()

    def find(self) -> None:
        """Find those of the library as it is now; at once where it has not changed, or where they are being found already."""
        version = self._library.catalogue()
        if version is self._version or not self._finding.acquire(blocking=False):
            return
        try:
            self._known = {one.code: starter_questions(self._assistant, self._library, one.code) for one in languages()}
            self._version = version
        except (AssistantError, LibraryError) as error:
            _log.warning("No questions to start with were found. %s", error)
        finally:
            self._finding.release()

    def of(self, language: str) -> list[str]:
        """Give those in a language, else in others, as they were found last; where a document has changed since, new ones are looked
        for meanwhile."""
        if self._library.catalogue() is not self._version:
            threading.Thread(target=self.find, name="starters", daemon=True).start()
        return self._known.get(language) or [one for own in self._known.values() for one in own][:_MOST]


def starter_questions(assistant: Assistant, library: Library, language: str = "") -> list[str]:
    """Give at most four questions that the library answers, of different documents as far as there are several.

    None is of a document with a warning that it is no policy or garbled. With a `language` they are of the documents in it, of which
    there may be none.
    """
    sound = [entry for entry in library.entries() if not (entry.status in OUT_OF_FORCE or entry.is_doubtful)]
    entries = [entry for entry in sound if language in ("", entry.language)]
    newest = sorted(entries, key=lambda entry: entry.issued, reverse=True)[:_DOCUMENTS]
    chosen: list[Candidate] = []
    for entry in newest * _ROUNDS:
        if len(chosen) < _MOST:
            chosen += _of_document(assistant, library, entry, chosen)
    return [one.question for one in chosen]


def _of_document(assistant: Assistant, library: Library, entry: DocumentSummary, chosen: list[Candidate]) -> list[Candidate]:
    """Give a question on a document that is not among those `chosen` already, if it can be, of another kind; none where there is none."""
    subject = subject_around(library, entry)
    if subject is None:
        return []
    taken = [one.kind for one in chosen]
    kinds = sorted(candidates(subject), key=lambda own: taken.count(own[0].kind) if own else 0)
    read = [place for one in chosen if (place := assistant.trials.first_cited(one))]
    return assistant.trials.choose(in_turn(kinds), 1, _SECONDS, read, [one.question for one in chosen])
