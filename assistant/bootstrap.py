"""Opening the library that the settings name."""

from assistant.settings import Settings
from vectorstore.aliases import Bodies
from vectorstore.embedding.embedder import SentenceEmbedder
from vectorstore.library import Library


def open_library(settings: Settings) -> Library:
    """Open the library with the embedder and the table of bodies that are set; raises LibraryError as `Library` does."""
    return Library(settings.data, SentenceEmbedder(settings.embedder), Bodies(settings.bodies))
