"""Connections that say nothing, say it slowly, or are too many; a real server, a real port."""

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.security.bodies import bounded
from assistant.web.security.connections import Calm, limited, most_connections

_MOST = 20


async def _answer(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the body in at most half a second, and say whether all came."""
    if scope["type"] != "http":
        return
    receiving = bounded(receive, 1000, seconds=0.5)
    message = await receiving()
    while message.get("more_body"):
        message = await receiving()
    said = b"left" if message["type"] == "http.disconnect" else b"whole"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", str(len(said)).encode())]})
    await send({"type": "http.response.body", "body": said})


@contextmanager
def _served(application: ASGIApp = _answer, believed: tuple[str, ...] = (), seconds: float = 1.0) -> Iterator[tuple[str, int]]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, http=limited(_MOST, believed, seconds), lifespan="off", log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield listener.getsockname()
    finally:
        server.should_exit = True
        thread.join(10)


def _asked(address: tuple[str, int], sent: bytes = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n") -> bytes:
    with socket.create_connection(address, 5) as connection:
        connection.sendall(sent)
        return connection.recv(1000)


def _is_open(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1) != b""
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX: "])
def test_one_who_does_not_say_what_it_wants_is_left(said: bytes) -> None:
    with _served() as address, socket.create_connection(address, 5) as silent:
        silent.sendall(said)
        assert _is_open(silent)
        silent.setblocking(True)
        silent.settimeout(5)
        assert silent.recv(1) == b""


def test_one_who_says_it_letter_by_letter_is_left_too() -> None:
    with _served() as address, socket.create_connection(address, 5) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")  # the second request on a connection has no more time than the first
        assert b"whole" in slow.recv(1000)
        began = time.monotonic()
        with pytest.raises(ConnectionError):  # noqa: PT012 # whichever letter it is
            for letter in b"GET / HTTP/1.1\r\nX: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":
                slow.sendall(bytes([letter]))
                time.sleep(0.1)
        assert time.monotonic() - began < 3


def test_a_body_that_comes_too_slowly_is_not_waited_for() -> None:
    with _served() as address:
        assert b"left" in _asked(address, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
        assert b"whole" in _asked(address, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nfull")


def test_half_open_connections_make_room_for_who_asks() -> None:
    with _served(believed=("127.0.0.1",)) as address, ExitStack() as opened:
        silent = [opened.enter_context(socket.create_connection(address, 5)) for _ in range(3 * _MOST)]
        assert b"whole" in _asked(address)
        assert sum(map(_is_open, silent)) <= _MOST


def test_one_address_has_half_of_the_connections() -> None:
    with _served() as address, ExitStack() as opened:
        silent = [opened.enter_context(socket.create_connection(address, 5)) for _ in range(_MOST)]
        time.sleep(0.3)
        assert sum(map(_is_open, silent)) == _MOST // 2


def test_a_response_that_takes_long_is_waited_for() -> None:
    async def slow(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(1.5)
        await _answer(scope, receive, send)

    with _served(slow, seconds=0.3) as address:
        assert b"whole" in _asked(address)


def test_strangers_fill_no_log() -> None:
    log, heard = logging.getLogger("uvicorn.error"), list[str]()
    listening, calm = logging.Handler(), Calm()
    listening.emit = lambda record: heard.append(record.getMessage())  # type: ignore[method-assign]
    upgrade = b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n"
    with _served() as address:
        log.setLevel(logging.WARNING)
        log.addHandler(listening)
        try:
            for sent in (b"nonsense\r\n\r\n", upgrade):
                _asked(address, sent)
            assert len(heard) > 1
            heard.clear()
            log.addFilter(calm)
            for sent in (b"nonsense\r\n\r\n", upgrade):
                _asked(address, sent)
            assert heard == []
        finally:
            log.removeFilter(calm)
            log.removeHandler(listening)


def test_as_many_connections_are_held_as_descriptors_allow() -> None:
    assert 16 <= most_connections() <= 4096
