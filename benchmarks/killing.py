"""What `benchmarks.kills` kills: processes of their own that work on small libraries, and what is looked at after a start."""

import hashlib
import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, select

from assistant.assistant import Assistant
from assistant.operations.backup import back_up, restore
from assistant.records.conversations import Conversations
from assistant.records.database import Store
from assistant.records.records import Records
from assistant.records.schema import HISTORY as RECORDS
from assistant.records.schema import users
from ingest.pipeline import Ingest
from ingest.report import Report
from tests.fakes import HashEmbedder, QuietWatcher
from tests.vectorstore.test_migration import NAMES, stored
from vectorstore.library import Library
from vectorstore.sql.database import Database
from vectorstore.sql.migration import bring_up_to_date
from vectorstore.sql.schema import HISTORY as LIBRARY

PLACES = ("water", "forest", "harbour", "railway", "museum", "school")
_BY_CHANCE = ("facts", "sqlite_stat1")  # the id of a library stands in facts
_KNOWN = {"library.db", "records.db", "records.closed", "lock", "owner.json"}
_LATER = 7200.0  # seconds: what a killed process leaves is looked for by a start that much later
_FORKS = multiprocessing.get_context("forkserver")  # children need not import anything
_FORKS.set_forkserver_preload(["chromadb", "alembic.command", "assistant.web.server", "uvicorn", "benchmarks.killing"])


def text_of(place: str, year: int) -> str:
    """Give a document; each year makes another version, of as many passages and requirements."""
    duties = [f"The {place} board must report {place}{part} to the commission by {part} May {year}." for part in range(1, 7)]
    return f"# {place.title()} policy\n\nIssued by: {place.title()} commission\n\n" + "\n\n".join(duties) + "\n"


def hash_of(place: str, year: int) -> str:
    return hashlib.sha256(text_of(place, year).encode()).hexdigest()


@dataclass
class Child:
    """A process of its own that runs `function`; what it says on stderr is heard."""

    function: Callable[..., None]
    given: tuple[Any, ...]
    folder: Path

    def __post_init__(self) -> None:
        self._heard = self.folder / f"heard-{time.monotonic_ns()}"
        self.process = _FORKS.Process(target=_heard, args=(self.function, self._heard, self.given))
        self.process.start()

    def kill(self) -> bool:
        """Kill it, and say whether it was still at work."""
        self.process.kill()
        self.process.join()
        return self.process.exitcode == -signal.SIGKILL

    def ended(self) -> "Child":
        self.process.join(120)
        if self.process.exitcode is None:
            self.process.kill()
        return self

    def fault(self, *, may_be_killed: bool = False) -> str:
        """Say what is wrong with how it ended, empty where nothing is."""
        heard = self._heard.read_text(encoding="utf-8", errors="replace") if self._heard.exists() else ""
        ended = self.process.exitcode
        if "Traceback" in heard or not (ended == 0 or (may_be_killed and ended == -signal.SIGKILL)):
            return f"ended with {ended}: {heard[-600:]}"
        return ""


def _heard(function: Callable[..., None], heard: Path, given: tuple[Any, ...]) -> None:
    handle = os.open(heard, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
    function(*given)


class _Told(QuietWatcher):
    """Writes into a file what became of each document."""

    def __init__(self, told: Path) -> None:
        super().__init__()
        self._told = told

    def file_done(self, report: Report) -> None:
        with self._told.open("a", encoding="utf-8") as file:
            file.write(f"{report.outcome} {report.document}\n")


def ingest(directory: Path, docs: Path, told: Path) -> None:
    with Library(directory, HashEmbedder()) as library:
        Ingest(library, _Told(told)).run([docs], prune=True)


def fill(directory: Path, docs: Path, user: str) -> None:
    """Make a library of the documents in `docs`, and notes of a user."""
    with Library(directory, HashEmbedder()) as library, Records(directory) as records:
        Ingest(library, QuietWatcher()).run([docs])
        records.accounts.add(user, "administrator", None)
        records.conversations.begin(user, "What must the board report?")
        records.statuses.set(library.requirements.find()[0], "done", by=user)
        library.check()


def put_back(directory: Path, file: Path) -> None:
    list(restore(directory, file))


def open_both(directory: Path) -> None:
    for kind in ("library", "records"):
        _open(kind, directory)


def _open(kind: str, directory: Path) -> None:
    """Open one of the databases, “library” or “records”."""
    (Library(directory, HashEmbedder()) if kind == "library" else Store(directory)).close()


def upgrades_killed(kind: str, source: Path, folder: Path, moments: int, said: Path) -> None:
    """Upgrade copies of the database in `source` in forks that are killed at so many moments, spread over the statements.

    What stands there after the next start is compared with what an upgrade leaves that is not killed; what was wrong goes to `said`.
    """
    counted, seen = folder / "statements", folder / "seen"

    def upgraded(at: int) -> str:
        place = Path(shutil.copytree(source, folder / "data"))
        for act in (partial(_open_killed_at, kind, place, at, counted), partial(_look_quickly, kind, place, seen)):
            if not (child := os.fork()):
                act()
                os._exit(0)
            os.waitpid(child, 0)
        shutil.rmtree(place)
        found = seen.read_text(encoding="utf-8") if seen.exists() else "it could not be opened"
        seen.unlink(missing_ok=True)
        return found

    _open(kind, Path(shutil.copytree(source, folder / "warm")))  # what the forks import need not be imported by each
    whole = upgraded(0)
    statements = int(counted.read_text(encoding="utf-8"))
    chosen = sorted({1 + moment * statements // moments for moment in range(moments)})
    faults = [f"killed at statement {at} of {statements}: {found[-400:]}" for at in chosen if (found := upgraded(at)) != whole]
    said.write_text(json.dumps({"kills": len(chosen), "faults": faults}), encoding="utf-8")


def _open_killed_at(kind: str, directory: Path, statement: int, counted: Path) -> None:
    """Open a database and be killed before so many statements; where there are fewer, tell their number."""
    count = 0

    def executed(*_: object) -> None:
        nonlocal count
        count += 1
        if count == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, executed)
    _open(kind, directory)
    counted.write_text(str(count), encoding="utf-8")


def _look_quickly(kind: str, directory: Path, seen: Path) -> None:
    """Write all rows of a database but for what is made by chance, and what else lies there."""
    _open(kind, directory)
    rows: dict[str, list[str]] = {}
    with closing(sqlite3.connect(directory / f"{kind}.db")) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            if table not in _BY_CHANCE and not table.startswith("lexical"):
                rows[table] = sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))
        rows["integrity"] = [repr(connection.execute("PRAGMA integrity_check").fetchall())]
    seen.write_text(json.dumps([rows, left_over(directory)], sort_keys=True), encoding="utf-8")


def look(directory: Path, said: Path) -> None:
    """Write what a library and its notes hold and answer, as JSON."""
    with Library(directory, HashEmbedder()) as library, closing(Store(directory)) as store:
        entries = library.entries()
        is_sound = not entries or library.check()
        hashes = library.hashes()
        found: dict[str, object] = {}
        for entry in entries:
            stated = [one for one in library.requirements.find() if one.document == entry.name]
            found[entry.name] = [hashes[entry.source], entry.passages, len(stated)]
        wrong = list(_wrong_answers(library, [entry.name for entry in entries]))
        with store.reading() as connection:
            names = sorted(connection.scalars(select(users.c.name)))
        told = sorted(one.title for name in names for one in Conversations(store).find(name))
        notes = {"users": names, "conversations": told}
        said.write_text(
            json.dumps({"documents": found, "sound": is_sound, "wrong": wrong, "notes": notes}),
            encoding="utf-8",
        )


def _wrong_answers(library: Library, names: list[str]) -> Iterator[str]:
    """Ask for what each document says, and name those that are not quoted, or not word for word."""
    known = [name for name in names if Path(name).stem in PLACES]
    for name in random.sample(known, min(2, len(known))):
        place = Path(name).stem
        answer = Assistant(library).ask(f"When must the {place} board report {place}3 to the commission?")
        cited = [one for one in answer.citations if one.document == name]
        texts = {one.span.document_id: library.document(one.span.document_id) for one in answer.citations}
        if not cited or any(text is None or one.quote not in text.text for one in cited for text in [texts[one.span.document_id]]):
            yield name


@dataclass
class Seen:
    """What a start after a kill finds: `documents` by their names, the hash of each and how many passages and requirements it has."""

    documents: dict[str, list[Any]]
    sound: bool
    wrong: list[str]
    notes: dict[str, Any]
    faults: list[str] = field(default_factory=list)


def hashes_of(seen: Seen) -> dict[str, str]:
    """Give the hashes of the documents by their names."""
    return {name: one[0] for name, one in seen.documents.items()}


class Bench:
    """Where things are killed: a folder with libraries that are copied for each kill."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self._seconds: dict[str, float] = {}  # that each kind takes undisturbed
        self._upgraded: dict[tuple[str, int], Seen] = {}
        self._shape: list[int] = []
        self.docs, self.backup = folder / "docs", folder / "kept.zip"
        self.versions: list[dict[str, str]] = []  # of the documents in the old library, and in the other

    def make(self) -> None:
        """Make the libraries “old” and “other”, and a backup of the other."""
        folder = self.folder
        for name, years in (("old", dict.fromkeys(PLACES, 2031)), ("other", {place: 2031 + len(place) % 2 for place in PLACES[1:]})):
            shutil.rmtree(self.docs, ignore_errors=True)
            self.docs.mkdir()
            for place, year in years.items():
                (self.docs / f"{place}.md").write_text(text_of(place, year), encoding="utf-8")
            self.versions.append({f"{place}.md": hash_of(place, year) for place, year in years.items()})
            self.run(fill, folder / name, self.docs, f"user-{name}")
        self.run(back_up, folder / "other", self.backup)
        self._shape = self.look(folder / "old").documents["water.md"][1:]

    def run(self, function: Callable[..., Any], *given: Any) -> str:
        """Run something to its end in a process of its own, and say what was wrong."""
        return Child(function, given, self.folder).ended().fault()

    def copy(self, name: str, number: int) -> Path:
        """Give a copy of a library, in a folder of its own."""
        return Path(shutil.copytree(self.folder / name, self.folder / f"case-{number}" / "data"))

    def killed(self, kind: str, function: Callable[..., Any], *given: Any) -> tuple[bool, str]:
        """Run something and kill it at a moment; say whether it was at work then, and what was wrong with what it said.

        The first of each kind is not killed, and tells how long it takes.
        """
        began = time.monotonic()
        child = Child(function, given, self.folder)
        if kind not in self._seconds:
            fault = child.ended().fault()
            self._seconds[kind] = time.monotonic() - began
            return False, fault
        time.sleep(self.chance.uniform(0, self._seconds[kind]))
        return child.kill(), child.fault(may_be_killed=True)

    def look(self, directory: Path) -> Seen:
        """Start again, as some hours later, and look at all there is."""
        _grow_old(directory.parent)
        _grow_old(Path(tempfile.gettempdir()))
        said = directory.parent / "said.json"
        said.unlink(missing_ok=True)
        if fault := self.run(look, directory, said):
            return Seen({}, False, [], {}, [fault])
        seen = Seen(**json.loads(said.read_text(encoding="utf-8")))
        if not seen.sound:
            seen.faults.append("the index did not agree with the library")
        if seen.wrong:
            seen.faults.append(f"answers are wrong: {seen.wrong}")
        if self._shape and (odd := [name for name, one in seen.documents.items() if name not in NAMES and one[1:] != self._shape]):
            seen.faults.append(f"documents have other passages or requirements: {odd}")
        if left := left_over(directory):
            seen.faults.append(f"left over: {left}")
        return seen

    def of_format(self, kind: str, number: int) -> Path:
        """Give a folder that holds a database of a format; those after 0.5.0 are made by the upgrade to them."""
        folder = self.folder / f"{kind}-{number}"
        if not folder.exists():
            self.run(_make_format, kind, number, folder)
        return folder

    def upgraded(self, kind: str, number: int) -> Seen:
        """Give what stands in a database of a format after an upgrade that nothing disturbs."""
        if (kind, number) not in self._upgraded:
            place = self.folder / f"whole-{kind}-{number}" / "data"
            shutil.copytree(self.of_format(kind, number), place)
            self._upgraded[kind, number] = self.look(place)
        return self._upgraded[kind, number]


def _make_format(kind: str, number: int, folder: Path) -> None:
    history, last = (LIBRARY, 4) if kind == "library" else (RECORDS, 3)
    stored(kind, min(number, last), folder)
    if number > last:
        database = Database(folder / f"{kind}.db", "sqlite")
        bring_up_to_date(database, replace(history, head=f"{number:04}"))
        database.close()


def _grow_old(folder: Path) -> None:
    """Let what a killed process left be some hours old."""
    before = time.time() - _LATER
    for path in folder.rglob("*"):
        if "policy-assistant-" in str(path) or ".part" in str(path):
            os.utime(path, (before, before), follow_symlinks=False)


def left_over(directory: Path) -> list[str]:
    """Name what lies where it should not: beside a library that was closed, and among the temporary files.

    The socket of a server that was killed is taken over by the next.
    """
    inside = [path.name for path in directory.iterdir() if path.name not in _KNOWN and not path.is_socket()]
    inside = [name for name in inside if not name.startswith("index-")] + [path.name for path in directory.glob("index-*")][1:]
    beside = [path.name for path in directory.parent.glob("*.part")]
    return inside + beside + [path.name for path in Path(tempfile.gettempdir()).glob("policy-assistant-*")]
