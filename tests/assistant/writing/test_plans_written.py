"""Lists, summaries, comparisons and several questions with a language model: its text, checked, stands above what the plan gathered."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome, PartialAnswer, Stage
from assistant.answer.blocks import Paragraph, Statement, Support, Table
from assistant.assistant import Assistant
from assistant.settings import ModelSettings
from assistant.writing.model import Model
from tests.assistant.writing.test_writing import check_spans
from tests.conftest import ingest
from tests.model_server import KEY, ModelServer, Play, fails, says, states
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

pytestmark = pytest.mark.slow

FERRY = """# Ferry Rules

Issued by: River Office
Date: 4 April 2030

## 1. Crossings

The River Office must publish the timetable by 30 June 2031.

The Rope Guild must inspect each cable by 31 December 2031.

## 2. Fares

The Toll Division must return lost fares within 14 days.
"""
LIST = "List all deadlines in 2031"
TRUE = "The River Office must publish the timetable by 30 June 2031 [1]."
SECOND = "The Rope Guild must inspect each cable by 31 December 2031."
FALSE = "The Rope Guild must inspect each cable by 31 December 2035 [2]."
SEVERAL = "By when must the River Office publish the timetable? Within how many days must lost fares be returned?"


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    with Library(tmp_path_factory.mktemp("library"), embedder) as library:
        ingest(library, folder / "ferry.md")
        yield library


def writing_of(library: Library, server: ModelServer, window: int = 8192) -> Assistant:
    return Assistant(library, model=Model(ModelSettings("openai:scripted", server.url, KEY, window, timeout=60.0)))


@pytest.fixture
def writing(ferry: Library, server: ModelServer) -> Assistant:
    return writing_of(ferry, server)


def prompt_of(server: ModelServer) -> str:
    return str(server.asked[0]["messages"][0]["content"])


def test_a_list_is_told_in_text_that_is_checked_and_its_table_stays_below(writing: Assistant, server: ModelServer, ferry: Library) -> None:
    server.plays = [says(f"{TRUE} {FALSE}")]
    answer, plain = writing.ask(LIST), Assistant(ferry).ask(LIST)
    assert (answer.outcome, answer.mode) == (Outcome.ANSWERED, "written")
    assert [one.support for one in answer.blocks_of(Statement)] == [Support.SUPPORTED, Support.WITHDRAWN]
    assert answer.blocks[3:] == plain.blocks
    assert answer.text.startswith(TRUE)
    assert answer.requirements == plain.requirements
    assert answer.citations == plain.citations  # a statement rests on a row under the number of that row
    check_spans(ferry, answer)


def test_the_rows_of_a_list_are_what_the_model_writes_from(writing: Assistant, server: ModelServer) -> None:
    server.plays = [says(TRUE)]
    answer = writing.ask(LIST)
    (table,) = answer.blocks_of(Table)
    prompt = prompt_of(server)
    assert prompt.count("<passage number=") == len(table.rows) == 2
    assert all(citation.quote in prompt for citation in table.citations)
    assert "Ferry Rules (2030-04-04)" in prompt
    assert "rows of a list" in prompt
    assert answer.trace is not None
    assert answer.trace.prompt_tokens > 100
    assert answer.trace.seconds.keys() == {"planning", "first token", "writing", "checking"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [(FALSE, "could be confirmed"), ("Ducks are birds.", "could be confirmed"), ("NO ANSWER", "found no answer"), ("", "empty")],
)
def test_where_nothing_that_was_written_holds_the_answer_of_the_plan_stands(
    writing: Assistant, server: ModelServer, ferry: Library, said: str, reason: str
) -> None:
    server.plays = [says(said)]
    answer, plain = writing.ask(LIST), Assistant(ferry).ask(LIST)
    told, *others = answer.blocks
    assert isinstance(told, Paragraph)
    assert reason in told.text
    assert (tuple(others), answer.mode, answer.outcome) == (plain.blocks, "quoted", plain.outcome)
    assert "2035" not in answer.text
    assert answer.trace is not None
    assert reason in answer.trace.failure


def test_a_server_that_fails_leaves_the_answer_of_the_plan(writing: Assistant, server: ModelServer) -> None:
    server.plays = [fails(401)]
    answer = writing.ask(LIST)
    assert answer.blocks_of(Table)
    assert "refused the key" in answer.text
    assert KEY not in str(answer)


def test_the_text_of_a_list_comes_as_it_is_written(writing: Assistant, server: ModelServer) -> None:
    server.plays = [says(TRUE.replace("[1]", "[1][88]"), piece=1)]
    events = list(writing.stream(LIST))
    drafts = [one.text for one in events if isinstance(one, PartialAnswer)]
    assert events[0] is Stage.READING
    assert len(drafts) > 20
    assert all(later.startswith(earlier) for earlier, later in pairwise(drafts))
    assert drafts[-1] == TRUE
    assert isinstance(events[-1], Answer)


def test_a_list_that_is_stopped_stops_the_model(writing: Assistant, server: ModelServer) -> None:
    server.plays = [says("The River Office must go on and on. " * 5000, piece=5, pause=0.01)]
    stream = writing.stream(LIST)
    next(event for event in stream if isinstance(event, PartialAnswer))
    stream.close()
    assert server.gone.wait(5)


@pytest.mark.parametrize(
    ("question", "said", "told"),
    [
        ("Summarise the Ferry Rules", TRUE, "A summary is wanted"),
        ("Compare the duties of the River Office and the Rope Guild", TRUE, "A comparison is wanted"),
        (SEVERAL, TRUE, "Several things are asked"),
    ],
)
def test_other_kinds_are_written_from_what_their_plans_gather(
    writing: Assistant, server: ModelServer, ferry: Library, question: str, said: str, told: str
) -> None:
    plain = Assistant(ferry).ask(question)
    number = next(one.number for one in plain.citations if "30 June 2031" in one.quote)
    server.plays = [says(said.replace("[1]", f"[{number}]"))]
    answer = writing.ask(question)
    assert told in prompt_of(server)
    assert prompt_of(server).count("<passage number=") == len({one.number for one in plain.citations})
    assert [one.support for one in answer.blocks_of(Statement)] == [Support.SUPPORTED]
    assert answer.blocks[2:] == plain.blocks


def test_what_changed_is_written_from_both_versions(server: ModelServer, tmp_path: Path, library: Library) -> None:
    old = FERRY.replace("Ferry Rules", "Ferry Rules 2024").replace("4 April 2030", "2 May 2024").replace("14 days", "30 days")
    new = FERRY.replace("Ferry Rules", "Ferry Rules 2030").replace("## 1.", "These rules replace the Ferry Rules 2024.\n\n## 1.")
    (tmp_path / "rules-2024.md").write_text(old, encoding="utf-8")
    (tmp_path / "rules-2030.md").write_text(new, encoding="utf-8")
    ingest(library, tmp_path)
    question = "What changed in the Ferry Rules 2030?"
    plain = Assistant(library).ask(question)
    number = next(one.number for one in plain.citations if "30 days" in one.quote)
    server.plays = [says(f"By the earlier document, the Toll Division must return lost fares within 30 days [{number}].")]
    answer = writing_of(library, server).ask(question)
    assert "What changed is wanted" in prompt_of(server)
    assert "Ferry Rules 2024 (2024-05-02)" in prompt_of(server)
    assert "Ferry Rules 2030 (2030-04-04)" in prompt_of(server)
    assert [one.support for one in answer.blocks_of(Statement)] == [Support.SUPPORTED]
    assert answer.blocks[2:] == plain.blocks


def test_rows_for_which_the_window_has_no_room_are_written_of_after_the_others(ferry: Library, server: ModelServer) -> None:
    server.binds, server.plays = True, [states(([1], TRUE))]
    whole = writing_of(ferry, server).ask(LIST).trace
    assert whole is not None
    server.plays = [states(([1], TRUE)), states(([1], SECOND))]
    answer = writing_of(ferry, server, window=4 * whole.prompt_tokens // 3).ask(LIST)  # a quarter is kept for the reply
    (table,) = answer.blocks_of(Table)
    assert answer.trace is not None
    assert (len(table.rows), answer.trace.left_out) == (2, [])
    first, second = [one["messages"][0]["content"] for one in server.asked[1:]]
    assert (table.citations[0].quote in first, table.citations[1].quote in first) == (True, False)
    assert (table.citations[0].quote in second, table.citations[1].quote in second) == (False, True)
    assert [(one.line, one.numbers) for one in answer.blocks_of(Statement)] == [(0, [1]), (1, [2])]
    assert [one.support for one in answer.blocks_of(Statement)] == [Support.SUPPORTED] * 2


@pytest.mark.parametrize("later", [fails(401), states(), says("")])
def test_what_fails_after_the_first_part_leaves_what_was_written(ferry: Library, server: ModelServer, later: Play) -> None:
    server.binds, server.plays = True, [states(([1], TRUE))]
    whole = writing_of(ferry, server).ask(LIST).trace
    assert whole is not None
    server.plays = [states(([1], TRUE)), later]
    events = list(writing_of(ferry, server, window=4 * whole.prompt_tokens // 3).stream(LIST))
    drafts = [one.text for one in events if isinstance(one, PartialAnswer)]
    assert all(after.startswith(before) for before, after in pairwise(drafts))
    answer = events[-1]
    assert isinstance(answer, Answer)
    assert [one.support for one in answer.blocks_of(Statement)] == [Support.SUPPORTED]


@pytest.mark.parametrize("question", ["How many documents are there?", "Hello", "Which document is the newest?"])
def test_what_is_asked_of_the_library_itself_goes_to_no_model(writing: Assistant, server: ModelServer, question: str) -> None:
    server.plays = [says(TRUE)]
    assert writing.ask(question).mode == "quoted"
    assert server.asked == []
