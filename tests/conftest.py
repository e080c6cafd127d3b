"""What the tests share: the real embedder once a session, libraries in temporary folders, and where the evaluation data are."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from assistant.assistant import Assistant
from assistant.cli.main import main
from assistant.settings import ModelSettings
from assistant.writing.model import Model
from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from tests.model_server import KEY, ModelServer, model_server
from tests.web_server import Server
from vectorstore.embedding.embedder import SentenceEmbedder
from vectorstore.library import Library

ROOT = Path(__file__).parents[1]
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
IN_CI = os.environ.get("CI") == "true"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave browser tests out where there is no browser; under CI they fail instead."""
    for item in items:
        if CHROMIUM is None and not IN_CI and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the last lines which tests were left out and why."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"left out: {report.nodeid}: {report.longrepr[2] if report.longrepr else ''}")


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    return SentenceEmbedder()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library with a fast embedder."""
    with Library(tmp_path / "library", HashEmbedder()) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Library]:
    """The sample library with the real embedder; tests only read it."""
    with Library(tmp_path_factory.mktemp("samples"), embedder) as opened:
        Ingest(opened, QuietWatcher()).run([ROOT / "policies"])
        yield opened


@pytest.fixture(scope="module")
def assistant(sample_library: Library) -> Assistant:
    return Assistant(sample_library)


class Terminal:
    """Runs commands on one library and keeps what the last one printed."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self._capsys = capsys
        self.out = ""
        self.err = ""

    def run(self, *arguments: object) -> int:
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


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("commands") / "library"
    assert main(["--data", str(data), "ingest", str(ROOT / "policies")]) == 0
    return data


@pytest.fixture
def terminal(filled: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """A terminal beside the sample library; tests with it only read."""
    return Terminal(filled, capsys)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A server that plays a language model."""
    with model_server() as played:
        yield played


@pytest.fixture
def writer(sample_library: Library, server: ModelServer) -> Assistant:
    """An assistant over the sample library that writes what `server` plays."""
    return Assistant(sample_library, model=Model(ModelSettings("openai:scripted", server.url, KEY, timeout=10.0)))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    assert CHROMIUM, "under CI the browser tests need Chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with evaluation data and real files; tests that need it are skipped, and say so, where it is missing."""
    folder = Path(os.environ.get("POLICY_EVAL_DIR", ROOT.parent / "shared"))
    if not (folder / "eval").is_dir():
        pytest.skip(f"no evaluation data in {folder} (POLICY_EVAL_DIR)")
    return folder


def ingest(library: Library, *paths: Path, prune: bool = False) -> dict[str, str]:
    """Ingest `paths` and give the outcome of each file by its name."""
    reports = Ingest(library, QuietWatcher()).run(list(paths), prune)
    return {report.document: str(report.outcome) for report in reports}


@pytest.fixture(scope="session")
def sample_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the sample library for oneself, in which tests may ask; none changes its documents."""
    started = Server(tmp_path_factory.mktemp("served") / "library")
    started.wait_for("health", "ready", 120)
    yield started
    started.stop()
    assert started.notes.exists() is False
