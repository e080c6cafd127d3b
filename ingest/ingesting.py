"""From files and folders to a library that holds them."""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

import numpy as np

from ingest.errors import NothingToIndexError, ReadingError
from ingest.reading import READERS, read
from ingest.splitting import embedded_text, split
from vectorstore.document import Document
from vectorstore.embedder import Vectors
from vectorstore.errors import LibraryError
from vectorstore.library import Library
from vectorstore.passage import Passage
from vectorstore.rows import Original, Prepared


class FileOutcome(StrEnum):
    """What became of one file."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    EMPTY = "empty"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest run did with one file."""

    document: str
    outcome: FileOutcome
    reason: str | None = None
    passages: int = 0
    warnings: tuple[str, ...] = ()

    def row(self) -> dict[str, object]:
        """Give the report as a JSON object of the contract."""
        return asdict(self) | {"outcome": str(self.outcome), "warnings": list(self.warnings)}


class Watcher(Protocol):
    """Is told how a run goes on."""

    def begin(self, files: int) -> None: ...

    def passages_done(self, count: int) -> None: ...

    def file_done(self, report: Report) -> None: ...


@dataclass(frozen=True, slots=True)
class Found:
    """A file to ingest: where it lies, and its name relative to the folder that was given."""

    path: Path
    name: str

    @property
    def source(self) -> str:
        return str(self.path.resolve())


LARGEST_FILE = 20_000_000
"""Bytes of the largest file that is read."""

_GROUP = 192  # passages that are embedded and stored together
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Split:
    document: Document
    passages: tuple[Passage, ...]
    original: Original


def find_files(paths: Iterable[Path]) -> list[Found]:
    """List the files under `paths` in order of their names: of folders those of a known kind, hidden ones left out.

    Raises ReadingError for a path that does not exist.
    """
    found: dict[str, Found] = {}
    for path in paths:
        if not path.exists():
            raise ReadingError(f"There is no file or folder {path}.")
        for file in [Found(path, path.name)] if path.is_file() else _files_in(path):
            found.setdefault(file.source, file)
    return list(found.values())


def _files_in(folder: Path) -> Iterator[Found]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and path.suffix.lower() in READERS and not any(part.startswith(".") for part in inside.parts):
            yield Found(path, inside.as_posix())


def load(path: Path, largest: int = LARGEST_FILE) -> bytes:
    """Give the bytes of the file at `path`; raises ReadingError where it cannot be opened or has more than `largest` bytes."""
    try:
        size = path.stat().st_size
        if size > largest:
            raise ReadingError(f"The file {path.name} has {size / 1e6:.1f} MB; at most {largest / 1e6:g} MB are read (POLICY_MAX_FILE_MB).")
        return path.read_bytes()
    except OSError as error:
        raise ReadingError(f"The file {path} cannot be opened: {error.strerror}.") from error


class Ingest:
    """One run over files, which become documents of `library`."""

    def __init__(self, library: Library, watcher: Watcher, largest: int = LARGEST_FILE) -> None:
        self._library = library
        self._watcher = watcher
        self._largest = largest
        self._reports: list[Report] = []
        self._waiting: list[_Split] = []
        self._known: dict[str, str] = {}

    def run(self, paths: list[Path], prune: bool = False) -> list[Report]:
        """Ingest the files under `paths` and give a report for each, in the order in which they were done.

        A file that cannot be read costs no other; one that has not changed since costs nothing. Documents whose files
        have gone from these folders are reported, and removed with `prune`. Whatever stops the run, every document is
        in the library whole, as it was or as it is.
        """
        files = find_files(paths)
        self._known = self._library.hashes()
        self._watcher.begin(len(files))
        for file in files:
            self._take(file)
            if sum(len(one.passages) for one in self._waiting) >= _GROUP:
                self._store()
        self._store()
        self._look_for_vanished(paths, prune)
        return self._reports

    def _take(self, file: Found) -> None:
        """Read and split one file, to be stored with others."""
        try:
            content = load(file.path, self._largest)
            original = Original(file.source, hashlib.sha256(content).hexdigest(), content)
            if self._known.get(file.source) == original.sha256:
                self._report(Report(file.name, FileOutcome.UNCHANGED))
                return
            document = read(file.name, original.content)
            embedder = self._library.embedder
            passages = split(document, embedder.count_tokens, embedder.max_tokens)
            self._waiting.append(_Split(document, tuple(passages), original))
        except NothingToIndexError as error:
            self._report(Report(file.name, FileOutcome.EMPTY, f"Nothing to index: {error}"))
        except ReadingError as error:
            self._report(Report(file.name, FileOutcome.FAILED, str(error)))
        except LibraryError:
            raise
        except Exception as error:
            _log.exception("Reading %s failed", file.path)
            self._report(Report(file.name, FileOutcome.FAILED, f"The reader failed on this file ({type(error).__name__})."))

    def _store(self) -> None:
        """Embed and store the documents that wait."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        texts = [embedded_text(one.document.title, passage) for one in waiting for passage in one.passages]
        vectors = self._embed(texts)
        prepared, first = [], 0
        for one in waiting:
            own = vectors[first : first + len(one.passages)]
            first += len(one.passages)
            prepared.append(Prepared(one.document, one.passages, own, one.original))
        for one, document in zip(waiting, self._library.add(prepared), strict=True):
            outcome = FileOutcome.UPDATED if one.original.source in self._known else FileOutcome.ADDED
            self._report(Report(document.name, outcome, None, len(one.passages), document.warnings))

    def _embed(self, texts: list[str]) -> Vectors:
        """Give a vector a text, shape (len(texts), dimension), zero where the embedder does not know the script."""
        embedder = self._library.embedder
        known = [position for position, text in enumerate(texts) if embedder.knows(text)]
        self._watcher.passages_done(len(texts) - len(known))
        vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
        vectors[known] = embedder.embed([texts[position] for position in known], self._watcher.passages_done)
        return vectors

    def _look_for_vanished(self, paths: list[Path], prune: bool) -> None:
        folders = [path.resolve() for path in paths if path.is_dir()]
        for entry in self._library.entries():
            source = Path(entry.source)
            if source.exists() or not any(source.is_relative_to(folder) for folder in folders):
                continue
            if prune:
                self._library.remove(entry.name)
                self._report(Report(entry.name, FileOutcome.REMOVED, "The file no longer exists."))
            else:
                warning = "The file no longer exists; ingest with --prune removes the document."
                self._report(Report(entry.name, FileOutcome.UNCHANGED, None, entry.passages, (warning,)))

    def _report(self, report: Report) -> None:
        self._reports.append(report)
        self._watcher.file_done(report)
