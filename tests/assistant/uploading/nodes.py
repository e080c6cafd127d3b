"""Processes of one installation whose documents a server's database keeps, in one process of a test."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.records.records import Records
from assistant.uploading.job import Job
from assistant.uploading.server import ServerQueue, Worker
from assistant.uploading.task import Tasks
from assistant.uploading.uploads import FOLDER, Uploads
from ingest.reading import Limits
from tests.fakes import HashEmbedder
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

TEXT = "# Rules of the {place}\n\nThe {place} office must report by 1 May 2031.\n"


class Node:
    """What one process has of the installation."""

    def __init__(self, data: Path, url: str, embedder: Embedder | None = None) -> None:
        self.library, self.records = Library(data, embedder or HashEmbedder(), database=url), Records(data, url)
        self._url = url
        self.queue = ServerQueue(url, self.records.jobs, lambda: None)
        self.uploads = Uploads(self.library, self.queue, Limits().file, Path(FOLDER))

    def close(self) -> None:
        self.uploads.close()
        self.records.close()
        self.library.close()

    @contextmanager
    def working(self) -> Iterator[Worker]:
        worker = Worker(self._url, self.records.jobs, Tasks(self.library, None, self.records.removed.forget), at_once=2)
        thread = threading.Thread(target=worker.run)
        thread.start()
        try:
            yield worker
        finally:
            worker.stop()
            thread.join(30)
            assert not thread.is_alive()

    def bring(self, *places: str) -> list[Job]:
        return [self.uploads.add(f"{place}.md", TEXT.format(place=place).encode(), "eve") for place in places]

    def states(self) -> dict[str, str]:
        return {job.name: job.state for job in self.uploads.jobs("eve")}

    def names(self) -> list[str]:
        return [entry.name for entry in self.library.entries()]


def until(is_so: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
