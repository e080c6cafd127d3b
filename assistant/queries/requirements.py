"""Looking up requirements."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from assistant.answer.requirement_text import due_line, requirement_as_dict, summary_line, targets_in_words
from assistant.queries.names import check_documents, unknown_name
from assistant.queries.query import Installation, Query, Table
from assistant.requirements import Format
from assistant.requirements.due import next_key
from assistant.requirements.export import as_calendar, as_csv, as_xlsx
from assistant.requirements.rows import LedgerRow, ledger_rows
from language.messages import message
from vectorstore.document import STATUSES
from vectorstore.filter import Filter
from vectorstore.requirement import Order
from vectorstore.sql.requirements import RequirementFilter

_LONGEST_TEXT = 200


class Requirements(Query):
    """What documents require, as the content of a file of the format, or in columns.

    The bodies of `filter` are named as users name them. With `next` they stand in the order in which they are due next.
    """

    kind: Literal["requirements"] = "requirements"
    filter: RequirementFilter
    order: Order = "document"
    next: bool = False
    format: Format = "table"
    in_columns: bool = False

    def answer(self, installation: Installation) -> Any:
        library, records, today = installation.library, installation.records, date.today()
        check_documents(library, self.filter.documents)
        records.corrections.apply(library)
        text = self.filter.text.encode("utf-8", "replace").decode()[:_LONGEST_TEXT]
        chosen = replace(self.filter, text=text, bodies=frozenset(map(library.bodies.normal, self.filter.bodies)))
        known, everywhere = library.requirements, RequirementFilter(documents=Filter(statuses=frozenset(STATUSES)))
        for kind, names in (("body", chosen.bodies), ("theme", chosen.themes)):
            if unknown := sorted(names - known.counts(kind, everywhere).keys()):
                raise unknown_name(message("No requirement names “{name}”", name=unknown[0]), unknown[0], known.values(kind))
        statuses = records.statuses.all(known)
        rows = ledger_rows(known.find(chosen, self.order), library.entries(), today, statuses, records.corrections.all())
        if self.next:
            rows.sort(key=lambda row: next_key(row.requirement, today, row.is_settled))
        hidden = known.count_out_of_force(chosen) if self.format == "table" else 0
        more = [f"{hidden} more in documents that are no longer in force (--status any)"] if hidden else []
        if self.in_columns:
            return _in_columns(rows, today, more)
        content = _WRITERS[self.format](rows, today)
        return f"{content!s}{more[0]}\n" if more else content


def _as_json(rows: Sequence[LedgerRow], _: date) -> str:
    return json.dumps([requirement_as_dict(row.requirement) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _as_table(rows: Sequence[LedgerRow], today: date) -> str:
    """Give each requirement as two or three lines: its sentence and when it is due, the figures, and where it stands."""
    lines = []
    for row in rows:
        one = row.requirement
        due = due_line(one, row.due.day, today, is_settled=row.is_settled)
        lines.append(f"{summary_line(one)}{f' — {due}' if due else ''}")
        lines.append("    " + "; ".join([*targets_in_words(one), *filter(None, [one.theme]), *_state(row)]))
        lines += [f"    ! {warning}" for warning in one.warnings]
        lines.append(f"    [{one.title}]")
    return "\n".join([*lines, _count(rows), ""])


def _in_columns(rows: Sequence[LedgerRow], today: date, more: Sequence[str]) -> Table:
    """Give what `_as_table` tells in cells; `more` follows the count."""

    def cells(row: LedgerRow) -> list[str]:
        one = row.requirement
        told = "\n".join([summary_line(one), *targets_in_words(one), *(f"! {warning}" for warning in one.warnings)])
        return [due_line(one, row.due.day, today, is_settled=row.is_settled), told, one.theme, "\n".join(_state(row)), one.title]

    headings = ["Due", "Requirement", "Theme", "State", "Document"]
    return {"headings": headings, "widest": "Requirement", "rows": list(map(cells, rows)), "below": [_count(rows), *more]}


def _state(row: LedgerRow) -> list[str]:
    """Say how far a requirement is, nothing where it is open, and whether it is replaced."""
    return [*([row.state] if row.state != "open" else []), *(["replaced"] if row.requirement.replaced_by else [])]


def _count(rows: Sequence[LedgerRow]) -> str:
    return f"{len(rows)} requirement{'' if len(rows) == 1 else 's'}"


_WRITERS: dict[Format, Callable[[Sequence[LedgerRow], date], str | bytes]] = {
    "table": _as_table,
    "json": _as_json,
    "csv": lambda rows, _: as_csv(rows),
    "xlsx": lambda rows, _: as_xlsx(rows),
    "ics": as_calendar,
}
