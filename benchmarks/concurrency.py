"""Asks while documents change: `python -m benchmarks.concurrency [--questions 500] [--threads 4]`.

Starts its own server on a small library of documents of which pairs contradict each other. Half of the threads ask as a page does, in a
session of their own, half as commands do, while another process adds, replaces and removes documents all the time. Each version of a
document has its own year in every sentence, so that a quote tells of which version it is. Prints how many questions failed and how many
citations do not stand, word for word, in the version that they cite; the status is 1 where one does.
"""

import argparse
import multiprocessing
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx

from assistant.answer.stored import load
from assistant.queries.asking import Ask
from assistant.queries.client import ServedLibrary
from assistant.records.records import Records
from assistant.web.security.authentication import SESSION
from benchmarks.killing import PLACES, text_of
from benchmarks.load import Measured, User
from benchmarks.start import PORT, seconds_until
from ingest.document import read
from vectorstore.filter import IN_FORCE

_FIRST = 2100  # year of the first versions
_YEAR = re.compile(r"\b2[1-9]\d\d\b")
_QUESTIONS = (
    "When must the {place} board report {place}3 to the commission?",
    "What must the {place} board do?",
    "Summarise the {place} policy.",
    "Which deadlines does the {place} policy set?",
    "What changed in the {place} policy?",
    "Must the {place} board report {place}2?",
    "How many duties does the {place} board have?",
    "Which documents are there?",
)


@dataclass
class Answers:
    """What was asked and cited: `left` are the questions that are still to be asked."""

    left: Iterator[str]
    asked: int = 0
    citations: int = 0
    faults: list[str] = field(default_factory=list)
    turn: threading.Lock = field(default_factory=threading.Lock)

    def next(self) -> str | None:
        with self.turn:
            question = next(self.left, None)
            self.asked += question is not None
            return question

    def check(self, document: str, quote: str, start: int, end: int) -> None:
        """See that a quote stands at its place in the version that its year names."""
        year = _YEAR.search(quote)
        text = _text(document, int(year[0])) if year else ""
        with self.turn:
            self.citations += 1
            if year and text[start:end] != quote:
                self.faults.append(f"{document} at {start}: {quote!r}, where stands {text[start:end]!r}")


@cache
def _text(document: str, year: int) -> str:
    return read("a.md", text_of(_place(document), year).encode()).text


def _place(document: str) -> str:
    return Path(document).stem.removesuffix("-draft")


class OnPage(User):
    """One who asks on the page, question after question, in one conversation."""

    def __init__(self, session: str, answers: Answers, measured: Measured) -> None:
        super().__init__(session, 0.0, measured)
        self._answers, self._heard = answers, measured

    def run(self) -> None:
        self._open()
        with self._client.stream("GET", f"/gradio_api/heartbeat/{self._session}"):
            while question := self._answers.next():
                try:
                    self._ask(question)
                except (httpx.HTTPError, RuntimeError, KeyError) as error:
                    self._heard.failures.append(f"{question}: {error!r}")


class ByCommand(threading.Thread):
    """One who asks as the commands do, and sees the places of the citations at once."""

    def __init__(self, directory: Path, answers: Answers, measured: Measured) -> None:
        super().__init__()
        self._directory, self._answers, self._measured = directory, answers, measured

    def run(self) -> None:
        while question := self._answers.next():
            try:
                with ServedLibrary(self._directory) as served:
                    answer = served.answer(Ask(question=question, filter=IN_FORCE, as_json=True))
                for one in (*answer["citations"], *answer["near"]):
                    self._answers.check(one["document"], one["quote"], one["start"], one["end"])
            except Exception as error:
                self._measured.failures.append(f"{question}: {error!r}")


def change(session: str, seed: int, changed: Any) -> None:
    """Add, replace and remove documents until the process is ended."""
    chance = random.Random(seed)
    with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60, cookies={SESSION: session}) as client:
        for number in range(1, 10**6):
            place = chance.choice(PLACES)
            name = f"{place}{chance.choice(('', '-draft'))}.md"
            if chance.random() < 0.2:
                reply = client.post("/documents/remove", json={"names": [name]})
            else:
                content = text_of(place, _FIRST + number % 800).encode()
                reply = client.post("/documents/upload", files={"file": (name, content)})
            changed.value += reply.is_success
            time.sleep(0.25)  # an administrator may change 240 things a minute
            with client.stream("GET", "/documents/jobs") as jobs:  # which ends when all is read
                jobs.read()


def _wait_for_documents(session: str) -> None:
    """Wait until there is something to ask about."""
    with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", timeout=60, cookies={SESSION: session}) as client:
        while client.get("/documents/list").text.count('<tr data-name="') < len(PLACES):
            time.sleep(1)


def kept_citations(data: Path, answers: Answers) -> None:
    """Check the citations in the answers that were kept in conversations."""
    with closing(sqlite3.connect(data / "records.db")) as connection:
        for (kept,) in connection.execute("SELECT answer FROM turns"):
            answer = load(kept)
            for one in answer.citations if answer else ():
                answers.check(one.document, one.quote, one.span.start, one.span.end)
            if answer is None:
                answers.faults.append(f"no answer was kept: {kept[:200]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    data = Path(tempfile.mkdtemp()) / "library"
    data.mkdir()
    with Records(data) as records:
        password = os.urandom(9).hex()
        sessions = [
            records.accounts.log_in(records.accounts.add(f"user{number}", role, password).name, password, 6 * 3600)
            for number, role in enumerate(["administrator", *["reader"] * given.threads])
        ]
    chance = random.Random(given.seed)
    left = (chance.choice(_QUESTIONS).format(place=chance.choice(PLACES)) for _ in range(given.questions))
    answers, measured = Answers(left), Measured()
    changed = multiprocessing.get_context("spawn").Value("i", 0)
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(data), "serve", "--port", str(PORT)]
    environment = os.environ | {"POLICY_AUTH": "accounts", "POLICY_ASKS_PER_MINUTE": "100000"}
    changing = multiprocessing.get_context("spawn").Process(target=change, args=(sessions[0], given.seed, changed))
    began = time.monotonic()
    with subprocess.Popen(command, env=environment) as server:
        try:
            seconds_until("health", "ready", time.perf_counter())
            changing.start()
            _wait_for_documents(sessions[0])
            asking = [
                OnPage(sessions[1 + number], answers, measured) if number % 2 else ByCommand(data, answers, measured)
                for number in range(given.threads)
            ]
            for one in asking:
                one.start()
            for one in asking:
                one.join()
        finally:
            changing.kill()
            server.terminate()
    kept_citations(data, answers)
    print(f"{answers.asked} questions, {len(measured.failures)} failed, during {changed.value} changes in {time.monotonic() - began:.0f} s")
    print(f"{answers.citations} citations, {len(answers.faults)} wrong")
    print(*measured.failures[:10], *answers.faults[:10], sep="\n")
    return int(bool(measured.failures or answers.faults))


if __name__ == "__main__":
    sys.exit(main())
