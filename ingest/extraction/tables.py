"""Rows of tables that say who has to do what by when, as lists of tasks do."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.extraction.rulings import Named
from language.language import language_of
from language.lexicon import pattern_of
from language.span import Span
from language.statements.modality import Modality
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
    """A line of a table at `span`, and where in its text the task, the body, the deadline and the target stand; None where nowhere.

    `is_ruled` says that a cell of its own says what is demanded of a thing, forbidden or allowed: the demand is the task and `ruled` the
    thing, or the thing is the task where the cell only says that it is forbidden or allowed. `modality` is that of the cell; None where
    the words of the task have to say it.
    """

    span: Span
    task: Span
    body: Span | None = None
    deadline: Span | None = None
    target: Span | None = None
    ruled: Span | None = None
    modality: Modality | None = None
    is_ruled: bool = False


def task_rows(document: Document) -> list[TaskRow]:
    """Find the rows of tables that have a column of tasks and one of bodies or of deadlines, in the order of the text."""
    return [row for line in _LINE.finditer(document.text) if " | " in line[0] and len(line[0]) <= _LONGEST and (row := _row(line))]


def _row(line: re.Match[str]) -> TaskRow | None:
    cells = [(kind, cell) for cell in _CELL.finditer(line[0]) if (kind := _kind(cell["name"]))]
    if not {"body", "deadline"} & {kind for kind, _ in cells}:
        return None
    values = [(kind, span) for kind, cell in cells if (span := _value(kind, cell))]
    tasks = [span for kind, span in values if kind == "task"]
    task = max(tasks, key=lambda span: (not _forbids(span.of(line[0])), len(span)), default=None)
    if task is None or len(task) < language_of(task.of(line[0])).limit("least_task"):
        return None
    first: Mapping[str, Span] = dict(reversed(values))
    row = TaskRow(Span(*line.span()), task, first.get("body"), first.get("deadline"), first.get("target"))
    return _ruled(line[0], row, tasks)


def _forbids(text: str) -> bool:
    opening = Named("", text).opening
    return opening is not None and opening.modality is Modality.MUST_NOT


def _ruled(line: str, row: TaskRow, tasks: list[Span]) -> TaskRow:
    """Give a row as a cell of it rules that forbids, allows or demands something: who only sees to it has not to act."""
    cells = {Span(*cell.span("value")): Named(cell["name"], cell["value"], _is_other(cell["name"])) for cell in _CELL.finditer(line)}
    ruling = next((span for span, cell in cells.items() if not cell.is_other and cell.rules(row.deadline is not None)), None)
    things = [span for span in tasks if span != ruling]
    if not (ruling and things) and not _forbids(row.task.of(line)):
        return row
    if any(cell.oversees for span, cell in cells.items() if row.body and span.end == row.body.end):
        row = replace(row, body=None)
    if ruling is None or not things:
        return replace(row, modality=Modality.MUST_NOT)
    thing, opening = max(things, key=len), cells[ruling].opening
    row = replace(row, target=None, is_ruled=True, modality=opening.modality if opening else None)
    if cells[ruling].is_verdict:
        return replace(row, task=thing)
    start = ruling.start + opening.end if opening and opening.decides else ruling.start
    return replace(row, task=Span(start, ruling.end), ruled=thing)


def _is_other(name: str) -> bool:
    """Say whether a column is known to hold nothing that could be a task or a demand."""
    return _kind(name) not in ("", "task") or (not _kind(name) and bool(_COLUMNS["other"].search(name)))


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
