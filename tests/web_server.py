"""The web application in a process of its own."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPMessage
from pathlib import Path
from typing import Any

from filelock import FileLock
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[1]


class Server:
    """A `policy-assistant serve` in a process of its own, on a library that it fills at its first start."""

    def __init__(self, data: Path, **settings: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.data = data
        self.address = f"http://127.0.0.1:{self.port}/"
        self.notes = data.parent / "outside"
        environment = os.environ | {"PYTHONPATH": f"{ROOT / 'tests' / 'offline'}:{ROOT}", "OUTSIDE_CONNECTIONS": str(self.notes)} | settings
        command = [sys.executable, "app.py", "--data", str(data), "--port", str(self.port)]
        self.began = time.monotonic()
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)

    def read(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=10) as reply:
            return str(reply.read().decode())

    def wait_for(self, path: str, expected: str, seconds: float) -> float:
        """Wait until `path` holds `expected`; give the seconds since the start."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if expected in self.read(path):
                    return time.monotonic() - self.began
            except OSError:
                pass
            time.sleep(0.1)
        raise TimeoutError(f"{path} never held {expected}")

    def wait_for_reply(self, seconds: float) -> None:
        """Wait until the server replies, whatever it says."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                self.send("health")
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("no reply")

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(20)

    def send(self, path: str, body: Any = None, **headers: str) -> tuple[int, str, HTTPMessage]:
        """Ask for `path`, with a JSON body where one is given; give status, text and headers, and follow no redirect."""
        content = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        given = {"Content-Type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.address + path, content, given if content is not None else headers_of(headers))
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=20) as reply:
                return reply.status, reply.read().decode(errors="replace"), reply.headers
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace"), error.headers


def joined(
    server: Server,
    event: str,
    user: str,
    number: int,
    values: int = 1,
    function: int | None = None,
    path: str = "queue/join",
    **headers: str,
) -> tuple[int, str]:
    """Send a question as an event of the page, by the number of its function or another; nobody listens for what comes of it."""
    sent = {"Remote_User": user} | headers
    known = {name: one["id"] for one in json.loads(server.send("config", **sent)[1])["dependencies"] for _, name in one["targets"]}
    question = {"conversation": "", "number": number, "question": "Who must act?", "filter": "", "instead": "", "is_shown": True}
    body = {"data": [None] * values, "event_data": question, "session_hash": f"{user}{number}", "trigger_id": 1}
    body["fn_index"] = known[event] if function is None else function
    status, text, _ = server.send(f"gradio_api/{path}", body, **sent)
    return status, text


def headers_of(given: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in given.items()}


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@contextmanager
def served(library: Path, **settings: str) -> Iterator[Server]:
    """Serve a library until the tests of a module are through; fails where the server opened a connection to the outside.

    Where there is none yet and nobody logs in, it is one of the samples.
    """
    if not library.exists() and not settings.keys() & {"POLICY_AUTH", "POLICY_WATCH"}:
        shutil.copytree(_samples(library), library)
    server = Server(library, **settings)
    server.wait_for("health", "ready", 120)
    yield server
    server.stop()
    assert server.notes.exists() is False


def _samples(beside: Path) -> Path:
    """Give the library of the samples, which nobody opens; the first process of a run of tests makes it in the run's own folder."""
    of_process = beside.parent.parent
    folder = (of_process.parent if of_process.name.startswith("popen-") else of_process) / "samples"
    with FileLock(f"{folder}.lock"):
        if not folder.exists():
            begun = folder.with_suffix(".begun")
            ingest_with_samples(begun)
            begun.rename(folder)
    return folder


def ingest_with_samples(library: Path, *files: Path) -> None:
    """Make a library of the samples and other files."""
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(library), "ingest", str(ROOT / "policies"), *map(str, files)]
    subprocess.run(command, check=True, cwd=ROOT, capture_output=True)


@contextmanager
def watched_page(browser: Browser, server: Server, **options: Any) -> Iterator[Page]:
    """An open page; whatever it asks of another host, and every error of its scripts, is an error at its end."""
    context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}, "accept_downloads": True} | options))
    page = context.new_page()
    outside: list[str] = []
    errors: list[str] = []
    page.on("request", lambda one: None if one.url.startswith((server.address, "data:", "blob:")) else outside.append(one.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.set_default_timeout(20_000)
    try:
        yield page
        title = page.title()
    finally:
        context.close()
    assert outside == []
    assert errors == []
    assert title != "owned"


@contextmanager
def ready_page(browser: Browser, server: Server) -> Iterator[Page]:
    """The page on which one asks, once it says what the library holds."""
    with watched_page(browser, server) as opened:
        opened.goto(server.address)
        expect(opened.locator("#masthead .status")).to_contain_text("documents, as of", timeout=20_000)
        yield opened


def send_question(page: Page, question: str) -> None:
    """Ask as a user does, and wait for nothing."""
    page.locator("#question textarea").fill(question)
    page.keyboard.press("Enter")


def ask(page: Page, question: str, answers: int = 1) -> None:
    """Ask, and wait until so many answers are whole."""
    send_question(page, question)
    expect(page.locator("#chat .acts")).to_have_count(answers, timeout=20_000)
    expect(page.locator("#chat .stage")).to_have_count(0)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the page has its answer, and has listed the conversation; a click meanwhile could miss."""
    expect(page.locator("#desk")).to_have_attribute("aria-busy", "false", timeout=10_000)
    expect(page.locator("#conversation-list li.here")).to_have_count(1, timeout=10_000)
