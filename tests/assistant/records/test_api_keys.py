"""Keys of programs: as whom they let ask, and how long."""

from pathlib import Path

import pytest

from assistant.cli.main import main
from assistant.errors import AssistantError
from assistant.records.records import Records
from assistant.records.users import User

PASSWORD = "correct horse battery"


def test_a_key_asks_as_its_user_and_is_kept_as_a_hash(records: Records, tmp_path: Path) -> None:
    records.accounts.add("anna", "editor", PASSWORD)
    key = records.api_keys.issue("Anna", " a  spreadsheet ", "reader")
    assert records.api_keys.user_of(key) == User("anna", "reader")
    assert [records.api_keys.user_of(other) for other in ("", key[:-1], key.removeprefix("pa_"), "pa_\ud800", key * 9)] == [None] * 5
    records.close()
    (known,) = records.api_keys.all()
    assert (known.user, known.label, known.role) == ("anna", "a spreadsheet", "reader")
    assert known.used == known.created[:10]
    records.close()
    assert key.encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


def test_a_key_gives_no_more_than_its_user_may_do_now_and_ends_with_them(records: Records) -> None:
    records.accounts.add("anna", "reader", PASSWORD)
    key = records.api_keys.issue("anna", "script", "administrator")
    assert records.api_keys.user_of(key) == User("anna", "reader")
    records.accounts.remove("anna")
    assert records.api_keys.user_of(key) is None
    assert records.api_keys.all() == []


def test_a_revoked_key_opens_nothing(records: Records) -> None:
    records.accounts.add("anna", "editor", PASSWORD)
    first, second = records.api_keys.issue("anna", "one"), records.api_keys.issue("anna", "two")
    records.api_keys.revoke(records.api_keys.all()[0].id)
    assert [records.api_keys.user_of(key) for key in (first, second)] == [None, User("anna", "reader")]
    with pytest.raises(AssistantError, match="no key nothing"):
        records.api_keys.revoke("nothing")


@pytest.mark.parametrize(
    ("user", "label", "role", "said"),
    [
        ("nobody", "x", "reader", "no user nobody"),
        ("anna", " ", "reader", "needs a label"),
        ("anna", "x", "king", "is no role"),
        ("anna", "taken", "reader", "has a key “taken” already"),
    ],
)
def test_a_bad_key_is_not_given(records: Records, user: str, label: str, role: str, said: str) -> None:
    records.accounts.add("anna", "editor", PASSWORD)
    records.api_keys.issue("anna", "taken")
    with pytest.raises(AssistantError, match=said):
        records.api_keys.issue(user, label, role)


def test_keys_are_given_listed_and_ended_by_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data", str(tmp_path / "new")]
    assert main(["user", "add", "anna", "--no-password", *data]) == 0
    capsys.readouterr()
    assert main(["key", "add", "anna", "nightly report", *data]) == 0
    key = capsys.readouterr().out.strip()
    with Records(tmp_path / "new") as records:
        assert records.api_keys.user_of(key) == User("anna", "reader")
    assert main(["key", "list", *data]) == 0
    listed = capsys.readouterr().out
    assert "anna, nightly report, reader, last used: 20" in listed
    assert main(["key", "remove", listed.split(":")[0], *data]) == 0
    assert "opens nothing any more" in capsys.readouterr().out
    assert main(["key", "list", *data]) == 0
    assert capsys.readouterr().out == ""
