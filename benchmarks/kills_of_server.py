"""A server that is killed while files are brought, documents removed, requirements marked and collections made."""

import json
import random
import re
import socket
import sqlite3
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import uvicorn

from assistant.settings import Settings
from assistant.web.server import application
from assistant.web.state import AppState
from benchmarks.killing import PLACES, Bench, Child, hash_of, hashes_of, text_of
from tests.fakes import HashEmbedder
from vectorstore.library import Library

_UP, _LONGEST = 60.0, 2.0  # seconds in which it has to answer, and for which it is used at most
_ENDED = re.compile(r": (added|updated|unchanged)\b")


def serve(directory: Path, port: int) -> None:
    """Serve a library as the command does, with an embedder that is there at once."""
    state = AppState(Settings(data=directory), Library(directory, HashEmbedder()))
    uvicorn.Server(uvicorn.Config(application(state), host="127.0.0.1", port=port, loop="asyncio", log_level="warning")).run()


@dataclass
class Known:
    """What is known of a document: the hash that was acknowledged last, none of one that is not there, and those that may come."""

    sure: str | None = None
    coming: dict[int, str | None] = field(default_factory=dict)  # by their order


class User:
    """Uses a server until it is gone, and remembers what was acknowledged."""

    def __init__(self, port: int, seed: int, held: dict[str, str]) -> None:
        self._client = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20)
        self._chance = random.Random(seed)
        self.documents: dict[str, Known] = defaultdict(Known, {name: Known(hash) for name, hash in held.items()})
        self.notes: dict[str, str] = {}  # by the ids of requirements
        self.collections: set[str] = set()
        self._jobs: dict[int, tuple[str, int]] = {}  # the name and the order of what each job reads
        self._turn, self._count = threading.Lock(), 0
        self._threads = [threading.Thread(target=self._until_gone, args=(act,)) for act in (self._act, self._listen)]

    def begin(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        for thread in self._threads:
            thread.join()

    def _until_gone(self, act: Callable[[], None]) -> None:
        with suppress(httpx.HTTPError):
            while True:
                act()

    def _act(self) -> None:
        self._count += 1
        chosen = self._chance.random()
        if chosen < 0.45:
            self._bring(self._chance.choice((*PLACES, "quay", "weir")), 2040 + self._count)
        elif chosen < 0.6:
            self._remove(f"{self._chance.choice(PLACES)}.md")
        elif chosen < 0.9:
            self._mark(f"note {self._count}")
        else:
            self._collect(f"kept {self._count}")

    def _bring(self, place: str, year: int) -> None:
        name, order = f"{place}.md", self._count
        with self._turn:
            self.documents[name].coming[order] = hash_of(place, year)
            reply = self._client.post("/documents/upload", files={"file": (name, text_of(place, year).encode())})
            self._jobs[int(reply.raise_for_status().json()["id"])] = name, order

    def _listen(self) -> None:
        """Hear which files were stored."""
        time.sleep(0.02)
        with self._client.stream("GET", "/documents/jobs") as stream:
            for line in stream.iter_lines():
                if not line.startswith("data:"):
                    continue
                for ended in json.loads(line[5:])["ended"]:
                    with self._turn:
                        self._stored(*self._jobs.pop(ended["id"], ("", 0)), told=ended["told"])

    def _stored(self, name: str, order: int, told: str) -> None:
        if name and _ENDED.search(told):
            known = self.documents[name]
            known.sure = known.coming[order]
            known.coming = {later: hash for later, hash in known.coming.items() if later > order}

    def _remove(self, name: str) -> None:
        with self._turn:
            known = self.documents[name]
            if known.sure is None or known.coming:
                return
            known.coming[self._count] = None
            reply = self._client.post("/documents/remove", json={"names": [name]})
            if reply.is_success:
                known.sure, known.coming = None, {}

    def _mark(self, note: str) -> None:
        rows = re.findall(r'<tr data-id="(\w+)" data-version="(\d+)"', self._client.get("/requirements/rows").text)
        if rows:
            id, version = self._chance.choice(rows)
            if self._send("requirements/mark", {"id": id, "note": note, "version": int(version)}):
                self.notes[id] = note

    def _collect(self, name: str) -> None:
        held = [name for name, known in self.documents.items() if known.sure and not known.coming]
        if held and self._send("documents/collect", {"names": held[:1], "name": name}):
            self.collections.add(name)

    def _send(self, path: str, body: dict[str, object]) -> bool:
        return self._client.post(f"/{path}", json=body).is_success


def serve_killed(bench: Bench, data: Path) -> tuple[bool, list[str]]:
    """Kill a server in use; say that it was, and what was wrong."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child = Child(serve, (data, port), bench.folder)
    user = User(port, bench.chance.randrange(10**6), bench.versions[0])
    if not _is_up(port):
        child.kill()
        return False, ["the server did not answer", child.fault(may_be_killed=True)]
    user.begin()
    time.sleep(bench.chance.uniform(0, _LONGEST))
    child.kill()
    user.end()
    seen = bench.look(data)
    held = hashes_of(seen)
    for name, known in user.documents.items():
        if held.get(name) not in {known.sure, *known.coming.values()}:
            seen.faults.append(f"{name} is not as it was acknowledged")
    with closing(sqlite3.connect(data / "records.db")) as connection:
        notes = dict(connection.execute("SELECT requirement, note FROM marks"))
        collections = {name for (name,) in connection.execute("SELECT name FROM collections")}
    if lost := [id for id, note in user.notes.items() if notes.get(id) != note]:
        seen.faults.append(f"marks are lost: {lost}")
    if gone := user.collections - collections:
        seen.faults.append(f"collections are lost: {gone}")
    return True, [child.fault(may_be_killed=True), *seen.faults]


def _is_up(port: int) -> bool:
    end = time.monotonic() + _UP
    while time.monotonic() < end:
        with suppress(httpx.HTTPError):
            return httpx.get(f"http://127.0.0.1:{port}/documents/list", timeout=20).is_success
        time.sleep(0.05)
    return False
