"""Conversations: kept for their user only, found, edited and rated."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.blocks import Paragraph
from assistant.errors import AssistantError
from assistant.records.records import Records
from tests.assistant.records.conftest import ANSWER
from tests.databases import run


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
    kept.delete("bob", [id])
    kept.pin("bob", id, True)
    with pytest.raises(AssistantError, match="no such answer"):
        kept.rate("bob", turn, "bad", [], "", "")
    assert [(one.title, one.pinned) for one in kept.find("anna")] == [("How often must boards meet?", False)]


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


def test_pinned_conversations_come_first_and_several_are_deleted_at_once(records: Records) -> None:
    kept = records.conversations
    first, second, third = (kept.begin("anna", question) for question in ("one", "two", "three"))
    kept.pin("anna", first, True)
    assert [(one.id, one.pinned) for one in kept.find("anna", most=1)] == [(first, True)]
    kept.pin("anna", first, False)
    assert not any(one.pinned for one in kept.find("anna"))
    kept.delete("anna", [first, third])
    assert [one.id for one in kept.find("anna")] == [second]


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
    run(tmp_path, "UPDATE turns SET answer = :answer", {"answer": '{"outcome": 5}'}, "records")
    assert kept.turns("anna", id)[0].answer is None
