"""Files and folders that are brought through the queue of a server's database: this process looks for them, workers read them."""

import threading
from contextlib import suppress
from pathlib import Path

from assistant.uploading.job import Job
from assistant.uploading.server import ServerQueue
from assistant.uploading.task import Task
from assistant.uploading.threads import QueueFullError
from ingest.errors import ReadingError
from ingest.files.sources import find_files
from ingest.pipeline import Ingest
from ingest.readers.reader import suffixes
from ingest.reading import Limits, copy_of
from ingest.report import FileOutcome, Report, Watcher
from language.messages import Message, PolicyError, message
from vectorstore.library import Library

USER = ""
"""Who brings what no user of the page does."""
_LOOK = 0.5  # seconds between two looks at the jobs
_OUTCOMES = {str(one): one for one in FileOutcome}


class QueuedIngest:
    """Does what `Ingest.run` does, by workers: files that are new or have changed wait until one has read them."""

    def __init__(
        self, library: Library, queue: ServerQueue, watcher: Watcher, limits: Limits | None = None, stop: threading.Event | None = None
    ) -> None:
        """Where `stop` is set no more is waited for: workers read what waits."""
        self._library, self._queue, self._watcher, self._limits = library, queue, watcher, limits or Limits()
        self._stop = stop or threading.Event()
        self._vanished = Ingest(library, watcher, self._limits)
        self._tried: dict[str, str] = {}  # hashes of what was brought last, by source: also of what could not be read, and of archives
        self._reports: list[Report] = []

    def close(self) -> None:
        """Let go of the queue; what waits is done by workers."""
        self._queue.close()

    def fetch(self, address: str) -> list[Report]:
        """Let what lies at a web address be read, and report that when it is done."""
        self._reports = []
        self._watcher.begin(1)
        task = Task("fetch", address, address, self._library.moment(), address)
        waiting: dict[int, str] = {}
        if (id := self._brought(task, waiting)) is not None:
            waiting[id] = address
        self._wait(waiting)
        return self._reports

    def run(self, paths: list[Path], prune: bool = False, heeds_removals: bool = False) -> list[Report]:
        """Let the files under `paths` be read, and give a report for each when all are done; of archives one for the whole.

        What is unchanged since it was read, or since it was last brought here, is not brought again. A document that a user removed comes
        back, where the run `heeds_removals` only when its file has changed. Raises AssistantError where the queue cannot be reached.
        """
        self._reports = []
        files, since, known = find_files(paths, suffixes()), self._library.moment(), self._library.hashes()
        self._watcher.begin(len(files))
        self._tried = {file.source: self._tried[file.source] for file in files if file.source in self._tried}
        waiting: dict[int, str] = {}
        for file in files:
            try:
                original = copy_of(file, self._limits.file)
            except ReadingError as error:
                self._report(Report(file.name, FileOutcome.FAILED, error.message))
                continue
            if original.sha256 in (known.get(file.source), self._tried.get(file.source)):
                self._report(Report(file.name, FileOutcome.UNCHANGED))
                continue
            task = Task("keep in step" if heeds_removals else "put", file.name, file.source, since, original=original)
            if (id := self._brought(task, waiting)) is None:
                return self._reports
            waiting[id] = file.name
            self._tried[file.source] = original.sha256
        self._wait(waiting)
        if not waiting:
            self._reports += self._vanished.look_for_vanished(paths, prune)
        return self._reports

    def _wait(self, waiting: dict[int, str]) -> None:
        """Report the jobs that are `waiting`, as they are done."""
        while waiting and not self._stop.wait(_LOOK):
            self._look(waiting)

    def _brought(self, task: Task, waiting: dict[int, str]) -> int | None:
        """Add a task to the queue once that has room, and give the id of its job; None where nothing more is waited for."""
        size = len(task.original.content) if task.original else 0
        while not self._stop.is_set():
            with suppress(QueueFullError):
                return self._queue.add(Job(0, task.name, USER, size), task).id
            self._look(waiting)
            self._stop.wait(_LOOK)
        return None

    def _look(self, waiting: dict[int, str]) -> None:
        """Report the jobs that are done, and drop them from those that are `waiting`."""
        with suppress(PolicyError):  # the database is asked again soon
            jobs = {job.id: job for job in self._queue.jobs(USER) if job.id in waiting}
            for id in [id for id in waiting if id not in jobs or not jobs[id].is_busy]:
                self._report(_reported(waiting.pop(id), jobs.get(id)))

    def _report(self, report: Report) -> None:
        self._reports.append(report)
        self._watcher.file_done(report)


def _reported(name: str, job: Job | None) -> Report:
    """Give as a report what a job tells that is done; one that is forgotten tells nothing."""
    if job is None:
        return Report(name, FileOutcome.FAILED, message("Nothing is known any more of what came of it."))
    outcome = _OUTCOMES.get(job.state, FileOutcome.FAILED)
    told = tuple(one if isinstance(one, Message) else Message(one) for one in job.messages)
    is_bad = outcome in (FileOutcome.FAILED, FileOutcome.EMPTY)
    reason, warnings = (told[0], told[1:]) if is_bad and told else (None, told)
    return Report(name, outcome, reason, job.passages, warnings)
