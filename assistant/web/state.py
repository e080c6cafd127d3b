"""What the web page works with: the library, opened at once, and the assistant, ready a little later."""

import logging
import threading
from contextlib import suppress
from pathlib import Path

from starlette.requests import Request

from assistant.answer.answer import Answer
from assistant.bootstrap import (
    leaves_to_workers,
    make_assistant,
    make_ingest,
    make_limits,
    make_tasks,
    make_uploads,
    make_worker,
    open_library,
    open_records,
    reader_memory,
)
from assistant.operations.health import HealthCheck, look_at
from assistant.operations.logs import note_answer
from assistant.operations.metrics import Metrics
from assistant.operations.tracing import tracing
from assistant.requirements.ledger import CurrentLedger
from assistant.settings import Settings
from assistant.starter_questions import Starters
from assistant.viewing.pages import Pages
from assistant.web.guesses import Guesses
from assistant.web.refetching import Refetching
from assistant.web.security.authentication import VISITORS_OF_ADDRESS
from assistant.web.security.rate_limit import limiter
from assistant.web.shared.changes import Changes
from assistant.web.shared.view import View
from ingest.folder_sync import FolderSync, keep_in_step
from ingest.pipeline import Ingest
from ingest.report import Report
from language.messages import Message, PolicyError, Translations, message
from vectorstore.library import Library

_LEAVE = 5.0  # seconds
_LOOK = 0.5  # seconds after which it is looked again whether another process changed the library
SAMPLES = Path(__file__).parents[2] / "policies"
_log = logging.getLogger(__name__)


class AppState:
    """Opens the library, then loads the model and, on the very first start, ingests the sample library in the background.

    Where other processes share the library, what they change is noticed within a second.
    """

    def __init__(self, settings: Settings, library: Library | None = None) -> None:
        """Take charge of `library`, else open the one that the settings name; raises LibraryError where that cannot be."""
        self.settings = settings
        self.library = library or open_library(settings)
        try:
            self.records = open_records(settings)
        except BaseException:
            self.library.close()
            raise
        self.assistant = make_assistant(settings, self.library, self.records)
        self.ledger = CurrentLedger(self.library, self.records.corrections)
        self.metrics = Metrics(lambda: len(self.library.entries()), lambda: self.is_ready)
        self._tracing = tracing()
        self._asks_of_users = limiter("questions", settings.asks_per_minute, settings, self.records)
        of_address = settings.asks_per_minute * VISITORS_OF_ADDRESS
        self._asks_of_addresses = limiter("questions of address", of_address, settings, self.records)
        self.changes = Changes()
        self._stage = message("Preparing the search …")
        self.failure: Message | None = None
        self.starters = Starters(self.assistant, self.library)
        self._finished = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._working: threading.Thread | None = None
        self._watched = settings.watch
        self._limits = make_limits(settings)
        self.guesses = Guesses(self.library)
        self.pages = Pages(self.library, reader_memory(settings))
        tasks = make_tasks(settings, self.library, self.records)
        self.web_documents = tasks.web_documents
        self.uploads = make_uploads(settings, self.library, self.records, tasks, self.changes.note)
        self._worker = make_worker(settings, self.records, tasks) if settings.database and not leaves_to_workers(settings) else None
        self._refetching = Refetching(self.web_documents, self.uploads, settings.fetch_every) if self.web_documents else None
        self._samples = None if self.library.as_of() or settings.watch or settings.auth else SAMPLES

    def prepare(self) -> None:
        """Begin the work in the background, once."""
        if self._thread is not None:
            return
        self._thread = threading.Thread(target=self._prepare, name="prepare", daemon=True)
        self._thread.start()
        if self.settings.database:
            threading.Thread(target=self._follow_others, name="others", daemon=True).start()
        if self._worker is not None:
            self._working = threading.Thread(target=self._worker.run, name="worker", daemon=True)
            self._working.start()
        self.assistant.begin()

    @property
    def stage(self) -> Message:
        """What is being done before questions can be answered."""
        return self._stage

    @stage.setter
    def stage(self, stage: Message) -> None:
        self._stage = stage
        self.changes.note()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until making ready has ended, at most so many seconds."""
        self._finished.wait(seconds)

    @property
    def is_ready(self) -> bool:
        """Say whether questions can be answered; after a failure they never can."""
        return self.is_finished and not self.failure

    @property
    def is_finished(self) -> bool:
        """Say whether making ready has ended, well or with a `failure`."""
        return self._finished.is_set()

    def close(self) -> None:
        """Stop the work in the background, which has some seconds to finish what it is storing, and close the library."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_LEAVE)
        if self._refetching is not None:
            self._refetching.close()
        if self._worker is not None and self._working is not None:
            self._worker.stop()
            self._working.join(2 * _LEAVE)
        self.uploads.close()
        self.assistant.close()
        if self._tracing is not None:
            self._tracing.close()
        self.pages.close()
        self.records.close()
        self.library.close()

    def view(self, request: Request) -> View:
        """Say for whom a page is made."""
        return View.of(request, self.settings.auth == "accounts", self.status)

    def status(self, _: Translations) -> str:
        """Say what the library holds, or what keeps it from being ready."""
        if not self.is_finished:
            return _.tell(self.stage)
        if self.failure:
            return _.tell(self.failure)
        if count := len(self.library.entries()):
            return _("{count} documents, as of {day}", count=count, day=_.day(self.library.as_of()))
        return _("There are no documents yet.")

    def too_many(self, user: str, address: str) -> Message | None:
        """Count a question of a user, and where nobody logs in of an address; say so where these were too many."""
        if not self._asks_of_users.admits(user):
            return message("Too many questions; try again in a minute.")
        if self.settings.auth == "open-to-everyone" and not self._asks_of_addresses.admits(address):
            return message("Too many questions came from your network; try again in a minute.")
        return None

    def note(self, answer: Answer, by: str) -> None:
        """Count, log and trace an answer to what was asked `by` the page or a program."""
        self.metrics.answered(answer, by)
        note_answer(answer, self.settings.slow_seconds)
        if self._tracing is not None:
            self._tracing.answered(answer, by)

    def health(self) -> list[HealthCheck]:
        """Say what is known of the library, the index and the language model without trying them."""
        return look_at(self.library, self.failure, self.settings.model.name)

    def _prepare(self) -> None:
        try:
            self.library.embedder.embed(["warm"])
            if self._samples is not None and self._samples.is_dir():
                Ingest(self.library, _Stages(self), self._limits).run([self._samples])
            if self.library.entries():
                self.starters.find()
        except PolicyError as error:
            self.failure = error.message
        except Exception:
            _log.exception("The assistant could not be made ready")
            self.failure = message("The assistant could not be made ready; the log says why.")
        finally:
            self._finished.set()
            self.changes.note()
        if self._refetching is not None and not self.failure:
            self._refetching.begin()
        if self._watched is not None and not self.failure:
            self._keep_in_step(self._watched)

    def _follow_others(self) -> None:
        known: object = None
        while not self._stop.wait(_LOOK):
            with suppress(PolicyError):  # whoever asks is told
                if (now := (self.library.catalogue().version, self.records.jobs.last_change())) != known:
                    known = now
                    self.changes.note()

    def _keep_in_step(self, folder: Path) -> None:
        records = self.records if leaves_to_workers(self.settings) else None
        ingest = make_ingest(self.settings, self.library, _Stages(self), records, self._stop)
        sync = FolderSync(self.library, ingest, [folder])
        try:
            keep_in_step([folder], sync.run, self._stop)
        except (PolicyError, OSError) as error:
            _log.error("The folder %s is watched no more: %s", folder, error)


class _Stages:
    """Tells the page how far the first ingest is."""

    def __init__(self, state: AppState) -> None:
        self._state = state
        self._files, self._done = 0, 0

    def begin(self, files: int) -> None:
        self._files = files

    def more(self, files: int) -> None:
        self._files += files

    def passages_done(self, count: int) -> None:
        pass

    def share_done(self, share: float) -> None:
        pass

    def file_done(self, report: Report) -> None:  # noqa: ARG002 # only the count is shown
        self._done += 1
        self._state.stage = message("Reading the sample library: {done} of {files} documents …", done=self._done, files=self._files)
