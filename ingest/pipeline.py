"""From files and folders to a library that holds them."""

import hashlib
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import numpy as np

from ingest.errors import NothingToIndexError, ReadingError
from ingest.extraction.requirements import requirements_in
from ingest.extraction.terms import terms_in
from ingest.files.sources import BESIDE, LARGEST_FILE, Found, find_files, is_inside, lies_on_disk, load
from ingest.readers.reader import reader_by_name, suffixes
from ingest.report import FileOutcome, Report, Watcher
from ingest.sandbox.pool import MEMORY, Workers
from ingest.splitting import split
from language.messages import message
from vectorstore.document import Document, with_properties
from vectorstore.embedding.embedder import Vectors
from vectorstore.embedding.token_vectors import pack
from vectorstore.library import Library
from vectorstore.passage import Passage, embedded_text
from vectorstore.sql.documents import IndexedDocument, SourceCopy
from vectorstore.sql.relations import Sketches

_GROUP = 192  # passages that are embedded and stored together
_WINDOW = 16  # files that are read ahead of the one to be stored next
_DEEPEST = 3  # files within files within files
_LARGEST_BESIDE = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one file may take: bytes on disk, bytes of a reader's memory."""

    file: int = LARGEST_FILE
    memory: int = MEMORY


@dataclass(frozen=True, slots=True)
class _Read:
    """What came of one file: a document, or a report that says why not; the files found in it, None where it holds none."""

    file: Found
    document: Document | None
    original: SourceCopy
    report: Report | None
    members: list[Found] | None


@dataclass(frozen=True, slots=True)
class _Split:
    document: Document
    passages: tuple[Passage, ...]
    original: SourceCopy


class Ingest:
    """Runs over files, which become documents of `library`. Child processes read them while others are embedded.

    A later run does not try again a file that could not be read and has not changed since.
    """

    def __init__(self, library: Library, watcher: Watcher, limits: Limits | None = None) -> None:
        self._library = library
        self._watcher = watcher
        self._limits = limits or Limits()
        self._reports: list[Report] = []
        self._waiting: list[_Split] = []
        self._known: dict[str, str] = {}
        self._failed: dict[str, str] = {}
        self._sketches = Sketches([])

    def run(self, paths: list[Path], prune: bool = False) -> list[Report]:
        """Ingest the files under `paths` and give a report for each, in the order in which they were done.

        A file that cannot be read costs no other; one that has not changed since costs nothing. Documents whose files
        have gone from these folders are reported, and removed with `prune`. Whatever stops the run, every document is
        in the library whole, as it was or as it is.
        """
        files = find_files(paths, suffixes())
        self._reports = []
        self._known = self._library.hashes()
        self._watcher.begin(len(files))
        self._ingest(files)
        self._look_for_vanished(paths, prune)
        return self._reports

    def again(self, name: str) -> list[Report]:
        """Read the document called `name` again from the file that the library keeps; raises LibraryError where there is none."""
        original = self._library.original(name)
        return self._put(name, original, {original.source: ""})

    def put(self, name: str, original: SourceCopy) -> list[Report]:
        """Read the document called `name` from the content of `original`, whether a file lies at its source or not."""
        return self._put(name, original, self._library.hashes())

    def _put(self, name: str, original: SourceCopy, known: dict[str, str]) -> list[Report]:
        self._known = known
        self._reports = []
        self._watcher.begin(1)
        with TemporaryDirectory(prefix="policy-assistant-") as folder:
            kept = Path(folder, "original")
            kept.write_bytes(original.content)
            beside = Path(folder, f"original{BESIDE}") if original.beside else None
            if beside:
                beside.write_text(original.beside, encoding="utf-8")
            self._ingest([Found(kept, name, original.source, beside)])
        return self._reports

    def _ingest(self, files: list[Found]) -> None:
        """Read `files` and those found in them, some ahead, and store them in their order."""
        self._sketches = self._library.sketches()
        count = max(1, min(os.cpu_count() or 1, 8, len(files)))
        with (
            TemporaryDirectory(prefix="policy-assistant-") as folder,
            Workers(count, self._limits.memory) as workers,
            ThreadPoolExecutor(count) as pool,
        ):
            reading = _Reading(workers, self._known | self._failed, self._limits, Path(folder))
            left, under_way = deque(files), deque[Future[_Read]]()
            try:
                while left or under_way:
                    while left and len(under_way) < _WINDOW:
                        under_way.append(pool.submit(reading.read, left.popleft()))
                    done = under_way.popleft().result()
                    if done.members is not None:
                        self._watcher.more(len(done.members) - (done.document is None and done.report is None))
                        self._drop_gone(done.file, done.members)
                        left.extendleft(reversed(done.members))
                    self._take(done)
            finally:
                pool.shutdown(cancel_futures=True, wait=False)
            self._store()

    def _take(self, done: _Read) -> None:
        """Split a document, to be stored with others, or report why there is none."""
        if done.report is not None:
            self._report(done.report)
            if done.report.outcome in (FileOutcome.EMPTY, FileOutcome.FAILED):
                self._failed[done.file.source] = done.original.sha256
        if done.document is None:
            return
        embedder = self._library.embedder
        source = done.file.source
        alike = self._sketches.alike(source, done.document.sketch)
        document = replace(with_properties(done.document, self._library.given(source)), alike=alike)
        try:
            passages = split(document, embedder.count_tokens, embedder.max_tokens)
        except ReadingError as error:
            self._report(Report(done.file.name, FileOutcome.FAILED, error.message))
            return
        self._waiting.append(_Split(document, tuple(passages), done.original))
        if sum(len(one.passages) for one in self._waiting) >= _GROUP:
            self._store()

    def _store(self) -> None:
        """Embed and store the documents that wait."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        texts = [embedded_text(one.document.title, passage) for one in waiting for passage in one.passages]
        vectors, tokens = self._embed(texts)
        prepared, first = [], 0
        for one in waiting:
            last = first + len(one.passages)
            terms = tuple(terms_in(one.document))
            duties = tuple(requirements_in(one.document, self._library.bodies.normal, list(dict.fromkeys(use.term for use in terms))))
            own = vectors[first:last], tuple(tokens[first:last])
            prepared.append(IndexedDocument(one.document, one.passages, *own, one.original, duties, terms))
            first = last
        added = self._library.add(prepared)
        relations = self._library.relations()
        for one, document in zip(waiting, added, strict=True):
            outcome = FileOutcome.UPDATED if one.original.source in self._known else FileOutcome.ADDED
            warnings = (*document.warnings, *relations.warnings(document.id))
            self._report(Report(document.name, outcome, None, len(one.passages), warnings))

    def _embed(self, texts: list[str]) -> tuple[Vectors, list[bytes]]:
        """Give a vector a text, shape (len(texts), dimension), and its pack token vectors; zero and empty where the
        embedder does not know the script."""
        embedder = self._library.embedder
        known = [position for position, text in enumerate(texts) if embedder.knows(text)]
        self._watcher.passages_done(len(texts) - len(known))
        vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
        tokens = [b""] * len(texts)
        vectors[known], own = embedder.embed_tokens([texts[position] for position in known], self._watcher.passages_done)
        for position, one in zip(known, own, strict=True):
            tokens[position] = pack(one)
        return vectors, tokens

    def _drop_gone(self, container: Found, members: Iterable[Found]) -> None:
        """Remove the documents of files that a container no longer holds."""
        held = {member.source for member in members}
        for entry in self._library.entries() if any(is_inside(source, container.source) for source in self._known) else []:
            direct = is_inside(entry.source, container.source) and not any(is_inside(entry.source, source) for source in held)
            if direct and entry.source not in held:
                self._library.remove(entry.name)
                self._report(Report(entry.name, FileOutcome.REMOVED, message("The file that held it holds it no more.")))

    def _look_for_vanished(self, paths: list[Path], prune: bool) -> None:
        folders = [path.resolve() for path in paths if path.is_dir()]
        for entry in self._library.entries():
            source = lies_on_disk(entry.source)
            if source.exists() or not any(source.is_relative_to(folder) for folder in folders):
                continue
            if prune:
                self._library.remove(entry.name)
                self._report(Report(entry.name, FileOutcome.REMOVED, message("The file no longer exists.")))
            else:
                warning = message("The file no longer exists; ingest with --prune removes the document.")
                self._report(Report(entry.name, FileOutcome.UNCHANGED, None, entry.passages, (warning,)))

    def _report(self, report: Report) -> None:
        self._reports.append(report)
        self._watcher.file_done(report)


class _Reading:
    """Reads files by child processes; safe to use from several threads."""

    def __init__(self, workers: Workers, known: dict[str, str], limits: Limits, folder: Path) -> None:
        self._workers, self._known, self._limits, self._folder = workers, known, limits, folder

    def read(self, file: Found) -> _Read:
        """Give what comes of one file. Whatever is wrong with it stands in the report."""
        original, members = SourceCopy(file.source, "", b""), None
        try:
            content = load(file.path, self._limits.file)
            beside = load(file.beside, _LARGEST_BESIDE).decode("utf-8", errors="replace") if file.beside else ""
            sha256 = hashlib.sha256(content + (b"\0" + beside.encode() if beside else b"")).hexdigest()
            original = SourceCopy(file.source, sha256, content, beside)
            reader = reader_by_name(file.name)
            if reader is not None and reader.members is not None:
                members = self._members(file, content)
            if reader is not None and reader.read is None:
                report = (
                    None if members else Report(file.name, FileOutcome.EMPTY, message("Nothing to index: it holds no file that is read."))
                )
                return _Read(file, None, original, report, members)
            if self._known.get(file.source) == sha256:
                return _Read(file, None, original, Report(file.name, FileOutcome.UNCHANGED), members)
            document = self._workers.read(file.name, content, beside)
            return _Read(file, replace(document, name=file.name), original, None, members)
        except NothingToIndexError as error:
            return _Read(
                file,
                None,
                original,
                Report(file.name, FileOutcome.EMPTY, message("Nothing to index: {reason}", reason=error.message)),
                members,
            )
        except ReadingError as error:
            return _Read(file, None, original, Report(file.name, FileOutcome.FAILED, error.message), members)

    def _members(self, file: Found, content: bytes) -> list[Found]:
        """Give the files within a file, unpacked."""
        if file.depth >= _DEEPEST:
            raise ReadingError("Files that lie in more than {count} others are not read.", count=_DEEPEST)
        folder = Path(mkdtemp(dir=self._folder))
        names = self._workers.unpack(file.name, content, self._limits.file, folder)
        places = {name: folder / str(number) for number, name in enumerate(names)}
        return list(_with_beside(file, places))


def _with_beside(container: Found, places: dict[str, Path]) -> Iterator[Found]:
    for name, path in places.items():
        if not name.lower().endswith(BESIDE):
            stem = name.removesuffix(Path(name).suffix)
            yield container.inside(path, name, places.get(name + BESIDE) or places.get(stem + BESIDE))
