"""What is shared by a link: what was asked until then, until it is revoked."""

from pathlib import Path

import pytest

from assistant.errors import AssistantError
from assistant.records.database import Store
from assistant.records.records import Records
from tests.assistant.records.conftest import ANSWER


def asked(records: Records, *questions: str) -> tuple[str, list[int]]:
    id = records.conversations.begin("anna", questions[0])
    turns = [records.conversations.ask("anna", id, question) for question in questions]
    for turn in turns:
        records.conversations.answer(turn, ANSWER)
    return id, turns


def opened(records: Records, token: str) -> list[str]:
    found = records.shares.shared(token)
    return [turn.question for turn in found[1]] if found else []


def test_a_conversation_is_shared_as_far_as_it_went(records: Records) -> None:
    id, _ = asked(records, "one", "two")
    token = records.shares.share_conversation("anna", id)
    records.conversations.ask("anna", id, "three")
    assert opened(records, token) == ["one", "two"]
    assert records.shares.share_conversation("anna", id) == token
    assert opened(records, token) == ["one", "two", "three"]


def test_an_answer_is_shared_without_those_around_it(records: Records) -> None:
    id, turns = asked(records, "one", "two", "three")
    token = records.shares.share_answer("anna", turns[1])
    assert opened(records, token) == ["two"]
    records.conversations.ask("anna", id, "another two", instead_of=turns[1])
    assert opened(records, token) == []


def test_what_is_shared_is_listed_and_revoked_by_its_user_only(records: Records) -> None:
    id, turns = asked(records, "one")
    answer, whole = records.shares.share_answer("anna", turns[0]), records.shares.share_conversation("anna", id)
    assert {(one.token, one.title, one.is_whole) for one in records.shares.of("anna")} == {(answer, "one", False), (whole, "one", True)}
    assert records.shares.of("bob") == []
    assert [one.is_shared for one in records.conversations.find("anna")] == [True]
    records.shares.revoke("bob", answer)
    assert opened(records, answer) == ["one"]
    for token in (answer, whole):
        records.shares.revoke("anna", token)
        assert records.shares.shared(token) is None
    assert [one.is_shared for one in records.conversations.find("anna")] == [False]


def test_nobody_shares_what_another_asked(records: Records) -> None:
    id, turns = asked(records, "one")
    with pytest.raises(AssistantError, match="no such conversation"):
        records.shares.share_conversation("bob", id)
    with pytest.raises(AssistantError, match="no such answer"):
        records.shares.share_answer("bob", turns[0])


def test_a_share_ends_with_its_conversation_and_when_a_backup_comes_back(records: Records, tmp_path: Path) -> None:
    id, _ = asked(records, "one")
    token = records.shares.share_conversation("anna", id)
    (tmp_path / "copy").mkdir()
    copy = Store(tmp_path / "copy")
    copy.put_back(Store(tmp_path))
    copy.close()
    with Records(tmp_path / "copy") as restored:
        assert restored.conversations.turns("anna", id)
        assert opened(restored, token) == []
    records.conversations.delete("anna", [id])
    assert opened(records, token) == []
