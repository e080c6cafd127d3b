"""What commands print and write: results, JSON, and files that are opened with a sentence where they cannot be."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from assistant.errors import AssistantError


def complain(text: str) -> None:
    """Print a line on stderr."""
    print(f"policy-assistant: {' '.join(text.split())}", file=sys.stderr)


def show(result: Any) -> None:
    """Print the result of a query: text as it is, all else as JSON."""
    if isinstance(result, str):
        sys.stdout.write(result)
    else:
        print_json(result)


def print_json(value: Any) -> None:
    """Print `value` as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


@contextmanager
def writing(path: Path | None) -> Iterator[TextIO | None]:
    """Open `path` for writing, nothing where it is None; raises AssistantError where it cannot be."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", encoding="utf-8")
    except OSError as error:
        raise cannot_write(path, error) from error
    with file:
        yield file


def cannot_write(path: Path, error: OSError) -> AssistantError:
    """Give the error of a file that cannot be written."""
    return AssistantError("Cannot write {file}: {reason}.", file=path, reason=error.strerror)
