"""What the template of onboarding shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answer.requirement_text import summary_line
from assistant.onboarding.quiz import quiz
from assistant.onboarding.reading_path import reading_path
from assistant.onboarding.roles import by_role
from assistant.web.pages.onboarding.progress import ANSWERED, READ, progress
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
    ("duties", message("Duties by role")),
    ("terms", message("Terms")),
    ("quiz", message("Quiz")),
)
_MOST_ROWS, _FIRST_CARDS, _MOST_CARDS = 40, 12, 200


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
    return sorted(known, key=lambda term: (not term.explained, -len(term.uses)))[:_MOST_CARDS]


def page_values(library: Library, user: str, learned: Mapping[str, str], today: date, reader: str) -> dict[str, Any]:
    """Give what the page shows to a user who has `learned` these items; the user's name chooses the questions of the quiz, and of what
    stands in two languages that of the `reader` counts."""
    once = Filter(reader=reader)
    steps, rows = reading_path(library, reader), library.requirements.find(RequirementFilter(documents=once), order="deadline")
    if not steps:
        return {"steps": []}
    questions = quiz(library, user, reader=reader)
    terms = _known_terms(library, once)
    return {
        "steps": steps,
        "learned": learned,
        "read": READ,
        "answered": ANSWERED,
        "contents": _CONTENTS,
        "progress": progress([step.entry.name for step in steps], questions, learned),
        "timeline": timeline(library.entries(replace(once, statuses=frozenset(STATUSES))), rows, today),
        "line": Line.of,
        "roles": [_role(name, own) for name, own in by_role(rows).items()],
        "terms": terms[:_FIRST_CARDS],
        "more_terms": terms[_FIRST_CARDS:],
        "questions": questions,
        "stands_in": stands_in,
    }


def _role(name: str, rows: Sequence[Requirement]) -> Role:
    return Role(name, [Line.of(row) for row in rows[:_MOST_ROWS]], max(0, len(rows) - _MOST_ROWS))
