"""The commands that look up requirements and terms."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from assistant.cli.options import add_filters, date_given, given_filter
from assistant.errors import AssistantError
from assistant.records.records import Records
from assistant.records.requirement_status import Mark
from assistant.requirements.export import FORMATS, as_calendar, as_csv, as_xlsx, in_a_line, requirement_row, standing, target_in_words
from vectorstore.library import Library
from vectorstore.requirement import MODALITIES, Requirement
from vectorstore.sql.requirements import ORDERS, RowFilter
from vectorstore.term import Term, TermUse

_LONGEST_TEXT = 200


def add_requirement_options(command: argparse.ArgumentParser) -> None:
    """Give `command` the options by which requirements are chosen and written."""
    command.add_argument("text", nargs="?", default="", metavar="WORDS", help="words that must stand in the requirement, its body or title")
    command.add_argument("--format", choices=FORMATS, default="table", help="how they are written (default: table)")
    command.add_argument("--out", type=Path, metavar="FILE", help="write to FILE; xlsx and ics need it")
    command.add_argument("--body", action="append", default=[], metavar="NAME", help="who has to act; can be given again")
    command.add_argument("--theme", action="append", default=[], metavar="NAME", help="what it is about; can be given again")
    command.add_argument("--modality", action="append", default=[], choices=MODALITIES, help="can be given again")
    command.add_argument("--due-since", type=date_given, metavar="DATE", help="with a deadline on or after DATE")
    command.add_argument("--due-until", type=date_given, metavar="DATE", help="with a deadline on or before DATE")
    command.add_argument("--with-target", action="store_true", help="with a figure to be reached")
    command.add_argument("--sort", choices=ORDERS, default="document", help="order (default: document)")
    add_filters(command)


def write_requirements(given: argparse.Namespace, library: Library, data: Path) -> None:
    """Write the requirements that the options choose."""
    sought = RowFilter(
        text=given.text.encode("utf-8", "replace").decode()[:_LONGEST_TEXT],
        bodies=frozenset(library.bodies.normal(name) for name in given.body),
        themes=frozenset(given.theme),
        modalities=frozenset(given.modality),
        since=given.due_since or "",
        until=given.due_until or "",
        with_target=given.with_target,
        only=given_filter(given),
    )
    rows = library.ledger.rows(sought, given.sort)
    if given.format in ("xlsx", "ics") and given.out is None:
        raise AssistantError(f"--format {given.format} needs --out FILE.")
    with Records(data) as records:
        marks = records.marks.all(library.ledger)
    _write(_WRITTEN[given.format](rows, marks), given.out)


def terms_text(library: Library, as_json: bool) -> str:
    """Give the terms that the library knows, as JSON or to be read."""
    terms = library.glossary.terms()
    if as_json:
        return json.dumps([term_row(term) for term in terms], ensure_ascii=False, indent=1)
    lines = []
    for term in terms:
        lines += [term.term + ("" if term.explained else " (not explained; first used here)"), f"    {' '.join(term.place.quote.split())}"]
        lines.append(f"    [{term.place.document}, characters {term.place.start}–{term.place.end}; {1 + len(term.uses)} places]")
        lines += [f"    see also: {', '.join(term.related)}"] if term.related else []
    return "\n".join([*lines, f"{len(terms)} terms"])


def term_row(term: Term) -> dict[str, Any]:
    """Give a term as the JSON of the command prints it."""
    return {
        "term": term.term,
        "explained": term.explained,
        **_place_row(term.place),
        "uses": [_place_row(place) for place in term.uses],
        "related": list(term.related),
    }


def _place_row(place: TermUse) -> dict[str, Any]:
    return {"document": place.document, "quote": place.quote, "start": place.start, "end": place.end}


def _write(content: str | bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(str(content))
        return
    try:
        out.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8-sig" if out.suffix == ".csv" else "utf-8"))
    except OSError as error:
        raise AssistantError(f"Cannot write {out}: {error.strerror}.") from error


def _as_json(rows: Sequence[Requirement], _: Mapping[str, Mark]) -> str:
    return json.dumps([requirement_row(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _as_text(rows: Sequence[Requirement], marks: Mapping[str, Mark]) -> str:
    """Give each row as three lines: who must do what by when, the figures, and where it stands."""
    today = date.today()
    lines = []
    for row in rows:
        state = marks[row.id].state if row.id in marks else "open"
        due = standing(row, today, state)
        when = f" — {row.deadline or row.deadline_text}{f' ({due})' if due else ''}" if row.deadline or row.deadline_text else ""
        lines.append(in_a_line(row) + when)
        told = [*target_in_words(row), row.theme, "" if state == "open" else state]
        lines.append("    " + "; ".join(part for part in told if part))
        lines += [f"    ! {warning}" for warning in row.warnings]
        lines.append(f"    [{row.document}, characters {row.start}–{row.end}]")
    return "\n".join([*lines, f"{len(rows)} requirement{'' if len(rows) == 1 else 's'}", ""])


_WRITTEN: dict[str, Callable[[Sequence[Requirement], Mapping[str, Mark]], str | bytes]] = {
    "table": _as_text,
    "json": _as_json,
    "csv": as_csv,
    "xlsx": as_xlsx,
    "ics": as_calendar,
}
