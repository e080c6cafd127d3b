"""A document that is removed or replaced while it is being read is not brought back by that."""

import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.uploading.job import Job
from assistant.uploading.uploads import Uploads
from ingest.folder_sync import FolderSync
from ingest.pipeline import Ingest
from ingest.report import FileOutcome, Report
from tests.assistant.uploading.test_threads import ended
from tests.fakes import HashEmbedder, HeldEmbedder, QuietWatcher
from tests.uploading import uploads_of
from vectorstore.library import Library
from vectorstore.sql.documents import SourceCopy

TEXT = "# Rules of the quay\n\nThe quay office must report by 1 May {year}.\n"


@pytest.fixture
def embedder() -> HeldEmbedder:
    return HeldEmbedder()


@pytest.fixture
def library(embedder: HeldEmbedder, tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library", embedder) as opened:
        yield opened


@pytest.fixture
def undone() -> list[int]:
    """The removals that were undone."""
    return []


@pytest.fixture
def uploads(library: Library, embedder: HeldEmbedder, undone: list[int]) -> Iterator[Uploads]:
    made = uploads_of(library, undone.append)
    embedder.go_on.set()
    assert ended(bring(made, 2031)) == ["added"]
    assert embedder.begun.acquire(timeout=60)
    embedder.go_on.clear()
    yield made
    embedder.go_on.set()
    made.close()


def bring(uploads: Uploads, year: int) -> Job:
    return uploads.add("quay.md", TEXT.format(year=year).encode(), "eve")


def names(library: Library) -> list[str]:
    return [entry.name for entry in library.entries()]


@pytest.mark.parametrize("begin", [lambda uploads: uploads.again("quay.md", "eve"), lambda uploads: bring(uploads, 2032)])
def test_what_is_removed_while_it_is_read_stays_removed(
    begin: Callable[[Uploads], Job], uploads: Uploads, library: Library, embedder: HeldEmbedder
) -> None:
    job = begin(uploads)
    assert embedder.begun.acquire(timeout=60)
    library.remove("quay.md")
    embedder.go_on.set()
    assert ended(job) == ["removed"]
    assert str(job.messages[0]) == "It was removed while it was being read, and stays removed."
    assert names(library) == []
    assert ended(bring(uploads, 2032)) == ["added"]  # what is brought after the removal is no remains of it


def test_what_waited_when_its_document_was_removed_does_not_bring_it_back(
    uploads: Uploads, library: Library, embedder: HeldEmbedder
) -> None:
    first, waiting = bring(uploads, 2032), bring(uploads, 2033)
    assert embedder.begun.acquire(timeout=60)
    assert waiting.state == "waiting"
    library.remove("quay.md")
    embedder.go_on.set()
    assert ended(first, waiting) == ["removed", "removed"]
    assert names(library) == []


def test_reading_again_does_not_put_an_earlier_version_back(uploads: Uploads, library: Library, embedder: HeldEmbedder) -> None:
    original = library.original("quay.md")
    job = uploads.again("quay.md", "eve")
    assert embedder.begun.acquire(timeout=60)
    newer = TEXT.format(year=2044).encode()
    library.embedder = HashEmbedder()  # the job is held by the one before
    Ingest(library, QuietWatcher()).put("quay.md", SourceCopy(original.source, sha256(newer).hexdigest(), newer))
    embedder.go_on.set()
    assert ended(job) == ["unchanged"]
    assert str(job.messages[0]) == "A newer version came while it was read again; that one stays."
    assert library.original("quay.md").content == newer


def test_undoing_a_removal_does_not_replace_what_was_brought_since(
    uploads: Uploads, library: Library, embedder: HeldEmbedder, undone: list[int]
) -> None:
    original = library.original("quay.md")
    embedder.go_on.set()
    library.remove("quay.md")
    newer = bring(uploads, 2044)
    job = uploads.put_back("quay.md", original, {}, "ida", 7)
    assert ended(newer, job) == ["added", "failed"]
    assert str(job.messages[0]) == "“quay.md” was brought anew since it was removed; that one stays."
    assert "2044" in library.original("quay.md").content.decode()
    assert undone == []


def test_a_watched_folder_brings_back_only_what_has_changed_since_it_was_removed(
    library: Library, embedder: HeldEmbedder, tmp_path: Path
) -> None:
    file = tmp_path / "in" / "quay.md"
    file.parent.mkdir()
    file.write_text(TEXT.format(year=2031))
    sync = FolderSync(library, Ingest(library, QuietWatcher()), [file.parent])
    embedder.go_on.set()
    assert [report.outcome for report in sync.run()] == [FileOutcome.ADDED]
    embedder.begun.acquire()
    embedder.go_on.clear()
    file.write_text(TEXT.format(year=2032))
    reports: list[Report] = []
    run = threading.Thread(target=lambda: reports.extend(sync.run()))
    run.start()
    assert embedder.begun.acquire(timeout=60)
    library.remove("quay.md")
    embedder.go_on.set()
    run.join(60)
    assert [report.outcome for report in reports] == [FileOutcome.REMOVED]
    assert sync.run() == []
    assert names(library) == []


def test_what_was_removed_from_a_watched_folder_stays_away_after_a_start(library: Library, embedder: HeldEmbedder, tmp_path: Path) -> None:
    file = tmp_path / "in" / "quay.md"
    file.parent.mkdir()
    file.write_text(TEXT.format(year=2031))
    embedder.go_on.set()
    FolderSync(library, Ingest(library, QuietWatcher()), [file.parent]).run()
    library.remove("quay.md")
    later = FolderSync(library, Ingest(library, QuietWatcher()), [file.parent])
    (report,) = later.run()
    assert (report.outcome, names(library)) == (FileOutcome.UNCHANGED, [])
    assert "the folder brings it back when its file changes" in str(report.warnings[0])
    file.write_text(TEXT.format(year=2033))
    assert [report.outcome for report in later.run()] == [FileOutcome.ADDED]
    library.remove("quay.md")
    assert [report.outcome for report in Ingest(library, QuietWatcher()).run([file.parent])] == [FileOutcome.ADDED]  # who asks gets it
