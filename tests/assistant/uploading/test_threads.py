"""Files are read a few at a time; each tells how far it is, can be cancelled, and is not read where its bytes are known."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.uploading.job import Job, JobWatch, Progress
from assistant.uploading.uploads import Uploads
from ingest.report import FileOutcome, Report
from tests.fakes import HeldEmbedder
from tests.uploading import uploads_of
from vectorstore.library import Library

TEXT = "# Rules of the {place}\n\nThe {place} office must report by 1 May 2031.\n"


@pytest.fixture
def embedder() -> HeldEmbedder:
    return HeldEmbedder()


@pytest.fixture
def uploads(embedder: HeldEmbedder, tmp_path: Path) -> Iterator[Uploads]:
    with Library(tmp_path / "library", embedder) as library:
        made = uploads_of(library)
        yield made
        embedder.go_on.set()
        made.close()


def bring(uploads: Uploads, *places: str) -> list[Job]:
    return [uploads.add(f"{place}.md", TEXT.format(place=place).encode(), "eve") for place in places]


def ended(*jobs: Job) -> list[str]:
    end = time.monotonic() + 60
    while any(job.is_busy for job in jobs):
        assert time.monotonic() < end
        time.sleep(0.02)
    return [job.state for job in jobs]


def test_two_are_read_at_a_time_and_the_third_waits(uploads: Uploads, embedder: HeldEmbedder) -> None:
    jobs = bring(uploads, "quay", "weir", "lock")
    assert embedder.begun.acquire(timeout=60)
    assert embedder.begun.acquire(timeout=60)
    assert [job.state for job in jobs] == ["reading", "reading", "waiting"]
    embedder.go_on.set()
    assert ended(*jobs) == ["added"] * 3


def test_two_of_one_name_are_read_one_after_the_other(uploads: Uploads, embedder: HeldEmbedder) -> None:
    first = uploads.add("plan.md", TEXT.format(place="quay").encode(), "eve")
    second = uploads.add("plan.md", TEXT.format(place="weir").encode(), "eve")
    assert embedder.begun.acquire(timeout=60)
    assert (first.state, second.state) == ("reading", "waiting")
    embedder.go_on.set()
    assert ended(first, second) == ["added", "updated"]


def test_what_waits_and_what_is_read_can_be_cancelled_by_whose_it_is(uploads: Uploads, embedder: HeldEmbedder, tmp_path: Path) -> None:
    quay, weir, lock = bring(uploads, "quay", "weir", "lock")
    for _ in (quay, weir):
        assert embedder.begun.acquire(timeout=60)
    uploads.cancel([quay.id, lock.id], "mallory")
    assert [job.state for job in (quay, lock)] == ["reading", "waiting"]
    uploads.cancel([quay.id, lock.id], "eve")
    assert lock.state == "cancelled"
    embedder.go_on.set()
    assert ended(quay, weir) == ["cancelled", "added"]
    assert [job.name for job in uploads.jobs("eve") if job.state == "added"] == ["weir.md"]
    again = bring(uploads, "lock")
    assert ended(*again) == ["added"]  # what was cancelled is not taken for a copy


def test_the_same_bytes_under_another_name_are_not_read(uploads: Uploads, embedder: HeldEmbedder) -> None:
    (quay,) = bring(uploads, "quay")
    coming = uploads.add("copy.md", TEXT.format(place="quay").encode(), "eve")
    embedder.go_on.set()
    assert ended(quay) == ["added"]
    held = uploads.add("other.md", TEXT.format(place="quay").encode(), "eve")
    assert [job.state for job in (coming, held)] == ["copy", "copy"]
    assert [str(job.messages[0]) for job in (coming, held)] == ["“quay.md” holds the same bytes; it was not read a second time."] * 2
    same = uploads.add("quay.md", TEXT.format(place="quay").encode(), "eve")
    assert ended(same) == ["unchanged"]


def test_the_share_that_is_done_and_the_time_left_are_told() -> None:
    job = Job(1, "a.pdf", "eve", size=300, state="reading", began=time.monotonic() - 10)
    assert job.seconds_left is None
    watch = JobWatch(job, lambda: None)
    watch.share_done(0.5)
    watch.share_done(0.2)  # of several threads the later may tell less
    assert job.share == 0.5
    assert job.seconds_left == pytest.approx(10, abs=0.5)
    waiting = Job(2, "b.pdf", "eve", size=100)
    progress = Progress.of([Job(0, "old.pdf", "eve", size=900, state="added", added=job.added - 1), job, waiting])
    assert progress is not None
    assert (progress.files, progress.done, progress.share) == (2, 0, 0.375)
    assert progress.seconds_left == pytest.approx(10 * 0.625 / 0.375, abs=0.5)
    assert Progress.of([Job(3, "c.pdf", "eve", state="added")]) is None


def test_files_within_a_file_share_its_progress() -> None:
    job = Job(1, "a.zip", "eve", state="reading")
    watch = JobWatch(job, lambda: None)
    watch.begin(1)
    watch.more(3)
    watch.file_done(Report("a.md", FileOutcome.ADDED))
    watch.share_done(0.5)
    assert job.share == 0.375
