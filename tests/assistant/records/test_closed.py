"""Notes that were lost or changed by something else while nobody used them are told."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from assistant.records.records import Records

pytestmark = pytest.mark.once  # a server has its own watch over what changes

TOLD = "not as they were closed"


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A directory with notes of a user, closed."""
    with Records(tmp_path) as records:
        records.accounts.add("anna", "administrator", "quay and berth 7")
    return tmp_path


def opened(directory: Path, caplog: pytest.LogCaptureFixture) -> str:
    caplog.clear()
    with Records(directory):
        return caplog.text


def test_notes_as_they_were_closed_are_not_spoken_of(closed: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert opened(closed, caplog) == ""
    with Records(closed) as records:
        records.accounts.remove("anna")
    assert opened(closed, caplog) == ""


def test_lost_and_changed_notes_are_told_once(closed: Path, caplog: pytest.LogCaptureFixture) -> None:
    with closing(sqlite3.connect(closed / "records.db")) as connection, connection:
        connection.execute("DELETE FROM users")
    assert TOLD in opened(closed, caplog)
    assert opened(closed, caplog) == ""
    (closed / "records.db").unlink()
    assert TOLD in opened(closed, caplog)
    assert opened(closed, caplog) == ""


def test_what_a_process_wrote_that_was_killed_is_not_told(closed: Path, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    with Records(closed) as records:
        records.accounts.add("boris", "reader", "quay and berth 8")
        killed.mkdir()
        for path in closed.glob("records*"):
            shutil.copy(path, killed)
    assert (killed / "records.db-wal").stat().st_size
    assert opened(killed, caplog) == ""


def test_another_process_closes_them_while_they_are_used(closed: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Records(closed) as records:
        with Records(closed):
            pass
        records.accounts.add("boris", "reader", "quay and berth 8")
    assert opened(closed, caplog) == ""
