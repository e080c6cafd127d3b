"""Looking up requirements."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from assistant.answer.requirement_text import due_status, requirement_as_dict, summary_line, targets_in_words
from assistant.queries.query import Installation, Query
from assistant.records.requirement_status import RequirementStatus
from assistant.requirements import Format
from assistant.requirements.export import as_calendar, as_csv, as_xlsx
from vectorstore.requirement import Order, Requirement
from vectorstore.sql.requirements import RequirementFilter

_LONGEST_TEXT = 200


class Requirements(Query):
    """What documents require, as the content of a file of the format. The bodies of `filter` are named as users name them."""

    kind: Literal["requirements"] = "requirements"
    filter: RequirementFilter
    order: Order = "document"
    format: Format = "table"

    def answer(self, installation: Installation) -> Any:
        library = installation.library
        text = self.filter.text.encode("utf-8", "replace").decode()[:_LONGEST_TEXT]
        chosen = replace(self.filter, text=text, bodies=frozenset(map(library.bodies.normal, self.filter.bodies)))
        requirements = library.requirements.find(chosen, self.order)
        content = _WRITERS[self.format](requirements, installation.records.statuses.all(library.requirements))
        hidden = library.requirements.count_out_of_force(chosen) if self.format == "table" else 0
        return f"{content!s}{hidden} more in documents that are no longer in force (--status any)\n" if hidden else content


def _as_json(requirements: Sequence[Requirement], _: Mapping[str, RequirementStatus]) -> str:
    return json.dumps([requirement_as_dict(requirement) for requirement in requirements], ensure_ascii=False, indent=1) + "\n"


def _as_table(requirements: Sequence[Requirement], statuses: Mapping[str, RequirementStatus]) -> str:
    """Give each requirement as three lines: who must do what by when, the figures, and where it stands."""
    today = date.today()
    lines = []
    for requirement in requirements:
        state = statuses[requirement.id].state if requirement.id in statuses else "open"
        due = due_status(requirement, today, state)
        when = (
            f" — {requirement.deadline or requirement.deadline_text}{f' ({due})' if due else ''}"
            if requirement.deadline or requirement.deadline_text
            else ""
        )
        lines.append(summary_line(requirement) + when)
        figures = [*targets_in_words(requirement), requirement.theme, "" if state == "open" else state]
        lines.append("    " + "; ".join(part for part in figures if part))
        lines += ["    ! No longer applies."] if requirement.replaced_by else []
        lines += [f"    ! {warning}" for warning in requirement.warnings]
        lines.append(f"    [{requirement.document}, characters {requirement.span.start}–{requirement.span.end}]")
    return "\n".join([*lines, f"{len(requirements)} requirement{'' if len(requirements) == 1 else 's'}", ""])


_WRITERS: dict[Format, Callable[[Sequence[Requirement], Mapping[str, RequirementStatus]], str | bytes]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": as_csv,
    "xlsx": as_xlsx,
    "ics": as_calendar,
}
