"""Tasks that wait in this process and are done by threads of it, a few at a time."""

import logging
import threading
import time
from collections.abc import Callable, Collection, Iterable
from itertools import count

from assistant.errors import AssistantError
from assistant.uploading.job import Job, JobWatch
from assistant.uploading.task import Task, Tasks
from ingest.report import Watcher
from ingest.stopping import StoppedError
from language.messages import PolicyError, message

MOST_WAITING = 200
"""Files that may wait to be read."""
_LEAVE = 5.0  # seconds
_REMEMBERED = 300
_log = logging.getLogger(__name__)


class QueueFullError(AssistantError):
    """Too many files wait to be read."""


def too_many() -> QueueFullError:
    return QueueFullError("Too many files are waiting; bring the rest when these are read.")


class ThreadQueue:
    """Does tasks in threads of its own, two of one source one after the other. Safe to use from several threads."""

    def __init__(self, tasks: Tasks, at_once: int, changed: Callable[[], None]) -> None:
        """Do `at_once` tasks at a time; `changed` is called when a job has changed."""
        self._tasks, self._changed = tasks, changed
        self._waiting: list[tuple[Job, Task]] = []
        self._coming: dict[str, str] = {}  # hashes of files that wait or are read, and their names
        self._reading: set[str] = set()  # sources
        self._jobs: dict[int, Job] = {}
        self._numbers = count(1)
        self._turn = threading.Condition()
        self._is_closing = False
        self._threads = [threading.Thread(target=self._work, name=f"uploads-{number}", daemon=True) for number in range(at_once)]
        for thread in self._threads:
            thread.start()

    def coming(self) -> dict[str, str]:
        """Give the names of the files that wait or are read, by their hashes."""
        with self._turn:
            return dict(self._coming)

    def add(self, job: Job, task: Task) -> Job:
        """Let a task be done, and give the job by which that is told; raises AssistantError where too many wait."""
        with self._turn:
            if len(self._waiting) >= MOST_WAITING:
                raise too_many()
            self._remember(job)
            if task.original is not None:
                self._coming[task.original.sha256] = job.name
            self._waiting.append((job, task))
            self._turn.notify()
        self._changed()
        return job

    def keep(self, job: Job) -> Job:
        """Remember a job that is done already."""
        with self._turn:
            self._remember(job)
        self._changed()
        return job

    def cancel(self, ids: Collection[int], user: str) -> None:
        """Let no more be done for those of the user's jobs that wait or are read; what is being stored is stored."""
        with self._turn:
            chosen = [job for job in self._jobs.values() if job.user == user and job.id in ids and job.is_busy]
            left_out = {job.id for job in chosen if job.state == "waiting"}
            for one in [one for one in self._waiting if one[0].id in left_out]:
                self._waiting.remove(one)
                self._end(one[0], "cancelled")
        for job in chosen:
            job.stop.set()
        self._changed()

    def jobs(self, user: str) -> list[Job]:
        """Give the user's jobs, the oldest first."""
        with self._turn:
            return [job for job in self._jobs.values() if job.user == user]

    def close(self) -> None:
        """Stop after the files that are being read, which have some seconds."""
        with self._turn:
            self._waiting.clear()
            self._is_closing = True
            self._turn.notify_all()
        end = time.monotonic() + _LEAVE
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _remember(self, job: Job) -> None:
        job.id = next(self._numbers)
        self._jobs[job.id] = job
        for old in [one for one in self._jobs.values() if not one.is_busy][: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[old.id]

    def _work(self) -> None:
        while (work := self._next()) is not None:
            self._changed()
            job, task = work
            state = done(job, task, self._tasks, JobWatch(job, self._changed))
            with self._turn:
                self._reading.discard(task.file)
                self._end(job, state)
                self._turn.notify_all()
            self._changed()

    def _next(self) -> tuple[Job, Task] | None:
        """Wait for the first file that may be read now; None when there will be no more."""
        with self._turn:
            while not self._is_closing:
                if work := next((one for one in self._waiting if one[1].file not in self._reading), None):
                    self._waiting.remove(work)
                    self._reading.add(work[1].file)
                    work[0].state, work[0].began = "reading", time.monotonic()
                    return work
                self._turn.wait()
        return None

    def _end(self, job: Job, state: str) -> None:
        job.state = state
        if not any(other.name == job.name for other, _ in self._waiting):
            self._forget_coming([job.name])

    def _forget_coming(self, names: Iterable[str]) -> None:
        self._coming = {hash: name for hash, name in self._coming.items() if name not in set(names)}


def done(job: Job, task: Task, tasks: Tasks, watch: Watcher) -> str:
    """Do a task, let its job tell what came of it, and give the state in which that ends."""
    try:
        job.note(tasks.do(task, watch, job.stop))
    except StoppedError:
        job.passages = 0
        return "cancelled"
    except PolicyError as error:
        job.messages = (error.message,)
        return "failed"
    except Exception:
        _log.exception("%s could not be read", job.name)
        job.messages = (message("It could not be read; the log says why."),)
        return "failed"
    return job.state
