"""Commands on a disk that only reads, and with few open files: each answers, or is refused in a sentence."""

import resource
import subprocess
import sys
from functools import partial
from pathlib import Path
from shutil import copytree

import pytest

from tests.conftest import ROOT, Terminal
from tests.mounted import disk, only_root


@pytest.mark.slow
@only_root
def test_nothing_is_put_back_on_a_disk_that_only_reads(filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Terminal(filled, capsys).run("backup", tmp_path / "kept.zip") == 0
    with disk("ro") as unwritable:
        for data in (unwritable, unwritable / "library"):
            assert "Read-only file system" in Terminal(data, capsys).refused("restore", tmp_path / "kept.zip")


@pytest.mark.slow
@pytest.mark.parametrize("files", [8, 12, 16, 20, 24])
def test_few_open_files_are_told(filled: Path, tmp_path: Path, files: int) -> None:
    data = copytree(filled, tmp_path / "library")
    few = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (files, files))
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(data), "search", "board"]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=few)
    assert ended.returncode in (0, 1)
    assert "Traceback" not in ended.stderr
    assert ended.stdout or ended.stderr.startswith("policy-assistant: ")
