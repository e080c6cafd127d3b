"""Looking up requirements."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal

from assistant.answer.requirement_text import due_line, requirement_as_dict, summary_line, targets_in_words
from assistant.queries.query import Installation, Query
from assistant.requirements import Format
from assistant.requirements.due import next_key
from assistant.requirements.export import as_calendar, as_csv, as_xlsx
from assistant.requirements.rows import LedgerRow, ledger_rows
from language.messages import Message, message
from vectorstore.document import STATUSES
from vectorstore.filter import Filter
from vectorstore.requirement import Order
from vectorstore.sql.requirements import RequirementFilter

_LONGEST_TEXT = 200
_MOST_NEAR = 5


class Requirements(Query):
    """What documents require, as the content of a file of the format; where a name is unknown, the message that says so, as a dict.

    The bodies of `filter` are named as users name them. With `next` they stand in the order in which they are due next.
    """

    kind: Literal["requirements"] = "requirements"
    filter: RequirementFilter
    order: Order = "document"
    next: bool = False
    format: Format = "table"

    def answer(self, installation: Installation) -> Any:
        library, records, today = installation.library, installation.records, date.today()
        records.corrections.apply(library)
        text = self.filter.text.encode("utf-8", "replace").decode()[:_LONGEST_TEXT]
        chosen = replace(self.filter, text=text, bodies=frozenset(map(library.bodies.normal, self.filter.bodies)))
        known, everywhere = library.requirements, RequirementFilter(documents=Filter(statuses=frozenset(STATUSES)))
        for kind, names in (("body", chosen.bodies), ("theme", chosen.themes)):
            if unknown := sorted(names - known.counts(kind, everywhere).keys()):
                return _unknown(unknown[0], known.values(kind)).as_dict()
        statuses = records.statuses.all(known)
        rows = ledger_rows(known.find(chosen, self.order), library.entries(), today, statuses, records.corrections.all())
        if self.next:
            rows.sort(key=lambda row: next_key(row.requirement, today, row.state == "done"))
        content = _WRITERS[self.format](rows, today)
        hidden = known.count_out_of_force(chosen) if self.format == "table" else 0
        return f"{content!s}{hidden} more in documents that are no longer in force (--status any)\n" if hidden else content


def _unknown(name: str, known: Sequence[str]) -> Message:
    """Say that no requirement has a name, and which are like it."""
    near = _near(name, known)
    if not near:
        return message("No requirement names “{name}”.", name=name)
    return message("No requirement names “{name}”; near it are: {names}.", name=name, names="; ".join(near))


def _near(name: str, known: Iterable[str]) -> list[str]:
    """Give the known names that hold `name` or are written nearly so."""
    folded = {one.casefold(): one for one in known}
    plain = name.casefold()
    holding = [one for one in folded if plain in one or one in plain]
    words = [one for one in folded if set(one.split()) & set(plain.split())]
    return [folded[one] for one in dict.fromkeys([*holding, *get_close_matches(plain, folded, _MOST_NEAR), *words])][:_MOST_NEAR]


def _as_json(rows: Sequence[LedgerRow], _: date) -> str:
    return json.dumps([requirement_as_dict(row.requirement) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _as_table(rows: Sequence[LedgerRow], today: date) -> str:
    """Give each requirement as two or three lines: its sentence and when it is due, the figures, and where it stands."""
    lines = []
    for row in rows:
        one = row.requirement
        due = due_line(one, row.due.day, today, row.state)
        lines.append(f"{summary_line(one)}{f' — {due}' if due else ''}")
        told = [*targets_in_words(one), one.theme, "" if row.state == "open" else row.state, "replaced" if one.replaced_by else ""]
        lines.append("    " + "; ".join(filter(None, told)))
        lines += [f"    ! {warning}" for warning in one.warnings]
        lines.append(f"    [{one.title}]")
    return "\n".join([*lines, f"{len(rows)} requirement{'' if len(rows) == 1 else 's'}", ""])


_WRITERS: dict[Format, Callable[[Sequence[LedgerRow], date], str | bytes]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": lambda rows, _: as_csv(rows),
    "xlsx": lambda rows, _: as_xlsx(rows),
    "ics": as_calendar,
}
