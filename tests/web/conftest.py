"""The web application in this process: no port, no browser, and an embedder that is there at once."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.testclient import TestClient

from assistant.settings import Settings
from assistant.web.server import application
from assistant.web.state import AppState
from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.library import Library

CATALOGUE = "The Technology Division must publish a catalogue of qualified products by 31 August 2024."
SAMPLES = {
    "circular.md": f"# Circular on Procurement\n\nIssued by: Technology Division\n\n{CATALOGUE}\n\n“Green channel” means a short way.\n",
    "plan-2023.md": "# Plan for Enterprises\n\nThe Supervision Division must keep the debt-to-asset ratio below 65 % by 31 December 2023.\n",
    "plan-2024.md": "# Plan for Enterprises, revised\n\nThis plan replaces the Plan for Enterprises.\n\n"
    "The Supervision Division must keep the debt-to-asset ratio below 63 % by 31 December 2024.\n",
    "hostile.md": "# \\<img src=x onerror=alert(1)> & co\n\nManagers must not feed the xylophone \\<script>document.title='owned'\\</script>.\n",
}
PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Served:
    """An application with what it works with; who asks is named by a header, as behind a proxy, where it is `Remote-User`."""

    state: AppState
    client: TestClient

    def version(self, subject: str) -> int:
        """Give the version of its history in which a page would show something now."""
        return self.state.records.history.versions([subject]).get(subject, 0)

    def get(self, path: str, user: str = "", **headers: str) -> Any:
        return self.client.get(f"/{path}", headers=_headers(user, headers), follow_redirects=False)

    def post(self, path: str, body: Any = None, user: str = "", **headers: str) -> Any:
        sent = {"content": body} if isinstance(body, bytes) else {"json": body}
        return self.client.post(f"/{path}", headers=_headers(user, headers), follow_redirects=False, **sent)


def _headers(user: str, headers: dict[str, str]) -> dict[str, str]:
    named = {"Remote-User": user} if user else {}
    return named | {name.replace("_", "-"): value for name, value in headers.items()}


@pytest.fixture(scope="session")
def small_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of four documents, which nobody changes."""
    folder = tmp_path_factory.mktemp("small")
    for name, text in SAMPLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    with Library(folder / "library", HashEmbedder()) as library:
        Ingest(library, QuietWatcher()).run([folder / name for name in SAMPLES])
    return folder / "library"


def served(library: Path, **settings: Any) -> Iterator[Served]:
    """Serve a copy of `library` with the settings, without its Gradio page."""
    with TemporaryDirectory() as folder:
        data = Path(folder) / "library"
        shutil.copytree(library, data, ignore=shutil.ignore_patterns("lock", "owner.json"))
        state = AppState(Settings(data=data, **settings), Library(data, HashEmbedder()))
        try:
            client = TestClient(application(state), base_url="http://127.0.0.1", client=("127.0.0.1", 1))
            with start_blocking_portal(**client.async_backend) as client.portal:  # one event loop for all requests, as in a server
                yield Served(state, client)
        finally:
            state.close()
