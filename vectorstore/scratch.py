"""Unfinished work: folders of which the next process removes what one that was killed left, and files that change at once."""

import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

_PREFIX = "policy-assistant-"
_LOCK = "lock"
_YOUNG = 5.0  # seconds for which a folder may have no lock yet
_UNLOCKED = 3600.0  # seconds after which a folder that never had one is nobody's


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """Make `folder`, which has always the same name, for work in it, and remove it; raises OSError where another process works there."""
    remove_left([folder], young=0.0)
    folder.mkdir(mode=0o700)
    with _held(folder):
        yield folder


@contextmanager
def temporary() -> Iterator[Path]:
    """Make a folder among the temporary ones of this machine for work in it, and remove it."""
    with _held(Path(tempfile.mkdtemp(prefix=_PREFIX))) as folder:
        yield folder


def temporary_left() -> list[Path]:
    """Give the temporary folders that this program made, whether a process works in them or not."""
    return sorted(Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"))


def remove_left(folders: Iterable[Path], young: float = _YOUNG) -> None:
    """Remove those of `folders` in which no process works, but for those made in the last `young` seconds."""
    for folder in folders:
        with suppress(OSError):
            least = young if (folder / _LOCK).exists() or not young else _UNLOCKED
            if folder.is_symlink() or time.time() - folder.stat().st_mtime < least:
                continue
            with suppress(filelock.Timeout), filelock.FileLock(folder / _LOCK, timeout=0):
                shutil.rmtree(folder, ignore_errors=True)


def replace_text(path: Path, text: str) -> None:
    """Let the file at `path` hold `text`, at once or not at all; raises OSError."""
    unfinished = path.with_suffix(".part")
    try:
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


@contextmanager
def _held(folder: Path) -> Iterator[Path]:
    try:
        with filelock.FileLock(folder / _LOCK):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
