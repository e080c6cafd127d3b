"""What the templates of the page of documents show."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from assistant.records.trash import TrashedDocument
from assistant.web.security.authentication import LOCAL_USER
from assistant.web.shared.view import View
from assistant.web.jobs import Job
from language.messages import Message, counted, message
from vectorstore.document import PROPERTIES, STATUSES, DocumentSummary

_LABELS = {
    "title": message("Title"),
    "issuer": message("Issuer"),
    "number": message("Number"),
    "issued": message("Issued"),
    "effective": message("In force from"),
    "expires": message("Expires"),
    "language": message("Language"),
    "status": message("Status"),
}
_DATES = ("issued", "effective", "expires")
_DAY = 24 * 3600.0  # seconds


def page_values() -> dict[str, Any]:
    """Give what the dialog offers in which a document is edited."""
    fields = [(name, _LABELS[name], "date" if name in _DATES else "text") for name in PROPERTIES]
    return {"fields": fields, "statuses": STATUSES}


def list_part(entries: Sequence[DocumentSummary], removals: Sequence[TrashedDocument], view: View) -> str:
    """Give the documents, and what was removed since yesterday."""
    return view.part(
        "pages/documents/list.html",
        entries=entries,
        by_id={entry.id: entry for entry in entries},
        removals=removals,
        properties=PROPERTIES,
        today=date.today().isoformat(),
        ago=_ago,
        who=lambda name: message("local") if name == LOCAL_USER.name else name,
    )


def jobs_part(jobs: Sequence[Job], view: View) -> str:
    """Give the files that are or were read, the newest first."""
    return view.part("pages/documents/jobs.html", jobs=list(reversed(jobs)))


def _ago(at: str) -> str | Message:
    """Say how long ago an ISO time was."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    days = int((datetime.now(UTC) - (moment if moment.tzinfo else moment.replace(tzinfo=UTC))).total_seconds() / _DAY)
    return message("today") if days < 1 else counted("{count} day ago", "{count} days ago", count=days)
