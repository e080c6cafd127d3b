"""What is killed at any moment is whole at the next start; `benchmarks.kills` kills more often."""

import tempfile
from pathlib import Path

import pytest

from benchmarks.kills import formats, measure, upgrades

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def temporary_files_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back where temporary files lie, which a run sets for the processes that it kills."""
    monkeypatch.setenv("TMPDIR", tempfile.gettempdir())
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)


@pytest.mark.slow
def test_nothing_is_lost_or_left_by_kills(tmp_path: Path) -> None:
    counts = measure(tmp_path, kills=6, seed=7)
    assert counts["faults"] == 0
    assert counts["at work"]


@pytest.mark.slow
def test_an_upgrade_that_is_killed_is_made_at_the_next_start(tmp_path: Path) -> None:
    counts = upgrades(tmp_path, moments=3, numbers={1, formats("records")[-1]})
    assert (counts["kills"], counts["faults"]) == (12, 0)
