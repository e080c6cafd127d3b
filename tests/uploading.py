"""Uploads without the application around them."""

from collections.abc import Callable

from assistant.uploading.task import Tasks
from assistant.uploading.threads import ThreadQueue
from assistant.uploading.uploads import FOLDER, Uploads
from ingest.reading import Limits
from vectorstore.library import Library


def uploads_of(library: Library, forget: Callable[[int], None] = lambda _: None) -> Uploads:
    """Give uploads into `library` that threads read, two at a time."""
    queue = ThreadQueue(Tasks(library, None, forget), 2, lambda: None)
    return Uploads(library, queue, Limits().file, library.directory / FOLDER)
