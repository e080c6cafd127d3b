"""Asks as many users at once would: `python -m benchmarks.load [--users 25] [--minutes 5] [--ingest 300]`.

Starts its own server with accounts on the sample library, of which one document is superseded, on this machine only, and
lets each user ask a question every ten seconds as the page does, by the queue of Gradio, look at other pages between, and open
the page anew after every tenth question. With --ingest, an administrator brings so many files meanwhile. Prints the times until
the first text of the answer was visible and until it was whole, what failed, and the server's memory and open files by minute,
with the growth from the median of the first half to that of the second, the first fifth left out. The exit status is 1 if a
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
_LOOK = 20.0  # seconds between two looks at the server
_OF_A_PAGE = 10  # questions that are asked on a page before it is opened anew
_ELSEWHERE = ("requirements", "requirements/rows?order=deadline", "documents", "terms", "onboarding", "conversations")
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
        self._conversation, self._session, self._asked = "", "", 0

    def run(self) -> None:
        try:
            time.sleep(random.uniform(0, _EVERY))
            while time.monotonic() < self._until:
                began = time.monotonic()
                self._open()
                with self._client.stream("GET", f"/gradio_api/heartbeat/{self._session}"):  # as long as the page is open
                    for _ in range(_OF_A_PAGE):
                        self._ask(random.choice(_QUESTIONS))
                        self._client.get("/" + random.choice(_ELSEWHERE)).raise_for_status()
                        time.sleep(max(0.0, _EVERY - (time.monotonic() - began)))
                        began = time.monotonic()
                        if began > self._until:
                            return
        except Exception as error:
            self._measured.failures.append(repr(error))

    def _open(self) -> None:
        """Open the page, in the last conversation of three."""
        self._session = os.urandom(6).hex()
        self._client.get("/").raise_for_status()
        config = self._client.get("/config").raise_for_status().json()
        self._events = {name: one for one in config["dependencies"] for _, name in one["targets"]}
        if self._asked % (3 * _OF_A_PAGE) == 0:
            self._conversation = ""
        self._run("start")

    def _ask(self, question: str) -> None:
        began = time.monotonic()
        self._asked += 1
        sent = {
            "number": self._asked,
            "question": question,
            "conversation": self._conversation,
            "filter": "",
            "instead": "",
            "is_shown": True,
        }
        self._send("queue/join", "ask", sent)
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
        self._run("suggest")

    def _run(self, event: str) -> None:
        self._send("run/predict", event, {})

    def _send(self, where: str, event: str, sent: dict[str, object]) -> None:
        """Send an event of the page; what comes of a question is heard under the page's session."""
        known = self._events[event]
        body = {"data": [None] * len(known["inputs"]), "fn_index": known["id"], "event_data": sent, "session_hash": self._session}
        self._client.post(f"/gradio_api/{where}", json=body).raise_for_status()


def _messages(stream: httpx.Response) -> Iterator[dict[str, object]]:
    for line in stream.iter_lines():
        if line.startswith("data:"):
            yield json.loads(line[5:])


def _conversation(line: dict[str, object]) -> str:
    output = line["output"]
    data = output.get("data", []) if isinstance(output, dict) else []
    return next((str(one["conversation"]) for one in data if isinstance(one, dict) and one.get("conversation")), "")


def _memory(process: int) -> float:
    """Give the resident memory of a process in MB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@dataclass(frozen=True, slots=True)
class Look:
    """What a server has at a moment: megabytes of memory, open files, threads."""

    memory: float
    files: int
    threads: int

    @classmethod
    def at(cls, process: int) -> "Look":
        own = Path("/proc", str(process))
        return cls(_memory(process), len(list((own / "fd").iterdir())), len(list((own / "task").iterdir())))


def growth(values: list[float]) -> float:
    """Give by which share the median of the second half is above that of the first, the first fifth left out."""
    steady = values[len(values) // 5 :]
    half = len(steady) // 2
    return median(steady[half:]) / median(steady[:half]) - 1 if half else 0.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--users", type=int, default=25, choices=range(1, 101), metavar="1-100")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--ingest", type=int, default=0, metavar="FILES", help="files that an administrator brings meanwhile")
    given = parser.parse_args()
    data = Path(tempfile.mkdtemp()) / "library"
    data.mkdir()
    with Records(data) as records:
        names = [records.accounts.add(f"user{number}", "reader", _PASSWORD).name for number in range(given.users)]
        sessions = [records.accounts.log_in(name, _PASSWORD, 6 * 3600) for name in names]
        keeper = records.accounts.log_in(records.accounts.add("keeper", "administrator", _PASSWORD).name, _PASSWORD, 6 * 3600)
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(data), "serve", "--port", str(PORT)]
    measured = Measured()
    with subprocess.Popen(command, env=os.environ | {"POLICY_AUTH": "accounts"}) as server:
        try:
            seconds_until("health", "ready", time.perf_counter())
            bringing = threading.Thread(target=_bring, args=(keeper, given.ingest, measured), daemon=True)
            bringing.start()
            looks = _run(sessions, min(given.minutes, 240.0), measured, server.pid)
        finally:
            server.terminate()
    if len(measured.first) < 2:
        print("\n".join(measured.failures[:5]))
        return 1
    last = quantiles(measured.first, n=20)[-1]
    print(f"{given.users} users, {len(measured.first)} questions, {len(measured.failures)} failures")
    print(f"first text: median {median(measured.first):.2f} s, 95 of 100 within {last:.2f} s, slowest {max(measured.first):.2f} s")
    print(f"whole answer: median {median(measured.whole):.2f} s, slowest {max(measured.whole):.2f} s")
    for name, values in (("memory (MB)", [one.memory for one in looks]), ("files", [one.files for one in looks])):
        by_minute = values[:: max(1, round(60 / _LOOK))]
        print(f"{name} by minute: {', '.join(f'{one:.0f}' for one in by_minute)}; second half {growth([*values]):+.1%} of the first")
    print(f"threads: {looks[0].threads} to {max(one.threads for one in looks)}")
    for failure in measured.failures[:5]:
        print(failure)
    return 1 if measured.failures or last > _ALLOWED else 0


def _bring(session: str, files: int, measured: Measured) -> None:
    """Bring files of some pages each, one after the other."""
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60, cookies={SESSION: session}) as client:
            for number in range(files):
                duties = "\n\n".join(
                    f"Division {number} must report figure {part} to the centre by {1 + part % 28} May 2027." for part in range(40)
                )
                content = f"# Plan {number}\n\n{duties}\n".encode()
                client.post("/documents/upload", files={"file": (f"plan-{number}.md", content)}).raise_for_status()
                time.sleep(0.3)  # an administrator may change 240 things a minute
    except Exception as error:
        measured.failures.append(repr(error))


def _run(sessions: list[str], minutes: float, measured: Measured, server: int) -> list[Look]:
    until = time.monotonic() + 60 * minutes
    asking = [User(session, until, measured) for session in sessions]
    for one in asking:
        one.start()
    looks = []
    while time.monotonic() < until:
        looks.append(Look.at(server))
        time.sleep(max(0.0, min(_LOOK, until - time.monotonic())))
    for one in asking:
        one.join()
    return looks


if __name__ == "__main__":
    sys.exit(main())
