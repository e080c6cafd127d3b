"""Who holds a library, also where the file that says so is deleted, and on a disk that knows no locks."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vectorstore.errors import LibraryInUseError
from vectorstore.lock import DirectoryLock

pytestmark = pytest.mark.once

WITHOUT_LOCKS = """
import errno, fcntl, os, sys
from pathlib import Path

def no(*_):
    raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))

fcntl.flock = fcntl.lockf = no
from tests.fakes import HashEmbedder
from vectorstore.errors import LibraryInUseError
from vectorstore.library import Library

try:
    library = Library(Path(sys.argv[1]), HashEmbedder())
except LibraryInUseError as error:
    sys.exit(str(error))
print("open", flush=True)
sys.stdin.read()
"""


def opened(directory: Path) -> "subprocess.Popen[str]":
    """Start a process that opens a library and holds it until it is let go on."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", WITHOUT_LOCKS, str(directory)],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.slow
def test_where_nothing_can_be_locked_two_still_do_not_open_a_library_and_a_killed_one_holds_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "library") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        with opened(tmp_path / "library") as second:
            assert f"in use by “policy-assistant {tmp_path / 'library'}” (process {first.pid})" in second.communicate(timeout=60)[1]
        first.kill()
    with opened(tmp_path / "library") as third:
        assert third.communicate(timeout=60) == ("open\n", "")


def test_a_deleted_lock_lets_no_second_one_in(tmp_path: Path) -> None:
    first, second = DirectoryLock(tmp_path), DirectoryLock(tmp_path)
    first.acquire()
    (tmp_path / "lock").unlink()
    with pytest.raises(LibraryInUseError):
        second.acquire()
    first.release()
    second.acquire()
    second.release()
