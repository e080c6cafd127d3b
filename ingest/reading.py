"""Reading files by child processes, some ahead of the one that is wanted next."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from ingest.contents import Contents, Wanted
from ingest.errors import NothingToIndexError, ReadingError
from ingest.files.sources import LARGEST_FILE, SIDECAR, SourceFile, load
from ingest.readers.reader import reader_by_name
from ingest.report import FileOutcome, Report
from ingest.sandbox.pool import MEMORY, Workers
from ingest.stopping import Stop
from language.messages import message
from vectorstore.scratch import temporary
from vectorstore.sql.documents import SourceCopy

_WINDOW = 16  # files that are read ahead of the one to be stored next
_DEEPEST = 3  # files within files within files
_LARGEST_SIDECAR = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may take: bytes on disk, bytes of a reader's memory."""

    file: int = LARGEST_FILE
    memory: int = MEMORY


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What came of one file: its contents, or a report that says why not; the files found in it, None where it holds none."""

    file: SourceFile
    contents: Contents | None
    original: SourceCopy
    report: Report | None
    members: list[SourceFile] | None

    @property
    def is_archive(self) -> bool:
        """Say whether the file is nothing but the files in it."""
        return self.members is not None and self.contents is None and self.report is None


def read_files(
    files: list[SourceFile],
    known: dict[str, str],
    wanted: Callable[[SourceFile], Wanted],
    limits: Limits,
    stop: Stop,
    progress: Callable[[float], None],
) -> Generator[ReadFile]:
    """Give what comes of each file, in order, and after a file what comes of those found in it. Closing it stops the reading.

    A file whose hash is the one `known` for its source is not read. `wanted` says what is wanted of a file, `progress` is told the share
    of it that is read; both are called from several threads. Raises StoppedError where `stop` is set.
    """
    count = max(1, min(os.cpu_count() or 1, 8, len(files)))
    with (
        temporary() as folder,
        Workers(count, limits.memory) as workers,
        ThreadPoolExecutor(count) as pool,
    ):
        stop.ends(workers.kill)
        reading = _Reading(workers, known, wanted, limits.file, Path(folder), progress)
        left, under_way = deque(files), deque[Future[ReadFile]]()
        try:
            while left or under_way:
                while left and len(under_way) < _WINDOW:
                    under_way.append(pool.submit(reading.read, left.popleft()))
                stop.check()
                done = under_way.popleft().result()
                stop.check()
                left.extendleft(reversed(done.members or []))
                yield done
        finally:
            pool.shutdown(cancel_futures=True, wait=False)


def copy_of(file: SourceFile, largest: int) -> SourceCopy:
    """Give the bytes of a file, with what stands beside it and the hash of both; raises ReadingError where it cannot be opened or has more
    than `largest` bytes."""
    content = load(file.path, largest)
    sidecar = load(file.sidecar, _LARGEST_SIDECAR).decode("utf-8", errors="replace") if file.sidecar else ""
    sha256 = hashlib.sha256(content + (b"\0" + sidecar.encode() if sidecar else b"")).hexdigest()
    return SourceCopy(file.source, sha256, content, sidecar)


class _Reading:
    """Reads files by child processes; safe to use from several threads."""

    def __init__(
        self,
        workers: Workers,
        known: dict[str, str],
        wanted: Callable[[SourceFile], Wanted],
        largest: int,
        folder: Path,
        progress: Callable[[float], None],
    ) -> None:
        self._workers, self._known, self._wanted, self._largest, self._folder = workers, known, wanted, largest, folder
        self._progress = progress

    def read(self, file: SourceFile) -> ReadFile:
        """Give what comes of one file. Whatever is wrong with it stands in the report."""
        original, members = SourceCopy(file.source, "", b""), None
        try:
            original = copy_of(file, self._largest)
            content, sidecar = original.content, original.beside
            reader = reader_by_name(file.name)
            if reader is not None and reader.members is not None:
                members = self._members(file, content)
            if reader is not None and reader.read is None:
                nothing = message("Nothing to index: it holds no file that is read.")
                return ReadFile(file, None, original, None if members else Report(file.name, FileOutcome.EMPTY, nothing), members)
            if self._known.get(file.source) == original.sha256:
                return ReadFile(file, None, original, Report(file.name, FileOutcome.UNCHANGED), members)
            found = self._workers.take_apart(file.name, content, self._wanted(file), sidecar, self._progress)
            return ReadFile(file, replace(found, document=replace(found.document, name=file.name)), original, None, members)
        except NothingToIndexError as error:
            reason = message("Nothing to index: {reason}", reason=error.message)
            return ReadFile(file, None, original, Report(file.name, FileOutcome.EMPTY, reason), members)
        except ReadingError as error:
            return ReadFile(file, None, original, Report(file.name, FileOutcome.FAILED, error.message), members)

    def _members(self, file: SourceFile, content: bytes) -> list[SourceFile]:
        """Give the files within a file, unpacked."""
        if file.depth >= _DEEPEST:
            raise ReadingError("Files that lie in more than {count} others are not read.", count=_DEEPEST)
        folder = Path(mkdtemp(dir=self._folder))
        names = self._workers.unpack(file.name, content, self._largest, folder)
        places = {name: folder / str(number) for number, name in enumerate(names)}
        return list(_with_sidecars(file, places))


def _with_sidecars(container: SourceFile, places: dict[str, Path]) -> Iterator[SourceFile]:
    for name, path in places.items():
        if not name.lower().endswith(SIDECAR):
            stem = name.removesuffix(Path(name).suffix)
            yield container.inside(path, name, places.get(name + SIDECAR) or places.get(stem + SIDECAR))
