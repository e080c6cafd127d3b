"""What commands print and write: answers and documents as text, JSON, and files that are opened with a sentence where they cannot be."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from assistant.errors import AssistantError
from language.messages import translations

if TYPE_CHECKING:
    from assistant.answer.answer import Answer
    from vectorstore.document import DocumentSummary


def complain(text: str) -> None:
    """Print a line on stderr."""
    print(f"policy-assistant: {' '.join(text.split())}", file=sys.stderr)


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


def printed(answer: "Answer") -> str:
    """Give the answer with the place of each quote."""

    places = [
        f"[{cited.number}] {cited.document}, {f'page {cited.page}, ' if cited.page else ''}characters {cited.span.start}–{cited.span.end}"
        for cited in (*answer.citations, *answer.in_other_languages)
    ]
    _ = translations(answer.language)
    rephrased = [_("Understood as: {question}", question=answer.rephrased_question), ""] if answer.rephrased_question else []
    lines = [*places, *(f"! {warning}" for warning in answer.warnings)]
    if answer.as_of:
        lines.append(f"Documents as of {answer.as_of}.")
    return "\n".join([*rephrased, answer.text, *([""] if lines else []), *lines])


def described(entry: "DocumentSummary") -> str:
    """Give a document's title and, in brackets, what else is known of it."""
    validity = [f"in force from {entry.effective}"] if entry.effective else []
    validity += [f"until {entry.expires}"] if entry.expires else []
    status = f"superseded by {', '.join(entry.superseded_by)}" if entry.superseded_by and entry.status == "superseded" else entry.status
    about = ", ".join(part for part in (entry.issuer, entry.number, entry.issued, *validity, status) if part)
    return f"{entry.title} ({about})" if about else entry.title
