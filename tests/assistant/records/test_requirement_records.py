"""Marks with their history, corrections that outlast reading, and tokens of calendars."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.blocks import Table
from assistant.assistant import Assistant
from assistant.errors import AssistantError
from assistant.records.records import Records
from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.library import Library
from vectorstore.requirement import Requirement

TEXT = "The Harbour Office must repaint the buoys by 1 May 2030."


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "buoys.md").write_text(TEXT, encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder()) as opened:
        Ingest(opened, QuietWatcher()).run([tmp_path / "buoys.md"])
        yield opened


def only(library: Library) -> Requirement:
    (row,) = library.requirements.find()
    return row


def test_each_change_is_kept_with_who_and_what(records: Records, library: Library) -> None:
    records.statuses.set(only(library), "in progress", name="Ida", by="ida")
    records.statuses.set(only(library), note="two are missing", assignee=" Ben ", by="eve")
    records.statuses.set(only(library), "in progress", by="eve")
    told = [(one.user, one.what, one.before, one.after) for one in records.history.of([only(library).id])]
    assert told == [("eve", "assignee", "", "Ben"), ("eve", "note", "", "two are missing"), ("ida", "state", "open", "in progress")]
    (status,) = records.statuses.all(library.requirements).values()
    assert (status.state, status.assignee, status.name) == ("in progress", "Ben", "Ida")


def test_a_status_of_an_earlier_wording_is_taken_on(records: Records, library: Library, tmp_path: Path) -> None:
    records.statuses.set(only(library), note="paint is bought", assignee="Ben")
    (tmp_path / "buoys.md").write_text(TEXT.replace("repaint the", "repaint all the"), encoding="utf-8")
    Ingest(library, QuietWatcher()).run([tmp_path / "buoys.md"])
    inherited = records.statuses.all(library.requirements)[only(library).id]
    records.statuses.set(only(library), "done", inherited=inherited)
    status = records.statuses.all(library.requirements)[only(library).id]
    assert (status.state, status.note, status.assignee) == ("done", "paint is bought", "Ben")


def test_a_correction_stays_when_the_document_is_read_again(records: Records, library: Library) -> None:
    read = only(library)
    records.corrections.correct(library, read, {"body": "Buoy Guild", "deadline": "2030-06-01"}, "eve")
    assert (only(library).body, only(library).deadline, only(library).sentence) == ("Buoy Guild", "2030-06-01", "")
    assert records.corrections.all()[read.id].read["body"] == "Harbour Office"
    Ingest(library, QuietWatcher()).again("buoys.md")
    assert only(library).body == "Harbour Office"
    records.corrections.apply(library)
    assert (only(library).body, only(library).quote) == ("Buoy Guild", read.quote)
    assert library.requirements.values("body") == ["Buoy Guild"]


def test_an_answer_and_its_table_say_what_was_corrected(records: Records, library: Library) -> None:
    records.corrections.correct(library, only(library), {"body": "Buoy Guild", "deadline": "2030-06-01"}, "eve")
    asking = Assistant(library, corrections=records.corrections)
    for _ in range(2):
        Ingest(library, QuietWatcher()).again("buoys.md")
        assert only(library).body == "Harbour Office"
        (row,) = asking.ask("By when must the buoys be repainted?").requirements
        assert (row.body, row.deadline) == ("Buoy Guild", "2030-06-01")
    Ingest(library, QuietWatcher()).again("buoys.md")
    (table,) = [block for block in asking.ask("What must the Buoy Guild do?").blocks if isinstance(block, Table)]
    assert [cells[1:3] for cells in table.rows] == [("Buoy Guild", "2030-06-01")]


def test_a_correction_can_be_undone(records: Records, library: Library) -> None:
    read = only(library)
    records.corrections.correct(library, read, {"modality": "should", "sentence": "The Harbour Office should repaint the buoys."}, "eve")
    records.corrections.correct(library, only(library), {"modality": "may"}, "eve")
    records.corrections.undo(library, only(library), "ida")
    assert only(library) == read
    assert records.corrections.all() == {}
    told = [(one.user, one.what) for one in records.history.of([read.id])]
    assert told == [("ida", "correction"), ("eve", "correction"), ("eve", "correction")]
    records.corrections.correct(library, only(library), {"body": read.body}, "eve")
    assert records.corrections.all() == {}  # nothing is corrected by what was read


@pytest.mark.parametrize(("field", "value"), [("modality", "perhaps"), ("deadline", "soon"), ("deadline", "2030-02-31")])
def test_a_correction_that_cannot_be_is_refused(records: Records, library: Library, field: str, value: str) -> None:
    with pytest.raises(AssistantError, match=value):
        records.corrections.correct(library, only(library), {field: value}, "eve")
    assert records.corrections.all() == {}


def test_a_token_of_a_calendar_is_one_users_and_ends(records: Records) -> None:
    records.accounts.add("ida", "reader", None)
    first = records.calendar_tokens.issue("ida")
    second = records.calendar_tokens.issue("ida")
    assert [records.calendar_tokens.user_of(token) for token in (first, second, "", "x\ud800")] == [None, "ida", None, None]
    records.accounts.remove("ida")
    assert records.calendar_tokens.user_of(second) is None
    other = records.calendar_tokens.issue("ben")
    records.calendar_tokens.revoke("ben")
    assert records.calendar_tokens.user_of(other) is None
