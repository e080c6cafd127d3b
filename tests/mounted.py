"""A disk of its own, in memory, for tests of one that is full or only reads."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk")


@contextmanager
def disk(options: str) -> Iterator[Path]:
    """Mount a disk and give its place; the test is left out where this machine lets nobody.

    The place is none of pytest's folders: one that is still mounted when a run is killed would keep every later run from clearing up.
    """
    place = Path(tempfile.mkdtemp(prefix="disk-"))
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield place
    finally:
        # lazily: a file of it that something still holds, as an index may a moment longer, would else keep the disk and its folder
        subprocess.run(["umount", "--lazy", str(place)], check=True)
        with suppress(OSError):
            place.rmdir()
