"""How many connections there may be, and how long one may take to say what it wants."""

import asyncio
import logging
import resource
from collections import Counter
from collections.abc import Collection

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from assistant.web.security.network import plain_address, shared_by_one_machine

HEAD_SECONDS = 10.0
"""How long the head of a request may take to come, from when the connection was made or its last request was answered."""
_KEPT = 256  # descriptors that databases, files and processes need
_MOST, _FEWEST = 4096, 16
_SHOUTED = (
    "Invalid HTTP request received.",
    "Unsupported upgrade request.",
    "No supported WebSocket library detected.",
    "Cancel %s running task(s)",
)


def most_connections() -> int:
    """Let this process open as many files as the system allows it, and give how many connections fit in."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST + _KEPT if hard == resource.RLIM_INFINITY else min(hard, _MOST + _KEPT)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return min(_MOST, max(_FEWEST, soft - _KEPT)) if soft != resource.RLIM_INFINITY else _MOST


class Room:
    """The connections there are: at most `most`, and half of them from one address that is no `believed` proxy.

    Where there are too many, the one that has waited longest without a request is closed for a new one, else the new one is.
    """

    def __init__(self, most: int, believed: Collection[str]) -> None:
        self._most, self._believed = most, believed
        self._waiting: dict[Connection, None] = {}  # in order
        self._addresses: dict[Connection, str] = {}
        self._of_address: Counter[str] = Counter()

    def enter(self, connection: "Connection") -> None:
        """Take in a connection that was made."""
        address = plain_address(connection.client[0]) if connection.client else ""
        if address not in self._believed:
            address = shared_by_one_machine(address)
        self._addresses[connection] = address
        self._of_address[address] += 1
        if address not in self._believed and self._of_address[address] > max(1, self._most // 2):
            connection.transport.close()
        elif len(self._addresses) > self._most:
            next(iter(self._waiting), connection).transport.close()

    def leave(self, connection: "Connection") -> None:
        """Let go of a connection that ended."""
        self._waiting.pop(connection, None)
        address = self._addresses.pop(connection)
        self._of_address[address] -= 1
        if not self._of_address[address]:
            del self._of_address[address]

    def note(self, connection: "Connection", *, waits: bool) -> None:
        """Keep whether a connection waits for a request."""
        self._waiting.pop(connection, None)
        if waits:
            self._waiting[connection] = None


class Connection(HttpToolsProtocol):
    """A connection that is closed where the head of a request takes too long to come."""

    room: Room
    head_seconds = HEAD_SECONDS
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        super().connection_made(transport)
        self.room.enter(self)
        self._wait()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._deadline is None:
            self._wait()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing() and self.cycle.response_complete:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self.room.leave(self)
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._stop_waiting()
        self.room.note(self, waits=True)
        self._deadline = self.loop.call_later(self.head_seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        self.room.note(self, waits=False)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def limited(most: int, believed: Collection[str], seconds: float = HEAD_SECONDS) -> type[Connection]:
    """Give the protocol of a server's connections, with a room of its own."""

    class Limited(Connection):
        room = Room(most, believed)
        head_seconds = seconds

    return Limited


class Calm(logging.Filter):
    """Keeps out of the log what anybody could fill it with, and that pages were open when the server was stopped."""

    def filter(self, record: logging.LogRecord) -> bool:
        is_cancelled = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
        return not is_cancelled and not str(record.msg).startswith(_SHOUTED)
