"""Many questions from a file, many results to a file."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails
from tqdm import tqdm

from assistant.answer.answer import failed
from assistant.answer.as_json import answer_as_dict
from assistant.errors import AssistantError, UnknownNameError


class Turn(BaseModel):
    """What was said before a question; `role` is “user” for the one who asks."""

    model_config = ConfigDict(frozen=True)

    role: str
    text: str


class BatchQuestion(BaseModel):
    """A line of a file of questions; what else stands in it is left aside."""

    model_config = ConfigDict(frozen=True)

    query_id: str
    question: str
    history: tuple[Turn, ...] = ()

    @property
    def asked(self) -> list[str]:
        """The user's questions before this one."""
        return [turn.text for turn in self.history if turn.role == "user"]


def read_questions(path: Path) -> list[BatchQuestion]:
    """Read a JSON object a line; raises AssistantError where the file or a line cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # a text can hold other signs that end a line
    except (OSError, UnicodeDecodeError) as error:
        raise AssistantError("Cannot read {file}: {reason}", file=path, reason=error) from error
    questions = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                questions.append(BatchQuestion.model_validate_json(line))
            except ValidationError as error:
                raise _cannot_be_read(path, number, error.errors()[0]) from error
    return questions


def _cannot_be_read(path: Path, line: int, wrong: ErrorDetails) -> AssistantError:
    """Say what is wrong with a line of a file of questions."""
    field = ".".join(map(str, wrong["loc"]))
    if not field:
        return AssistantError("{file}, line {line}: this is no JSON object. {reason}", file=path, line=line, reason=wrong["msg"])
    if wrong["type"] == "missing":
        return AssistantError("{file}, line {line}: the field “{field}” is missing.", file=path, line=line, field=field)
    return AssistantError(
        "{file}, line {line}: the field “{field}” cannot be read. {reason}", file=path, line=line, field=field, reason=wrong["msg"]
    )


def search_all(search: Callable[[str, Sequence[str]], list[dict[str, Any]]], questions: Sequence[BatchQuestion], out: TextIO) -> None:
    """Write what `search` finds for each question, asked after others, as a JSON line, with the seconds that it took."""

    def searched(question: BatchQuestion) -> dict[str, Any]:
        began = time.perf_counter()
        matches = search(question.question, question.asked)
        return {"matches": matches, "seconds": round(time.perf_counter() - began, 4)}

    _write_each(questions, searched, lambda error: {"matches": [], "error": error, "seconds": 0.0}, out)


def ask_all(ask: Callable[[str, Sequence[str]], dict[str, Any]], questions: Sequence[BatchQuestion], out: TextIO) -> None:
    """Write what `ask` answers to each question, asked after others, as a JSON line."""
    _write_each(
        questions,
        lambda question: ask(question.question, question.asked),
        lambda error: answer_as_dict(failed(error)),
        out,
    )


def _write_each(
    questions: Sequence[BatchQuestion],
    reply: Callable[[BatchQuestion], dict[str, Any]],
    failed: Callable[[str], dict[str, Any]],
    out: TextIO,
) -> None:
    for question in tqdm(questions, unit="question", disable=None, leave=False):
        try:
            row = reply(question)
        except UnknownNameError:
            raise  # an option names it, for all questions
        except AssistantError as error:
            row = failed(str(error))
        out.write(json.dumps({"query_id": question.query_id, **row}, ensure_ascii=False) + "\n")
