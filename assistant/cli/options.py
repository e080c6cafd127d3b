"""What several commands have in common: the library's directory, the options of a filter, and how values are read."""

import functools
import inspect
import os
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vectorstore.document import STATUSES

if TYPE_CHECKING:
    from assistant.settings import Settings
    from vectorstore.filter import Filter

Data = Annotated[
    Path | None, typer.Option("--data", metavar="DIR", readable=False, help="the library's directory (default: POLICY_DATA or ./data)")
]
Json = Annotated[bool, typer.Option("--json", help="print JSON")]


def app(help: str, completes: bool = False) -> typer.Typer:
    """Give a group of commands that prints plain help and leaves errors to `main`; the one that `completes` can complete in a shell."""
    return typer.Typer(
        help=help,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=completes,
        no_args_is_help=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def command(group: typer.Typer, name: str, help: str) -> Callable[[Callable[..., int | None]], None]:
    """Make a function a command. It is handed the settings, with the directory that --data names; what it gives is the status."""

    def register(run: Callable[..., int | None]) -> None:
        @functools.wraps(run)
        def with_settings(context: typer.Context, data: Path | None, **given: Any) -> None:
            try:
                status = run(_settings(data or _data_before(context)), **given)
            except KeyboardInterrupt:
                raise typer.Exit(130) from None
            if status:
                raise typer.Exit(status)

        own = list(inspect.signature(run).parameters.values())[1:]
        both = inspect.Parameter.KEYWORD_ONLY
        context = inspect.Parameter("context", both, annotation=typer.Context)
        data = inspect.Parameter("data", both, default=None, annotation=Data)
        parameters = [context, *(one.replace(kind=both) for one in own), data]
        hints = {key: hint for key, hint in run.__annotations__.items() if key in {one.name for one in own}}
        vars(with_settings).pop("__wrapped__")  # its annotations are not those of the command
        vars(with_settings)["__signature__"] = inspect.Signature(parameters)
        with_settings.__annotations__ = {**hints, "context": typer.Context, "data": Data}
        group.command(name, help=help[0].upper() + help[1:] + ".", short_help=help)(with_settings)

    return register


def _data_before(context: typer.Context) -> Path | None:
    """Give the directory that stands before the command, the nearest one."""
    return context.obj if isinstance(context.obj, Path) else None  # a context hands what it keeps to those under it


def keep_data(context: typer.Context, data: Data = None) -> None:
    """Keep the directory for the commands of a group."""
    if data is not None:
        context.obj = data


def _settings(data: Path | None) -> "Settings":
    from assistant.settings import Settings

    settings = Settings.from_environment()
    if data is not None:
        settings = settings.model_copy(update={"data": data})
    _keep_private(settings.data)
    return settings


def _keep_private(data: Path) -> None:
    """Let nobody else read what is written from now on, nor a library in `data` that 0.5.0 made for all to read."""
    os.umask(0o077)
    with suppress(OSError):  # another's directory, or a disk that is only read
        if any((data / name).is_file() for name in ("library.db", "records.db")):
            data.chmod(0o700)


def one_of(*choices: str) -> Callable[[str], str]:
    """Give what reads one of `choices`."""

    def choice(value: str) -> str:
        if value not in choices:
            raise typer.BadParameter(f"must be one of {', '.join(choices)}")
        return value

    return choice


def iso_date(value: str) -> str:
    """Read an ISO date."""
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise typer.BadParameter("must be a date such as 2024-05-20") from error


Documents = Annotated[list[str] | None, typer.Option("--document", metavar="NAME", help="look in this document; can be given again")]
Issuer = Annotated[str, typer.Option("--issuer", metavar="TEXT", help="look in documents whose issuer or title holds TEXT")]
Since = Annotated[str | None, typer.Option("--since", parser=iso_date, metavar="DATE", help="look in documents issued on or after DATE")]
Until = Annotated[str | None, typer.Option("--until", parser=iso_date, metavar="DATE", help="look in documents issued on or before DATE")]
Status = Annotated[
    str | None,
    typer.Option(
        "--status",
        parser=one_of(*STATUSES, "any"),
        metavar=f"[{'|'.join([*STATUSES, 'any'])}]",
        help="look in documents of this status (default: what is in force first)",
    ),
]

AsOf = Annotated[str | None, typer.Option("--as-of", parser=iso_date, metavar="DATE", help="look in the documents in force on DATE")]


def filter_of(
    documents: list[str] | None, issuer: str, since: str | None, until: str | None, status: str | None, as_of: str | None = None
) -> "Filter":
    """Give the filter that the options state."""
    from vectorstore.filter import Filter

    statuses = frozenset(STATUSES) if status == "any" else frozenset([status] if status else [])
    return Filter(frozenset(documents or ()), issuer, since or "", until or "", statuses, as_of=as_of or "")
