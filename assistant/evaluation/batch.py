"""Many questions from a file, many results to a file."""

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict, ValidationError
from tqdm import tqdm

from assistant.answer.answer import failed
from assistant.answer.as_json import answer_as_dict
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.passage import Match


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
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise AssistantError("Cannot read {file}: {reason}", file=path, reason=error) from error
    questions = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                questions.append(BatchQuestion.model_validate_json(line))
            except ValidationError as error:
                raise AssistantError("{file}, line {line}: {reason}", file=path, line=number, reason=error.errors()[0]["msg"]) from error
    return questions


def match_row(match: Match) -> dict[str, Any]:
    """Give a match as a JSON object of the contract."""
    passage = match.passage
    return {
        "document": passage.document, "title": passage.title, "heading": passage.heading, "text": passage.text,
        "start": passage.span.start, "end": passage.span.end, "score": round(match.score, 4),
        "id": passage.id, "same_as": match.same_as or None,
    }  # fmt: skip


def search_all(assistant: Assistant, questions: Sequence[BatchQuestion], top: int, out: TextIO, filter: Filter = IN_FORCE) -> None:
    """Write the matches of each question as a JSON line, with the seconds that finding them took."""

    def searched(question: BatchQuestion) -> dict[str, Any]:
        began = time.perf_counter()
        matches = assistant.search(question.question, top, filter, question.asked)
        return {"matches": [match_row(match) for match in matches], "seconds": round(time.perf_counter() - began, 4)}

    _write_each(questions, searched, lambda error: {"matches": [], "error": error, "seconds": 0.0}, out)


def ask_all(assistant: Assistant, questions: Sequence[BatchQuestion], out: TextIO, filter: Filter = IN_FORCE) -> None:
    """Write the answer to each question as a JSON line."""
    _write_each(
        questions,
        lambda question: answer_as_dict(assistant.ask(question.question, filter, question.asked)),
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
        except AssistantError as error:
            row = failed(str(error))
        out.write(json.dumps({"query_id": question.query_id, **row}, ensure_ascii=False) + "\n")
