"""The commands, as a user meets them."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from assistant.cli.main import main
from tests.conftest import ROOT, Terminal
from vectorstore.library import Library

COMMANDS = (
    "ingest", "search", "ask", "documents", "requirements", "enrich", "terms", "text", "set", "remove", "evaluate", "doctor", "backup",
    "move", "restore", "serve", "user", "user add", "user remove", "user passwd", "user list",
)  # fmt: skip
HEAVY = {"torch", "sentence_transformers", "chromadb", "gradio", "fastapi", "langchain", "playwright"}


def test_every_command_is_listed_and_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out
    for command in COMMANDS:
        assert main([*command.split(), "--help"]) == 0
        told = capsys.readouterr().out
        assert told.startswith(f"Usage: policy-assistant {command}")
        assert "--data DIR" in told
        assert f"\n  {command.split()[0]} " in listed


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["nonsense"], ["ingest"], ["search", "x", "--top", "0"], ["serve", "--port", "99999"], ["search", "x", "--since", "2020"],
        ["search", "x", "--status", "bad"], ["requirements", "--modality", "perhaps"], ["set", "a.md", "issuer"], ["user"],
    ],
)  # fmt: skip
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "Usage:" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["--help", "documents", "requirements", "terms", "user list", "backup {data}.zip"])
def test_commands_that_embed_nothing_wait_for_no_heavy_library(command: str, filled: Path, tmp_path: Path) -> None:
    program = "import sys; from assistant.cli.main import main; s = main(sys.argv[1:]); print(s, *sys.modules, file=sys.stderr)"
    arguments = ["--data", str(filled), *command.format(data=tmp_path / "kept").split()]
    told = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    status, *modules = told.stderr.split()
    assert status == "0"
    assert set(modules) & HEAVY == set()


def test_settings_are_read_without_a_database() -> None:
    program = "import sys, assistant.settings; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(told.stdout.split()) & (HEAVY | {"sqlalchemy", "numpy", "opencc", "vectorstore.library", "assistant.records"}) == set()


def test_the_directory_can_stand_before_and_after_the_command(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.run("documents") == 0
    for arguments in (["documents", "--data", str(terminal.data)], ["--data", "nowhere", "documents", "--data", str(terminal.data)]):
        assert main(arguments) == 0
        assert capsys.readouterr().out == terminal.out


def test_ingest_reports_each_file_as_a_json_line(fresh: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    (folder / "inner").mkdir(parents=True)
    (folder / "plan.md").write_text("# Plan\n\nBoards must meet.", encoding="utf-8")
    (folder / "inner" / "规定.txt").write_text("各单位应当在年底前完成任务。", encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "bad.txt").write_bytes(os.urandom(3000))
    (folder / ".hidden.txt").write_text("hidden", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    report = tmp_path / "report.jsonl"
    assert fresh.run("ingest", folder, "--report", report) == 1
    rows = {row["document"]: row for row in map(json.loads, report.read_text(encoding="utf-8").splitlines())}
    assert {name: row["outcome"] for name, row in rows.items()} == {
        "bad.txt": "failed", "empty.txt": "empty", "inner/规定.txt": "added", "plan.md": "added",
    }  # fmt: skip
    about = {"passages": 1, "warnings": [], "requirements": 0, "quoted_alone": 0, "left_out": []}
    assert rows["plan.md"] == {"document": "plan.md", "outcome": "added", "reason": None} | about
    assert "not text" in rows["bad.txt"]["reason"]
    assert "bad.txt" in fresh.err
    assert "2 added, 1 empty, 1 failed; 2 passages" in fresh.out
    (folder / "bad.txt").unlink()
    assert fresh.run("ingest", folder) == 0
    assert "2 unchanged, 1 empty" in fresh.out


def test_search_finds_passages_and_says_where_they_stand(terminal: Terminal) -> None:
    matches = terminal.json("search", "Who reports on progress each quarter?", "--top", "3", "--json")
    assert len(matches) == 3
    assert matches[0].keys() >= {"document", "text", "score", "start", "end", "heading", "title"}
    assert terminal.run("search", "Who reports on progress each quarter?") == 0
    assert matches[0]["text"] in terminal.out


def test_ask_prints_the_answer_of_the_contract(terminal: Terminal) -> None:
    question = "How soon must the board sign a post agreement with a new manager?"
    answer = terminal.json("ask", question, "--json")
    assert answer.keys() >= {"outcome", "answer", "as_of", "citations", "warnings", "mode", "seconds"}
    assert (answer["outcome"], answer["mode"]) == ("answered", "quoted")
    citation = answer["citations"][0]
    assert citation.keys() == {"number", "document", "title", "quote", "start", "end", "page", "heading", "scanned", "checked", "language"}
    assert terminal.run("text", ROOT / "policies" / citation["document"]) == 0
    assert terminal.out[citation["start"] : citation["end"]] == citation["quote"]
    assert terminal.run("ask", question) == 0
    assert citation["quote"] in terminal.out


def test_the_trace_says_how_an_answer_came_about(terminal: Terminal) -> None:
    assert terminal.run("ask", "Who publishes the catalogue of three firsts products?", "--json", "--trace") == 0
    trace = json.loads(terminal.out)["trace"]
    assert trace.keys() == {"question", "matches", "model", "prompt_tokens", "left_out", "checks", "seconds", "failure", "understood"}
    assert trace["matches"][0].keys() == {"document", "heading", "score", "cosine", "lexical"}
    assert trace["seconds"].keys() == {"searching", "quoting"}


def test_files_of_questions_are_answered_line_by_line(terminal: Terminal, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    lines = [
        {"query_id": "a", "question": "Who must report?", "history": []},
        {"query_id": "b", "question": ""},
        {"query_id": "c", "question": "x" * 9000},
    ]
    questions.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    for command, key in (("search", "matches"), ("ask", "citations")):
        out = tmp_path / f"{command}.jsonl"
        assert terminal.run(command, "--questions", questions, "--out", out) == 0
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
        assert [row["query_id"] for row in rows] == ["a", "b", "c"]
        assert rows[0][key]
        assert rows[0]["seconds"] > 0
        assert rows[1][key] == rows[2][key] == []
    assert [row["outcome"] for row in rows] == ["answered", "failed", "failed"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"question": "Who?"}', "line 2: the field “query_id” is missing.\n"),
        ('{"query_id": "a", "question": 7}', "line 2: the field “question” cannot be read. Input should be a valid string\n"),
        ('{"query_id": "a", "question": "Who?", "history": [{"role": "user"}]}', "line 2: the field “history.0.text” is missing.\n"),
        ("Who?", "line 2: this is no JSON object. Invalid JSON: expected value at line 1 column 1\n"),
    ],
)
def test_a_line_that_is_no_question_is_told_with_its_field(line: str, told: str, fresh: Terminal, tmp_path: Path) -> None:
    (tmp_path / "questions.jsonl").write_text(f'{{"query_id": "a", "question": "one\u2028two"}}\r\n{line}\n', encoding="utf-8-sig")
    for command in ("ask", "search"):
        assert fresh.refused(command, "--questions", tmp_path / "questions.jsonl", "--out", tmp_path / "out").endswith(told)


def test_documents_are_listed_and_removed(fresh: Terminal, tmp_path: Path) -> None:
    (tmp_path / "plan.md").write_text("# Plan\n\nIssued by: The Commission\nDate: 2024-03-01\n\nBoards must meet.", encoding="utf-8")
    assert fresh.run("ingest", tmp_path / "plan.md") == 0
    row = fresh.json("documents", "--json")[0]
    assert (row["name"], row["title"], row["issuer"], row["issued"], row["passages"]) == (
        "plan.md",
        "Plan",
        "The Commission",
        "2024-03-01",
        1,
    )
    assert fresh.run("documents") == 0
    assert "Plan (The Commission, 2024-03-01); 1 passages" in fresh.out
    assert fresh.run("remove", "plan.md") == 0
    assert fresh.json("documents", "--json") == []
    assert "plan.md" in fresh.refused("remove", "plan.md")


def test_bad_input_gets_a_sentence(fresh: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good, large = tmp_path / "good.txt", tmp_path / "large.txt"
    good.write_text("Boards must meet.", encoding="utf-8")
    assert "no file or folder" in fresh.refused("ingest", tmp_path / "missing")
    (tmp_path / "empty.txt").touch()
    assert fresh.run("ingest", tmp_path / "empty.txt") == 1
    assert "Nothing to index" in fresh.err
    large.write_bytes(b"The board must meet. " * 2_500_000)
    assert fresh.run("ingest", large, good) == 1
    assert "52.5 MB; at most 20 MB" in fresh.err
    assert [row["name"] for row in fresh.json("documents", "--json")] == ["good.txt"]
    assert "empty" in fresh.refused("ask", "")
    assert "at most 4000" in fresh.refused("ask", "x" * 100_000)
    assert "--questions" in fresh.refused("ask")
    assert "Cannot read" in fresh.refused("ask", "--questions", tmp_path / "missing", "--out", tmp_path / "out")
    assert "Cannot write" in fresh.refused("ingest", good, "--report", tmp_path / "no" / "report")
    assert "cannot be opened" in fresh.refused("text", tmp_path / "missing.txt")
    (tmp_path / "bad.jsonl").write_text('{"query_id": "a"}\n', encoding="utf-8")
    assert "line 1" in fresh.refused("ask", "--questions", tmp_path / "bad.jsonl", "--out", tmp_path / "out")
    monkeypatch.setenv("POLICY_PORT", "seven")
    assert "POLICY_PORT" in fresh.refused("documents")


def test_an_empty_library_is_told(fresh: Terminal) -> None:
    assert "policy-assistant ingest" in fresh.refused("search", "anything")


def test_a_held_library_is_told(terminal: Terminal, filled: Path, sample_library: Library) -> None:
    with Library(filled, sample_library.embedder):
        for command in (["documents"], ["search", "x"], ["ask", "x"], ["ingest", ROOT / "policies"], ["remove", "x"]):
            assert "in use by" in terminal.refused(*command)


def test_a_library_of_another_embedder_is_refused(terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setenv("POLICY_EMBEDDER", str(tmp_path))
    assert "POLICY_EMBEDDER" in terminal.refused("search", "x")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user who may not write")
def test_a_directory_that_cannot_be_written_is_told() -> None:
    program = (
        "import os, sys, assistant.cli.main; assistant.cli.main.main(['--data', sys.argv[2], 'documents']); "  # what it imports
        "os.setuid(65534); sys.exit(assistant.cli.main.main(['--data', sys.argv[1], 'documents']))"
    )
    with tempfile.TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        (Path(parent) / "library").mkdir(mode=0o755)
        for directory in ("library", "library/new"):
            command = [sys.executable, "-c", program, f"{parent}/{directory}", f"{parent}/other"]
            told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
            assert told.returncode == 1
            assert told.stderr.startswith("policy-assistant: Cannot ")
            assert told.stderr.count("\n") == 1


@pytest.mark.slow
def test_the_whole_path_needs_no_outside_connection(tmp_path: Path) -> None:
    notes = tmp_path / "connections"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{ROOT / 'tests' / 'offline'}:{ROOT}",
        "OUTSIDE_CONNECTIONS": str(notes),
        "HOME": str(tmp_path),
    }

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-m", "assistant.cli.main", "--data", str(tmp_path / "library"), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment)

    assert "10 added" in run("ingest", "policies").stdout
    answer = json.loads(run("ask", "How soon must the board sign a post agreement with a new manager?", "--json").stdout)
    assert answer["outcome"] == "answered"
    assert not notes.exists()
    probe = "import socket; socket.create_connection(('192.0.2.1', 80), 0.1)"
    assert subprocess.run([sys.executable, "-c", probe], env=environment, capture_output=True, check=False).returncode == 1
    assert "192.0.2.1" in notes.read_text(encoding="utf-8")
