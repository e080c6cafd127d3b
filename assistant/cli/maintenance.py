"""The commands by which an installation is run, tried, measured and kept."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import Json, app, command
from assistant.cli.output import print_json, working

if TYPE_CHECKING:
    from assistant.settings import Settings

commands = app("Maintenance.")
BackupFile = Annotated[Path, typer.Argument(metavar="FILE", readable=False)]
To = Annotated[str, typer.Option("--to", metavar="URL", help="a database on a server, as POLICY_DATABASE names it, or: files")]
Sets = Annotated[list[Path], typer.Argument(metavar="SET...", readable=False, help="a folder with corpus.jsonl and queries.jsonl")]
Deep = Annotated[bool, typer.Option("--deep", help="look at all documents, words and vectors, and mend what can be mended")]
Host = Annotated[str | None, typer.Option("--host", help="the address to listen on (default: POLICY_HOST or 127.0.0.1)")]
Port = Annotated[int | None, typer.Option("--port", min=1, max=65_535, help="the port to listen on (default: POLICY_PORT or 7860)")]


@command(commands, "serve", "serve the web page")
def serve(settings: "Settings", host: Host = None, port: Port = None) -> None:
    from assistant.web.server import serve

    serve(settings.model_copy(update={"host": host or settings.host, "port": port or settings.port}))


@command(commands, "doctor", "try embedder, library and language model, and say what was found")
def doctor(settings: "Settings", json: Json = False, deep: Deep = False) -> int:
    from assistant.operations.health import try_all

    with working("Trying"):
        checks = list(try_all(settings, deep))
    if json:
        print_json([asdict(check) for check in checks])
    for check in [] if json else checks:
        print(f"{'ok' if check.is_well else 'NOT WELL'}  {check.part}: {check.told}")
    return 0 if all(check.is_well for check in checks) else 1


@command(commands, "evaluate", "measure quality and speed on sets of questions with known evidence")
def evaluate(settings: "Settings", sets: Sets) -> None:
    from assistant.bootstrap import make_embedder, make_limits
    from assistant.evaluation.evaluation import measured, table

    for one in measured(sets, make_embedder(settings), make_limits(settings)):
        print(table(one), flush=True)


@command(commands, "backup", "write conversations, marks, users and documents into one file, also while a server runs")
def backup(settings: "Settings", file: BackupFile) -> None:
    from assistant.operations.backup import back_up

    with working("Writing"):
        parts = back_up(settings.data, file, settings.database)
    print(f"{', '.join(parts)} in {file}, {file.stat().st_size / 1e6:.1f} MB")


@command(commands, "restore", "put back what a backup holds")
def restore(settings: "Settings", file: BackupFile) -> None:
    from assistant.operations.backup import RECORDS, restore

    for part in restore(settings.data, file, settings.database):
        if part == RECORDS:
            print("Conversations, marks and users are put back.")
        else:
            print("Documents are put back; the index is built anew at the next start.")


@command(commands, "move", "put documents and notes into a database on a server, or from one into files")
def move(settings: "Settings", to: To) -> None:
    from assistant.operations.moving import FILES, move
    from assistant.settings import database_url

    target = FILES if to == FILES else database_url(to)
    for moved in move(settings.data, settings.database, target):
        print(f"{moved.database}: {moved.table}, {moved.rows} rows", flush=True)
    setting = "Take POLICY_DATABASE away" if target == FILES else "Set POLICY_DATABASE"
    print(f"All rows are there, and the same. {setting} to use them; what was moved stays where it was, until you remove it.")
