"""The page that lists the documents, and on which administrators keep them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from assistant.records.trash import Removal
from assistant.web.pages.documents.uploads import Job
from assistant.web.shared.parts import View, frame
from assistant.web.shared.render import attribute, escaped
from assistant.web.shared.texts import Texts
from ingest.readers.reader import suffixes
from language.messages import translations
from vectorstore.document import PROPERTIES, STATUSES, DocumentSummary
from vectorstore.library import Library

_LABELS = {
    "title": "Title", "issuer": "Issuer", "number": "Number", "issued": "Issued", "effective": "In force from", "expires": "Expires",
    "language": "Language", "status": "Status",
}  # fmt: skip
_DATES = ("issued", "effective", "expires")
_DAY = 24 * 3600.0  # seconds
_COLUMNS = ("Document", "Issuer", "Issued", "Status", "Passages", "Read")


def documents_page(library: Library, view: View) -> str:
    """Give the page; the part that changes while files are read is fetched by its script."""
    say = view.say
    keeping = ""
    if view.user.may_be("administrator"):
        keeping = f"""<section id="upload"><form id="drop"><p><strong>{say("Drop files here")}</strong>
<label class="button">{say("or choose them")} <input type="file" id="files" multiple class="hidden"></label></p>
<p class="hint">{say("Files of these kinds are read: {kinds}.", kinds=", ".join(sorted(suffixes())))}</p></form>
<ul id="jobs" aria-live="polite"></ul></section>{_dialog(say)}"""
    main = f"""<h1>{say("Documents")}</h1>{keeping}
<label class="wide">{say("Search")} <input type="search" id="find-document" autocomplete="off"></label>
<p id="nothing-found" class="hint" role="status" hidden>{say("No document fits.")}</p>
<div id="documents">{documents_part(library.entries(), [], view)}</div>"""
    return frame(view, "Documents", main, "documents.js", with_source=False)


def documents_part(entries: Sequence[DocumentSummary], removals: Sequence[Removal], view: View) -> str:
    """Give the documents, and what was removed since yesterday."""
    say = view.say
    if not entries and not removals:
        return f'<p class="hint">{say("There are no documents yet.")}</p>'
    columns = "".join(f'<th scope="col">{say(name)}</th>' for name in _COLUMNS)
    rows = "".join(_row(entry, view) for entry in entries)
    gone = "".join(
        f'<li>{escaped(one.title)} <span class="quiet">({escaped(one.name)}, {escaped(say(one.user))}, {_when(one.at, say)})</span> '
        f'<button type="button" class="undo" data-removal="{one.id}">{say("Undo")}</button></li>'
        for one in removals
    )
    kept = f'<h2>{say("Removed since yesterday")}</h2><ul class="removals">{gone}</ul>' if gone else ""
    return (
        f'<p class="count" role="status">{say.counted(len(entries), "{count} document", "{count} documents")}</p>{kept}'
        f'<div class="scrolled" tabindex="0" role="region" aria-label="{say("Documents")}"><table class="ledger documents">'
        f"<thead><tr>{columns}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def jobs_part(jobs: Sequence[Job], say: Texts) -> str:
    """Give the files that are or were read, the newest first."""
    return "".join(_job(job, say) for job in reversed(jobs))


def _job(job: Job, say: Texts) -> str:
    passages = f", {say.counted(job.passages, '{count} passage', '{count} passages')}" if job.passages else ""
    return (
        f'<li class="{job.state}"><span class="name">{escaped(job.name)}</span> <span class="job">{say(job.state)}{passages}</span>'
        f'<span class="quiet"> {escaped(" ".join(map(translations(say.language).tell, job.told)))}</span></li>'
    )


def _row(entry: DocumentSummary, view: View) -> str:
    say = view.say
    warnings = "".join(f'<p class="warning">{escaped(translations(say.language).tell(one))}</p>' for one in entry.warnings)
    by = f" ({escaped(', '.join(entry.superseded_by))})" if entry.superseded_by else ""
    keeping = ""
    if view.user.may_be("administrator"):
        values = "".join(f' data-{name}="{attribute(getattr(entry, name))}"' for name in PROPERTIES)
        keeping = (
            f'<p class="keeping" data-name="{attribute(entry.name)}"{values}><button type="button" class="edit">{say("Edit")}</button>'
            f'<button type="button" class="again">{say("Read again")}</button>'
            f'<button type="button" class="remove">{say("Remove")}</button></p>'
        )
    number = f" · {escaped(entry.number)}" if entry.number else ""
    return (
        f'<tr><td class="what"><strong>{escaped(entry.title)}</strong><p class="about">{escaped(entry.name)}{number} · '
        f'<a href="documents/original?document={entry.id}" download>{say("Download")}</a></p>{warnings}{keeping}</td>'
        f'<td data-label="{say("Issuer")}">{escaped(entry.issuer) or "–"}</td>'
        f'<td data-label="{say("Issued")}"><time>{escaped(entry.issued) or "–"}</time>{_until(entry, say)}</td>'
        f'<td data-label="{say("Status")}">{say(entry.status or "in force or unknown")}{by}</td>'
        f'<td data-label="{say("Passages")}">{entry.passages}</td><td data-label="{say("Read")}">{_when(entry.ingested, say)}</td></tr>'
    )


def _until(entry: DocumentSummary, say: Texts) -> str:
    if not entry.expires:
        return ""
    late = entry.expires < date.today().isoformat()
    told = say("expired {day}" if late else "expires {day}", day=escaped(entry.expires))
    return f'<span class="badge{" overdue" if late else ""}">{told}</span>'


def _when(at: str, say: Texts) -> str:
    """Say how long ago an ISO time was."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return escaped(at)
    days = int((datetime.now(UTC) - (moment if moment.tzinfo else moment.replace(tzinfo=UTC))).total_seconds() / _DAY)
    told = say("today") if days < 1 else say.counted(days, "{count} day ago", "{count} days ago")
    return f'<time datetime="{escaped(at)}" title="{escaped(at)}">{told}</time>'


def _dialog(say: Texts) -> str:
    fields = "".join(_field(name, say) for name in PROPERTIES)
    return f"""<dialog id="properties" aria-labelledby="properties-title"><form method="dialog"><h2 id="properties-title">{say("Edit")}</h2>
{fields}<div class="buttons"><button value="keep">{say("Keep")}</button><button value="">{say("Cancel")}</button></div></form></dialog>"""


def _field(name: str, say: Texts) -> str:
    if name == "status":
        options = "".join(f'<option value="{one}">{say(one) if one else "–"}</option>' for one in ("", *STATUSES))
        return f'<label>{say(_LABELS[name])} <select name="{name}">{options}</select></label>'
    kind = "date" if name in _DATES else "text"
    return f'<label>{say(_LABELS[name])} <input type="{kind}" name="{name}" maxlength="500"></label>'
