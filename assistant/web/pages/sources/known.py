"""A document that a request names, where the library has it."""

from vectorstore.document import Document, DocumentSummary
from vectorstore.library import Library

_LARGEST_ID = 2**63


def known_document(library: Library, id: int) -> tuple[Document | None, DocumentSummary | None]:
    """Give the document and what the list says of it; None where there is none of this id."""
    if not 0 < id < _LARGEST_ID:
        return None, None
    return library.document(id), library.catalogue().by_id.get(id)
