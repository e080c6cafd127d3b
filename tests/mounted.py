"""A disk of its own, in memory, for tests of one that is full or only reads."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk")


@contextmanager
def disk(place: Path, options: str) -> Iterator[Path]:
    """Mount a disk at `place`, made where missing; the test is left out where this machine lets nobody."""
    place.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield place
    finally:
        # lazily: a file of it that something still holds, as an index may a moment longer, would else keep the disk and its folder
        subprocess.run(["umount", "--lazy", str(place)], check=True)
