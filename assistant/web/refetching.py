"""Web addresses are asked again, every so often, whether what lies there has changed."""

import logging
import math
import threading
import time
from datetime import timedelta

from assistant.uploading.uploads import Uploads
from ingest.web.documents import WebDocuments
from language.messages import PolicyError

_LOOK = 10.0  # seconds
_LEAVE = 5.0  # seconds
_NOBODY = ""  # for whom this is done: nobody is told of the jobs
_log = logging.getLogger(__name__)


class Refetching:
    """Lets documents be read again from their web addresses in the background, in the line of the files that are read."""

    def __init__(self, web_documents: WebDocuments, uploads: Uploads, hours: float, look: float = _LOOK) -> None:
        """Ask each address `hours` after it was asked last; see every `look` seconds which is due."""
        self._web_documents, self._uploads, self._look = web_documents, uploads, look
        self._every = timedelta(hours=hours)
        self._asked: dict[str, float] = {}  # when each was, in seconds of a clock: what fails in any way has to wait as all others
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="refetching", daemon=True)

    def begin(self) -> None:
        """Begin, once."""
        self._thread.start()

    def close(self) -> None:
        """Ask no more."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_LEAVE)

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self._ask()
            except PolicyError as error:  # too many files wait; or the library refuses, which its own users are told
                _log.warning("Web addresses are asked later. %s", error)
            self._stop.wait(self._look)

    def _ask(self) -> None:
        """Let one address be asked, unless one still is: neither its host nor those who bring files have to wait for many."""
        if any(job.is_busy for job in self._uploads.jobs(_NOBODY)):
            return
        now, seconds = time.monotonic(), self._every.total_seconds()
        due = (one for one in self._web_documents.due(self._every) if now - self._asked.get(one, -math.inf) >= seconds)
        if address := next(due, None):
            self._asked[address] = now
            self._uploads.fetch(address, _NOBODY)
