"""Files that are read in the background: how far each is, and when it will be done."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.records.jobs import BUSY
from ingest.report import FileOutcome, Report
from ingest.stopping import Stop
from language.messages import Message, message

_LEAST_SHARE, _LEAST_SECONDS = 0.05, 2.0  # from which on the time left can be told


@dataclass(slots=True)
class Job:
    """A file of `size` bytes that is read: `state` is “waiting”, “reading”, an outcome of a report, “copy”, “cancelled” or “failed”.

    `messages` say what came of it, `share` how much of the work is done, 0 to 1; `added` and `began` are seconds of a clock.
    """

    id: int
    name: str
    user: str
    size: int = 0
    state: str = "waiting"
    messages: tuple[Message | str, ...] = ()
    passages: int = 0
    share: float = 0.0
    added: float = field(default_factory=time.monotonic)
    began: float = 0.0
    stop: Stop = field(default_factory=Stop)

    @property
    def is_busy(self) -> bool:
        """Say whether it waits or is read."""
        return self.state in BUSY

    @property
    def seconds_left(self) -> float | None:
        """Estimate when it will be done, None where that cannot be told yet."""
        return _left(self.share, time.monotonic() - self.began) if self.state == "reading" else None

    def note(self, reports: Sequence[Report]) -> None:
        """Keep what came of the file and of those in it."""
        failed = next((one for one in reports if one.outcome in (FileOutcome.FAILED, FileOutcome.EMPTY)), None)
        last = failed or next(iter(reports), None)
        if last is None:
            self.state, self.messages = "failed", (message("Nothing was read."),)
            return
        self.passages = sum(one.passages for one in reports)
        self.messages = tuple(filter(None, (last.reason, *(warning for one in reports for warning in one.warnings))))
        self.state = str(last.outcome)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far several files are: `done` of `files`, and the `share` of all their bytes; `seconds_left` is None where not known yet."""

    files: int
    done: int
    share: float
    seconds_left: float | None

    @classmethod
    def of(cls, jobs: Sequence[Job]) -> "Progress | None":
        """Say how far those are that are busy, with those that were brought while they were; None where none is."""
        busy = [job for job in jobs if job.is_busy]
        if not busy:
            return None
        first = min(job.added for job in busy)
        batch = [job for job in jobs if job.is_busy or job.added >= first]
        begun = [job.began for job in batch if job.began]
        whole = sum(max(1, job.size) for job in batch)
        share = sum(max(1, job.size) * (job.share if job.is_busy else 1.0) for job in batch) / whole
        left = _left(share, time.monotonic() - min(begun)) if begun else None
        return cls(len(batch), len(batch) - len(busy), share, left)


class JobWatch:
    """Tells a job how far its file is, and those in it; `changed` is called when there is more to tell."""

    def __init__(self, job: Job, changed: Callable[[], None]) -> None:
        self._job, self._changed = job, changed
        self._files, self._done = 1, 0

    def begin(self, files: int) -> None:
        self._files = max(1, files)

    def more(self, files: int) -> None:
        self._files += files

    def passages_done(self, count: int) -> None:
        self._job.passages += count

    def share_done(self, share: float) -> None:
        self._job.share = max(self._job.share, min(1.0, (self._done + share) / self._files))
        self._changed()

    def file_done(self, report: Report) -> None:  # noqa: ARG002 # only the count tells
        self._done += 1


def _left(share: float, seconds: float) -> float | None:
    return seconds * (1 - share) / share if share >= _LEAST_SHARE and seconds >= _LEAST_SECONDS else None
