"""The child processes that read files, as the parent sees them."""

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from types import TracebackType
from typing import Any, Self

from ingest.contents import Contents, CountTokens, Wanted
from ingest.errors import NothingToIndexError, ReadingError
from ingest.rendition.picture import Bookmark, PagedCopy, PagePicture
from ingest.sandbox.plain import contents_of_plain, document_of
from ingest.sandbox.worker import PATIENCE, receive, send
from language.messages import Message, message
from vectorstore.document import Document

MEMORY = 2_000_000_000
"""Bytes of memory that one child process may take."""
SILENCE = 120.0
"""Seconds after which a child process that gives no sign of life is stopped."""
_LONGEST = 1_800.0
_LARGEST_ANSWER, _SHORTEST_ANSWER = 100_000_000, 2
_log = logging.getLogger(__name__)


def _silent(_: float) -> None:
    pass


class Workers:
    """As many child processes as asked for, started when needed. Safe to use from as many threads.

    Those that are sound when it is left are kept for a moment for the next: to start one takes longer than to read a short file.
    """

    def __init__(self, count: int, memory: int = MEMORY, silence: float = SILENCE) -> None:
        self._idle: LifoQueue[_Child] = LifoQueue()
        self._children = [_Child(memory, silence) for _ in range(count)]
        for child in self._children:
            self._idle.put(child)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        for child in self._children:
            child.leave()

    @property
    def processes(self) -> list[int]:
        """The process ids of the children that run."""
        return [id for child in self._children if (id := child.process_id)]

    def read(self, name: str, content: bytes, sidecar: str = "", progress: Callable[[float], None] = _silent) -> Document:
        """Give the document that the bytes of the file `name` hold; `sidecar` is the text that states its properties. `progress` is told
        the share of the file that is done, where the reader knows it.

        Raises NothingToIndexError where there is no text in it, and ReadingError where it cannot be read, whatever the reader does.
        """
        return document_of(self._ask({"name": name, "sidecar": sidecar, "unpack": ""}, content, progress)["document"])

    def take_apart(
        self, name: str, content: bytes, wanted: Wanted, sidecar: str = "", progress: Callable[[float], None] = _silent
    ) -> Contents:
        """Give the document as `read` does, with the properties that were given for it, and what is found in it. Raises as `read` does."""
        found = {"given": dict(wanted.given), "bodies": wanted.bodies, "max_tokens": wanted.max_tokens}
        request = {"name": name, "sidecar": sidecar, "unpack": "", "wanted": found}
        return contents_of_plain(self._ask(request, content, progress, wanted.count_tokens)["contents"])

    def render(self, name: str, content: bytes) -> str:
        """Give HTML of what the bytes of the file `name` show, yet to be sanitised. Raises as `read` does."""
        return str(self._ask({"name": name, "sidecar": "", "unpack": "", "render": True}, content)["html"])

    def picture(self, name: str, content: bytes, number: int, small: bool = False) -> PagePicture:
        """Give the page with a number, from 1, of the PDF `name`, `small` without its characters. Raises ReadingError as `read` does."""
        row = self._ask({"name": name, "sidecar": "", "unpack": "", "page": number, "small": small}, content)["picture"]
        places = tuple((left, top, right, bottom) for left, top, right, bottom in row["places"])
        return PagePicture(b64decode(row["picture"]), row["width"], row["height"], row["text"], places)

    def bookmarks(self, name: str, content: bytes) -> list[Bookmark]:
        """Give the bookmarks of the PDF `name`. Raises ReadingError as `read` does."""
        return [Bookmark(**row) for row in self._ask({"name": name, "sidecar": "", "unpack": "", "bookmarks": True}, content)["bookmarks"]]

    def paged(self, name: str, content: bytes) -> PagedCopy:
        """Give the office file `name` as PDF. Raises ReadingError as `read` does."""
        answer = self._ask({"name": name, "sidecar": "", "unpack": "", "paged": True}, content)
        return PagedCopy(b64decode(answer["paged"]), tuple(answer["texts"]))

    def unpack(self, name: str, content: bytes, largest: int, folder: Path) -> list[str]:
        """Write the files in a container into `folder`, each under its number, and give their names inside it.

        Only files that are read and have at most `largest` bytes are unpacked. Raises as `read` does.
        """
        request = {"name": name, "unpack": str(folder), "largest": largest}
        return [str(inside) for inside in self._ask(request, content)["members"]]

    def kill(self) -> None:
        """End the processes that run, whatever they do; what they read counts as not readable."""
        for child in self._children:
            child.kill()

    def _ask(
        self, request: dict[str, Any], content: bytes, progress: Callable[[float], None] = _silent, count_tokens: CountTokens | None = None
    ) -> dict[str, Any]:
        child = self._idle.get()
        try:
            answer = child.ask(request, content, progress, count_tokens)
        finally:
            self._idle.put(child)
        if "trace" in answer:
            _log.warning("Reading %s failed\n%s", request["name"], answer["trace"])
        if "empty" in answer:
            raise NothingToIndexError(Message.from_dict(answer["empty"]))
        if "failed" in answer:
            raise ReadingError(Message.from_dict(answer["failed"]))
        return answer


class _Child:
    """One child process; a new one takes its place when it ends."""

    def __init__(self, memory: int, silence: float) -> None:
        self._memory, self._silence = memory, silence
        self._process: subprocess.Popen[bytes] | None = None
        self._asked = False  # and has not answered
        self._since = 0.0  # when it last answered

    @property
    def process_id(self) -> int:
        """0 where none runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else 0

    def ask(
        self, request: dict[str, Any], content: bytes, progress: Callable[[float], None], count_tokens: CountTokens | None
    ) -> dict[str, Any]:
        """Send a request and wait for its answer, as long as there are signs of life; `count_tokens` counts what it asks to be counted."""
        process, self._asked = self._running(), True
        assert process.stdin is not None
        assert process.stdout is not None
        watch = _Watch(process, self._silence)
        reason, answer = message("The reader crashed on this file."), dict[str, Any]()
        try:
            send(process.stdin, json.dumps(request).encode())
            send(process.stdin, content)
            while not answer and (frame := receive(process.stdout, _LARGEST_ANSWER)) is not None:
                watch.extend()
                if len(frame) < _SHORTEST_ANSWER:
                    progress(int.from_bytes(frame) / 255)
                elif "count" in (told := json.loads(frame)) and count_tokens is not None:
                    watch.stop()
                    send(process.stdin, json.dumps(self._counted(told["count"], count_tokens)).encode())
                    watch.extend()
                else:
                    answer = told
        except OverflowError:
            reason = message("The file holds more than {size} MB of text.", size=f"{_LARGEST_ANSWER / 1e6:g}")
        except OSError:
            pass  # the process ended
        finally:
            watch.stop()
        self._asked, self._since = False, time.monotonic()
        answer = answer or {"failed": (watch.reason or reason).as_dict()}
        if answer.pop("tired", True):
            self.stop()
        return answer

    def _counted(self, texts: list[str], count_tokens: CountTokens) -> list[int]:
        try:
            return count_tokens(texts)
        except BaseException:
            self.stop()  # it waits for an answer that does not come
            raise

    def kill(self) -> None:
        """End the process, so that whoever waits for its answer has none."""
        if (process := self._process) is not None:
            process.kill()

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process)

    def leave(self) -> None:
        """Let others have the process, where it waits for a request."""
        if self._asked:
            self.stop()
        process, self._process = self._process, None
        if process is not None:
            _SPARE.keep(process, self._memory, self._since)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and not _still_waits(self._process, self._since):
            self.stop()
        if self._process is None:
            self._asked, self._process = False, _SPARE.take(self._memory)
        if self._process is None:
            home = str(Path(__file__).parents[2])
            path = os.pathsep.join(part for part in (home, os.environ.get("PYTHONPATH", "")) if part)
            environment = os.environ | {"PYTHONPATH": path, "OMP_NUM_THREADS": "1"}
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "ingest.sandbox.worker", str(self._memory)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment,
            )  # fmt: skip
        return self._process


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A process with so much `memory`, which `parent` started and which has waited for a request `since` then."""

    process: subprocess.Popen[bytes]
    memory: int
    since: float
    parent: int

    @property
    def lasts(self) -> bool:
        return self.parent == os.getpid() and _still_waits(self.process, self.since)


class _Spare:
    """The processes that nobody needs at the moment, no more than there are processors. They end by themselves when none needs them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: list[_Waiting] = []

    def keep(self, process: subprocess.Popen[bytes], memory: int, since: float) -> None:
        """Keep a process with so much `memory` that has waited for a request since then."""
        with self._lock:
            self._kept.append(_Waiting(process, memory, since, os.getpid()))
            lasting = [one for one in self._kept if one.lasts][-(os.cpu_count() or 1) :]
            left, self._kept = [one for one in self._kept if one not in lasting], lasting
        _end_all(left)

    def take(self, memory: int) -> subprocess.Popen[bytes] | None:
        """Give a process with so much `memory` that waits, None where there is none."""
        with self._lock:
            for one in reversed(self._kept):
                if one.memory == memory and one.lasts:
                    self._kept.remove(one)
                    return one.process
        return None

    def end(self) -> None:
        """End them all."""
        with self._lock:
            left, self._kept = self._kept, []
        _end_all(left)


_SPARE = _Spare()
atexit.register(_SPARE.end)


def _still_waits(process: subprocess.Popen[bytes], since: float) -> bool:
    """Say whether a process that answered at `since` waits for another request, and will until it comes."""
    return process.poll() is None and time.monotonic() - since < PATIENCE / 2


def _end_all(left: Sequence[_Waiting]) -> None:
    for one in left:
        if one.parent == os.getpid():  # a process that was forked off has the others' in its list
            _end(one.process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with suppress(OSError):  # what was not yet sent cannot be, to a process that has ended
                stream.close()


class _Watch:
    """Ends a process that is silent for too long, or at work for far too long; `reason` then says so."""

    def __init__(self, process: subprocess.Popen[bytes], silence: float) -> None:
        self._process, self._silence = process, silence
        self._began = time.monotonic()
        self.reason: Message | None = None
        self._timer = self._started()

    def extend(self) -> None:
        """Wait again from now on."""
        self._timer.cancel()
        if time.monotonic() - self._began < _LONGEST:
            self._timer = self._started()
        else:
            self._end()

    def stop(self) -> None:
        self._timer.cancel()

    def _started(self) -> threading.Timer:
        timer = threading.Timer(self._silence, self._end)
        timer.daemon = True
        timer.start()
        return timer

    def _end(self) -> None:
        seconds = f"{time.monotonic() - self._began:.0f}"
        self.reason = message("Reading the file was stopped after {seconds} seconds; it may be damaged.", seconds=seconds)
        self._process.kill()
