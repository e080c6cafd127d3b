"""Web sites on this machine, each a real server that answers as a test says."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """What a page answers: `chunks` are sent one after the other, each after `pause` seconds; a length is told only where it is a header."""

    chunks: list[bytes] = field(default_factory=list)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0


def page(content: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Reply:
    body = content.encode() if isinstance(content, str) else content
    told = {"Content-Type": kind, "Content-Length": str(len(body))} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply([body], status, told)


def leads_to(address: str, status: int = 302) -> Reply:
    return Reply([], status, {"Location": address, "Content-Length": "0"})


class Site:
    """Answers by `pages`, by path and query; remembers the headers of what was `asked`, with the path as “path”."""

    def __init__(self, server: ThreadingHTTPServer, scheme: str) -> None:
        self.pages: dict[str, Reply | Callable[[dict[str, str]], Reply]] = {}
        self.asked: list[dict[str, str]] = []
        self.port: int = server.server_address[1]
        self.scheme = scheme

    def address(self, path: str, host: str = "policy.example") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"


@contextmanager
def web_site(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Serve a site on loopback, by TLS where there is a `context`."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:  # the name that http.server calls
            site.asked.append({name.lower(): value for name, value in self.headers.items()} | {"path": self.path})
            found = site.pages.get(self.path, page("nothing", status=404))
            reply = found(site.asked[-1]) if callable(found) else found
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                for chunk in reply.chunks:
                    if closing.wait(reply.pause) if reply.pause else False:
                        return
                    self.wfile.write(chunk)
                    self.wfile.flush()
            except OSError:  # the client has left
                pass

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing: clients that leave are meant to."""

    closing = threading.Event()
    server = Server(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site = Site(server, "https" if context else "http")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        closing.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
