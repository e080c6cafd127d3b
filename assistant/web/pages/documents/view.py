"""What the templates of the page of documents show."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from assistant.records.collections import folders_of
from assistant.records.history import WHAT, subject_of_collection, subject_of_document
from assistant.requirements.selection import Asked, Selection
from assistant.uploading.job import Job, Progress
from assistant.web.security.authentication import called
from assistant.web.shared.order import by_title
from assistant.web.shared.view import View
from assistant.web.state import AppState
from language.language import languages
from language.messages import Message, counted, message
from vectorstore.document import PROPERTIES, STATUSES
from vectorstore.filter import Filter

_DATES = ("issued", "effective", "expires")
_MINUTE, _DAY = 60.0, 24 * 3600.0  # seconds
_EXPLAINED = ("failed", "removed")
_STATES = {"copy": message("a copy, not read"), "cancelled": message("cancelled")}


def page_values() -> dict[str, Any]:
    """Give what the dialog offers in which a document is edited."""
    fields = [(name, WHAT[name], "date" if name in _DATES else "text") for name in PROPERTIES]
    return {"fields": fields, "statuses": STATUSES, "known_languages": languages()}


def list_part(state: AppState, guesses: Mapping[int, Mapping[str, Message]], view: View) -> str:
    """Give the documents with their collections and what is a guess of them, and to administrators what was removed since yesterday."""
    entries, kept = by_title(state.library.entries(), view.translations.language), state.records.collections.all()
    folders = folders_of(entry.name for entry in entries)
    versions = state.records.history.versions(
        [*(subject_of_document(entry.source) for entry in entries), *(subject_of_collection(one.id) for one in kept)]
    )
    here = {entry.source for entry in entries}
    everywhere = Asked(documents=Filter(statuses=frozenset(STATUSES)))
    return view.part(
        "pages/documents/list.html",
        entries=entries,
        by_id={entry.id: entry for entry in entries},
        by_name={entry.name: entry for entry in entries},
        removals=[one for one in state.records.removed.all() if one.source not in here] if view.user.may_be("administrator") else [],
        versions={entry.name: versions.get(subject_of_document(entry.source), 0) for entry in entries},
        collected={one.id: versions.get(subject_of_collection(one.id), 0) for one in kept},
        guesses=guesses,
        kept=kept,
        folders=folders,
        keys={entry.name: [one.key for one in (*kept, *folders) if entry.name in one.documents] for entry in entries},
        held={one.key: sum(entry.name in one.documents for entry in entries) for one in (*kept, *folders)},
        counts=Selection(state.ledger.now(), everywhere, {}).counts("document"),
        properties=PROPERTIES,
        today=date.today().isoformat(),
        ago=_ago,
        who=called,
    )


def jobs_part(jobs: Sequence[Job], progress: Progress | None, view: View) -> str:
    """Give the files that are or were read, the newest first, and how far all are."""
    values = {"state_of": lambda job: state_of(job, view), "left": _left, "progress": progress}
    return view.part("pages/documents/jobs.html", jobs=list(reversed(jobs)), **values)


def state_of(job: Job, view: View) -> str:
    """Say how far a file is, or what became of it."""
    _ = view.translations
    told = _.tell(_STATES[job.state]) if job.state in _STATES else _(job.state)
    if job.state == "reading":
        left = _left(job.seconds_left)
        share = [f"{100 * job.share:.0f} %"] if job.share else []
        return " · ".join([told, *share, *([_.tell(left)] if left else [])])
    return told


def told_of(job: Job, view: View) -> str:
    """Say of which file what became, and of one that failed or stays removed, why."""
    told = f"{job.name}: {state_of(job, view)}"
    reasons = [one if isinstance(one, str) else view.translations.tell(one) for one in job.messages] if job.state in _EXPLAINED else []
    return " – ".join([told, *reasons])


def _left(seconds: float | None) -> Message | None:
    """Say how long something still takes, nothing where that is not known."""
    if seconds is None:
        return None
    if seconds < _MINUTE:
        return counted("about {count} second left", "about {count} seconds left", count=max(1, round(seconds)))
    return counted("about {count} minute left", "about {count} minutes left", count=round(seconds / _MINUTE))


def _ago(at: str) -> str | Message:
    """Say how long ago an ISO time was."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return at
    days = int((datetime.now(UTC) - (moment if moment.tzinfo else moment.replace(tzinfo=UTC))).total_seconds() / _DAY)
    return message("today") if days < 1 else counted("{count} day ago", "{count} days ago", count=days)
