"""Notes of earlier formats are moved to the present one, those of a later are refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.records.records import Records
from assistant.records.users import User
from tests.assistant.records.conftest import ANSWER
from tests.vectorstore.test_migration import stored

pytestmark = pytest.mark.once


def test_notes_of_the_first_format_are_kept(tmp_path: Path) -> None:
    with Records(stored("records", 1, tmp_path)) as records:
        assert records.learning.learned("ida") == {"read harbour-rules.md": "2031-03-05"}
        records.conversations.begin("ida", "one")
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        assert connection.execute("SELECT state, note, name FROM marks").fetchall() == [("done", "checked at the quay", "Ida")]


@pytest.mark.parametrize("number", [2, 3])
def test_notes_of_earlier_versions_are_kept(number: int, tmp_path: Path) -> None:
    with Records(stored("records", number, tmp_path)) as records:
        (conversation,) = records.conversations.find("ida", "assign a berth")
        assert (conversation.title, conversation.sought) == ("How soon must the harbour master assign a berth?", "{}")
        first, second = records.conversations.turns("ida", conversation.id)
        assert first.answer is not None
        assert "must assign a berth (BA) within two hours" in first.answer.citations[0].quote
        assert len(first.answer.citations[0].span) == len(first.answer.citations[0].quote)
        assert (first.rating, first.reasons, first.remark, first.saved_time) == ("bad", ("incomplete",), "which quay?", "yes")
        assert second.question == "What does a ticket to the opera cost?"
        assert records.learning.learned("ida") == {"read harbour-rules.md": "2031-03-05"}
        assert records.accounts.of_session(records.accounts.log_in("ida", "lighthouse keeper 7", 60)) == User("ida", "editor")
        assert [(deed.user, deed.action, deed.what) for deed in records.audit.last(5)] == [("ida", "upload", "harbour-rules.md")]
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        assert connection.execute("SELECT state, note, name FROM marks").fetchall() == [("done", "checked at the quay", "Ida")]
        assert connection.execute("SELECT name, title, length(original) > 300 FROM removed").fetchall() == [
            ("old-rules.md", "Old Rules", 1)
        ]


def test_answers_of_the_second_format_can_be_given_and_found(tmp_path: Path) -> None:
    with Records(stored("records", 2, tmp_path)) as records:
        (conversation,) = records.conversations.find("ida")
        records.conversations.answer(records.conversations.turns("ida", conversation.id)[1].id, ANSWER)
        assert records.conversations.find("ida", "boards meet")


def test_notes_of_a_later_format_are_refused(records: Records, tmp_path: Path) -> None:
    records.close()
    with sqlite3.connect(tmp_path / "records.db") as connection:
        connection.execute("UPDATE facts SET value = '99'")
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(AssistantError, match="the format 99"):
        Records(tmp_path)
