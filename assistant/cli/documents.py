"""The commands that bring documents into the library, list them and take them out."""

import signal
import threading
from collections import Counter
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.bootstrap import (
    largest_file,
    leaves_to_workers,
    make_ingest,
    make_limits,
    make_web_documents,
    open_library,
    open_records,
    reader_memory,
)
from assistant.cli.options import Json, app, command
from assistant.cli.output import complain, show, working, writing
from assistant.cli.tables import in_columns
from assistant.errors import AssistantError
from vectorstore.document import PROPERTIES

if TYPE_CHECKING:
    from assistant.cli.progress import IngestBar
    from assistant.settings import Settings
    from assistant.uploading.folders import QueuedIngest
    from ingest.folder_sync import Runs
    from ingest.pipeline import Ingest
    from ingest.report import Report, Watcher
    from ingest.web.documents import WebDocuments
    from vectorstore.library import Library

commands = app("Documents.")
Name = Annotated[str, typer.Argument(metavar="NAME")]
Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="files, folders, and web addresses of hosts that POLICY_FETCH names")]
ReportFile = Annotated[Path | None, typer.Option("--report", metavar="FILE", readable=False, help="write a JSON line for each file")]
Watch = Annotated[bool, typer.Option("--watch", help="keep the library in step with these folders until stopped")]
Prune = Annotated[bool, typer.Option("--prune", help="remove documents whose files have gone from these folders")]


def _property(value: str) -> tuple[str, str]:
    name, equals, text = value.partition("=")
    if not equals:
        raise typer.BadParameter("must be a property, “=” and its value, such as issued=2024-05-20")
    return name, text


Properties = Annotated[list[str], typer.Argument(metavar="PROPERTY=VALUE...", help=f"one of {', '.join(PROPERTIES)}")]


@command(commands, "ingest", "read files, folders and web addresses into the library")
def ingest(settings: "Settings", sources: Paths, report: ReportFile = None, watch: Watch = False, prune: Prune = False) -> int:
    from assistant.cli.progress import IngestBar

    addresses = [source for source in sources if source.lower().startswith(("http://", "https://"))]
    paths = [Path(source) for source in sources if source not in addresses]
    if addresses and watch:
        raise AssistantError("Only folders are watched; the served page reads web addresses again.")
    waiting = open_records(settings) if leaves_to_workers(settings) else nullcontext()
    with writing(report) if report else nullcontext() as notes, open_library(settings) as library, waiting as records:
        bar, stop = IngestBar(notes), threading.Event()
        ingest = make_ingest(settings, library, bar, records, stop)
        if watch:
            _watch(library, ingest, bar, paths, stop)
            return 0
        try:
            reports = list(ingest.run(paths, prune)) if paths else []
            for address in addresses:
                reports += _fetched(address, ingest, make_web_documents(settings, library), bar)
        finally:
            bar.close()
    _print_reports(reports)
    return _status(reports, {path.name for path in paths if path.is_file()})


def _fetched(address: str, ingest: "Ingest | QueuedIngest", web_documents: "WebDocuments | None", watcher: "Watcher") -> "list[Report]":
    """Read what lies at a web address; where that cannot be had, a report says why."""
    from ingest.errors import ReadingError
    from ingest.pipeline import Ingest
    from ingest.report import FileOutcome, Report

    if web_documents is None:
        raise AssistantError("No web addresses are read: POLICY_FETCH names no host.")
    try:
        if isinstance(ingest, Ingest):
            return web_documents.read(address, ingest)
        return ingest.fetch(web_documents.checked(address))
    except ReadingError as error:
        failed = Report(address, FileOutcome.FAILED, error.message)
        watcher.file_done(failed)
        return [failed]


def _status(reports: "list[Report]", given: set[str]) -> int:
    """Give 1 where a file failed, or one that was given by its name is empty."""
    from ingest.report import FileOutcome

    failed = any(report.outcome is FileOutcome.FAILED for report in reports)
    return int(failed or any(report.outcome is FileOutcome.EMPTY and report.document in given for report in reports))


def _watch(library: "Library", ingest: "Runs", bar: "IngestBar", folders: list[Path], stop: threading.Event) -> None:
    """Keep the library in step until the process is told to stop."""
    from ingest.folder_sync import FolderSync, keep_in_step

    if missing := next((folder for folder in folders if not folder.is_dir()), None):
        raise AssistantError("There is no folder {folder} to watch.", folder=missing)
    sync = FolderSync(library, ingest, folders)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def run() -> None:
        reports = sync.run()
        bar.close()
        _print_reports(reports)

    print("Watching; Ctrl-C stops.", flush=True)
    with suppress(KeyboardInterrupt):
        keep_in_step(folders, run, stop)


def _print_reports(reports: "list[Report]") -> None:
    """Print what a run did: what went wrong or is to be known on stderr, then the counts."""
    from ingest.report import FileOutcome

    for report in reports:
        for text in [report.reason, *report.warnings]:
            if text:
                complain(f"{report.document}: {text}")
    counts = Counter(report.outcome for report in reports)
    summary = ", ".join(f"{counts[outcome]} {outcome}" for outcome in FileOutcome if counts[outcome])
    read = f"{sum(report.passages for report in reports)} passages"
    if stated := sum(report.requirements for report in reports):
        read += f", {stated} requirements ({sum(report.quoted_alone for report in reports)} as their quote alone)"
    print(f"{summary or 'no files'}; {read}", flush=True)


@command(commands, "documents", "list the documents")
def documents(settings: "Settings", json: Json = False) -> None:
    from assistant.queries.documents import Documents
    from assistant.queries.opened import library_to_ask

    query = Documents(as_json=json, in_columns=in_columns(json))
    with working("Looking up"), library_to_ask(settings) as library:
        found = library.answer(query)
    show(found, query.in_columns)


@command(commands, "text", "print the text that would be ingested")
def text(
    settings: "Settings",
    file: Annotated[Path, typer.Argument(metavar="FILE", readable=False)],
    why: Annotated[bool, typer.Option("--why", help="also tell what of the file is left out, and what else is to be known of it")] = False,
) -> None:
    from ingest.files.sources import load
    from ingest.sandbox.pool import Workers

    content = load(file, largest_file(settings))
    with working("Reading"), Workers(1, reader_memory(settings)) as workers:
        document = workers.read(file.name, content)
    print(document.text)
    if why:
        print("\nLeft out:" if document.left_out else "\nNothing is left out.")
        for one in document.left_out:
            sample = f": “{one.sample}”" if one.sample else ""
            print(f"- {one.kind}, {one.count} {'place' if one.count == 1 else 'places'}, {one.characters} characters{sample}")
        for warning in document.warnings:
            print(f"- {warning}")


@command(commands, "set", "state properties of a document, kept when it is read again")
def set_properties(settings: "Settings", name: Name, properties: Properties) -> None:
    from assistant.cli.progress import IngestBar
    from ingest.metadata.stated import checked_properties
    from ingest.pipeline import Ingest
    from ingest.report import FileOutcome

    stated = checked_properties(dict(map(_property, properties)), strict=True)
    with open_library(settings) as library:
        library.give(library.original(name).source, stated)
        reports = Ingest(library, IngestBar(), make_limits(settings)).again(name)
        failed = next((report.reason for report in reports if report.outcome is not FileOutcome.UPDATED), None)
        if failed:
            raise AssistantError("The properties are kept, but the document could not be read again. {reason}", reason=failed)
        entry = next(entry for entry in library.entries() if entry.name == name)
    print("\n".join(f"{key}: {getattr(entry, key) or '-'}" for key in PROPERTIES))


@command(commands, "part", "say that two documents do not say the same in two languages, kept when they are read again")
def part(settings: "Settings", name: Name, other: Name) -> None:
    with open_library(settings) as library:
        library.part(name, other)
    print(f"parted {name} and {other}")


@command(commands, "pair", "say that two documents say the same in two languages, until one is read again")
def pair(settings: "Settings", name: Name, other: Name) -> None:
    with open_library(settings) as library:
        library.pair(name, other)
    print(f"paired {name} and {other}")


@command(commands, "remove", "remove a document")
def remove(settings: "Settings", name: Name) -> None:
    with open_library(settings) as library:
        library.remove(name)
    print(f"removed {name}")
