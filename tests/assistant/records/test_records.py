"""What users do and note: kept, moved to a later format, backed up and put back."""

import os
import sqlite3
import subprocess
import sys
import threading
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Paragraph, Statement, Support
from assistant.answer.citation import Citation
from assistant.cli.main import main
from assistant.errors import AssistantError
from assistant.records.records import Records
from assistant.records.users import LoginError, User
from language.span import Span
from tests.conftest import ROOT, Terminal
from tests.vectorstore.test_migration import stored

PASSWORD = "correct horse battery"
CITATION = Citation(1, Span(10, 27, 7), "Boards must meet.", "plan.md", "Plan", "SASAC", "2024-01-01", "1 › 2", 3)
ANSWER = Answer(
    Outcome.ANSWERED, (Statement("Boards meet.", Support.SUPPORTED, "en", (CITATION,)),), mode="written", as_of="2024-05-01", seconds=0.25
)


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


def test_a_conversation_is_kept_whole_and_for_its_user_only(records: Records) -> None:
    kept = records.conversations
    id = kept.begin("anna", "  How often must\nboards meet? ")
    turn = kept.ask("anna", id, "How often must boards meet?", '{"issuer": "SASAC"}')
    kept.answer(turn, ANSWER)
    (one,) = kept.turns("anna", id)
    assert one.answer == ANSWER
    assert (kept.find("anna")[0].title, kept.find("anna")[0].sought) == ("How often must boards meet?", '{"issuer": "SASAC"}')
    for found in (kept.find("bob"), kept.turns("bob", id), [kept.conversation("bob", id)]):
        assert not any(found)
    with pytest.raises(AssistantError, match="no such answer"):
        kept.turn("bob", turn)
    with pytest.raises(AssistantError, match="deleted"):
        kept.ask("bob", id, "What?")
    kept.rename("bob", id, "stolen")
    kept.delete("bob", id)
    with pytest.raises(AssistantError, match="no such answer"):
        kept.rate("bob", turn, "bad", [], "", "")
    assert kept.find("anna")[0].title == "How often must boards meet?"


def test_conversations_are_found_by_words_of_questions_and_answers(records: Records) -> None:
    kept = records.conversations
    first, second = kept.begin("anna", "Pay of managers"), kept.begin("anna", "研发投入强度")
    kept.answer(
        kept.ask("anna", first, "Pay of managers"), replace(ANSWER, blocks=(Paragraph("At least 60 % rests on 100%_figures", "en"),))
    )
    kept.ask("anna", second, "研发投入强度")
    assert [one.id for one in kept.find("anna", "60 figures")] == [first]
    assert [one.id for one in kept.find("anna", "研发")] == [second]
    assert [one.id for one in kept.find("anna", "100%_")] == [first]
    assert kept.find("anna", "%") == kept.find("anna", "100%")
    assert kept.find("anna", "' OR 1=1 --") == []


def test_a_question_that_is_edited_takes_the_place_of_all_after_it(records: Records) -> None:
    kept = records.conversations
    id = kept.begin("anna", "one")
    turns = [kept.ask("anna", id, question) for question in ("one", "two", "three")]
    kept.ask("anna", id, "another two", instead_of=turns[1])
    assert [turn.question for turn in kept.turns("anna", id)] == ["one", "another two"]


def test_ratings_are_checked_and_kept(records: Records) -> None:
    kept = records.conversations
    turn = kept.ask("anna", kept.begin("anna", "one"), "one")
    kept.rate("anna", turn, "bad", ["incomplete", "out of date"], " no date ", "no")
    one = kept.turn("anna", turn)
    assert (one.rating, one.reasons, one.remark, one.saved_time) == ("bad", ("incomplete", "out of date"), "no date", "no")
    for wrong in (("awful", [], ""), ("bad", ["because"], ""), ("bad", [], "perhaps")):
        with pytest.raises(AssistantError, match="no rating"):
            kept.rate("anna", turn, wrong[0], wrong[1], "", wrong[2])


def test_an_answer_of_another_version_is_none(records: Records, tmp_path: Path) -> None:
    kept = records.conversations
    id = kept.begin("anna", "one")
    kept.answer(kept.ask("anna", id, "one"), ANSWER)
    with sqlite3.connect(tmp_path / "records.db") as connection:
        connection.execute("UPDATE turns SET answer = '{\"outcome\": 5}'")
    assert kept.turns("anna", id)[0].answer is None


def test_users_log_in_with_their_password_only(records: Records) -> None:
    accounts = records.accounts
    accounts.add("Anna", "editor", PASSWORD)
    token = accounts.log_in(" anna ", PASSWORD, 60)
    assert accounts.of_session(token) == User("anna", "editor")
    assert accounts.of_session(token + "x") is None
    accounts.log_out(token)
    assert accounts.of_session(token) is None
    for name, password in (("anna", "wrong"), ("nobody", PASSWORD), ("anna", "")):
        with pytest.raises(LoginError, match="name or the password"):
            accounts.log_in(name, password, 60)


def test_passwords_and_tokens_are_kept_as_hashes(records: Records, tmp_path: Path) -> None:
    records.accounts.add("anna", "reader", PASSWORD)
    token = records.accounts.log_in("anna", PASSWORD, 60)
    records.close()
    content = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"$argon2id$" in content
    assert PASSWORD.encode() not in content
    assert token.encode() not in content


def test_sessions_expire_and_end_with_the_password(records: Records) -> None:
    accounts = records.accounts
    accounts.add("anna", "reader", PASSWORD)
    assert accounts.of_session(accounts.log_in("anna", PASSWORD, -1)) is None
    token = accounts.log_in("anna", PASSWORD, 60)
    accounts.change_password("anna", "another long one")
    assert accounts.of_session(token) is None
    token = accounts.log_in("anna", "another long one", 60)
    accounts.remove("anna")
    assert accounts.of_session(token) is None


def test_many_guesses_at_once_are_no_more_than_five(records: Records) -> None:
    records.accounts.add("anna", "reader", PASSWORD)
    told: list[str] = []

    def guess(number: int) -> None:
        try:
            records.accounts.log_in("anna", f"wrong {number}", 60)
        except LoginError as error:
            told.append(str(error))

    guessing = [threading.Thread(target=guess, args=(number,)) for number in range(16)]
    for one in guessing:
        one.start()
    for one in guessing:
        one.join()
    assert sum("wrong" in one for one in told) == 5
    assert sum("15 minutes" in one for one in told) == 11


def test_repeated_failures_lock_known_and_unknown_names_alike(records: Records) -> None:
    records.accounts.add("anna", "reader", PASSWORD)
    for name in ("anna", "nobody"):
        for _ in range(5):
            with pytest.raises(LoginError, match="wrong"):
                records.accounts.log_in(name, "wrong", 60)
        with pytest.raises(LoginError, match="15 minutes"):
            records.accounts.log_in(name, PASSWORD, 60)
    records.accounts.change_password("anna", "another long one")
    assert records.accounts.log_in("anna", "another long one", 60)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "x" * 65, "a\nb", "<b>", "\u202eanna"])
def test_odd_names_are_no_users(records: Records, name: str) -> None:
    with pytest.raises(AssistantError, match="no name of a user"):
        records.accounts.add(name, "reader", PASSWORD)


def test_removing_a_user_removes_what_they_asked(records: Records) -> None:
    records.accounts.add("anna", "reader", PASSWORD)
    id = records.conversations.begin("anna", "one")
    records.conversations.ask("anna", id, "one")
    records.accounts.remove("anna")
    assert records.conversations.find("anna") == []
    assert list(records.conversations.uses("2000")) == []


def test_notes_of_the_first_format_are_kept(tmp_path: Path) -> None:
    with Records(stored("records", 1, tmp_path)) as records:
        assert records.learning.learned("ida") == {"read harbour-rules.md": "2031-03-05"}
        records.conversations.begin("ida", "one")
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        assert connection.execute("SELECT state, note, name FROM marks").fetchall() == [("done", "checked at the quay", "Ida")]


@pytest.mark.parametrize("number", [2, 3])
def test_notes_of_earlier_versions_are_kept(number: int, tmp_path: Path) -> None:
    with Records(stored("records", number, tmp_path)) as records:
        (conversation,) = records.conversations.find("ida", "assign a berth")
        assert (conversation.title, conversation.sought) == ("How soon must the harbour master assign a berth?", "{}")
        first, second = records.conversations.turns("ida", conversation.id)
        assert first.answer is not None
        assert "must assign a berth (BA) within two hours" in first.answer.citations[0].quote
        assert len(first.answer.citations[0].span) == len(first.answer.citations[0].quote)
        assert (first.rating, first.reasons, first.remark, first.saved_time) == ("bad", ("incomplete",), "which quay?", "yes")
        assert second.question == "What does a ticket to the opera cost?"
        assert records.learning.learned("ida") == {"read harbour-rules.md": "2031-03-05"}
        assert records.accounts.of_session(records.accounts.log_in("ida", "lighthouse keeper 7", 60)) == User("ida", "editor")
        assert [(deed.user, deed.action, deed.what) for deed in records.audit.last(5)] == [("ida", "upload", "harbour-rules.md")]
    with closing(sqlite3.connect(tmp_path / "records.db")) as connection:
        assert connection.execute("SELECT state, note, name FROM marks").fetchall() == [("done", "checked at the quay", "Ida")]
        assert connection.execute("SELECT name, title, length(original) > 300 FROM removed").fetchall() == [
            ("old-rules.md", "Old Rules", 1)
        ]


def test_answers_of_the_second_format_can_be_given_and_found(tmp_path: Path) -> None:
    with Records(stored("records", 2, tmp_path)) as records:
        (conversation,) = records.conversations.find("ida")
        records.conversations.answer(records.conversations.turns("ida", conversation.id)[1].id, ANSWER)
        assert records.conversations.find("ida", "boards meet")


def test_notes_of_a_later_format_are_refused(records: Records, tmp_path: Path) -> None:
    records.close()
    with sqlite3.connect(tmp_path / "records.db") as connection:
        connection.execute("UPDATE facts SET value = '99'")
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(AssistantError, match="the format 99"):
        Records(tmp_path)


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


def test_users_are_kept_by_command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    terminal = Terminal(tmp_path, capsys)
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    assert terminal.run("user", "add", "Anna", "--role", "administrator") == 0
    assert terminal.run("user", "list") == 0
    assert terminal.out == "anna: administrator\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO("short\n"))
    assert "10 to 200" in terminal.refused("user", "passwd", "anna")
    assert "no user" in terminal.refused("user", "remove", "bob")
    assert main(["--data", str(tmp_path), "user", "remove", "anna"]) == 0
