"""Rows of tables that say who has to do what by when, as lists of tasks do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from language.language import language_of
from language.lexicon import pattern_of
from language.span import Span
from vectorstore.document import Document

_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"(?:^|(?<= \| ))(?P<name>[^|:：]{1,60}): (?P<value>[^|]+?)(?= \| |$)")
_KINDS = ("deadline", "body", "target", "task")
_COLUMNS = {kind: pattern_of("tables", kind) for kind in (*_KINDS, "other")}
_OF_BODY, _NONE = pattern_of("tables", "of_body"), pattern_of("tables", "none")
_LONGEST = 2000
_LONGEST_BODY = 120


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A line of a table at `span`, and where in its text the task, the body, the deadline and the target stand; None where nowhere."""

    span: Span
    task: Span
    body: Span | None = None
    deadline: Span | None = None
    target: Span | None = None


def task_rows(document: Document) -> list[TaskRow]:
    """Find the rows of tables that have a column of tasks and one of bodies or of deadlines, in the order of the text."""
    return [row for line in _LINE.finditer(document.text) if " | " in line[0] and len(line[0]) <= _LONGEST and (row := _row(line))]


def _row(line: re.Match[str]) -> TaskRow | None:
    cells = [(kind, cell) for cell in _CELL.finditer(line[0]) if (kind := _kind(cell["name"]))]
    if not {"body", "deadline"} & {kind for kind, _ in cells}:
        return None
    values = [(kind, span) for kind, cell in cells if (span := _value(kind, cell))]
    task = max((span for kind, span in values if kind == "task"), key=len, default=None)
    if task is None or len(task) < language_of(task.of(line[0])).limit("least_task"):
        return None
    first: Mapping[str, Span] = dict(reversed(values))
    return TaskRow(Span(*line.span()), task, first.get("body"), first.get("deadline"), first.get("target"))


def _kind(name: str) -> str:
    """Give what a column of this name holds, empty where it is nothing of a duty; of several words the last one tells."""
    found = [(one.end(), one.end() - one.start(), kind) for kind in (*_KINDS, "other") for one in _COLUMNS[kind].finditer(name)]
    return max(found, default=(0, 0, "other"))[2].replace("other", "")


def _value(kind: str, cell: re.Match[str]) -> Span | None:
    start, end = cell.span("value")
    if _NONE.search(cell["value"].strip()):
        return None
    if kind == "body":
        before = _OF_BODY.match(cell["value"])
        start += before.end() if before else 0
        return Span(start, end) if end - start <= _LONGEST_BODY else None
    return Span(start, end)
