"""Commands that read, while another process has the library and serves the page."""

import json
import logging
import os
import shutil
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from assistant.queries.client import ServedLibrary
from assistant.queries.documents import Documents
from assistant.queries.service import QueryService
from assistant.queries.wire import LONGEST, address_of, request_of, socket_of
from assistant.settings import Settings
from assistant.web.state import AppState
from ingest.pipeline import Ingest
from language.messages import message
from tests.conftest import ROOT, Terminal
from tests.fakes import HashEmbedder, QuietWatcher
from tests.web_server import Server
from vectorstore.library import Library

PLAN = "# Plan\n\nIssued by: Technology Division\n\nThe Technology Division must publish a catalogue by 31 August 2024.\n\n“Green channel” means a short way.\n"
QUESTION = "Who must publish a catalogue?"


@pytest.fixture
def state(tmp_path: Path) -> Iterator[AppState]:
    """What a server works with, ready, over a library of one document at a path that is longer than the address of a socket."""
    data = tmp_path / ("long" * 30) / "library"
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    library = Library(data, HashEmbedder())
    Ingest(library, QuietWatcher()).run([tmp_path / "plan.md"])
    opened = AppState(Settings(data=data), library)
    opened.prepare()
    opened.wait()
    with closing(opened):
        yield opened


@pytest.fixture
def served(state: AppState, capsys: pytest.CaptureFixture[str]) -> Iterator[Terminal]:
    """A terminal beside a library that is served."""
    with QueryService(state):
        yield Terminal(state.library.directory, capsys)


@contextmanager
def connected(data: Path) -> Iterator[socket.socket]:
    """A connection to the service, as anybody can open one."""
    with socket.socket(socket.AF_UNIX) as connection, address_of(socket_of(data)) as address:
        connection.settimeout(10)
        connection.connect(address)
        yield connection


def sent(data: Path, line: bytes) -> str:
    """Send a line and give the message that comes back."""
    with connected(data) as connection, connection.makefile("rb") as replies:
        connection.sendall(line)
        return str(json.loads(replies.readline())["failed"]["id"])


def test_commands_that_read_are_answered(served: Terminal) -> None:
    assert served.json("ask", QUESTION, "--json")["outcome"] == "answered"
    assert served.json("ask", QUESTION, "--json", "--trace")["trace"]["question"] == QUESTION
    assert served.run("ask", QUESTION, "--issuer", "Technology") == 0
    assert "[1] plan.md, characters" in served.out
    assert served.json("search", QUESTION, "--top", "1", "--json")[0]["document"] == "plan.md"
    assert served.run("search", QUESTION) == 0
    assert served.out.startswith("1. Plan  [plan.md, ")
    assert served.json("documents", "--json")[0]["issuer"] == "Technology Division"
    assert served.json("requirements", "catalogue", "--body", "Technology Division", "--format", "json")[0]["deadline"] == "2024-08-31"
    assert served.run("requirements", "--theme", "no such theme", "--format", "json") == 2
    assert "No requirement names “no such theme”" in served.err
    assert served.run("ask", QUESTION, "--document", "plan.pdf") == 2
    assert served.err == "policy-assistant: There is no document “plan.pdf”; near it are: plan.md.\n"
    assert served.json("terms", "--json")[0]["term"] == "Green channel"


def test_what_users_noted_is_in_what_commands_print(served: Terminal, state: AppState) -> None:
    state.records.statuses.set(state.library.requirements.find()[0], "done")
    assert served.run("requirements") == 0
    assert "done\n" in served.out


def test_files_are_read_and_written_where_the_command_runs(served: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [{"query_id": "a", "question": QUESTION}, {"query_id": "b", "question": ""}]
    Path("questions.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert served.run("ask", "--questions", "questions.jsonl", "--out", "answers.jsonl") == 0
    answers = [json.loads(line) for line in Path("answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(row["query_id"], row["outcome"]) for row in answers] == [("a", "answered"), ("b", "failed")]
    assert served.run("search", "--questions", "questions.jsonl", "--out", "matches.jsonl") == 0
    matches = [json.loads(line) for line in Path("matches.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row.get("error") for row in matches] == [None, "The question is empty."]
    assert served.run("requirements", "--format", "xlsx", "--out", "rows.xlsx") == 0
    assert Path("rows.xlsx").read_bytes().startswith(b"PK")


def test_what_is_refused_is_told_as_when_alone(served: Terminal) -> None:
    assert served.refused("ask", "") == "policy-assistant: The question is empty.\n"
    assert served.refused("ask", "？！ …") == "policy-assistant: The question has no words.\n"
    assert served.refused("search", "x" * 5000) == "policy-assistant: The question has 5000 characters; at most 4000 can be asked.\n"
    assert "No document is left by the filter" in served.refused("ask", QUESTION, "--status", "expired")
    assert "needs --out" in served.refused("requirements", "--format", "ics")
    assert served.run("search", QUESTION, "--top", "0") == 2


@pytest.mark.parametrize("command", [["remove", "plan.md"], ["set", "plan.md", "issuer=x"], ["ingest", str(ROOT / "policies")], ["enrich"]])
def test_commands_that_change_the_library_are_refused(command: list[str], served: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_MODEL", "openai:scripted")
    assert "in use by" in served.refused(*command)
    assert served.json("documents", "--json")[0]["issuer"] == "Technology Division"


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense", b"{}", b"null", b"\xff\xfe", b"[" * 200_000, b'{"version": 1, "query": {}}', b'{"version": "{own}", "query": {"kind": "remove", "name": "plan.md"}}',
        b'{"version": "{own}", "query": {"kind": "documents", "as_json": "{0.__class__}"}}', b'{"version": "{own}", "query": {"kind": "documents", "more": 1}}',
        b'{"version": "{own}", "query": {"kind": "search", "question": "x", "filter": {}, "top": 1000000}}',
        b'{"version": "{own}", "query": {"kind": "requirements", "filter": {}, "format": "exe"}}',
        b'{"version": "{own}", "query": {"kind": "requirements", "filter": {"documents": 7}}}', b'{"version": "{own}", "query": ' + b"[" * 5000,
        b'{"version": "{own}", "query": {"kind": "ask", "question": 7, "filter": {}}}', b" " * (LONGEST + 1),
    ],
    ids=range(15),
)  # fmt: skip
def test_what_is_no_request_is_told_so_and_harms_nothing(line: bytes, served: Terminal) -> None:
    own = json.loads(request_of(Documents()))["version"].encode()
    assert sent(served.data, line.replace(b"{own}", own) + b"\n") == "The served page does not understand this request."
    assert served.run("documents") == 0


def test_another_version_is_told(served: Terminal) -> None:
    told = sent(served.data, json.dumps({"version": "0.1", "query": {"kind": "of the future"}}).encode() + b"\n")
    assert told.startswith("The page is served by version {served} of this program")


def test_one_that_hangs_keeps_nobody_waiting(served: Terminal) -> None:
    with connected(served.data), connected(served.data) as half:
        half.sendall(b'{"version": ')
        assert served.run("documents") == 0


def test_many_commands_are_answered_at_once(served: Terminal) -> None:
    found: list[str] = []

    def read() -> None:
        with ServedLibrary(served.data) as library:
            found.extend(library.answer(Documents()) for _ in range(5))

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 40
    assert len(set(found)) == 1


def test_the_socket_is_its_owners_alone_and_goes_with_the_service(state: AppState) -> None:
    place = socket_of(state.library.directory)
    with QueryService(state):
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert not place.exists()


def test_a_socket_that_a_killed_server_left_is_no_answer_and_makes_room(state: AppState, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(state.library.directory, capsys)
    with socket.socket(socket.AF_UNIX) as left, address_of(socket_of(terminal.data)) as address:
        left.bind(address)
    assert "in use by" in terminal.refused("documents")
    with QueryService(state):
        assert terminal.run("documents") == 0


def test_a_server_that_goes_before_it_answered_is_told(state: AppState, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket(socket.AF_UNIX) as listener:
        with address_of(socket_of(state.library.directory)) as address:
            listener.bind(address)
        listener.listen()
        going = threading.Thread(target=lambda: listener.accept()[0].close())
        going.start()
        assert "ended the connection" in Terminal(state.library.directory, capsys).refused("documents")
        going.join()


def test_a_question_waits_until_the_assistant_is_ready(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "plan.md").write_text(PLAN, encoding="utf-8")
    library = Library(tmp_path / "library", HashEmbedder())
    Ingest(library, QuietWatcher()).run([tmp_path / "plan.md"])
    terminal = Terminal(library.directory, capsys)
    with closing(AppState(Settings(data=library.directory), library)) as starting:
        with QueryService(starting, patience=0.1):
            assert "cannot answer: Preparing the search …" in terminal.refused("ask", QUESTION)
            assert terminal.run("documents") == 0
        with QueryService(starting):
            threading.Timer(0.2, starting.prepare).start()
            assert terminal.run("ask", QUESTION) == 0
        starting.failure = message("The disk is full.")
        with QueryService(starting):
            assert "cannot answer: The disk is full." in terminal.refused("ask", QUESTION)


def test_a_fault_of_the_server_is_told_calmly(served: Terminal, state: AppState, caplog: pytest.LogCaptureFixture) -> None:
    assistant = state.assistant
    del state.assistant
    with caplog.at_level(logging.ERROR):
        assert "its log says why" in served.refused("ask", QUESTION)
    state.assistant = assistant  # which is closed with the state
    assert "AttributeError" in caplog.text


@pytest.mark.slow
def test_while_the_page_is_served_commands_print_what_they_print_alone(filled: Path, tmp_path: Path) -> None:
    data = tmp_path / "library"
    shutil.copytree(filled, data)
    question = "How soon must the board sign a post agreement with a new manager?"
    Path(tmp_path / "questions.jsonl").write_text(json.dumps({"query_id": "a", "question": question}), encoding="utf-8")
    commands = [
        ["ask", question], ["ask", question, "--json", "--trace"], ["ask", ""], ["ask", "--questions", "questions.jsonl", "--out", "out"],
        ["search", question, "--status", "any"], ["documents"], ["terms", "--json"], ["requirements", "board", "--sort", "deadline"],
        ["requirements", "--format", "csv", "--out", "out"],
    ]  # fmt: skip

    def printed() -> list[tuple[int, str, str, str]]:
        return [told(command) for command in commands]

    def told(command: list[str]) -> tuple[int, str, str, str]:
        (tmp_path / "out").unlink(missing_ok=True)
        program = [sys.executable, "-m", "assistant.cli.main", "--data", "library", *command]
        ran = subprocess.run(program, capture_output=True, text=True, check=False, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)})
        written = (tmp_path / "out").read_text(encoding="utf-8") if "out" in command else ""
        return ran.returncode, without_seconds(ran.stdout), ran.stderr, without_seconds(written)

    alone = printed()
    server = Server(data)
    try:
        server.wait_for("health", "ready", 60)
        assert printed() == alone
    finally:
        server.stop()
    assert [status for status, *_ in alone] == [0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert not socket_of(data).exists()


def without_seconds(text: str) -> str:
    """Give JSON without what it says of time, and any other text as it is."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    for part in (value, value.get("trace", {})) if isinstance(value, dict) else ():
        part.pop("seconds", None)
    return json.dumps(value)
