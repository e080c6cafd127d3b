"""The commands that search and answer."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.bootstrap import make_assistant, open_library
from assistant.cli.options import Documents, Issuer, Json, Since, Status, Until, app, command, filter_of
from assistant.cli.output import print_json, printed, writing
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.evaluation.batch import BatchQuestion
    from assistant.settings import Settings
    from vectorstore.passage import Match

commands = app("Search and answer.")
Question = Annotated[str | None, typer.Argument(metavar="QUESTION")]
Questions = Annotated[Path | None, typer.Option("--questions", metavar="FILE", readable=False, help="read questions from JSON lines")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", readable=False, help="write the results to JSON lines")]
Top = Annotated[int, typer.Option("--top", min=1, max=1000, metavar="N", help="at most so many passages")]
Trace = Annotated[bool, typer.Option("--trace", help="with --json, also say how the answer came about")]
After = Annotated[list[str] | None, typer.Option("--after", metavar="QUESTION", help="asked before this one; can be given again")]


@command(commands, "search", "find passages")
def search(
    settings: "Settings",
    question: Question = None,
    top: Top = 10,
    json: Json = False,
    questions: Questions = None,
    out: Out = None,
    document: Documents = None,
    issuer: Issuer = "",
    since: Since = None,
    until: Until = None,
    status: Status = None,
) -> None:
    batch, only = _batch(question, questions, out), filter_of(document, issuer, since, until, status)
    with open_library(settings) as library, writing(out) as file:
        assistant = make_assistant(settings, library)
        if file is not None:
            from assistant.evaluation.batch import search_all

            search_all(assistant, batch, top, file, only)
            return
        matches = assistant.search(question or "", top, only)
    if json:
        from assistant.evaluation.batch import match_row

        print_json([match_row(match) for match in matches])
    else:
        _print_matches(matches)


def _print_matches(matches: "Sequence[Match]") -> None:
    for place, match in enumerate([match for match in matches if not match.same_as], 1):
        where = " › ".join(part for part in (match.passage.title, match.passage.heading) if part)
        print(f"{place}. {where}  [{match.passage.document}, {match.score:.2f}]\n{match.passage.text}\n")
        if same := [other.passage.document for other in matches if other.same_as == match.passage.id]:
            print(f"   The same stands in {', '.join(same)}.\n")


@command(commands, "ask", "answer a question with quotes")
def ask(
    settings: "Settings",
    question: Question = None,
    json: Json = False,
    trace: Trace = False,
    after: After = None,
    questions: Questions = None,
    out: Out = None,
    document: Documents = None,
    issuer: Issuer = "",
    since: Since = None,
    until: Until = None,
    status: Status = None,
) -> None:
    batch, only = _batch(question, questions, out), filter_of(document, issuer, since, until, status)
    with open_library(settings) as library, writing(out) as file:
        assistant = make_assistant(settings, library)
        if file is not None:
            from assistant.evaluation.batch import ask_all

            ask_all(assistant, batch, file, only)
            return
        answer = assistant.ask(question or "", only, after or [])
    if json:
        from assistant.answer.as_json import answer_as_dict

        print_json(answer_as_dict(answer) | ({"trace": answer.trace.as_dict()} if trace and answer.trace else {}))
    else:
        print(printed(answer))


def _batch(question: str | None, questions: Path | None, out: Path | None) -> "list[BatchQuestion]":
    """Read the file of questions, where one is given; a question and a file exclude each other, file and --out belong together."""
    if (question is None) == (questions is None) or (questions is None) != (out is None):
        raise AssistantError("Give either a question, or --questions FILE with --out FILE.")
    if questions is None:
        return []
    from assistant.evaluation.batch import read_questions

    return read_questions(questions)
