"""The commands of `policy-assistant`."""

import argparse
import json
import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from assistant.bootstrap import largest_file, make_assistant, make_embedder, make_limits, make_model, open_library, reader_memory
from assistant.cli.maintenance import add_user_commands, back_up, change_users, restore
from assistant.cli.options import add_filters, given_filter
from assistant.cli.output import described, printed
from assistant.cli.progress import IngestBar
from assistant.cli.requirements import add_requirement_options, terms_text, write_requirements
from assistant.errors import AssistantError
from assistant.evaluation.batch import BatchQuestion, ask_all, match_row, read_questions, search_all
from assistant.operations.health import try_all
from assistant.settings import Settings
from assistant.writing.enrichment import bodies_by
from ingest.files.sources import load
from ingest.folder_sync import Keeper, keep_in_step
from ingest.metadata.stated import checked_properties
from ingest.pipeline import Ingest
from ingest.report import FileOutcome, Report
from ingest.sandbox.pool import Workers
from language.messages import PolicyError
from vectorstore.document import PROPERTIES
from vectorstore.library import Library


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit status: 1 after an error, told in one line on stderr. Wrong usage exits with 2."""
    try:
        settings = Settings.from_environment()
        given = _parser().parse_args(arguments)
        if given.data is not None:
            settings = settings.model_copy(update={"data": given.data})
        _keep_private(settings.data)
        run: Callable[[argparse.Namespace, Settings], int] = given.run
        return run(given, settings)
    except PolicyError as error:
        _complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _keep_private(data: Path) -> None:
    """Let nobody else read what is written from now on, nor a library in `data` that 0.5.0 made for all to read."""
    os.umask(0o077)
    with suppress(OSError):  # another's directory, or a disk that is only read
        if any((data / name).is_file() for name in ("library.db", "records.db")):
            data.chmod(0o700)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="policy-assistant", description="Answers from policy documents, with quotes that stand in them.")
    parser.add_argument("--data", type=Path, metavar="DIR", help="the library's directory (default: POLICY_DATA or ./data)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace, Settings], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        added.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="the library's directory")
        added.set_defaults(run=run)
        return added

    ingest = command("ingest", _ingest, "read files and folders into the library")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    ingest.add_argument("--report", type=Path, metavar="FILE", help="write a JSON line for each file")
    ingest.add_argument("--watch", action="store_true", help="keep the library in step with these folders until stopped")
    ingest.add_argument("--prune", action="store_true", help="remove documents whose files have gone from these folders")
    search = command("search", _search, "find passages")
    ask = command("ask", _ask, "answer a question with quotes")
    for asking in (search, ask):
        asking.add_argument("question", nargs="?")
        asking.add_argument("--json", action="store_true", help="print JSON")
        asking.add_argument("--questions", type=Path, metavar="FILE", help="read questions from JSON lines")
        asking.add_argument("--out", type=Path, metavar="FILE", help="write the results to JSON lines")
        add_filters(asking)
    ask.add_argument("--trace", action="store_true", help="with --json, also say how the answer came about")
    ask.add_argument("--after", action="append", default=[], metavar="QUESTION", help="asked before this one; can be given again")
    search.add_argument("--top", type=_positive, default=10, metavar="N", help="at most so many passages (default: 10)")
    documents = command("documents", _documents, "list the documents")
    documents.add_argument("--json", action="store_true", help="print JSON")
    add_requirement_options(command("requirements", _requirements, "look up what documents require of whom, by when and to which target"))
    command("enrich", _enrich, "let the language model name the bodies that the grammar did not find")
    terms = command("terms", _terms, "list the terms of the field and where they are explained")
    terms.add_argument("--json", action="store_true", help="print JSON")
    command("text", _text, "print the text that would be ingested").add_argument("file", type=Path, metavar="FILE")
    setting = command("set", _set, "state properties of a document, kept when it is read again")
    setting.add_argument("name", metavar="NAME")
    setting.add_argument("properties", nargs="+", type=_property, metavar="PROPERTY=VALUE", help=f"one of {', '.join(PROPERTIES)}")
    command("remove", _remove, "remove a document").add_argument("name", metavar="NAME")
    evaluating = command("evaluate", _evaluate, "measure quality and speed on sets of questions with known evidence")
    evaluating.add_argument("sets", nargs="+", type=Path, metavar="SET", help="a folder with corpus.jsonl and queries.jsonl")
    doctor = command("doctor", _doctor, "try embedder, library and language model, and say what was found")
    doctor.add_argument("--json", action="store_true", help="print JSON")
    add_user_commands(command("user", change_users, "add, remove and list those who may log in"))
    for name, run, text in (
        ("backup", back_up, "write conversations, marks, users and documents into one file, also while a server runs"),
        ("restore", restore, "put back what a backup holds"),
    ):
        command(name, run, text).add_argument("file", type=Path, metavar="FILE")
    serve = command("serve", _serve, "serve the web page")
    serve.add_argument("--host", help="the address to listen on (default: POLICY_HOST or 127.0.0.1)")
    serve.add_argument("--port", type=_port, help="the port to listen on (default: POLICY_PORT or 7860)")
    return parser


def _ingest(given: argparse.Namespace, settings: Settings) -> int:
    with _writing(given.report) as notes, open_library(settings) as library:
        if given.watch:
            _watch(library, notes, given.paths, settings)
            return 0
        bar = IngestBar(notes)
        try:
            reports = Ingest(library, bar, make_limits(settings)).run(given.paths, given.prune)
        finally:
            bar.close()
    _tell(reports)
    named = {path.name for path in given.paths if path.is_file()}
    nothing = any(report.outcome is FileOutcome.EMPTY and report.document in named for report in reports)
    return 1 if nothing or any(report.outcome is FileOutcome.FAILED for report in reports) else 0


def _watch(library: Library, notes: TextIO | None, folders: list[Path], settings: Settings) -> None:
    """Keep the library in step until the process is told to stop."""
    if missing := next((folder for folder in folders if not folder.is_dir()), None):
        raise AssistantError(f"There is no folder {missing} to watch.")
    bar, stop = IngestBar(notes), threading.Event()
    keeper = Keeper(library, bar, make_limits(settings), folders)
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def run() -> None:
        reports = keeper.run()
        bar.close()
        _tell(reports)

    print("Watching; Ctrl-C stops.", flush=True)
    with suppress(KeyboardInterrupt):
        keep_in_step(folders, run, stop)


def _tell(reports: list[Report]) -> None:
    """Print what a run did: what went wrong or is to be known on stderr, then the counts."""
    for report in reports:
        for told in [report.reason, *report.warnings]:
            if told:
                _complain(f"{report.document}: {told}")
    counts = Counter(report.outcome for report in reports)
    summary = ", ".join(f"{counts[outcome]} {outcome}" for outcome in FileOutcome if counts[outcome])
    print(f"{summary or 'no files'}; {sum(report.passages for report in reports)} passages", flush=True)


def _search(given: argparse.Namespace, settings: Settings) -> int:
    questions = _questions(given)
    with open_library(settings) as library, _writing(given.out) as out:
        assistant = make_assistant(settings, library)
        if out is not None:
            search_all(assistant, questions, given.top, out, given_filter(given))
            return 0
        matches = assistant.search(given.question, given.top, given_filter(given))
    if given.json:
        print(json.dumps([match_row(match) for match in matches], ensure_ascii=False, indent=1))
    for place, match in enumerate([] if given.json else [match for match in matches if not match.same_as], 1):
        where = " › ".join(part for part in (match.passage.title, match.passage.heading) if part)
        print(f"{place}. {where}  [{match.passage.document}, {match.score:.2f}]\n{match.passage.text}\n")
        if same := [other.passage.document for other in matches if other.same_as == match.passage.id]:
            print(f"   The same stands in {', '.join(same)}.\n")
    return 0


def _ask(given: argparse.Namespace, settings: Settings) -> int:
    questions = _questions(given)
    with open_library(settings) as library, _writing(given.out) as out:
        assistant = make_assistant(settings, library)
        if out is not None:
            ask_all(assistant, questions, out, given_filter(given))
            return 0
        answer = assistant.ask(given.question, given_filter(given), given.after)
    row = answer.row() | ({"trace": answer.trace.row()} if given.trace and answer.trace else {})
    print(json.dumps(row, ensure_ascii=False, indent=1) if given.json else printed(answer))
    return 0


def _questions(given: argparse.Namespace) -> list[BatchQuestion]:
    """Read the file of questions, where one is given; a question and a file exclude each other, file and --out belong together."""
    if (given.question is None) == (given.questions is None) or (given.questions is None) != (given.out is None):
        raise AssistantError("Give either a question, or --questions FILE with --out FILE.")
    return read_questions(given.questions) if given.questions else []


def _documents(given: argparse.Namespace, settings: Settings) -> int:
    with open_library(settings) as library:
        entries = library.entries()
    if given.json:
        print(json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, indent=1))
        return 0
    for entry in entries:
        print(f"{entry.name}\n    {described(entry)}; {entry.passages} passages")
        for warning in entry.warnings:
            print(f"    ! {warning}")
    print(f"{len(entries)} documents, {sum(entry.passages for entry in entries)} passages")
    return 0


def _requirements(given: argparse.Namespace, settings: Settings) -> int:
    with open_library(settings) as library:
        write_requirements(given, library, settings.data)
    return 0


def _enrich(_: argparse.Namespace, settings: Settings) -> int:
    model = make_model(settings)
    if model is None:
        raise AssistantError("No language model is set (POLICY_MODEL).")
    count = 0
    with open_library(settings) as library:
        for row, named in bodies_by(model, library.ledger.rows()):
            library.name_body(row.id, named)
            count += 1
            print(f"{named}: {' '.join(row.action.split())[:100]}", flush=True)
    print(f"{count} bodies named")
    return 0


def _terms(given: argparse.Namespace, settings: Settings) -> int:
    with open_library(settings) as library:
        print(terms_text(library, given.json))
    return 0


def _text(given: argparse.Namespace, settings: Settings) -> int:
    content = load(given.file, largest_file(settings))
    with Workers(1, reader_memory(settings)) as workers:
        print(workers.read(given.file.name, content).text)
    return 0


def _set(given: argparse.Namespace, settings: Settings) -> int:
    properties = checked_properties(dict(given.properties), strict=True)
    with open_library(settings) as library:
        library.give(library.original(given.name).source, properties)
        reports = Ingest(library, IngestBar(), make_limits(settings)).again(given.name)
        failed = next((report.reason for report in reports if report.outcome is not FileOutcome.UPDATED), None)
        if failed:
            raise AssistantError(f"The properties are kept, but the document could not be read again. {failed}")
        entry = next(entry for entry in library.entries() if entry.name == given.name)
    print("\n".join(f"{key}: {getattr(entry, key) or '-'}" for key in PROPERTIES))
    return 0


def _remove(given: argparse.Namespace, settings: Settings) -> int:
    with open_library(settings) as library:
        library.remove(given.name)
    print(f"removed {given.name}")
    return 0


def _evaluate(given: argparse.Namespace, settings: Settings) -> int:
    from assistant.evaluation.evaluation import measured, table

    for one in measured(given.sets, make_embedder(settings), make_limits(settings)):
        print(table(one), flush=True)
    return 0


def _serve(given: argparse.Namespace, settings: Settings) -> int:
    from assistant.web.server import serve

    serve(settings.model_copy(update={"host": given.host or settings.host, "port": given.port or settings.port}))
    return 0


def _doctor(given: argparse.Namespace, settings: Settings) -> int:
    found = list(try_all(settings))
    if given.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    for one in [] if given.json else found:
        print(f"{'ok' if one.is_well else 'NOT WELL'}  {one.part}: {one.told}")
    return 0 if all(one.is_well for one in found) else 1


@contextmanager
def _writing(path: Path | None) -> Iterator[TextIO | None]:
    """Open `path` for writing, nothing where it is None."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise AssistantError(f"Cannot write {path}: {error.strerror}.") from error
    with file:
        yield file


def _complain(text: str) -> None:
    print(f"policy-assistant: {' '.join(text.split())}", file=sys.stderr)


def _positive(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 1000):
        raise argparse.ArgumentTypeError("must be a whole number from 1 to 1000")
    return int(value)


def _property(value: str) -> tuple[str, str]:
    name, equals, text = value.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError("must be a property, “=” and its value, such as issued=2024-05-20")
    return name, text


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 65_535):
        raise argparse.ArgumentTypeError("must be a port from 1 to 65535")
    return int(value)


if __name__ == "__main__":
    sys.exit(main())
