"""Asks as many users at once would: `python -m benchmarks.load [--users 25] [--minutes 5]`.

Starts its own server with accounts on the sample library, of which one document is superseded, on this machine only, and
lets each user ask a question every ten seconds as the page does, by the queue of Gradio. Prints the times until the first
text of the answer was visible and until it was whole, what failed, and the server's memory. The exit status is 1 if a
question failed, or the first text came after two seconds for more than one in twenty.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import httpx

from assistant.records.records import Records
from assistant.web.security.authentication import SESSION
from benchmarks.start import PORT, seconds_until

_PASSWORD = "a long enough password"
_EVERY, _ALLOWED = 10.0, 2.0  # seconds
_QUESTIONS = (
    "How soon must the board sign a post agreement with a new manager?",
    "By when must the Technology Division publish the catalogue?",
    "How high must the R&D intensity of industrial enterprises be?",
    "What are the two capabilities?",
    "Below what must the debt-to-asset ratio be?",
    "省属工业企业研发投入强度要达到多少？",
    "Who approves the budget of the space programme?",
    "What does compliance officer mean?",
)


@dataclass
class Measured:
    """What the users met, in seconds."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


class User(threading.Thread):
    """One who asks every ten seconds."""

    def __init__(self, session: str, until: float, measured: Measured) -> None:
        super().__init__()
        self._until, self._measured = until, measured
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60, cookies={SESSION: session})
        self._conversation, self._session = "", os.urandom(6).hex()

    def run(self) -> None:
        try:
            config = self._client.get("/config").raise_for_status().json()
            self._events = {one["api_name"]: one["id"] for one in config["dependencies"]}
            time.sleep(random.uniform(0, _EVERY))
            while time.monotonic() < self._until:
                began = time.monotonic()
                self._ask(random.choice(_QUESTIONS))
                time.sleep(max(0.0, _EVERY - (time.monotonic() - began)))
        except Exception as error:
            self._measured.failures.append(repr(error))

    def _ask(self, question: str) -> None:
        began = time.monotonic()
        self._begin("respond", [question, self._conversation, "", "", None])
        first = 0.0
        with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self._session}) as stream:
            for line in _messages(stream):
                text = json.dumps(line.get("output") or "")
                if not first and "<div class=" in text and "stage" not in text:
                    first = time.monotonic() - began
                if line["msg"] == "process_completed":
                    if not line["success"] or not first:
                        raise RuntimeError(f"no answer to {question}: {text[:300]}")
                    self._conversation = self._conversation or _conversation(line)
                    break
        self._measured.first.append(first)
        self._measured.whole.append(time.monotonic() - began)
        self._client.get("/conversations").raise_for_status()
        self._begin("propose", [None])
        with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": self._session}) as stream:
            next(line for line in _messages(stream) if line["msg"] == "process_completed")

    def _begin(self, event: str, data: list[object]) -> None:
        """Begin an event of the page; what comes of it is heard under the page's session."""
        body = {"data": data, "fn_index": self._events[event], "session_hash": self._session}
        self._client.post("/gradio_api/queue/join", json=body).raise_for_status()


def _messages(stream: httpx.Response) -> Iterator[dict[str, object]]:
    for line in stream.iter_lines():
        if line.startswith("data:"):
            yield json.loads(line[5:])


def _conversation(line: dict[str, object]) -> str:
    output = line["output"]
    data = output.get("data", []) if isinstance(output, dict) else []
    return next((one for one in data if isinstance(one, str) and len(one) == 24), "")


def _memory(process: int) -> float:
    """Give the resident memory of a process in MB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=25, choices=range(1, 101), metavar="1-100")
    parser.add_argument("--minutes", type=float, default=5.0)
    given = parser.parse_args()
    data = Path(tempfile.mkdtemp()) / "library"
    data.mkdir()
    with Records(data) as records:
        names = [records.accounts.add(f"user{number}", "reader", _PASSWORD).name for number in range(given.users)]
        sessions = [records.accounts.log_in(name, _PASSWORD, 3600) for name in names]
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(data), "serve", "--port", str(PORT)]
    measured = Measured()
    with subprocess.Popen(command, env=os.environ | {"POLICY_AUTH": "accounts"}) as server:
        try:
            seconds_until("health", "ready", time.perf_counter())
            memory = _run(sessions, min(given.minutes, 30.0), measured, server.pid)
        finally:
            server.terminate()
    if len(measured.first) < 2:
        print("\n".join(measured.failures[:5]))
        return 1
    last = quantiles(measured.first, n=20)[-1]
    print(f"{given.users} users, {len(measured.first)} questions, {len(measured.failures)} failures")
    print(f"first text: median {median(measured.first):.2f} s, 95 of 100 within {last:.2f} s, slowest {max(measured.first):.2f} s")
    print(f"whole answer: median {median(measured.whole):.2f} s, slowest {max(measured.whole):.2f} s")
    print("memory by minute: " + ", ".join(f"{one:.0f}" for one in memory) + " MB")
    for failure in measured.failures[:5]:
        print(failure)
    return 1 if measured.failures or last > _ALLOWED else 0


def _run(sessions: list[str], minutes: float, measured: Measured, server: int) -> list[float]:
    until = time.monotonic() + 60 * minutes
    asking = [User(session, until, measured) for session in sessions]
    for one in asking:
        one.start()
    memory = []
    while time.monotonic() < until:
        memory.append(_memory(server))
        time.sleep(max(0.0, min(60.0, until - time.monotonic())))
    for one in asking:
        one.join()
    return [*memory, _memory(server)]


if __name__ == "__main__":
    sys.exit(main())
