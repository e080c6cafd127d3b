"""The commands that look up requirements and terms."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.bootstrap import make_model, open_library
from assistant.cli.options import Documents, Issuer, Json, Since, Status, Until, app, command, filter_of, iso_date, one_of
from assistant.cli.output import cannot_write
from assistant.errors import AssistantError
from vectorstore.requirement import MODALITIES, ORDERS, Requirement

if TYPE_CHECKING:
    from assistant.records.requirement_status import RequirementStatus
    from assistant.settings import Settings
    from vectorstore.library import Library
    from vectorstore.term import Term, TermUse

FORMATS = ("table", "json", "csv", "xlsx", "ics")
_LONGEST_TEXT = 200

commands = app("Requirements and terms.")
Words = Annotated[str, typer.Argument(metavar="[WORDS]", help="words that must stand in the requirement, its body or title")]
Format = Annotated[str, typer.Option("--format", parser=one_of(*FORMATS), metavar=f"[{'|'.join(FORMATS)}]", help="how they are written")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", readable=False, help="write to FILE; xlsx and ics need it")]
BodyNames = Annotated[list[str] | None, typer.Option("--body", metavar="NAME", help="who has to act; can be given again")]
Themes = Annotated[list[str] | None, typer.Option("--theme", metavar="NAME", help="what it is about; can be given again")]
Modalities = Annotated[
    list[str] | None,
    typer.Option("--modality", parser=one_of(*MODALITIES), metavar=f"[{'|'.join(MODALITIES)}]", help="can be given again"),
]
DueSince = Annotated[str | None, typer.Option("--due-since", parser=iso_date, metavar="DATE", help="with a deadline on or after DATE")]
DueUntil = Annotated[str | None, typer.Option("--due-until", parser=iso_date, metavar="DATE", help="with a deadline on or before DATE")]
WithTarget = Annotated[bool, typer.Option("--with-target", help="with a figure to be reached")]
Sort = Annotated[str, typer.Option("--sort", parser=one_of(*ORDERS), metavar=f"[{'|'.join(ORDERS)}]", help="order")]


@command(commands, "requirements", "look up what documents require of whom, by when and to which target")
def requirements(
    settings: "Settings",
    text: Words = "",
    format: Format = "table",
    out: Out = None,
    body: BodyNames = None,
    theme: Themes = None,
    modality: Modalities = None,
    due_since: DueSince = None,
    due_until: DueUntil = None,
    with_target: WithTarget = False,
    sort: Sort = "document",
    document: Documents = None,
    issuer: Issuer = "",
    since: Since = None,
    until: Until = None,
    status: Status = None,
) -> None:
    from assistant.records.records import Records
    from vectorstore.sql.requirements import RequirementFilter

    with open_library(settings) as library:
        chosen = RequirementFilter(
            text=text.encode("utf-8", "replace").decode()[:_LONGEST_TEXT],
            bodies=frozenset(library.bodies.normal(name) for name in body or ()),
            themes=frozenset(theme or ()),
            modalities=frozenset(modality or ()),
            since=due_since or "",
            until=due_until or "",
            with_target=with_target,
            documents=replace(filter_of(document, issuer, since, until, status), reader=""),  # once what stands in two languages
        )
        requirements = library.requirements.find(chosen, sort)
        if format in ("xlsx", "ics") and out is None:
            raise AssistantError("--format {format} needs --out FILE.", format=format)
        with Records(settings.data) as records:
            statuses = records.statuses.all(library.requirements)
    _write(_writer(format)(requirements, statuses), out)


@command(commands, "enrich", "let the language model name the bodies that the grammar did not find")
def enrich(settings: "Settings") -> None:
    from assistant.writing.enrichment import bodies_by

    model = make_model(settings)
    if model is None:
        raise AssistantError("No language model is set (POLICY_MODEL).")
    count = 0
    with open_library(settings) as library:
        for requirement, body in bodies_by(model, library.requirements.find()):
            library.name_body(requirement.id, body)
            count += 1
            print(f"{body}: {' '.join(requirement.action.split())[:100]}", flush=True)
    print(f"{count} bodies named")


@command(commands, "terms", "list the terms of the field and where they are explained")
def terms(settings: "Settings", json: Json = False) -> None:
    with open_library(settings) as library:
        print(terms_text(library, json))


def terms_text(library: "Library", as_json: bool) -> str:
    """Give the terms that the library knows, as JSON or to be read."""
    terms = library.glossary.terms()
    if as_json:
        return json.dumps([term_row(term) for term in terms], ensure_ascii=False, indent=1)
    lines = []
    for term in terms:
        lines += [term.term + ("" if term.explained else " (not explained; first used here)"), f"    {' '.join(term.place.quote.split())}"]
        lines.append(f"    [{term.place.document}, characters {term.place.span.start}–{term.place.span.end}; {1 + len(term.uses)} places]")
        lines += [f"    see also: {', '.join(term.related)}"] if term.related else []
    return "\n".join([*lines, f"{len(terms)} terms"])


def term_row(term: "Term") -> dict[str, Any]:
    """Give a term as the JSON of the command prints it."""
    return {
        "term": term.term,
        "explained": term.explained,
        **_place_row(term.place),
        "uses": [_place_row(place) for place in term.uses],
        "related": list(term.related),
    }


def _place_row(place: "TermUse") -> dict[str, Any]:
    return {"document": place.document, "quote": place.quote, "start": place.span.start, "end": place.span.end}


def _write(content: str | bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(str(content))
        return
    try:
        out.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8-sig" if out.suffix == ".csv" else "utf-8"))
    except OSError as error:
        raise cannot_write(out, error) from error


def _as_json(requirements: Sequence[Requirement], _: "Mapping[str, RequirementStatus]") -> str:
    from assistant.answer.requirement_text import requirement_as_dict

    return json.dumps([requirement_as_dict(requirement) for requirement in requirements], ensure_ascii=False, indent=1) + "\n"


def _as_text(requirements: Sequence[Requirement], statuses: "Mapping[str, RequirementStatus]") -> str:
    """Give each requirement as three lines: who must do what by when, the figures, and where it stands."""
    from assistant.answer.requirement_text import due_status, summary_line, targets_in_words

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
        lines += [f"    ! {warning}" for warning in requirement.warnings]
        lines.append(f"    [{requirement.document}, characters {requirement.span.start}–{requirement.span.end}]")
    return "\n".join([*lines, f"{len(requirements)} requirement{'' if len(requirements) == 1 else 's'}", ""])


def _writer(format: str) -> "Callable[[Sequence[Requirement], Mapping[str, RequirementStatus]], str | bytes]":
    """Give what writes requirements in one of FORMATS."""
    from assistant.requirements.export import as_calendar, as_csv, as_xlsx

    writers: dict[str, Callable[[Sequence[Requirement], Mapping[str, RequirementStatus]], str | bytes]] = {
        "table": _as_text,
        "json": _as_json,
        "csv": as_csv,
        "xlsx": as_xlsx,
        "ics": as_calendar,
    }
    return writers[format]
