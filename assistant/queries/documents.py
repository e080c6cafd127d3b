"""The list of documents."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from assistant.queries.query import Installation, Query
from vectorstore.document import DocumentSummary


class Documents(Query):
    """Which documents there are, and what is known of them."""

    kind: Literal["documents"] = "documents"
    as_json: bool = False

    def answer(self, installation: Installation) -> Any:
        entries = installation.library.entries()
        return [_row(entry) for entry in entries] if self.as_json else _listed(entries)


def _row(entry: DocumentSummary) -> dict[str, Any]:
    return asdict(entry) | {"warnings": [str(warning) for warning in entry.warnings]}


def _listed(entries: Sequence[DocumentSummary]) -> str:
    names = {entry.id: entry.name for entry in entries}
    lines = []
    for entry in entries:
        lines += [entry.name, f"    {_described(entry)}; {entry.passages} passages"]
        if other := names.get(entry.counterpart):
            lines.append(f"    The same in another language: {other}; policy-assistant part parts them.")
        lines += [f"    ! {warning}" for warning in entry.warnings]
    return "\n".join([*lines, f"{len(entries)} documents, {sum(entry.passages for entry in entries)} passages", ""])


def _described(entry: DocumentSummary) -> str:
    """Give a document's title and, in brackets, what else is known of it."""
    validity = [f"in force from {entry.effective}"] if entry.effective else []
    validity += [f"until {entry.expires}"] if entry.expires else []
    status = f"superseded by {', '.join(entry.superseded_by)}" if entry.superseded_by and entry.status == "superseded" else entry.status
    about = ", ".join(part for part in (entry.issuer, entry.number, entry.issued, *validity, status) if part)
    return f"{entry.title} ({about})" if about else entry.title
