"""Documents that administrators bring, read in the background, a few at a time."""

import logging
import re
import threading
import time
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from hashlib import sha256
from itertools import count
from pathlib import Path

from assistant.errors import AssistantError
from assistant.web.jobs import Job, JobWatch, Work
from assistant.web.shared.changes import Changes
from ingest.pipeline import Ingest
from ingest.readers.reader import reader_by_name, suffixes
from ingest.reading import Limits
from ingest.report import FileOutcome, Report
from ingest.stopping import StoppedError
from ingest.web.documents import WebDocuments
from language.messages import PolicyError, message
from vectorstore.document import INSIDE
from vectorstore.library import Library
from vectorstore.sql.documents import SourceCopy

MOST_WAITING = 200
"""Files that may wait to be read."""
_LEAVE = 5.0  # seconds
_REMEMBERED = 300
_LONGEST_NAME = 150
_STORED = (FileOutcome.ADDED, FileOutcome.UPDATED, FileOutcome.UNCHANGED)
_log = logging.getLogger(__name__)


class Uploads:
    """Reads files in threads of its own, two of one source one after the other. Safe to use from several threads."""

    def __init__(
        self, library: Library, limits: Limits, changes: Changes, at_once: int = 1, web_documents: WebDocuments | None = None
    ) -> None:
        """Read `at_once` files at a time, and web addresses where there is what reads them."""
        self._web_documents = web_documents
        self._library, self._limits, self._changes = library, limits, changes
        self._folder = (library.directory / "uploads").absolute()
        self._waiting: list[Work] = []
        self._coming: dict[str, str] = {}  # hashes of files that wait or are read, and their names
        self._reading: set[str] = set()  # sources
        self._jobs: dict[int, Job] = {}
        self._numbers = count(1)
        self._turn = threading.Condition()
        self._is_closing = False
        self._threads = [threading.Thread(target=self._work, name=f"uploads-{number}", daemon=True) for number in range(at_once)]
        for thread in self._threads:
            thread.start()

    def add(self, name: str, content: bytes, user: str) -> Job:
        """Let a file be read, in place of one of the same name that was brought before; raises AssistantError for one that is not read.

        One whose bytes the library holds under another name, or will, is not read; its job says so.
        """
        name = plain_name(name)
        if reader_by_name(name) is None:
            raise AssistantError("“{name}” is of a kind that is not read; {kinds} are.", name=name, kinds=", ".join(sorted(suffixes())))
        if not content:
            raise AssistantError("“{name}” is empty.", name=name)
        if len(content) > self._limits.file:
            raise AssistantError("“{name}” is larger than {size} MB.", name=name, size=self._limits.file // 1_000_000)
        original = SourceCopy(str(self._folder / name), sha256(content).hexdigest(), content)
        known = self._known(original)
        with self._turn:
            coming = self._coming.get(original.sha256, name)
            if held := known or (coming if coming != name else ""):
                return self._told_of_copy(Job(next(self._numbers), name, user, len(content)), held)
            self._coming[original.sha256] = name
        return self._begin(name, original.source, user, len(content), lambda ingest: ingest.put(name, original))

    def again(self, name: str, user: str) -> Job:
        """Let a document be read again from the file that the library keeps."""
        entry = next((one for one in self._library.entries() if one.name == name), None)
        source, size = (entry.source, entry.characters) if entry else (name, 0)
        return self._begin(name, source, user, size, lambda ingest: ingest.again(name))

    def fetch(self, address: str, user: str) -> Job:
        """Let what lies at a web address be read, in place of what was read there before; raises AssistantError where none is read,
        FetchError where this one may not be asked."""
        web_documents = self._web_documents
        if web_documents is None:
            raise AssistantError("No web addresses are read: POLICY_FETCH names no host.")
        address = web_documents.checked(address)
        return self._begin(address, address, user, 0, lambda ingest: web_documents.read(address, ingest))

    def renew(self, name: str, user: str) -> Job:
        """Let a document be read again from its web address, from the file that the library keeps where it has none that may be asked
        or nothing has changed there."""
        entry = next((one for one in self._library.entries() if one.name == name), None)
        web_documents = self._web_documents
        if entry is None or web_documents is None or not web_documents.may_be_asked(entry.address):
            return self.again(name, user)

        def work(ingest: Ingest) -> Sequence[Report]:
            reports = web_documents.read(entry.address, ingest)
            return reports if any(one.outcome is not FileOutcome.UNCHANGED for one in reports) else ingest.again(name)

        return self._begin(name, entry.source, user, entry.characters, work)

    def put_back(self, name: str, original: SourceCopy, properties: dict[str, str], user: str, done: Callable[[], None]) -> Job:
        """Let a document that was removed be read again, with what a user had stated of it; `done` is called when it is there.

        Where it was brought anew in the meantime that one stays.
        """

        def work(ingest: Ingest) -> Sequence[Report]:
            if original.source in self._library.hashes():
                raise AssistantError("“{name}” was brought anew since it was removed; that one stays.", name=name)
            self._library.give(original.source, properties)
            reports = ingest.put(name, original)
            if any(one.outcome in _STORED for one in reports):
                done()
            return reports

        return self._begin(name, original.source, user, len(original.content), work)

    def cancel(self, ids: Collection[int], user: str) -> None:
        """Let no more be done for those of the user's jobs that wait or are read; what is being stored is stored."""
        with self._turn:
            chosen = [job for job in self._jobs.values() if job.user == user and job.id in ids and job.is_busy]
            left_out = {job.id for job in chosen if job.state == "waiting"}
            for work in [work for work in self._waiting if work.job.id in left_out]:
                self._waiting.remove(work)
                self._end(work.job, "cancelled")
        for job in chosen:
            job.stop.set()
        self._changes.note()

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

    def _known(self, original: SourceCopy) -> str:
        """Name the document of other source that was read from the same bytes, empty where there is none."""
        sources = {source for source, hash in self._library.hashes().items() if hash == original.sha256} - {original.source}
        return next((entry.name for entry in self._library.entries() if entry.source in sources), "")

    def _told_of_copy(self, job: Job, held: str) -> Job:
        job.state, job.messages = "copy", (message("“{name}” holds the same bytes; it was not read a second time.", name=held),)
        self._remember(job)
        self._changes.note()
        return job

    def _begin(self, name: str, source: str, user: str, size: int, run: Callable[[Ingest], Sequence[Report]]) -> Job:
        since = self._library.moment()
        with self._turn:
            if len(self._waiting) >= MOST_WAITING:
                self._forget_coming([name])
                raise AssistantError("Too many files are waiting; bring the rest when these are read.")
            job = Job(next(self._numbers), name, user, size)
            self._remember(job)
            self._waiting.append(Work(job, source.split(INSIDE)[0], since, run))
            self._turn.notify()
        self._changes.note()
        return job

    def _remember(self, job: Job) -> None:
        self._jobs[job.id] = job
        for old in [one for one in self._jobs.values() if not one.is_busy][: max(0, len(self._jobs) - _REMEMBERED)]:
            del self._jobs[old.id]

    def _work(self) -> None:
        while (work := self._next()) is not None:
            self._changes.note()
            state = "failed"
            try:
                watch = JobWatch(work.job, self._changes)
                work.job.note(work.run(Ingest(self._library, watch, self._limits, work.job.stop, work.since)))
                state = work.job.state
            except StoppedError:
                state, work.job.passages = "cancelled", 0
            except PolicyError as error:
                work.job.messages = (error.message,)
            except Exception:
                _log.exception("%s could not be read", work.job.name)
                work.job.messages = (message("It could not be read; the log says why."),)
            with self._turn:
                self._reading.discard(work.source)
                self._end(work.job, state)
                self._turn.notify_all()
            self._changes.note()

    def _next(self) -> Work | None:
        """Wait for the first file that may be read now; None when there will be no more."""
        with self._turn:
            while not self._is_closing:
                if work := next((one for one in self._waiting if one.source not in self._reading), None):
                    self._waiting.remove(work)
                    self._reading.add(work.source)
                    work.job.state, work.job.began = "reading", time.monotonic()
                    return work
                self._turn.wait()
        return None

    def _end(self, job: Job, state: str) -> None:
        job.state = state
        if not any(work.job.name == job.name for work in self._waiting):
            self._forget_coming([job.name])

    def _forget_coming(self, names: Iterable[str]) -> None:
        self._coming = {hash: name for hash, name in self._coming.items() if name not in set(names)}


def plain_name(name: str) -> str:
    """Give a file's name without folders, control and direction marks; raises AssistantError where nothing is left."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(one for one in last if unicodedata.category(one)[0] != "C").strip(" .")
    if not shown or shown.startswith("~$"):
        raise AssistantError("A file needs a name.")
    stem, suffix = Path(shown).stem, Path(shown).suffix
    return f"{stem[: _LONGEST_NAME - len(suffix)]}{suffix}" if len(suffix) < 12 else shown[:_LONGEST_NAME]
