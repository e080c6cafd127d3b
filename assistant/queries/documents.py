"""The list of documents."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from assistant.errors import AssistantError
from assistant.queries.names import check_documents
from assistant.queries.query import Installation, Query, Table
from vectorstore.document import DocumentSummary
from vectorstore.filter import Filter


class Documents(Query):
    """Which documents there are, and what is known of them."""

    kind: Literal["documents"] = "documents"
    as_json: bool = False
    in_columns: bool = False

    def answer(self, installation: Installation) -> Any:
        entries = installation.library.entries()
        if self.as_json:
            return [document_as_dict(entry) for entry in entries]
        return _table(entries) if self.in_columns else _listed(entries)


class DocumentText(Query):
    """The text of the document called `name`, and what is known of it."""

    kind: Literal["document text"] = "document text"
    name: str

    def answer(self, installation: Installation) -> Any:
        check_documents(installation.library, Filter(documents=frozenset({self.name})))
        entry = next((one for one in installation.library.entries() if one.name == self.name), None)
        document = installation.library.document(entry.id) if entry else None
        if entry is None or document is None:
            raise AssistantError("There is no such document.")
        return document_as_dict(entry) | {"text": document.text}


def document_as_dict(entry: DocumentSummary) -> dict[str, Any]:
    """Give what is known of a document as a JSON object."""
    return asdict(entry) | {"warnings": [str(warning) for warning in entry.warnings]}


def _listed(entries: Sequence[DocumentSummary]) -> str:
    names = {entry.id: entry.name for entry in entries}
    lines = []
    for entry in entries:
        lines += [entry.name, f"    {_described(entry)}; {entry.passages} passages"]
        if other := names.get(entry.counterpart):
            lines.append(f"    The same in another language: {other}; policy-assistant part parts them.")
        lines += [f"    ! {warning}" for warning in entry.warnings]
    return "\n".join([*lines, _count(entries), ""])


def _count(entries: Sequence[DocumentSummary]) -> str:
    return f"{len(entries)} documents, {sum(entry.passages for entry in entries)} passages"


def _table(entries: Sequence[DocumentSummary]) -> Table:
    """Give a row for each document, and their warnings below."""
    headings = ["Name", "Title", "Issuer", "Issued", "Status", "Passages"]
    rows = [
        [
            entry.name,
            "\n".join(filter(None, [entry.title, entry.number])),
            entry.issuer,
            entry.issued,
            "\n".join(_validity(entry)),
            str(entry.passages),
        ]
        for entry in entries
    ]
    warnings = [f"! {entry.name}: {warning}" for entry in entries for warning in entry.warnings]
    return {"headings": headings, "widest": "Title", "rows": rows, "below": [*warnings, _count(entries)]}


def _described(entry: DocumentSummary) -> str:
    """Give a document's title and, in brackets, what else is known of it."""
    about = ", ".join(part for part in (entry.issuer, entry.number, entry.issued, *_validity(entry)) if part)
    return f"{entry.title} ({about})" if about else entry.title


def _validity(entry: DocumentSummary) -> list[str]:
    """Say from when until when a document is in force, and its status, as far as they are known."""
    status = f"superseded by {', '.join(entry.superseded_by)}" if entry.superseded_by and entry.status == "superseded" else entry.status
    days = (entry.effective and f"in force from {entry.effective}", entry.expires and f"until {entry.expires}")
    return [part for part in (*days, status) if part]
