"""A real HTTP server that speaks the streaming protocol of OpenAI's chat completions and plays what a test has written."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-very-secret-0123456789"
ENDLESS = " ".join(f"Sentence {number} is not a repetition." for number in range(3_000))
Play = Callable[["Handler"], None]


class ModelServer:
    """Plays `plays` one after the other, the last again and again; keeps what it was asked.

    It refuses a form for its replies, as older servers do, unless it `binds`.
    """

    def __init__(self) -> None:
        self.plays: list[Play] = []
        self.asked: list[dict[str, Any]] = []
        self.binds = False
        self.refused = 0  # requests for a form
        self.gone = threading.Event()  # the client hung up while a play went on
        self.url = ""

    def next_play(self) -> Play:
        return self.plays.pop(0) if len(self.plays) > 1 else self.plays[0]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server_of_test: ModelServer
    protocol_version = "HTTP/1.0"

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if "response_format" in asked and not self.server_of_test.binds:
            self.server_of_test.refused += 1
            fails(400)(self)
            return
        self.server_of_test.asked.append(asked)
        try:
            self.server_of_test.next_play()(self)
        except OSError:
            self.server_of_test.gone.set()

    def begin(self, status: int = 200, kind: str = "text/event-stream", **headers: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def event(self, data: object) -> None:
        self.raw(f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode())

    def raw(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def text(self, text: str) -> None:
        self.event(_chunk({"role": "assistant", "content": text}, None))

    def end(self, reason: str = "stop") -> None:
        self.event(_chunk({}, reason))
        self.raw(b"data: [DONE]\n\n")

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def _chunk(delta: dict[str, str], reason: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}


def says(text: str, piece: int = 7, pause: float = 0.0) -> Play:
    """Stream `text` in pieces of a few characters, and end well."""

    def play(handler: Handler) -> None:
        handler.begin()
        for start in range(0, len(text), piece):
            handler.text(text[start : start + piece])
            time.sleep(pause)
        handler.end()

    return play


def states(*statements: tuple[list[int], str], piece: int = 7, pause: float = 0.0) -> Play:
    """Stream statements, each with the numbers of its sentences, in the form of replies that bind themselves."""
    listed = [{"sentences": numbers, "text": text} for numbers, text in statements]
    return says(json.dumps({"statements": listed}, ensure_ascii=False), piece, pause)


def fails(status: int, **headers: str) -> Play:
    """Reply with an error that quotes the key, as careless servers do."""

    def play(handler: Handler) -> None:
        handler.begin(status, "application/json", **headers)
        handler.raw(json.dumps({"error": {"message": f"no good: {KEY}", "type": "error"}}).encode())

    return play


def breaks_off(text: str) -> Play:
    """Stream `text`, then close the connection without an end."""

    def play(handler: Handler) -> None:
        handler.begin()
        handler.text(text)

    return play


def sends(data: bytes) -> Play:
    """Send `data` as the body of a stream."""

    def play(handler: Handler) -> None:
        handler.begin()
        handler.raw(data)

    return play


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """Serve on a free port of this machine."""
    played = ModelServer()
    handler = type("BoundHandler", (Handler,), {"server_of_test": played})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    played.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield played
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
