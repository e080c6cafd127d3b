"""The commands that look up requirements and terms."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.bootstrap import make_model, open_library
from assistant.cli.options import AsOf, Documents, Issuer, Json, Since, Status, Until, app, command, filter_of, iso_date, one_of
from assistant.cli.output import cannot_write, show, working
from assistant.cli.tables import in_columns
from assistant.errors import AssistantError
from assistant.requirements import FORMATS, Format
from vectorstore.requirement import MODALITIES, ORDERS, Order

if TYPE_CHECKING:
    from assistant.settings import Settings


commands = app("Requirements and terms.")
Words = Annotated[str, typer.Argument(metavar="[WORDS]", help="words that must stand in the requirement, its body or title")]
AsFormat = Annotated[
    Format, typer.Option("--format", parser=one_of(*FORMATS), metavar=f"[{'|'.join(FORMATS)}]", help="how they are written")
]
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
Next = Annotated[bool, typer.Option("--next", help="in the order in which they are due next: what comes, then what is late")]
Sort = Annotated[Order, typer.Option("--sort", parser=one_of(*ORDERS), metavar=f"[{'|'.join(ORDERS)}]", help="order")]


@command(commands, "requirements", "look up what documents require of whom, by when and to which target")
def requirements(
    settings: "Settings",
    text: Words = "",
    format: AsFormat = "table",
    out: Out = None,
    body: BodyNames = None,
    theme: Themes = None,
    modality: Modalities = None,
    due_since: DueSince = None,
    due_until: DueUntil = None,
    with_target: WithTarget = False,
    sort: Sort = "document",
    next: Next = False,
    document: Documents = None,
    issuer: Issuer = "",
    since: Since = None,
    until: Until = None,
    status: Status = None,
    as_of: AsOf = None,
) -> None:
    from assistant.queries.opened import library_to_ask
    from assistant.queries.requirements import Requirements
    from vectorstore.sql.requirements import RequirementFilter

    if format in ("xlsx", "ics") and out is None:
        raise AssistantError("--format {format} needs --out FILE.", format=format)
    chosen = RequirementFilter(
        text=text,
        bodies=frozenset(body or ()),
        themes=frozenset(theme or ()),
        modalities=frozenset(modality or ()),
        since=due_since or "",
        until=due_until or "",
        with_target=with_target,
        documents=replace(filter_of(document, issuer, since, until, status, as_of), reader=""),  # once what stands in two languages
    )
    columns = out is None and in_columns(json=format != "table")
    with working("Looking up"), library_to_ask(settings) as library:
        content = library.answer(Requirements(filter=chosen, order=sort, next=next, format=format, in_columns=columns))
    if out is None:
        show(content, columns)
    else:
        _write(content, out)


@command(commands, "enrich", "let the language model name the bodies that the grammar did not find")
def enrich(settings: "Settings") -> None:
    from assistant.writing.enrichment import bodies_by

    model = make_model(settings)
    if model is None:
        raise AssistantError("No language model is set (POLICY_MODEL).")
    count = 0
    with closing(model), open_library(settings) as library:
        for requirement, body in bodies_by(model, library.requirements.find()):
            library.name_body(requirement.id, body)
            count += 1
            print(f"{body}: {' '.join(requirement.action.split())[:100]}", flush=True)
    print(f"{count} bodies named")


@command(commands, "terms", "list the terms of the field and where they are explained")
def terms(settings: "Settings", json: Json = False) -> None:
    from assistant.queries.opened import library_to_ask
    from assistant.queries.terms import Terms

    query = Terms(as_json=json, in_columns=in_columns(json))
    with working("Looking up"), library_to_ask(settings) as library:
        found = library.answer(query)
    show(found, query.in_columns)


def _write(content: str | bytes, out: Path) -> None:
    try:
        out.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8-sig" if out.suffix == ".csv" else "utf-8"))
    except OSError as error:
        raise cannot_write(out, error) from error
