"""Lists of what is due in a time that is told from today, and of what is late."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Paragraph, Table
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

pytestmark = pytest.mark.slow

TODAY = date.today()


def _day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


TASKS = f"""Task,Responsible unit,Deadline,Status
Paint the lighthouse,Lamp Division,{_day(-40)},Done
Count the buoys,Buoy Division,{_day(-20)},Not started
Dredge the channel,Works Division,{_day(20)},Not started
Rebuild the pier,Works Division,{_day(900)},Not started
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    place = tmp_path_factory.mktemp("tasks")
    Path(place, "tasks.csv").write_text(TASKS, encoding="utf-8")
    with Library(place / "library", embedder) as library:
        ingest(library, place / "tasks.csv")
        yield Assistant(library)


def _rows(answer: Answer) -> list[str]:
    return [
        row[0].split("|")[0].removeprefix("Task: ").strip() for block in answer.blocks if isinstance(block, Table) for row in block.rows
    ]


@pytest.mark.parametrize(
    "question", ["What is overdue?", "Which tasks are late already?", "Are any tasks overdue?", "How many tasks are overdue?"]
)
def test_what_is_late_and_not_done_is_listed(harbour: Assistant, question: str) -> None:
    assert _rows(harbour.ask(question)) == ["Count the buoys"]


@pytest.mark.parametrize("question", ["What is due soon?", "What are the next deadlines?", "What is due in the next two months?"])
def test_what_is_due_in_a_time_ahead_is_listed(harbour: Assistant, question: str) -> None:
    answer = harbour.ask(question)
    assert _rows(answer) == ["Dredge the channel"]
    assert "between" in answer.rephrased_question


def test_what_a_body_must_do_in_a_time_ahead_is_listed_without_the_rest(harbour: Assistant) -> None:
    assert _rows(harbour.ask("What must the Works Division do in the coming months?")) == ["Dredge the channel"]


def test_what_is_not_done_is_listed_whenever_it_is_due(harbour: Assistant) -> None:
    assert _rows(harbour.ask("Which tasks are not done yet?")) == ["Count the buoys", "Dredge the channel", "Rebuild the pier"]


def test_a_time_in_which_nothing_is_due_is_told(harbour: Assistant) -> None:
    answer = harbour.ask("What is due in the next 5 days?")
    assert answer.outcome is Outcome.ANSWERED
    assert [block.text for block in answer.blocks if isinstance(block, Paragraph)] == ["No requirement is due in this time."]


def test_what_a_body_must_do_at_other_times_follows_where_nothing_is_due_in_the_one_asked(harbour: Assistant) -> None:
    answer = harbour.ask("What must the Buoy Division do next year?")
    assert answer.blocks[0] == Paragraph("No requirement is due in this time.", "en")
    assert _rows(answer) == ["Count the buoys"]
