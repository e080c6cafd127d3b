"""Users: who logs in with a password, how often, and what goes with them."""

import sys
import threading
from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.errors import AssistantError
from assistant.records.records import Records
from assistant.records.users import LoginError, User
from tests.conftest import Terminal

PASSWORD = "correct horse battery"


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


@pytest.mark.once
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
