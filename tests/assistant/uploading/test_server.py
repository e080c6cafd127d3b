"""Files that wait in a server's database and are read by workers: each once, also where one is killed, and told to whoever brought it."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.uploading.server import prepare
from language.messages import PolicyError
from tests.assistant.uploading.nodes import TEXT, Node, until
from tests.conftest import ROOT
from tests.fakes import HeldEmbedder
from tests.postgresql_server import PostgresServer


def test_what_one_process_takes_a_worker_elsewhere_reads(one: Node, url: str, tmp_path: Path) -> None:
    one.bring("quay", "weir", "lock")
    assert set(one.states().values()) == {"waiting"}
    with closing(Node(tmp_path / "other", url)) as other, other.working():
        until(lambda: set(one.states().values()) == {"added"})
        assert other.states() == one.states()
    assert one.names() == ["lock.md", "quay.md", "weir.md"]
    assert [job.passages for job in one.uploads.jobs("eve")] == [1, 1, 1]


def test_what_cannot_be_read_and_what_is_there_already_is_told(one: Node) -> None:
    with one.working():
        one.uploads.add("odd.docx", b"not a document", "eve")
        one.bring("quay")
        until(lambda: set(one.states().values()) == {"added", "failed"})
        told = {job.name: str(job.messages[0]) for job in one.uploads.jobs("eve") if job.messages}
        assert "odd.docx" in told
        assert "\n" not in told["odd.docx"]
        held = one.uploads.add("other.md", TEXT.format(place="quay").encode(), "eve")
        assert (held.state, str(held.messages[0])) == ("copy", "“quay.md” holds the same bytes; it was not read a second time.")
        assert one.states()["other.md"] == "copy"
        one.uploads.again("quay.md", "eve")
        until(lambda: not any(job.is_busy for job in one.uploads.jobs("eve")))
    assert one.names() == ["quay.md"]


def test_a_removal_is_undone_by_a_worker(one: Node) -> None:
    with one.working():
        one.bring("quay")
        until(lambda: one.names() == ["quay.md"])
        original = one.library.original("quay.md")
        removal = one.records.removed.keep("quay.md", "Rules", original, {"number": "7"}, "eve")
        one.library.remove("quay.md")
        one.uploads.put_back(*one.records.removed.kept(removal), "eve", removal)
        until(lambda: one.names() == ["quay.md"])
        until(lambda: one.records.removed.all() == [])
    assert one.library.given(original.source) == {"number": "7"}


def test_who_brought_it_can_cancel_what_waits_and_what_is_read(url: str, tmp_path: Path) -> None:
    embedder = HeldEmbedder()
    with closing(Node(tmp_path / "one", url, embedder)) as node, node.working():
        quay, weir, lock = node.bring("quay", "weir", "lock")
        assert embedder.begun.acquire(timeout=60)
        assert embedder.begun.acquire(timeout=60)
        node.uploads.cancel([job.id for job in (quay, weir, lock)], "mallory")
        waiting = next(name for name, state in node.states().items() if state == "waiting")
        reading = next(job for job in node.uploads.jobs("eve") if job.state == "reading")
        node.uploads.cancel([job.id for job in node.uploads.jobs("eve") if job.name in (waiting, reading.name)], "eve")
        assert node.states()[waiting] == "cancelled"
        embedder.go_on.set()
        until(lambda: not any(job.is_busy for job in node.uploads.jobs("eve")))
        assert waiting not in node.names()


def test_two_of_one_name_are_read_one_after_the_other_by_whichever_worker(url: str, tmp_path: Path) -> None:
    with closing(Node(tmp_path / "one", url)) as one, closing(Node(tmp_path / "other", url)) as other, one.working(), other.working():
        for place in ("quay", "weir", "lock", "dock"):
            (one if place in ("quay", "lock") else other).uploads.add("plan.md", TEXT.format(place=place).encode(), "eve")
        until(lambda: not any(job.is_busy for job in one.uploads.jobs("eve")))
        assert [job.state for job in one.uploads.jobs("eve")] == ["added", "updated", "updated", "updated"]
        assert one.names() == ["plan.md"]
        assert "dock" in other.library.original("plan.md").content.decode()


def test_a_server_that_is_restarted_is_asked_again(postgresql: PostgresServer, one: Node) -> None:
    with one.working():
        one.bring("quay")
        until(lambda: one.states() == {"quay.md": "added"})
        postgresql.stop()
        try:
            with pytest.raises(PolicyError, match="cannot be reached"):
                one.bring("weir")
        finally:
            postgresql.start()
        one.bring("lock")
        until(lambda: one.states() == {"quay.md": "added", "lock.md": "added"})
    assert one.names() == ["lock.md", "quay.md"]


def test_too_many_that_wait_are_refused(one: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.uploading.server.MOST_WAITING", 2)
    one.bring("quay", "weir")
    with pytest.raises(AssistantError, match="Too many files are waiting"):
        one.bring("lock")


def test_several_begin_at_once_with_an_empty_database(url: str) -> None:
    threads = [threading.Thread(target=prepare, args=(url,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    prepare(url)


def test_a_worker_that_is_stopped_leaves_what_it_reads_to_another(url: str, tmp_path: Path) -> None:
    embedder = HeldEmbedder()
    with closing(Node(tmp_path / "one", url, embedder)) as first, closing(Node(tmp_path / "other", url)) as other:
        with first.working():
            first.bring("quay")
            assert embedder.begun.acquire(timeout=60)
            threading.Timer(0.5, embedder.go_on.set).start()
        with other.working():
            until(lambda: other.states() == {"quay.md": "added"})
        assert other.names() == ["quay.md"]


@pytest.mark.slow
def test_workers_that_are_killed_at_any_moment_lose_and_double_nothing(one: Node, url: str, tmp_path: Path) -> None:
    places = [f"place{number}" for number in range(12)]
    one.bring(*places)
    environment = os.environ | {"POLICY_DATABASE": url, "PYTHONPATH": str(ROOT)}
    chosen = random.Random(7)

    def begun(number: int) -> "subprocess.Popen[bytes]":
        code = f"from tests.assistant.uploading.test_server import work; work({str(tmp_path / f'worker{number}')!r}, {url!r})"
        return subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)

    for number in range(4):
        process = begun(number)
        time.sleep(2 + chosen.random() * 4)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
    last = begun(99)
    until(lambda: all(state in ("added", "unchanged") for state in one.states().values()), 400)
    last.terminate()
    assert last.wait(30) == 0
    assert one.names() == sorted(f"{place}.md" for place in places)
    assert one.library.check()


def work(data: str, url: str) -> None:
    """Be a worker until the process is ended."""
    with closing(Node(Path(data), url)) as node, node.working() as worker:
        ended = threading.Event()
        signal.signal(signal.SIGTERM, lambda *_: ended.set())
        ended.wait()
        worker.stop()
