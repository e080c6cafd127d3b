"""A watched folder and its library stay in step."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.web.state import AppState
from ingest.folder_sync import FolderSync, keep_in_step
from ingest.pipeline import Ingest
from ingest.report import FileOutcome, Report
from tests.fakes import QuietWatcher
from vectorstore.library import Library


def wait_for(what: Callable[[], bool]) -> None:
    for _ in range(300):
        if what():
            return
        time.sleep(0.1)
    pytest.fail("nothing came of it within 30 seconds")


def test_additions_changes_and_removals_are_followed(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "below").mkdir(parents=True)
    (folder / "first.md").write_text("# First\n\nGroups report every month.\n")
    sync, stop, reports = FolderSync(library, Ingest(library, QuietWatcher()), [folder]), threading.Event(), list[list[Report]]()
    thread = threading.Thread(target=keep_in_step, args=([folder], lambda: reports.append(sync.run()), stop))
    thread.start()

    def titles() -> list[str]:
        return sorted(entry.title for entry in library.entries())

    wait_for(lambda: titles() == ["First"])
    (folder / "below" / "second.md").write_text("# Second\n\nBoards meet every month.\n")
    wait_for(lambda: titles() == ["First", "Second"])
    (folder / "first.md").write_text("# First, revised\n\nGroups report every quarter.\n")
    wait_for(lambda: titles() == ["First, revised", "Second"])
    (folder / "below" / "second.md").unlink()
    wait_for(lambda: titles() == ["First, revised"])
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    outcomes = [report.outcome for run in reports for report in run]  # a run may see the next change too
    assert outcomes == [FileOutcome.ADDED, FileOutcome.ADDED, FileOutcome.UPDATED, FileOutcome.REMOVED]


def test_a_folder_that_is_not_mounted_costs_no_document(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "first.md").write_text("# First\n\nGroups report every month.\n")
    sync = FolderSync(library, Ingest(library, QuietWatcher()), [folder])
    sync.run()
    (folder / "first.md").unlink()
    for gone in (False, True):
        if gone:
            folder.rmdir()
        (report,) = sync.run()
        assert report.outcome is FileOutcome.UNCHANGED
        assert "gone or empty" in str(report.warnings[0])
        assert len(library.entries()) == 1


def test_a_file_that_cannot_be_read_is_not_tried_again_before_it_changes(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("Groups report every month.\n")
    (folder / "bad.pdf").write_bytes(b"no PDF")
    sync = FolderSync(library, Ingest(library, QuietWatcher()), [folder])
    assert {report.document: report.outcome for report in sync.run()} == {"good.txt": FileOutcome.ADDED, "bad.pdf": FileOutcome.FAILED}
    assert sync.run() == []
    (folder / "bad.pdf").write_bytes(b"still no PDF")
    assert [report.outcome for report in sync.run()] == [FileOutcome.FAILED]


@pytest.mark.slow
def test_the_command_watches_until_it_is_told_to_stop(tmp_path: Path) -> None:
    folder, notes = tmp_path / "in", tmp_path / "notes.jsonl"
    folder.mkdir()
    (folder / "first.md").write_text("# First\n\nGroups report every month.\n")
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(tmp_path / "library"), "ingest", "--watch", str(folder)]
    with subprocess.Popen([*command, "--report", str(notes)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        wait_for(lambda: notes.exists() and "first.md" in notes.read_text())
        (folder / "second.md").write_text("# Second\n\nBoards meet every month.\n")
        wait_for(lambda: "second.md" in notes.read_text())
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert "Traceback" not in errors
    assert out.count("1 added") == 2


def test_the_served_library_is_kept_in_step(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "first.md").write_text("# First\n\nGroups report every month.\n")
    state = AppState(Settings(data=tmp_path / "library", watch=folder))
    state.prepare()

    def names() -> list[str]:
        return [entry.name for entry in state.library.entries()]

    wait_for(lambda: names() == ["first.md"])
    (folder / "second.md").write_text("# Second\n\nBoards meet every month.\n")
    wait_for(lambda: names() == ["first.md", "second.md"])
    assert state.assistant.ask("How often do boards meet?").citations[0].document == "second.md"
    state.close()
