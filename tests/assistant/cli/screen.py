"""Commands on a real terminal of some width, with what they show there."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios
from pathlib import Path

from tests.conftest import ROOT


def shown(*arguments: object, data: Path, columns: int = 100, piped: bool = False, **environment: str) -> str:
    """Run a command whose stdout, unless it is `piped`, and stderr are a terminal of `columns`; give all that it wrote there."""
    own, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    inherited = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "CI")}
    running = subprocess.Popen(
        [sys.executable, "-m", "assistant.cli.main", "--data", str(data), *map(str, arguments)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if piped else theirs,
        stderr=theirs,
        env={**inherited, "TERM": "xterm-256color", **environment},
        cwd=ROOT,
    )
    os.close(theirs)
    written = b""
    with os.fdopen(own, "rb", buffering=0) as reader:
        while part := _part(reader.fileno()):
            written += part
    assert running.wait(60) == 0, written
    return written.decode()


def plain(written: str) -> list[str]:
    """Give the lines that are left on the screen, without colours and without what was shown for a while."""
    written = re.sub(r"[^\n]*\n(\x1b\[\?25h)?\r?\x1b\[1A\x1b\[2K", "", written)
    return [line.rstrip() for line in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written).split("\n")]


def _part(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # so Linux says that the other side is closed
        return b""
