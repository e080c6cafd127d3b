"""A worker that is killed while it reads what waits on a server; another one reads on."""

import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path

from assistant.records.records import Records
from assistant.uploading.server import ServerQueue, Worker
from assistant.uploading.task import Tasks
from assistant.uploading.uploads import FOLDER, Uploads
from benchmarks.killing import Bench
from benchmarks.kills_of_move import Kill
from ingest.reading import Limits
from tests.fakes import HashEmbedder
from tests.postgresql_server import postgres_server, programs
from vectorstore.library import Library

_GONE, _LONGEST = 2.0, 120.0  # seconds
_WHO = "user-old"


def bring(data: Path, url: str, folder: Path) -> None:
    """Let the files of a folder wait on the server."""
    with (
        Library(data, HashEmbedder(), database=url) as library,
        Records(data, url) as records,
        closing(Uploads(library, ServerQueue(url, records.jobs, lambda: None), Limits().file, Path(FOLDER))) as uploads,
    ):
        for path in sorted(folder.iterdir()):
            uploads.add(path.name, path.read_bytes(), _WHO)


def work(data: Path, url: str) -> None:
    """Read until nothing waits and nothing is read."""
    with Library(data, HashEmbedder(), database=url) as library, Records(data, url) as records:
        worker = Worker(url, records.jobs, Tasks(library, None, records.removed.forget), at_once=2, gone=_GONE)
        thread = threading.Thread(target=worker.run)
        thread.start()
        end = time.monotonic() + _LONGEST
        while records.jobs.coming() and time.monotonic() < end:
            time.sleep(0.05)
        worker.stop()
        thread.join()


def look(data: Path, url: str, expected: dict[str, str]) -> None:
    """Raise AssertionError where a file that was brought is not there once, whole and found, or its job does not say so."""
    with Library(data, HashEmbedder(), database=url) as library, Records(data, url) as records:
        held = sorted((Path(source).name, hash) for source, hash in library.hashes().items())
        assert held == sorted(expected.items()), f"held: {held}"
        told = {job.name: job.state for job in records.jobs.of(_WHO)}  # “unchanged” where it was stored as its worker was killed
        assert told.keys() == expected.keys(), f"told: {told}"
        assert set(told.values()) <= {"added", "unchanged"}, f"told: {told}"
        assert library.check(), "the index did not agree with the library"


def kill_of_worker(opened: ExitStack) -> Kill | None:
    """Give what kills a worker of a server that runs as long as `opened` is; None where no server is installed."""
    if (folder := programs()) is None:
        return None
    server = opened.enter_context(postgres_server(folder))

    def worker_killed(bench: Bench, data: Path) -> tuple[bool, list[str]]:
        url, other, third = server.address(server.create_database()), data.parent / "other", data.parent / "third"
        faults = [bench.run(bring, third, url, bench.docs)]
        at_work, fault = bench.killed("worker", work, other, url)
        faults += [fault, bench.run(work, third, url), bench.run(look, third, url, bench.versions[-1])]
        return at_work, faults

    return worker_killed
