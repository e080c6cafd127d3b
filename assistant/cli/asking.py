"""The commands that search and answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import AsOf, Documents, Issuer, Json, Since, Status, Until, app, command, filter_of
from assistant.cli.output import show, working, writing
from assistant.cli.tables import in_columns
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.evaluation.batch import BatchQuestion
    from assistant.settings import Settings

commands = app("Search and answer.")
QUESTIONS = (
    "a file of questions, a JSON object a line: query_id and question, both text, and where it follows others history, "
    'a list of {"role": "user", "text": …}; each answer comes with the query_id of its question'
)
Question = Annotated[str | None, typer.Argument(metavar="QUESTION")]
Questions = Annotated[Path | None, typer.Option("--questions", metavar="FILE", readable=False, help=QUESTIONS)]
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
    as_of: AsOf = None,
) -> None:
    from assistant.queries.asking import Search
    from assistant.queries.opened import library_to_ask

    batch, only = _batch(question, questions, out), filter_of(document, issuer, since, until, status, as_of)
    query = Search(question=question or "", top=top, filter=only, as_json=json, in_columns=in_columns(json))
    if out is None:
        with working("Searching"), library_to_ask(settings) as library:
            found = library.answer(query)
        show(found, query.in_columns)
        return
    from assistant.evaluation.batch import search_all

    with library_to_ask(settings) as library, writing(out) as file:
        search_all(lambda asked, after: library.answer(query.of(asked, after)), batch, file)


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
    as_of: AsOf = None,
) -> None:
    from assistant.queries.asking import Ask
    from assistant.queries.opened import library_to_ask

    batch, only = _batch(question, questions, out), filter_of(document, issuer, since, until, status, as_of)
    query = Ask(question=question or "", filter=only, after=tuple(after or ()), as_json=json, trace=trace and questions is None)
    if out is None:
        with working("Asking"), library_to_ask(settings) as library:
            answer = library.answer(query)
        show(answer)
        return
    from assistant.evaluation.batch import ask_all

    with library_to_ask(settings) as library, writing(out) as file:
        ask_all(lambda asked, after: library.answer(query.of(asked, after)), batch, file)


def _batch(question: str | None, questions: Path | None, out: Path | None) -> "list[BatchQuestion]":
    """Read the file of questions, where one is given; a question and a file exclude each other, file and --out belong together."""
    if (question is None) == (questions is None) or (questions is None) != (out is None):
        raise AssistantError("Give either a question, or --questions FILE with --out FILE.")
    if questions is None:
        return []
    from assistant.evaluation.batch import read_questions

    return read_questions(questions)
