"""Documents that administrators bring, read in the background one after the other."""

import logging
import queue
import re
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path

from assistant.errors import AssistantError
from assistant.web.shared.changes import Changes
from ingest.pipeline import Ingest, Limits
from ingest.readers.reader import reader_by_name, suffixes
from ingest.report import FileOutcome, Report
from language.messages import Message, PolicyError, message
from vectorstore.library import Library
from vectorstore.sql.documents import SourceCopy

MOST_WAITING = 200
"""Files that may wait to be read."""
_LEAVE = 5.0  # seconds
_REMEMBERED = 300
_LONGEST_NAME = 150
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Job:
    """A file that is read: `state` is “waiting”, “reading”, an outcome of a report, or “failed”; `messages` say what came of it."""

    id: int
    name: str
    user: str
    state: str = "waiting"
    messages: tuple[Message | str, ...] = ()
    passages: int = 0


class Uploads:
    """Reads files one after the other in a thread of its own. Safe to use from several threads."""

    def __init__(self, library: Library, limits: Limits, changes: Changes) -> None:
        self._library, self._limits, self._changes = library, limits, changes
        self._folder = (library.directory / "uploads").absolute()
        self._waiting: queue.SimpleQueue[tuple[Job, Callable[[Ingest], Sequence[Report]]] | None] = queue.SimpleQueue()
        self._jobs: dict[int, Job] = {}
        self._numbers = count(1)
        self._turn = threading.Lock()
        self._thread = threading.Thread(target=self._work, name="uploads", daemon=True)
        self._thread.start()

    def add(self, name: str, content: bytes, user: str) -> Job:
        """Let a file be read, in place of one of the same name that was brought before; raises AssistantError for one that is not read."""
        name = plain_name(name)
        if reader_by_name(name) is None:
            raise AssistantError("“{name}” is of a kind that is not read; {kinds} are.", name=name, kinds=", ".join(sorted(suffixes())))
        if not content:
            raise AssistantError("“{name}” is empty.", name=name)
        if len(content) > self._limits.file:
            raise AssistantError("“{name}” is larger than {size} MB.", name=name, size=self._limits.file // 1_000_000)
        original = SourceCopy(str(self._folder / name), sha256(content).hexdigest(), content)
        return self._begin(name, user, lambda ingest: ingest.put(name, original))

    def again(self, name: str, user: str) -> Job:
        """Let a document be read again from the file that the library keeps."""
        return self._begin(name, user, lambda ingest: ingest.again(name))

    def put_back(self, name: str, original: SourceCopy, properties: dict[str, str], user: str, done: Callable[[], None]) -> Job:
        """Let a document that was removed be read again, with what a user had stated of it; `done` is called when it is there."""

        def work(ingest: Ingest) -> Sequence[Report]:
            self._library.give(original.source, properties)
            reports = ingest.put(name, original)
            if any(one.outcome in (FileOutcome.ADDED, FileOutcome.UPDATED, FileOutcome.UNCHANGED) for one in reports):
                done()
            return reports

        return self._begin(name, user, work)

    def jobs(self, user: str) -> list[Job]:
        """Give the user's jobs, the oldest first."""
        with self._turn:
            return [job for job in self._jobs.values() if job.user == user]

    def close(self) -> None:
        """Stop after the file that is being read, which has some seconds."""
        with self._turn:
            while not self._waiting.empty():
                self._waiting.get()
        self._waiting.put(None)
        self._thread.join(_LEAVE)

    def _begin(self, name: str, user: str, work: Callable[[Ingest], Sequence[Report]]) -> Job:
        with self._turn:
            if self._waiting.qsize() >= MOST_WAITING:
                raise AssistantError("Too many files are waiting; bring the rest when these are read.")
            job = Job(next(self._numbers), name, user)
            self._jobs[job.id] = job
            for old in list(self._jobs)[: max(0, len(self._jobs) - _REMEMBERED)]:
                del self._jobs[old]
        self._waiting.put((job, work))
        self._changes.note()
        return job

    def _work(self) -> None:
        while (next_one := self._waiting.get()) is not None:
            job, work = next_one
            job.state = "reading"
            self._changes.note()
            try:
                self._note(job, work(Ingest(self._library, _Watch(job, self._changes), self._limits)))
            except PolicyError as error:
                job.state, job.messages = "failed", (error.message,)
            except Exception:
                _log.exception("%s could not be read", job.name)
                job.state, job.messages = "failed", (message("It could not be read; the log says why."),)
            self._changes.note()

    def _note(self, job: Job, reports: Sequence[Report]) -> None:
        failed = next((one for one in reports if one.outcome in (FileOutcome.FAILED, FileOutcome.EMPTY)), None)
        last = failed or next(iter(reports), None)
        if last is None:
            job.state, job.messages = "failed", (message("Nothing was read."),)
            return
        job.passages = sum(one.passages for one in reports)
        job.messages = tuple(filter(None, (last.reason, *(warning for one in reports for warning in one.warnings))))
        job.state = str(last.outcome)


class _Watch:
    """Tells a job how far its file is."""

    def __init__(self, job: Job, changes: Changes) -> None:
        self._job, self._changes = job, changes

    def begin(self, files: int) -> None:
        pass

    def more(self, files: int) -> None:
        pass

    def passages_done(self, count: int) -> None:
        self._job.passages += count
        self._changes.note()

    def file_done(self, report: Report) -> None:
        pass


def plain_name(name: str) -> str:
    """Give a file's name without folders, control and direction marks; raises AssistantError where nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip(" .")
    if not shown or shown.startswith("~$"):
        raise AssistantError("A file needs a name.")
    stem, suffix = Path(shown).stem, Path(shown).suffix
    return f"{stem[: _LONGEST_NAME - len(suffix)]}{suffix}" if len(suffix) < 12 else shown[:_LONGEST_NAME]
