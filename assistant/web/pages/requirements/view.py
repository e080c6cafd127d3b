"""What the templates of the page of requirements show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answer.requirement_text import due_status, summary_line
from assistant.onboarding.roles import ROLES
from assistant.records.history import WHAT as WHATS
from assistant.records.history import Change
from assistant.records.requirement_status import STATES
from assistant.requirements.conflicts import Conflict, conflicts
from assistant.requirements.differences import WHAT, Difference, changes
from assistant.requirements.rows import LedgerRow
from assistant.requirements.selection import Selection
from assistant.web.pages.requirements.filters import ORDERS
from assistant.web.pages.requirements.options import options
from assistant.web.shared.requirement_text import question_about, theme_message
from assistant.web.shared.view import View
from language.messages import Message, message
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import MODAL_WORDS, MODALITIES, Requirement
from vectorstore.sql.requirements import RequirementFilter

PAGE_ROWS = 50
_MOST_BARS = 40
_LONGEST_NOTE = 70  # characters that the table shows


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement as the table shows it: when it is due, and how far it is; `replacement` is what took its place where it no longer
    applies, None where nothing in the library did."""

    row: LedgerRow
    text: str
    modality: Message
    overdue: str
    theme: str | Message
    question: str
    note: str
    noted_by: str
    assignee: str
    version: int
    replacement: Requirement | None = None

    @property
    def remark(self) -> str:
        """Give the note with who wrote it."""
        return f"{self.noted_by}: {self.note}" if self.note and self.noted_by else self.note or self.noted_by

    @property
    def shortened_remark(self) -> str:
        return self.remark if len(self.remark) <= _LONGEST_NOTE else f"{self.remark[:_LONGEST_NOTE]}…"

    @property
    def next_day(self) -> date | None:
        """Give the next day of what is due again and again."""
        return date.fromisoformat(self.row.due.day) if self.row.due.recurs and self.row.due.day else None


def page_values(role: str, people: Sequence[str], needs_token: bool) -> dict[str, Any]:
    """Give what the fields of the page offer, beside the choices that come with the rows."""
    return {
        "orders": ORDERS.items(),
        "states": STATES,
        "modalities": [(one, message(MODAL_WORDS[one])) for one in MODALITIES],
        "role": role,
        "people": people,
        "needs_token": needs_token,
    }


def rows_part(
    selection: Selection,
    rows: Sequence[LedgerRow],
    replacements: Mapping[str, Requirement],
    versions: Mapping[str, int],
    given: Mapping[str, str],
    view: View,
) -> str:
    """Give a page of the rows that the fields ask for, links to the pages before and after, and what can be asked for now; `versions` are
    those of the history of requirements, by their ids."""
    page, today = page_of(given), selection.ledger.today
    return view.part(
        "pages/requirements/rows.html",
        rows=[replace(_row(one, today, versions), replacement=replacements.get(one.requirement.replaced_by)) for one in rows],
        role=given["role"] if given.get("role") in ROLES else "",
        without_role=selection.more_without("role"),
        hidden=selection.hidden,
        as_of=selection.documents.as_of,
        count=selection.count,
        exhortations=selection.exhortations,
        with_exhortations=bool(given.get("exhortations")),
        first=page * PAGE_ROWS + 1,
        last=page * PAGE_ROWS + len(rows),
        page=page,
        states=STATES,
        choices=options(selection, given, view.translations.language),
    )


def progress_part(selection: Selection, titles: Mapping[str, str], view: View) -> str:
    """Plot how many of the requirements asked for that oblige are done, in progress and open, for each theme, body and document."""

    def shares(name: str) -> list[tuple[str | Message, int, int, int]]:
        counts = sorted(selection.shares(name).items(), key=lambda one: (-one[1][0], one[0]))[:_MOST_BARS]
        return [(theme_message(one) if name == "theme" else titles.get(one, one), *_parts(*own)) for one, own in counts]

    return view.part("pages/requirements/progress.html", themes=shares("theme"), bodies=shares("body"), documents=shares("document"))


def _parts(count: int, done: int, begun: int) -> tuple[int, int, int]:
    """Give how many are done, in progress and open."""
    return done, begun, count - done - begun


def history_part(history: Sequence[Change], view: View) -> str:
    """Give what was changed in the mark of a requirement."""
    changed = [(one, WHATS.get(one.what, one.what), [_told(one, value) for value in (one.before, one.after)]) for one in history]
    return view.part("pages/requirements/history.html", changed=changed)


def differences_part(library: Library, view: View) -> str:
    """Give the conflicts between documents in force, and what changed from each superseded document to the one that replaces it."""
    found = [_conflict(one) for one in conflicts(library, view.translations.language)]
    return view.part("pages/requirements/differences.html", conflicts=found, changes=_changes(library))


def _conflict(one: Conflict[Requirement]) -> dict[str, Any]:
    return {"what": WHAT[one.what], "sides": [one.one, one.other], "prevails": one.prevails, "clause": one.clause}


def page_of(given: Mapping[str, str]) -> int:
    """Give the number of the page of rows that is asked for."""
    page = given.get("page", "0")
    return int(page) if page.isdecimal() and len(page) < 6 else 0


def _told(change: Change, value: str) -> str | Message:
    return message(value) if change.what == "state" and value in STATES else value


def _changes(library: Library) -> Iterator[dict[str, Any]]:
    entries = library.entries()
    titles = {entry.name: entry.title for entry in entries}
    for entry in entries:
        for name in entry.superseded_by:
            before, after = (
                library.requirements.find(RequirementFilter(documents=Filter(documents=frozenset({one})))) for one in (entry.name, name)
            )
            yield {"old": entry.title, "new": titles.get(name, name), "pairs": _pairs(changes(before, after))}


def _pairs(differences: Sequence[Difference[Requirement]]) -> list[dict[str, Any]]:
    return [{"what": WHAT[one.what], "sides": [one.one, one.other], "prevails": None, "clause": None} for one in differences]


def _row(row: LedgerRow, today: date, versions: Mapping[str, int]) -> Row:
    one, status = row.requirement, row.status
    return Row(
        row=row,
        text=summary_line(one),
        modality=message(MODAL_WORDS[one.modality]),
        overdue="" if one.replaced_by else due_status(one, today, is_settled=row.is_settled),
        theme=theme_message(one.theme),
        question=question_about(one),
        note=status.note if status else "",
        noted_by=status.name if status else "",
        assignee=status.assignee if status else "",
        version=max(versions.get(id, 0) for id in (one.id, status.requirement if status else "")),
    )
