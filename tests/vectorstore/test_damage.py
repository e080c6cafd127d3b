"""Some of the kinds of damage that `benchmarks.damage` knows."""

from pathlib import Path

import pytest

from benchmarks.damage import FAULTS, measure

pytestmark = pytest.mark.once


@pytest.mark.slow
def test_a_damaged_library_is_healed_or_told(tmp_path: Path) -> None:
    counts = measure(tmp_path, large=False, only="", every=23)
    assert counts["healed"] + counts["told"] > 5
    assert {name: counts[name] for name in FAULTS if counts[name]} == {}
