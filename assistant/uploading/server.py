"""Tasks that wait in a server's database and are done by workers on any machine, with procrastinate."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from assistant.errors import AssistantError
from assistant.records.jobs import Jobs, KeptJob
from assistant.uploading.job import Job, JobWatch
from assistant.uploading.task import Task, Tasks
from assistant.uploading.threads import MOST_WAITING, done, too_many
from language.messages import PolicyError
from vectorstore.sql.dialects.postgresql.schemas import connection_arguments, make_tables
from vectorstore.sql.documents import SourceCopy
from vectorstore.sql.removals import Moment

if TYPE_CHECKING:
    from procrastinate import App

_SCHEMA = "jobs"
_TASK = "read"
_GONE = 15.0  # seconds without a sign of life of a worker after which its jobs are another's
_AGAIN, _TOLD = 5.0, 0.5  # seconds after which a server that is away is asked again, and between notes of how far a job is
_LEAVE = 5.0  # seconds that a job has to end when its worker is to stop
_log = logging.getLogger(__name__)


class ServerQueue:
    """The queue of an installation whose documents a server's database keeps: any process adds to it, and each `Worker` takes from it.

    Safe to use from several threads.
    """

    def __init__(self, url: str, jobs: Jobs, changed: Callable[[], None]) -> None:
        """`url` is the database's; `changed` is called when this process changed a job. Raises AssistantError where a package is
        missing."""
        if find_spec("procrastinate") is None:
            raise AssistantError('For a database on a server another package is needed: pip install "policy-assistant[postgresql]".')
        self._url, self._jobs, self._changed = url, jobs, changed
        self._turn = threading.Lock()
        self._app: App | None = None

    def add(self, job: Job, task: Task) -> Job:
        """Keep a job and its task until a worker has done it; raises AssistantError where too many wait."""
        original = task.original
        hash, content = (original.sha256, original.content) if original else ("", None)
        row = {"name": job.name, "user": job.user, "size": job.size, "state": job.state}
        id = self._jobs.add(row, _as_dict(task), hash, content, MOST_WAITING)
        if id is None:
            raise too_many()
        job.id = id
        try:
            self._defer(id, task.file)
        except Exception as error:  # whatever it is, a worker finds what waits, only later
            _log.warning("“%s” waits until a worker looks for it. %s", job.name, " ".join(str(error).split()))
        self._changed()
        return job

    def keep(self, job: Job) -> Job:
        """Keep a job that is done already."""
        row = {"name": job.name, "user": job.user, "size": job.size, "state": job.state}
        job.id = self._jobs.add(row, {"file": ""}, "", None, MOST_WAITING) or 0
        self._jobs.end(job.id, job.state, job.messages, 0)
        self._changed()
        return job

    def coming(self) -> dict[str, str]:
        """Give the names of the files that wait or are read, by their hashes."""
        return self._jobs.coming()

    def jobs(self, user: str) -> list[Job]:
        """Give the user's jobs, the oldest first."""
        return [_job(one) for one in self._jobs.of(user)]

    def cancel(self, ids: Collection[int], user: str) -> None:
        """Let no more be done for those of the user's jobs that wait or are read; what is being stored is stored."""
        self._jobs.stop(ids, user)
        self._changed()

    def close(self) -> None:
        """Let go of the server; what waits is done by workers."""
        with self._turn:
            if self._app is not None:
                self._app.close()
                self._app = None

    def _defer(self, id: int, file: str) -> None:
        from procrastinate import SyncPsycopgConnector
        from procrastinate.exceptions import AlreadyEnqueued

        with self._turn:
            if self._app is None:
                prepare(self._url)
                self._app = _app(self._url, SyncPsycopgConnector).open()
            app = self._app
        with suppress(AlreadyEnqueued):  # a worker that looked for what waits was first
            app.configure_task(_TASK, lock=file, queueing_lock=str(id)).defer(job=id)


class Worker:
    """Does the tasks of a queue in this process, `at_once` at a time, until it is to stop.

    What a worker that is gone had begun is done by another.
    """

    def __init__(self, url: str, jobs: Jobs, tasks: Tasks, at_once: int, gone: float = _GONE) -> None:
        """Take a worker for gone that gives no sign of life for `gone` seconds."""
        self._url, self._jobs, self._tasks, self._at_once, self._gone = url, jobs, tasks, at_once, gone
        self._stop = threading.Event()
        self._reading: dict[int, Job] = {}

    def run(self) -> None:
        """Work until `stop` is called; a server that is away is asked again."""
        while not self._stop.is_set():
            try:
                prepare(self._url)
                asyncio.run(self._work())
            except Exception as error:
                _log.warning("The queue of documents fails, and is tried again. %s", " ".join(str(error).split()))
                self._stop.wait(_AGAIN)

    def stop(self) -> None:
        """Take no more, and let what is read wait for another."""
        self._stop.set()
        for job in list(self._reading.values()):
            job.stop.set()

    async def _work(self) -> None:
        from procrastinate import PsycopgConnector

        app = _app(self._url, PsycopgConnector)
        app.task(name=_TASK)(self._read)
        async with app.open_async():
            running = asyncio.create_task(
                app.run_worker_async(
                    concurrency=self._at_once,
                    install_signal_handlers=False,
                    delete_jobs="always",
                    update_heartbeat_interval=self._gone / 5,
                    stalled_worker_timeout=self._gone,
                    shutdown_graceful_timeout=_LEAVE,
                )
            )
            looked = 0.0
            while not self._stop.is_set() and not running.done():
                if time.monotonic() - looked > self._gone / 3:
                    await self._look_for_left(app)
                    looked = time.monotonic()
                await asyncio.sleep(0.2)
            running.cancel()
            await asyncio.wait([running])
            if not running.cancelled() and (error := running.exception()):
                raise error

    async def _look_for_left(self, app: "App") -> None:
        """Let those jobs be done again whose worker is gone, and those that wait and are not in the queue."""
        from procrastinate.exceptions import AlreadyEnqueued, ConnectorException
        from procrastinate.jobs import Status

        for lost in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=self._gone):
            await asyncio.to_thread(self._jobs.release, _id_of(lost.task_kwargs))
            if lost.id is not None:
                with suppress(ConnectorException):  # another worker has just done the same
                    await app.job_manager.finish_job_by_id_async(lost.id, Status.FAILED, delete_job=True)
        for id in await asyncio.to_thread(self._jobs.waiting):
            with suppress(AlreadyEnqueued):
                file = await asyncio.to_thread(self._jobs.file, id)
                await app.configure_task(_TASK, lock=file, queueing_lock=str(id)).defer_async(job=id)

    def _read(self, job: int) -> None:
        taken = None if self._stop.is_set() else self._jobs.take(job)
        if taken is None:  # it was cancelled, or is done by another
            return
        kept, given, original = taken
        shown, task = _job(kept), _task(given, original)
        self._reading[job] = shown
        try:
            state = done(shown, task, self._tasks, JobWatch(shown, _Notes(self._jobs, shown)))
            if state == "cancelled" and self._stop.is_set():
                self._jobs.release(job)
            else:
                self._end(job, state, shown)
        finally:
            del self._reading[job]

    def _end(self, id: int, state: str, job: Job) -> None:
        """Keep what came of a job, once the database answers: else nobody would read it, or say that it was read."""
        while True:
            try:
                self._jobs.end(id, state, job.messages, job.passages)
            except PolicyError:
                if self._stop.wait(_AGAIN):
                    raise
            else:
                return


class _Notes:
    """Keeps how far a job is, now and then, and stops it where its user wants that."""

    def __init__(self, jobs: Jobs, job: Job) -> None:
        self._jobs, self._job = jobs, job
        self._last = 0.0

    def __call__(self) -> None:
        if time.monotonic() - self._last > _TOLD:
            self._last = time.monotonic()
            with suppress(PolicyError):  # the next note comes soon
                if self._jobs.note(self._job.id, self._job.share, self._job.passages):
                    self._job.stop.set()


def prepare(url: str) -> None:
    """Make the tables of the queue, where there are none yet."""
    from procrastinate.schema import SchemaManager

    make_tables(url, _SCHEMA, "procrastinate_jobs", SchemaManager.get_schema())


def _app(url: str, connector: Callable[..., Any]) -> "App":
    from procrastinate import App

    return App(connector=connector(kwargs=connection_arguments(url, _SCHEMA), min_size=1, max_size=4))


def _id_of(arguments: Mapping[str, Any]) -> int:
    return int(arguments["job"])


def _as_dict(task: Task) -> dict[str, Any]:
    """Give a task as a JSON object, without its file."""
    plain = {name: getattr(task, name) for name in ("kind", "name", "source", "address", "removal", "file")}
    original = {"source": task.original.source, "beside": task.original.beside} if task.original else None
    return plain | {"since": asdict(task.since), "properties": dict(task.properties), "original": original, "sha256": _hash(task)}


def _hash(task: Task) -> str:
    return task.original.sha256 if task.original else ""


def _task(given: dict[str, Any], content: bytes | None) -> Task:
    """Give the task of a JSON object and its file."""
    known = given["original"]
    original = SourceCopy(known["source"], given["sha256"], content or b"", known["beside"]) if known else None
    plain = {name: given[name] for name in ("kind", "name", "source", "address", "removal", "properties")}
    return Task(**plain, since=Moment(**given["since"]), original=original)


def _job(kept: KeptJob) -> Job:
    """Give a job as it is told: by the clock of this process."""
    now, clock = time.time(), time.monotonic()
    job = Job(kept.id, kept.name, kept.user, kept.size, kept.state, kept.messages, kept.passages, kept.share)
    job.added = clock - max(0.0, now - kept.added)
    job.began = clock - max(0.0, now - kept.began) if kept.began else 0.0
    return job
