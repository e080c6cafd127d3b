"""What commands print and write: results, JSON, a sign of life, and files that are opened with a sentence where they cannot be."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from assistant.cli.tables import show_table
from assistant.errors import AssistantError


def complain(text: str) -> None:
    """Print a line on stderr."""
    print(f"policy-assistant: {' '.join(text.split())}", file=sys.stderr)


def show(result: Any, in_columns: bool = False) -> None:
    """Print the result of a query: text as it is, a table where it is `in_columns`, all else as JSON."""
    if in_columns:
        show_table(result)
    elif isinstance(result, str):
        sys.stdout.write(result)
    else:
        print_json(result)


@contextmanager
def working(at: str) -> Iterator[None]:
    """Show that the program works `at` something for as long as the context lasts; what it prints is printed after it."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.text import Text

    with Console(stderr=True).status(Text(f"{at} …")):
        yield


def print_json(value: Any) -> None:
    """Print `value` as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def writing(path: Path) -> Iterator[TextIO]:
    """Open `path` for writing; raises AssistantError where it cannot be."""
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise cannot_write(path, error) from error
    with file:
        yield file


def cannot_write(path: Path, error: OSError) -> AssistantError:
    """Give the error of a file that cannot be written."""
    return AssistantError("Cannot write {file}: {reason}.", file=path, reason=error.strerror)
