"""The renditions of the library's documents: made when first asked for, by a process of their own, and kept for a while."""

import logging

from assistant.viewing.kept import Kept
from assistant.viewing.rendering.blocks import blocks_of
from assistant.viewing.rendering.rendition import Rendition
from ingest.errors import NothingToIndexError, ReadingError
from ingest.rendition.structure import structured
from ingest.sandbox.pool import MEMORY, Workers
from vectorstore.document import Document
from vectorstore.library import Library

_KEPT = 6
_SILENCE = 20.0  # seconds
_LARGEST = 8_000_000  # characters of HTML; of a larger document its text is shown
_TEXT_IS_ALL = (".pdf", ".doc", ".txt")  # read again, they would show no more than their text does; pages have a view of their own
_log = logging.getLogger(__name__)


class Renditions:
    """Gives what documents show. Safe to use from several threads: one is made at a time."""

    def __init__(self, library: Library, memory: int = MEMORY) -> None:
        self._library, self._memory = library, memory
        self._kept = Kept[int, Rendition](_KEPT)

    def of(self, document: Document) -> Rendition:
        """Give the rendition of a document of the library."""
        return self._kept.get(document.id, lambda: Rendition(blocks_of(self._html(document)), document.text))

    def _html(self, document: Document) -> str:
        if document.name.lower().endswith(_TEXT_IS_ALL):
            return structured(document)
        try:
            with Workers(1, self._memory, _SILENCE) as workers:
                html = workers.render(document.name, self._library.original(document.name).content)
        except (ReadingError, NothingToIndexError) as error:
            _log.warning("The rendition of %s could not be made: %s", document.name, error)
            return structured(document)
        return html if len(html) <= _LARGEST else structured(document)
