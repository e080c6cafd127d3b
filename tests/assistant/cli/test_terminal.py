"""Commands on a terminal: tables as wide as it, colours, a sign of life; and what is told of the program to a shell."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from rich.cells import cell_len

from assistant.cli.main import main
from assistant.cli.tables import show_table
from tests.assistant.cli.screen import plain, shown
from tests.conftest import ROOT, Terminal

QUESTION = "Who publishes the catalogue of three firsts products?"


@pytest.mark.slow
@pytest.mark.parametrize("columns", [80, 132])
@pytest.mark.parametrize(
    ("command", "headings"),
    [
        (["documents"], ["Name", "Title", "Issuer", "Issued", "Status", "Passages"]),
        (["requirements", "catalogue"], ["Due", "Requirement", "Theme", "Document"]),
        (["terms"], ["Term", "Sentence", "Document", "Places", "See also"]),
        (["search", QUESTION, "--top", "2"], ["Passage", "Where", "Document", "Score"]),
    ],
    ids=lambda one: one[0],
)
def test_a_terminal_is_shown_a_table_as_wide_as_it(command: list[str], headings: list[str], columns: int, filled: Path) -> None:
    lines = plain(shown(*command, data=filled, columns=columns))
    heading = next(line for line in lines if headings[0] in line)
    assert [heading.index(one) for one in headings] == sorted(heading.index(one) for one in headings)
    assert columns - 20 < max(map(cell_len, lines)) <= columns
    counts = {"documents": "10 documents, 46 passages", "requirements": "5 requirements", "terms": "terms", "search": "2 passages"}
    assert lines[-2].endswith(counts[command[0]]) or "no longer in force" in lines[-2]


@pytest.mark.slow
def test_colours_are_for_terminals_that_want_them(filled: Path) -> None:
    command = ["requirements", "catalogue"]
    assert "\x1b[31m(overdue)" in shown(*command, data=filled)
    assert "\x1b[31m" not in shown(*command, data=filled, NO_COLOR="1")
    assert "\x1b[31m" not in shown(*command, data=filled, TERM="dumb")


@pytest.mark.slow
def test_what_has_no_room_for_columns_or_is_json_stays_lines(terminal: Terminal) -> None:
    for command in (["requirements", "catalogue"], ["requirements", "catalogue", "--format", "json"]):
        assert terminal.run(*command) == 0
        assert plain(shown(*command, data=terminal.data, columns=100 if "json" in command else 60)) == [
            *(line.rstrip() for line in terminal.out.splitlines()),
            "",
        ]


@pytest.mark.slow
def test_a_sign_of_life_is_shown_on_a_terminal_and_taken_away(filled: Path) -> None:
    written = shown("ask", QUESTION, data=filled, piped=True)
    assert "Asking …" in written
    assert plain(written) == [""]
    command = [sys.executable, "-m", "assistant.cli.main", "--data", str(filled), "ask", QUESTION]
    assert subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stderr == b""


def test_no_text_steers_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show_table({"headings": ["Name"], "widest": "Name", "rows": [["a\x1b]0;b\x07\x9b2J\u202ec\rd [bold]e[/]"]], "below": ["! \x1b[2J"]})
    told = capsys.readouterr().out
    assert "a]0;b2Jcd [bold]e[/]" in told
    assert "! [2J\n" in told
    assert not [sign for sign in told if sign in "\x1b\x07\x9b\u202e\r"]


@pytest.mark.slow
def test_users_are_listed_in_columns_on_a_terminal_only(fresh: Terminal) -> None:
    assert fresh.run("user", "add", "anna", "--role", "editor", "--no-password") == 0
    assert fresh.run("user", "list") == 0
    assert fresh.out == "anna: editor\n"
    assert [line.split() for line in plain(shown("user", "list", data=fresh.data))][3] == ["anna", "editor"]


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"policy-assistant {version('policy-assistant')}\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("policy-assistant se", ["search", "set", "serve"]),
        ("policy-assistant requirements --due-s", ["--due-since"]),
        ("policy-assistant user p", ["passwd"]),
    ],
)
def test_bash_completes_what_is_installed(words: str, completed: list[str], tmp_path: Path) -> None:
    command = tmp_path / "bin" / "policy-assistant"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m assistant.cli.main "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {**os.environ, "HOME": str(tmp_path), "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    subprocess.run([str(command), "--install-completion", "bash"], check=True, capture_output=True, env=environment, cwd=ROOT)
    program = f'. "$HOME/.bashrc"; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _policy_assistant_completion policy-assistant; printf "%s\\n" "${{COMPREPLY[@]}}"'
    told = subprocess.run(["bash", "-c", program], check=True, capture_output=True, text=True, env=environment, cwd=ROOT)
    assert told.stdout.split() == completed
