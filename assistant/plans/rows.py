"""Requirements as rows of an answer, each with the citation of its sentence."""

from collections.abc import Sequence

from assistant.answer.citation import Citation
from vectorstore.library import Library
from vectorstore.requirement import Requirement


def cited_rows(library: Library, rows: Sequence[Requirement], first: int = 1) -> list[tuple[Requirement, Citation]]:
    """Give requirements with their citations, numbered from `first`; those whose document was read again meanwhile are left out."""
    with library.snapshot() as snapshot:
        documents = snapshot.documents({row.span.document_id for row in rows})
    standing = [row for row in rows if row.span.document_id in documents]
    return [(row, Citation.of(number, documents[row.span.document_id], row.span)) for number, row in enumerate(standing, first)]
