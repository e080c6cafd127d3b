"""Taking documents out of the library so that it can be undone."""

from assistant.web.shared.errors import RefusedError
from assistant.web.state import AppState
from vectorstore.document import DocumentSummary
from vectorstore.errors import LibraryError


def remove(state: AppState, entry: DocumentSummary, user: str) -> int:
    """Take a document out, and give the id by which that is undone; raises RefusedError where it was read anew or removed meanwhile."""
    library, records = state.library, state.records
    original = library.original(entry.name)
    kept = records.removed.keep(entry.name, entry.title, original, library.given(entry.source), user)
    try:
        library.remove(entry.name, entry.id)
    except LibraryError as error:  # another removed it meanwhile, and keeps it, or it was read anew
        records.removed.forget(kept)
        raise read_anew(entry) from error
    records.audit.note(user, "remove", entry.name)
    return kept


def read_anew(entry: DocumentSummary) -> RefusedError:
    """Say that a document is not what it was when it was shown."""
    return RefusedError(409, "“{name}” was read anew or removed since it was shown; look at it and try again.", name=entry.title)
