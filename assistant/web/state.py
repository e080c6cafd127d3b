"""What the web page works with: the library, opened at once, and the assistant, ready a little later."""

import logging
import threading
from pathlib import Path

from starlette.requests import Request

from assistant.assistant import Assistant
from assistant.bootstrap import open_library
from assistant.operations.health import Finding
from assistant.records.records import Records
from assistant.settings import Settings
from assistant.starter_questions import starter_questions
from assistant.web.security.rate_limit import RateLimiter
from assistant.web.shared.view import View
from assistant.web.uploads import Uploads
from assistant.writing.model import Model
from ingest.folder_sync import Keeper, keep_in_step
from ingest.pipeline import Ingest, Limits
from ingest.report import Report
from language.language import languages
from language.messages import Message, PolicyError, message
from vectorstore.embedding.reranker import Reranker
from vectorstore.filter import OUT_OF_FORCE
from vectorstore.library import Library

_LEAVE = 5.0  # seconds
SAMPLES = Path(__file__).parents[2] / "policies"
_log = logging.getLogger(__name__)


class AppState:
    """Opens the library, then loads the model and, on the very first start, ingests the sample library in the background."""

    def __init__(self, settings: Settings, library: Library | None = None) -> None:
        """Take charge of `library`, else open the one that the settings name; raises LibraryError where that cannot be."""
        self.settings = settings
        self.library = library or open_library(settings)
        try:
            self.records = Records(settings.data)
        except BaseException:
            self.library.close()
            raise
        model = Model(settings.model) if settings.model.name else None
        self.assistant = Assistant(self.library, Reranker(settings.reranker) if settings.reranker else None, model)
        self.rate_limiter = RateLimiter(settings.asks)
        self.stage = message("Loading the language model …")
        self.failure: Message | None = None
        self.starters: dict[str, list[str]] = {}
        self._finished = threading.Event()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._watched = settings.watch
        self._limits = Limits(settings.largest_file, settings.reader_memory)
        self.uploads = Uploads(self.library, self._limits)
        self._samples = None if self.library.was_ever_filled() or settings.watch else SAMPLES

    def prepare(self) -> None:
        """Begin the work in the background."""
        self._thread = threading.Thread(target=self._prepare, name="prepare", daemon=True)
        self._thread.start()

    def is_ready(self, timeout: float = 0.0) -> bool:
        """Wait at most `timeout` seconds and say whether questions can be answered; after a failure they never can."""
        return self._finished.wait(timeout) and not self.failure

    @property
    def is_finished(self) -> bool:
        """Say whether making ready has ended, well or with a `failure`."""
        return self._finished.is_set()

    def close(self) -> None:
        """Stop the work in the background, which has some seconds to finish what it is storing, and close the library."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_LEAVE)
        self.uploads.close()
        self.records.close()
        self.library.close()

    def view(self, request: Request) -> View:
        """Say for whom a page is made."""
        return View.of(request, self.settings.auth == "accounts")

    def health(self) -> list[Finding]:
        """Say what is known of the library, the index and the language model without trying them."""
        entries = self.library.entries()
        size = sum(file.stat().st_size for file in self.library.directory.rglob("*") if file.is_file()) / 1e6
        old = [entry for entry in entries if entry.status in OUT_OF_FORCE]
        warned = [entry for entry in entries if entry.warnings]
        model = self.settings.model.name or message("None is set (POLICY_MODEL); the assistant quotes.")
        passages = sum(one.passages for one in entries)
        held = message(
            "{documents} documents, {passages} passages, {size} MB.", documents=len(entries), passages=passages, size=f"{size:.0f}"
        )
        return [
            Finding(message("library"), not self.failure, self.failure or held),
            Finding(message("superseded or expired"), True, str(len(old))),
            Finding(message("with warnings"), not warned, "; ".join(entry.name for entry in warned) or "0"),
            Finding(message("language model"), True, model),
        ]

    def _prepare(self) -> None:
        try:
            self.library.embedder.embed(["warm"])
            if self._samples is not None and self._samples.is_dir():
                Ingest(self.library, _Stages(self), self._limits).run([self._samples])
            if not self.library.is_empty():
                quoting = Assistant(self.library)
                quoting.ask("What do the documents require?")
                self.starters = {one.code: starter_questions(quoting, self.library, one.code) for one in languages()}
        except PolicyError as error:
            self.failure = error.message
        except Exception:
            _log.exception("The assistant could not be made ready")
            self.failure = message("The assistant could not be made ready; the log says why.")
        finally:
            self._finished.set()
        if self._watched is not None and not self.failure:
            self._keep_in_step(self._watched)

    def _keep_in_step(self, folder: Path) -> None:
        keeper = Keeper(self.library, _Stages(self), self._limits, [folder])
        try:
            keep_in_step([folder], keeper.run, self._stop)
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

    def file_done(self, report: Report) -> None:  # noqa: ARG002 # only the count is shown
        self._done += 1
        self._state.stage = message("Reading the sample library: {done} of {files} documents …", done=self._done, files=self._files)
