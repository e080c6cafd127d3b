"""From files and folders to a library that holds them."""

from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.contents import Contents, Wanted
from ingest.counterparts import find_counterparts
from ingest.files.sources import SIDECAR, SourceFile, find_files, is_inside, lies_on_disk
from ingest.readers.reader import suffixes
from ingest.reading import Limits, ReadFile, read_files
from ingest.replacements import find_replacements
from ingest.report import FileOutcome, Report, Watcher
from ingest.stopping import Stop
from language.messages import message
from vectorstore.document import Document, with_properties
from vectorstore.embedding.embedder import Embedder, Vectors, silent
from vectorstore.embedding.token_vectors import pack
from vectorstore.library import Library
from vectorstore.passage import embedded_text
from vectorstore.scratch import temporary
from vectorstore.sql.documents import IndexedDocument, SourceCopy
from vectorstore.sql.relations import Sketches
from vectorstore.sql.removals import Moment

_GROUP = 192  # passages that are embedded and stored together
_READ = 0.3  # share of the work that reading a file is taken for
_LEFT_OUT = message("It was removed from the library; the folder brings it back when its file changes.")


@dataclass(frozen=True, slots=True)
class _Waiting:
    contents: Contents
    original: SourceCopy


class Ingest:
    """Runs over files, which become documents of `library`. Child processes read them while others are embedded.

    A later run does not try again a file that could not be read and has not changed since. Where `stop` is set a run raises StoppedError.
    A document that a user removes meanwhile, or after the moment `since`, stays removed.
    """

    def __init__(
        self, library: Library, watcher: Watcher, limits: Limits | None = None, stop: Stop | None = None, since: Moment | None = None
    ) -> None:
        self._library = library
        self._since = since
        self._begun: Moment | None = None
        self._left_out: dict[str, str] = {}
        self.stop = stop or Stop()
        self._watcher = watcher
        self._limits = limits or Limits()
        self._reports: list[Report] = []
        self._waiting: list[_Waiting] = []
        self._known: dict[str, str] = {}
        self._failed: dict[str, str] = {}

    def run(self, paths: list[Path], prune: bool = False, heeds_removals: bool = False) -> list[Report]:
        """Ingest the files under `paths` and give a report for each, in the order in which they were done.

        A file that cannot be read costs no other; one that has not changed since costs nothing. One whose document a user removed comes
        back, where the run `heeds_removals` only when it has changed. Documents whose files have gone from these folders are reported,
        and removed with `prune`. Whatever stops the run, every document is in the library whole, as it was or as it is.
        """
        files = find_files(paths, suffixes())
        self._reports = []
        self._begun = self._since or self._library.moment()
        self._left_out = self._library.removed() if heeds_removals else {}
        self._known = self._library.hashes()
        self._watcher.begin(len(files))
        self._ingest(files)
        self.look_for_vanished(paths, prune)
        return self._reports

    def again(self, name: str) -> list[Report]:
        """Read the document called `name` again from the file that the library keeps; raises LibraryError where there is none."""
        self._begun = self._library.moment(renews=True)
        original = self._library.original(name)
        return self._put(name, original, {original.source: ""})

    def put(self, name: str, original: SourceCopy, heeds_removals: bool = False) -> list[Report]:
        """Read the document called `name` from the content of `original`, whether a file lies at its source or not; `heeds_removals` is
        as in `run`."""
        self._begun = self._since or self._library.moment()
        self._left_out = self._library.removed() if heeds_removals else {}
        return self._put(name, original, self._library.hashes())

    def _put(self, name: str, original: SourceCopy, known: dict[str, str]) -> list[Report]:
        self._known = known
        self._reports = []
        self._watcher.begin(1)
        with temporary() as folder:
            kept = Path(folder, "original")
            kept.write_bytes(original.content)
            sidecar = Path(folder, f"original{SIDECAR}") if original.beside else None
            if sidecar:
                sidecar.write_text(original.beside, encoding="utf-8")
            self._ingest([SourceFile(kept, name, original.source, sidecar)])
        return self._reports

    def _ingest(self, files: list[SourceFile]) -> None:
        """Read `files` and those found in them, and store them in their order."""
        known = self._known | self._failed | self._left_out
        with closing(read_files(files, known, self._wanted, self._limits, self.stop, self._read_share)) as results:
            for result in results:
                if result.members is not None:
                    self._watcher.more(len(result.members) - result.is_archive)
                    self._drop_gone(result.file, result.members)
                self._take(result)
        self._store()
        self._pair()
        self._mark_replaced()

    def _take(self, done: ReadFile) -> None:
        """Put what a file holds with what is to be stored, or report why it holds nothing."""
        if done.report is not None:
            is_left_out = done.original.sha256 and self._left_out.get(done.file.source) == done.original.sha256
            self._report(replace(done.report, warnings=(_LEFT_OUT,)) if is_left_out else done.report)
            if done.report.outcome in (FileOutcome.EMPTY, FileOutcome.FAILED):
                self._failed[done.file.source] = done.original.sha256
        if done.contents is not None:
            self._watcher.share_done(_READ)
            document = with_properties(done.contents.document, self._library.given(done.file.source))  # stated since it was read
            self._waiting.append(_Waiting(replace(done.contents, document=document), done.original))
        if sum(len(one.contents.passages) for one in self._waiting) >= _GROUP:
            self._store()

    def _wanted(self, file: SourceFile) -> Wanted:
        """Say what is wanted of a file; called from several threads."""
        embedder, own = self._library.embedder, self._library.bodies.own
        return Wanted(self._library.given(file.source), str(own) if own else "", embedder.count_tokens, embedder.max_tokens)

    def _store(self) -> None:
        """Embed, store and report the documents that wait."""
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        embedded = self._indexed(waiting)
        sketches = self._library.sketches()  # which others may have added to meanwhile
        indexed = [replace(one, document=_with_alike(one, sketches)) for one in embedded]
        added = self._library.add(indexed, self._begun)
        relations = self._library.relations()
        for one, document in zip(indexed, added, strict=True):
            if document is None:
                self._report(self._overtaken(one))
                continue
            outcome = FileOutcome.UPDATED if one.original.source in self._known else FileOutcome.ADDED
            warnings = (*document.warnings, *relations.warnings(document.id))
            alone = sum(not row.sentence for row in one.requirements)
            left_out = one.document.left_out
            self._report(Report(document.name, outcome, None, len(one.passages), warnings, len(one.requirements), alone, left_out))

    def _overtaken(self, one: IndexedDocument) -> Report:
        """Report a document that was not stored, as it was removed or replaced while it was read."""
        if one.original.source in self._library.hashes():
            return Report(
                one.document.name, FileOutcome.UNCHANGED, message("A newer version came while it was read again; that one stays.")
            )
        return Report(one.document.name, FileOutcome.REMOVED, message("It was removed while it was being read, and stays removed."))

    def _pair(self) -> None:
        """Pair the documents that were read now with those that say the same in another language."""
        for name, other in find_counterparts(self._library, self._read()):
            self._library.pair(name, other)

    def _mark_replaced(self) -> None:
        """Mark the requirements that no longer apply, as the documents that were read now say, and others of these."""
        self._library.mark_replaced(find_replacements(self._library, self._read()))

    def _read(self) -> list[str]:
        """Give the names of the documents that were read now."""
        return [report.document for report in self._reports if report.outcome in (FileOutcome.ADDED, FileOutcome.UPDATED)]

    def _indexed(self, waiting: list[_Waiting]) -> list[IndexedDocument]:
        """Give documents with the vectors of their passages, their requirements and their terms."""
        found = [one.contents for one in waiting]
        vectors, tokens, beside = self._embed([embedded_text(one.document.title, passage) for one in found for passage in one.passages])
        indexed, first = [], 0
        for waits in waiting:
            one = waits.contents
            last = first + len(one.passages)
            own = vectors[first:last], tuple(tokens[first:last]), tuple(beside[first:last])
            indexed.append(IndexedDocument(one.document, one.passages, *own, waits.original, one.requirements, one.terms))
            first = last
        return indexed

    def _embed(self, texts: list[str]) -> tuple[Vectors, list[bytes], list[bytes]]:
        """Give a vector a text, shape (len(texts), dimension), and its packed token vectors, those of the model beside last."""
        embedder, done = self._library.embedder, 0

        def progress(count: int) -> None:
            nonlocal done
            done += count
            self.stop.check()
            self._watcher.passages_done(count)
            self._watcher.share_done(_READ + (1 - _READ) * done / max(1, len(texts)))

        beside = _read(embedder.beside, texts)[1] if embedder.beside else [b""] * len(texts)
        return *_read(embedder, texts, progress), beside

    def _read_share(self, share: float) -> None:
        self._watcher.share_done(_READ * share)

    def _drop_gone(self, container: SourceFile, members: Iterable[SourceFile]) -> None:
        """Remove the documents of files that a container no longer holds."""
        held = {member.source for member in members}
        for entry in self._library.entries() if any(is_inside(source, container.source) for source in self._known) else []:
            direct = is_inside(entry.source, container.source) and not any(is_inside(entry.source, source) for source in held)
            if direct and entry.source not in held:
                self._library.remove(entry.name, is_gone=True)
                self._report(Report(entry.name, FileOutcome.REMOVED, message("The file that held it holds it no more.")))

    def look_for_vanished(self, paths: list[Path], prune: bool) -> list[Report]:
        """Report the documents whose files have gone from the folders of `paths`, and remove them with `prune`."""
        found = len(self._reports)
        folders = [path.resolve() for path in paths if path.is_dir()]
        for entry in self._library.entries():
            source = lies_on_disk(entry.source)
            if source.exists() or not any(source.is_relative_to(folder) for folder in folders):
                continue
            if prune:
                self._library.remove(entry.name, is_gone=True)
                self._report(Report(entry.name, FileOutcome.REMOVED, message("The file no longer exists.")))
            else:
                warning = message("The file no longer exists; ingest with --prune removes the document.")
                self._report(Report(entry.name, FileOutcome.UNCHANGED, None, entry.passages, (warning,)))
        return self._reports[found:]

    def _report(self, report: Report) -> None:
        self._reports.append(report)
        self._watcher.file_done(report)


def _with_alike(one: IndexedDocument, sketches: Sketches) -> Document:
    """Give a document with the sources of those that are nearly the same."""
    return replace(one.document, alike=sketches.alike(one.original.source, one.document.sketch))


def _read(embedder: Embedder, texts: list[str], progress: Callable[[int], None] = silent) -> tuple[Vectors, list[bytes]]:
    """Give a vector a text, shape (len(texts), dimension), and its packed token vectors; zero and empty where the embedder does not
    know the script."""
    known = [position for position, text in enumerate(texts) if embedder.knows(text)]
    progress(len(texts) - len(known))
    vectors = np.zeros((len(texts), embedder.dimension), dtype=np.float32)
    tokens = [b""] * len(texts)
    vectors[known], own = embedder.embed_tokens([texts[position] for position in known], progress)
    for position, one in zip(known, own, strict=True):
        tokens[position] = pack(one)
    return vectors, tokens
