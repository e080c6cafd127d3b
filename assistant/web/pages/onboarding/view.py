"""What the template of onboarding shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answer.requirement_text import summary_line
from assistant.onboarding.newcomer import Newcomer
from assistant.onboarding.roles import by_role
from assistant.web.pages.onboarding.timeline import timeline
from assistant.web.shared.requirement_text import question_about
from language.messages import message
from vectorstore.document import STATUSES
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement
from vectorstore.sql.glossary import stands_in
from vectorstore.sql.requirements import RequirementFilter
from vectorstore.term import Term

_CONTENTS = (
    ("reading", message("What to read")),
    ("timeline", message("Timeline")),
    ("duties", message("Your duties")),
    ("terms", message("Terms")),
    ("quiz", message("Quiz")),
)
_MOST_ROWS, _MOST_TERMS = 40, 12


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement in a line: `text` is what it says after the body."""

    requirement: Requirement
    text: str
    question: str

    @classmethod
    def of(cls, row: Requirement) -> "Line":
        text = summary_line(row).removeprefix(row.body).strip()
        return cls(row, text, question_about(row))


@dataclass(frozen=True, slots=True)
class Role:
    """The duties of a role; `left` are those that are not shown."""

    name: str
    lines: Sequence[Line]
    left: int


def _known_terms(library: Library, filter: Filter) -> list[Term]:
    """Give the terms of the documents that `filter` admits, those that are explained and used most first."""
    admitted = {entry.id for entry in library.entries(filter)}
    known = [term for term in library.glossary.terms() if term.place.span.document_id in admitted]
    return sorted(known, key=lambda term: (not term.explained, -len(term.uses)))[:_MOST_TERMS]


def page_values(library: Library, newcomer: Newcomer, today: date) -> dict[str, Any]:
    """Give what the page shows to a newcomer; of what stands in two languages that of the reader counts."""
    once = Filter(reader=newcomer.reader)
    if not newcomer.steps:
        return {"steps": []}
    rows = library.requirements.find(RequirementFilter(documents=once), order="deadline")
    own = by_role(rows)
    return {
        "steps": newcomer.steps,
        "newcomer": newcomer,
        "contents": _CONTENTS,
        "timeline": timeline(library.entries(replace(once, statuses=frozenset(STATUSES))), rows, today),
        "line": Line.of,
        "roles": [*own],
        "duties": _role(newcomer.role, own.get(newcomer.role, [])),
        "terms": _known_terms(library, once),
        "stands_in": stands_in,
    }


def _role(name: str, rows: Sequence[Requirement]) -> Role:
    return Role(name, [Line.of(row) for row in rows[:_MOST_ROWS]], max(0, len(rows) - _MOST_ROWS))
