"""Notes and documents, backed up and put back."""

import os
import threading
import zipfile
from pathlib import Path

import pytest

from assistant.records.records import Records
from tests.conftest import Terminal

PASSWORD = "correct horse battery"


def test_a_backup_is_put_back_while_others_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, file = tmp_path / "data", tmp_path / "kept.zip"
    data.mkdir()
    terminal = Terminal(data, capsys)
    with Records(data) as records:
        records.accounts.add("anna", "reader", PASSWORD)
        first = records.conversations.begin("anna", "before")
        token = records.accounts.log_in("anna", PASSWORD, 600)
        stop = threading.Event()

        def write() -> None:
            while not stop.is_set():
                records.audit.note("anna", "export", "x")

        writer = threading.Thread(target=write)
        writer.start()
        try:
            assert terminal.run("backup", file) == 0, terminal.err
            records.conversations.begin("anna", "after")
            assert terminal.run("restore", file) == 0, terminal.err
        finally:
            stop.set()
            writer.join()
        assert [one.id for one in records.conversations.find("anna")] == [first]
        assert records.accounts.of_session(token) is None
        assert "restore" in {deed.action for deed in records.audit.last(100_000)}
    assert file.stat().st_mode & 0o077 == 0


def test_documents_come_back_with_a_backup_unless_a_server_holds_them(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal, file = Terminal(filled, capsys), tmp_path / "kept.zip"
    assert terminal.run("backup", file) == 0
    other = Terminal(tmp_path / "other", capsys)
    assert other.run("restore", file) == 0, other.err
    assert len(other.json("documents", "--json")) == len(terminal.json("documents", "--json"))
    assert other.json("ask", "How soon must the board sign a post agreement with a new manager?", "--json")["outcome"] == "answered"


def test_what_is_no_backup_changes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 100)
    assert "no backup" in terminal.refused("restore", tmp_path / "no.zip")
    assert "no backup" in terminal.refused("restore", tmp_path / "missing.zip")
    for name, content in (("empty.zip", b""), ("other.zip", b"no database" * 500)):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.writestr("records.db", content)
        assert "no backup" in terminal.refused("restore", tmp_path / name)
    with zipfile.ZipFile(tmp_path / "spoiled.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("records.db", os.urandom(5000))
    spoiled = bytearray((tmp_path / "spoiled.zip").read_bytes())
    spoiled[60:200] = b"\xff" * 140
    (tmp_path / "spoiled.zip").write_bytes(spoiled)
    assert "no backup" in terminal.refused("restore", tmp_path / "spoiled.zip")
    assert "nothing to back up" in terminal.beside(tmp_path / "empty").refused("backup", tmp_path / "x.zip")
