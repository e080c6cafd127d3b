"""What is kept can be read by nobody else on the machine."""

import subprocess
import sys
from pathlib import Path

import pytest

from assistant.records.records import Records
from tests.conftest import ROOT

pytestmark = pytest.mark.once


def run_under_a_usual_umask(data: Path, *arguments: object) -> None:
    program = "import sys; from assistant.cli.main import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "--data", str(data), *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, umask=0o022, check=True, capture_output=True)


@pytest.mark.slow
def test_nobody_else_can_read_what_is_kept(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "kept.zip"
    (tmp_path / "plan.md").write_text("# Plan\n\nBoards must meet.\n")
    run_under_a_usual_umask(data, "user", "add", "anna", "--no-password")
    run_under_a_usual_umask(data, "ingest", tmp_path / "plan.md")
    run_under_a_usual_umask(data, "backup", file)
    kept = [data, file, *data.rglob("*")]
    assert {"records.db", "library.db", "chroma.sqlite3"} <= {path.name for path in kept}
    assert [path for path in kept if path.stat().st_mode & 0o077] == []


def test_a_directory_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    data, other = tmp_path / "data", tmp_path / "other"
    Records(make_readable(data)).close()
    run_under_a_usual_umask(data, "user", "list")
    run_under_a_usual_umask(make_readable(other), "user", "list")
    assert (data.stat().st_mode & 0o777, other.stat().st_mode & 0o777) == (0o700, 0o755)  # the other held no notes


def make_readable(directory: Path) -> Path:
    directory.mkdir()
    directory.chmod(0o755)
    return directory
