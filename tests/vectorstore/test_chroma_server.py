"""A library whose vectors a real Chroma server keeps: the same is found, and what happens to the server is mended."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.bootstrap import open_library
from assistant.errors import SettingError
from assistant.operations.health import try_all
from assistant.settings import Settings
from ingest.pipeline import Ingest
from tests.fakes import HashEmbedder, QuietWatcher
from tests.vectorstore.contents import nearest
from vectorstore.errors import LibraryError
from vectorstore.index.chroma_server import server_engine, server_version
from vectorstore.index.protocol import Engine
from vectorstore.index.server_address import ServerAddress
from vectorstore.library import Library

pytestmark = pytest.mark.slow


class ChromaServer:
    """`chroma run` on a folder, started and stopped."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [Path(sys.executable).parent / "chroma", "run", "--path", self._folder, "--host", "127.0.0.1", "--port", str(self.port)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError("Chroma's server does not listen")

    def stop(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.terminate()
            self._process.wait(20)
            self._process = None

    def signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    @property
    def collections(self) -> list[str]:
        return [one["name"] for one in httpx.get(self._collections).raise_for_status().json()]

    def delete(self, collection: str) -> None:
        httpx.delete(f"{self._collections}/{collection}").raise_for_status()

    @property
    def _collections(self) -> str:
        return f"{self.address}/api/v2/tenants/default_tenant/databases/default_database/collections"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[ChromaServer]:
    made = ChromaServer(tmp_path / "server")
    made.start()
    yield made
    made.stop()


def engine_of(server: ChromaServer, again: float = 60.0) -> Engine:
    return server_engine(ServerAddress.of(server.address), most=20, again=again)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    texts = [f"Board {number} must publish the plan for harbour {number} by {1 + number % 28} May 2031." for number in range(160)]
    paths = [tmp_path / f"{name}.txt" for name in ("first", "second")]
    for path, half in zip(paths, (texts[:80], texts[80:]), strict=True):
        path.write_text("\n\n".join(half), encoding="utf-8")
    return paths


def near(library: Library) -> list[int]:
    return list(nearest(library, library.embedder.embed(["harbour 17"])[0], 5))


def test_the_same_is_found_as_in_the_librarys_own_index(server: ChromaServer, tmp_path: Path, files: list[Path]) -> None:
    found = []
    for name, engine in (("own", "chroma"), ("served", engine_of(server))):
        with Library(tmp_path / name, HashEmbedder(max_tokens=60), engine=engine) as library:
            Ingest(library, QuietWatcher()).run(files)
            assert library.entries()[0].passages > 20  # more than one request takes
            found.append(near(library))
            library.remove("second.txt")
            found.append(near(library))
    assert found[0] == found[2]
    assert found[1] == found[3] != found[2]
    assert not list((tmp_path / "served").glob("index-*/*.bin"))
    assert len(server.collections) == 1
    with Library(tmp_path / "served", HashEmbedder(max_tokens=60), engine=engine_of(server)) as library:
        assert near(library) == found[3]
    assert len(server.collections) == 1  # trusted, not built anew


def test_vectors_that_the_server_lost_are_built_anew(server: ChromaServer, tmp_path: Path, files: list[Path]) -> None:
    engine = engine_of(server)
    with Library(tmp_path / "served", HashEmbedder(max_tokens=60), engine=engine) as library:
        Ingest(library, QuietWatcher()).run(files)
        found = near(library)
    (name,) = server.collections
    server.delete(name)
    with Library(tmp_path / "served", HashEmbedder(max_tokens=60), engine=engine) as library:
        assert near(library) == found
    assert len(server.collections) == 1


def found_again(library: Library, expected: list[int]) -> bool:
    end = time.monotonic() + 60
    while near(library) != expected and time.monotonic() < end:
        time.sleep(0.2)
    return near(library) == expected


def test_while_the_server_is_away_words_are_found_and_told_and_after_it_vectors_too(
    server: ChromaServer, tmp_path: Path, files: list[Path]
) -> None:
    with Library(tmp_path / "served", HashEmbedder(max_tokens=60), engine=engine_of(server, again=0.5)) as library:
        Ingest(library, QuietWatcher()).run(files)
        assistant, asked = Assistant(library), "What must board 17 publish?"
        found, whole = near(library), assistant.ask(asked)
        assert "index of meanings" not in whole.text
        server.stop()
        assert near(library) == []
        answer = assistant.ask(asked)
        assert "index of meanings" in answer.text
        assert "May 2031" in answer.text
        server.start()
        assert found_again(library, found)
        assert assistant.ask(asked).text == whole.text
    assert len(server.collections) == 1


def test_a_server_that_hangs_is_not_waited_for(server: ChromaServer, tmp_path: Path, files: list[Path]) -> None:
    with Library(tmp_path / "served", HashEmbedder(max_tokens=60), engine=engine_of(server, again=0.5)) as library:
        Ingest(library, QuietWatcher()).run(files)
        found = near(library)
        server.signal(signal.SIGSTOP)
        begun = time.monotonic()
        assert near(library) == []
        assert time.monotonic() - begun < 20  # its limit is five seconds
        begun = time.monotonic()
        assert near(library) == []
        assert time.monotonic() - begun < 4  # nobody waits again
        server.signal(signal.SIGCONT)
        assert found_again(library, found)


def test_headers_are_sent_with_each_request(tmp_path: Path) -> None:
    seen: list[str | None] = []

    class Refusing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            seen.append(self.headers["Authorization"])
            self.send_error(403)

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Refusing) as proxy:
        Thread(target=proxy.serve_forever, daemon=True).start()
        address = ServerAddress.of(f"http://127.0.0.1:{proxy.server_port}", {"Authorization": "Bearer hidden"})
        with pytest.raises(LibraryError, match="Cannot read the vector index"):
            server_engine(address).open(tmp_path / "index-1")
        proxy.shutdown()
    assert seen == ["Bearer hidden"]
    assert "hidden" not in repr(address)


def test_a_library_moves_its_vectors_to_a_server_and_back(server: ChromaServer, tmp_path: Path, files: list[Path]) -> None:
    engines: list[str | Engine] = ["chroma", engine_of(server), "chroma"]
    found = []
    for engine in engines:
        with Library(tmp_path / "library", HashEmbedder(max_tokens=60), engine=engine) as library:
            Ingest(library, QuietWatcher()).run(files)
            found.append(near(library))
    assert found[0] == found[1] == found[2]


def test_the_setting_names_the_server(server: ChromaServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_CHROMA", server.address)
    monkeypatch.setenv("POLICY_CHROMA_HEADERS", "X-Chroma-Token=hidden, X-Other=1")
    monkeypatch.setenv("POLICY_DATA", str(tmp_path / "library"))
    settings = Settings.from_environment()
    assert settings.chroma_headers == (("X-Chroma-Token", "hidden"), ("X-Other", "1"))
    assert "hidden" not in repr(settings)
    with open_library(settings) as library:
        assert near(library) == []
    assert len(server.collections) == 1
    tried = {str(check.part): check for check in try_all(settings)}["vector server"]
    assert tried.is_well
    assert str(tried.told) == f"{server.address}: Chroma {server_version(ServerAddress.of(server.address))}"
    server.stop()
    tried = {str(check.part): check for check in try_all(settings)}["vector server"]
    assert not tried.is_well
    assert server.address in str(tried.told)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("POLICY_CHROMA", "127.0.0.1:8000"),
        ("POLICY_CHROMA", "http://x/y"),
        ("POLICY_CHROMA", "http://key@x"),
        ("POLICY_CHROMA_HEADERS", "token"),
    ],
)
def test_a_bad_setting_is_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError, match=f"{name}"):
        Settings.from_environment()
