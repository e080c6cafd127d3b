"""Files and folders that workers read: what `ingest` and a watched folder do where reading is left to them."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from assistant.uploading.folders import QueuedIngest
from ingest.folder_sync import FolderSync
from ingest.report import FileOutcome, Report
from tests.assistant.uploading.nodes import TEXT, Node, until
from tests.conftest import ROOT
from tests.fakes import QuietWatcher


def outcomes(reports: list[Report]) -> dict[str, str]:
    return {report.document: str(report.outcome) for report in reports}


def folder_of(directory: Path, *places: str) -> Path:
    folder = directory / "rules"
    folder.mkdir(exist_ok=True)
    for place in places:
        (folder / f"{place}.md").write_text(TEXT.format(place=place), encoding="utf-8")
    return folder


def test_what_a_folder_holds_is_read_by_workers_and_reported(one: Node, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "quay", "weir")
    (folder / "weir.md.meta.yaml").write_text("number: Rules 7\n", encoding="utf-8")
    (folder / "odd.docx").write_bytes(b"no document")
    queued = QueuedIngest(one.library, one.queue, QuietWatcher())
    with one.working():
        reports = queued.run([folder])
        assert outcomes(reports) == {"quay.md": "added", "weir.md": "added", "odd.docx": "failed"}
        assert {report.document: report.passages for report in reports} == {"quay.md": 1, "weir.md": 1, "odd.docx": 0}
        assert "is damaged" in str(next(report.reason for report in reports if report.outcome is FileOutcome.FAILED))
        assert {entry.name: entry.number for entry in one.library.entries()} == {"quay.md": "", "weir.md": "Rules 7"}
        folder_of(tmp_path, "lock")
        (folder / "quay.md").unlink()
        assert outcomes(queued.run([folder], prune=True)) == {
            "lock.md": "added", "weir.md": "unchanged", "odd.docx": "unchanged", "quay.md": "removed",
        }  # fmt: skip
    assert one.names() == ["lock.md", "weir.md"]


def test_more_files_than_may_wait_are_brought_as_there_is_room(one: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.uploading.server.MOST_WAITING", 2)
    folder = folder_of(tmp_path, *(f"place{number}" for number in range(7)))
    with one.working():
        assert set(outcomes(QueuedIngest(one.library, one.queue, QuietWatcher()).run([folder])).values()) == {"added"}
    assert len(one.names()) == 7


def test_what_a_user_removed_comes_back_from_a_watched_folder_only_when_it_has_changed(one: Node, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "quay", "weir")
    sync = FolderSync(one.library, QueuedIngest(one.library, one.queue, QuietWatcher()), [folder])
    with one.working():
        assert outcomes(sync.run()) == {"quay.md": "added", "weir.md": "added"}
        one.library.remove("quay.md")
        for runs in (sync, FolderSync(one.library, QueuedIngest(one.library, one.queue, QuietWatcher()), [folder])):
            runs.run()
            assert one.names() == ["weir.md"]
        (folder / "quay.md").write_text(TEXT.format(place="new quay"), encoding="utf-8")
        assert outcomes(sync.run()) == {"quay.md": "added"}


def test_who_waits_no_more_leaves_the_files_to_workers(one: Node, tmp_path: Path) -> None:
    stop, given = threading.Event(), list[list[Report]]()
    queued = QueuedIngest(one.library, one.queue, QuietWatcher(), stop=stop)
    waiting = threading.Thread(target=lambda: given.append(queued.run([folder_of(tmp_path, "quay")])))
    waiting.start()
    until(lambda: len(one.records.jobs.waiting()) == 1)
    stop.set()
    waiting.join(20)
    assert given == [[]]
    with one.working():
        until(lambda: one.names() == ["quay.md"])


@pytest.mark.slow
def test_the_command_leaves_files_to_workers_that_are_apart(one: Node, url: str, tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "quay")
    environment = os.environ | {"POLICY_DATABASE": url, "POLICY_WORKERS": "apart"}
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(tmp_path / "command"), "ingest", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        until(lambda: len(one.records.jobs.waiting()) == 1)
        assert process.poll() is None
        with one.working():
            out, errors = process.communicate(timeout=120)
    assert (process.returncode, "1 added" in out, errors) == (0, True, "")
