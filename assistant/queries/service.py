"""The side of the process that serves the page."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from socketserver import StreamRequestHandler, ThreadingMixIn, UnixStreamServer
from typing import Any, Protocol

from assistant.queries.query import Installation, Query
from assistant.queries.wire import LONGEST, ServedError, address_of, query_of, reply_of, socket_of
from language.messages import Message, PolicyError

_HANGING = 10.0  # seconds in which a command sends its next query, and takes a reply
_log = logging.getLogger(__name__)


class Served(Installation, Protocol):
    """An installation that is served, and makes itself ready in the background."""

    stage: Message
    failure: Message | None

    @property
    def is_ready(self) -> bool: ...

    def wait(self, seconds: float) -> None: ...


class QueryService(ThreadingMixIn, UnixStreamServer):
    """Answers the queries of commands, each command in a thread, while its context is open."""

    daemon_threads = True  # one that waits for a command must not keep the process
    request_queue_size = 64

    def __init__(self, served: Served, patience: float = 60.0) -> None:
        """Take the place of a socket that a process left which was killed; raises OSError where there can be none.

        A question waits `patience` seconds until the assistant is ready.
        """
        self._served, self._patience = served, patience
        self._path = socket_of(served.library.directory)
        self._path.unlink(missing_ok=True)
        with address_of(self._path) as address:
            super().__init__(address, _Connection)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.1,), name="queries", daemon=True)

    def server_bind(self) -> None:
        super().server_bind()
        self._path.chmod(0o600)  # before it listens

    def reply(self, line: bytes) -> bytes:
        """Give the line that answers a line, whatever stands in it."""
        try:
            return reply_of(self._answer(query_of(line)))
        except PolicyError as error:
            return reply_of(error)
        except Exception:
            _log.exception("A query could not be answered")
            return reply_of(ServedError("The served page could not answer; its log says why."))

    def _answer(self, query: Query) -> Any:
        if query.searches:
            self._served.wait(self._patience)
            if not self._served.is_ready:
                raise ServedError("The served page cannot answer: {reason}", reason=self._served.failure or self._served.stage)
        return query.answer(self._served)

    def __enter__(self) -> "QueryService":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()
        self._path.unlink(missing_ok=True)


class _Connection(StreamRequestHandler):
    """The queries of one command, one after the other."""

    timeout = _HANGING
    server: QueryService

    def handle(self) -> None:
        with suppress(OSError):  # the command hangs, or has gone
            while line := self.rfile.readline(LONGEST + 1):
                self.wfile.write(self.server.reply(line))
                if not line.endswith(b"\n"):
                    return


@contextmanager
def commands_answered(served: Served) -> Iterator[None]:
    """Answer the queries of commands; where there can be no socket, they are refused as by any process that holds the library."""
    try:
        service = QueryService(served)
    except OSError as error:
        _log.warning("Commands that read cannot be answered while the page is served: %s", error)
        yield
        return
    with service:
        yield
