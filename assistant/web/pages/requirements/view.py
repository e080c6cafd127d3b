"""What the templates of the page of requirements show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answer.requirement_text import due_status
from assistant.records.requirement_status import STATES, RequirementStatus
from assistant.requirements.differences import WHAT, Difference, changes, conflicts
from assistant.web.pages.requirements.filters import DUE, ORDERS, order_by, requirement_filter
from assistant.web.shared.requirement_text import question_about, theme_message
from assistant.web.shared.view import View
from language.messages import Message, message
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import MODAL_WORDS, MODALITIES, Requirement
from vectorstore.sql.requirements import RequirementFilter, Requirements

PAGE_ROWS = 50
_MOST_CHOICES = 200
_LONGEST_NOTE = 70  # characters that the table shows


@dataclass(frozen=True, slots=True)
class Row:
    """A requirement as the table shows it: when it is due, and how far it is; `replacement` is what took its place where it no longer
    applies, None where nothing in the library did."""

    requirement: Requirement
    modality: Message
    due: str
    theme: str | Message
    question: str
    state: str
    note: str
    noted_by: str
    replacement: Requirement | None = None

    @property
    def remark(self) -> str:
        """Give the note with who wrote it."""
        return f"{self.noted_by}: {self.note}" if self.note and self.noted_by else self.note or self.noted_by

    @property
    def shortened_remark(self) -> str:
        return self.remark if len(self.remark) <= _LONGEST_NOTE else f"{self.remark[:_LONGEST_NOTE]}…"


@dataclass(frozen=True, slots=True)
class Bar:
    """How much of the requirements of one document or theme is done and begun."""

    name: str | Message
    count: int
    done: int
    begun: int


def page_values(requirements: Requirements) -> dict[str, Any]:
    """Give what the fields of the page offer."""
    values = {name: requirements.values(name)[:_MOST_CHOICES] for name in ("body", "theme", "document")}
    return {
        "bodies": [(one, one) for one in values["body"]],
        "themes": [(one, theme_message(one)) for one in values["theme"]],
        "documents": [(one, one) for one in values["document"]],
        "modalities": [(one, message(MODAL_WORDS[one])) for one in MODALITIES],
        "states": [(one, message(one)) for one in STATES],
        "due": DUE.items(),
        "orders": ORDERS.items(),
    }


def rows_part(
    requirements: Requirements, given: Mapping[str, str], statuses: Mapping[str, RequirementStatus], today: date, view: View
) -> str:
    """Give the rows that the fields ask for, a page of them, and links to the pages before and after."""
    chosen = requirement_filter(given, today, statuses, view.translations.language)
    page = _page(given.get("page", "0"))
    found = requirements.find(chosen, order_by(given), PAGE_ROWS, page * PAGE_ROWS)
    replacements = requirements.by_id(one.replaced_by for one in found if one.replaced_by)
    return view.part(
        "pages/requirements/rows.html",
        rows=[replace(_row(one, statuses.get(one.id), today), replacement=replacements.get(one.replaced_by)) for one in found],
        hidden=requirements.count_out_of_force(chosen),
        count=requirements.count(chosen),
        first=page * PAGE_ROWS + 1,
        last=page * PAGE_ROWS + len(found),
        page=page,
        states=STATES,
    )


def progress_part(requirements: Requirements, statuses: Mapping[str, RequirementStatus], view: View) -> str:
    """Give the share that is done, of the requirements in force that oblige, as a bar for each document and each theme."""
    obliging = RequirementFilter(modalities=frozenset({"must", "should"}), documents=Filter(reader=view.translations.language))
    done, begun = (
        replace(obliging, ids=frozenset(id for id, status in statuses.items() if status.state == state))
        for state in ("done", "in progress")
    )

    def bars(name: str) -> list[Bar]:
        counts = [requirements.counts(name, one) for one in (obliging, done, begun)]
        shown = theme_message if name == "theme" else str
        return [Bar(shown(one), count, counts[1].get(one, 0), counts[2].get(one, 0)) for one, count in counts[0].items()]

    return view.part("pages/requirements/progress.html", documents=bars("title"), themes=bars("theme"))


def differences_part(library: Library, view: View) -> str:
    """Give the conflicts between documents in force, and what changed from each superseded document to the one that replaces it."""
    pairs = conflicts(library.requirements.find(RequirementFilter(documents=Filter(reader=view.translations.language))))
    return view.part("pages/requirements/differences.html", conflicts=_pairs(pairs), changes=_changes(library))


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
    return [{"what": WHAT[one.what], "sides": [one.one, one.other]} for one in differences]


def _row(row: Requirement, status: RequirementStatus | None, today: date) -> Row:
    state = status.state if status else STATES[0]
    return Row(
        requirement=row,
        modality=message(MODAL_WORDS[row.modality]),
        due=due_status(row, today, state),
        theme=theme_message(row.theme),
        question=question_about(row),
        state=state,
        note=status.note if status else "",
        noted_by=status.name if status else "",
    )


def _page(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 6 else 0
