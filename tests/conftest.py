"""What the tests share: the real embedder once a session, libraries in temporary folders, and where the evaluation data are."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from tests.model_server import ModelServer
    from vectorstore.embedding.packaged.embedder import E5Embedder
    from vectorstore.library import Library

ROOT = Path(__file__).parents[1]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the last lines which tests were left out and why."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"left out: {report.nodeid}: {report.longrepr[2] if report.longrepr else ''}")


@pytest.fixture(scope="session")
def embedder() -> "E5Embedder":
    from assistant.bootstrap import make_embedder
    from assistant.settings import Settings
    from vectorstore.embedding.packaged.embedder import E5Embedder

    made = make_embedder(Settings())
    assert isinstance(made, E5Embedder)
    return made


@pytest.fixture
def library(tmp_path: Path) -> "Iterator[Library]":
    """An empty library with a fast embedder."""
    from tests.fakes import HashEmbedder
    from vectorstore.library import Library

    with Library(tmp_path / "library", HashEmbedder()) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory, embedder: "E5Embedder") -> "Iterator[Library]":
    """The sample library with the real embedder; tests only read it."""
    from ingest.pipeline import Ingest
    from tests.fakes import QuietWatcher
    from vectorstore.library import Library

    with Library(tmp_path_factory.mktemp("samples"), embedder) as opened:
        Ingest(opened, QuietWatcher()).run([ROOT / "policies"])
        yield opened


@pytest.fixture(scope="session")
def assistant(sample_library: "Library") -> "Assistant":
    from assistant.assistant import Assistant

    return Assistant(sample_library)


class Terminal:
    """Runs commands on one library and keeps what the last one printed."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys
        self.out = ""
        self.err = ""

    def beside(self, data: Path) -> "Terminal":
        """Give a terminal on another library."""
        return Terminal(data, self._capsys)

    def run(self, *arguments: object) -> int:
        from assistant.cli.main import main

        self._capsys.readouterr()
        status = main(["--data", str(self.data), *map(str, arguments)])
        self.out, self.err = self._capsys.readouterr()
        return status

    def json(self, *arguments: object) -> Any:
        assert self.run(*arguments) == 0, self.err
        return json.loads(self.out)

    def refused(self, *arguments: object) -> str:
        """Run a command that must fail with status 1 and one line, and give the line."""
        assert self.run(*arguments) == 1
        assert self.err.startswith("policy-assistant: ")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed library with the samples, made by command; tests only read it."""
    from assistant.cli.main import main

    data = tmp_path_factory.mktemp("commands") / "library"
    assert main(["--data", str(data), "ingest", str(ROOT / "policies")]) == 0
    return data


@pytest.fixture
def terminal(filled: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal beside the sample library; tests with it only read."""
    return Terminal(filled, capsys)


@pytest.fixture
def server() -> "Iterator[ModelServer]":
    """A server that plays a language model."""
    from tests.model_server import model_server

    with model_server() as played:
        yield played


@pytest.fixture
def writer(sample_library: "Library", server: "ModelServer") -> "Assistant":
    """An assistant over the sample library that writes what `server` plays."""
    from assistant.assistant import Assistant
    from assistant.settings import ModelSettings
    from assistant.writing.model import Model
    from tests.model_server import KEY

    return Assistant(sample_library, model=Model(ModelSettings("openai:scripted", server.url, KEY, timeout=30.0)))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with evaluation data and real files; tests that need it are skipped, and say so, where it is missing."""
    folder = Path(os.environ.get("POLICY_EVAL_DIR", ROOT.parent / "shared"))
    if not (folder / "eval").is_dir():
        pytest.skip(f"no evaluation data in {folder} (POLICY_EVAL_DIR)")
    return folder


def ingest(library: "Library", *paths: Path, prune: bool = False) -> dict[str, str]:
    """Ingest `paths` and give the outcome of each file by its name."""
    from ingest.pipeline import Ingest
    from tests.fakes import QuietWatcher

    reports = Ingest(library, QuietWatcher()).run(list(paths), prune)
    return {report.document: str(report.outcome) for report in reports}


@pytest.fixture
def fresh(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal beside a library that does not exist yet."""
    return Terminal(tmp_path / "library", capsys)
