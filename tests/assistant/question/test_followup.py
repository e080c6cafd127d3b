"""Questions that lean on those before them."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.rephrasing import completed, rephrased
from tests.conftest import ingest
from vectorstore.library import Library

FIRST = "What R&D intensity must provincial industrial enterprises reach?"


PORTS = """# Harbour Plan

The harbour office must dredge the basin by 30 June 2026. The board must meet twice a year. Ferry Group must carry life jackets.
"""


@pytest.fixture
def harbour(library: Library, tmp_path: Path) -> Library:
    (tmp_path / "harbour.md").write_text(PORTS, encoding="utf-8")
    ingest(library, tmp_path)
    return library


@pytest.mark.parametrize(
    ("asked", "question", "expected"),
    [
        ([FIRST], "And by when?", "By when must provincial industrial enterprises reach the R&D intensity?"),
        ([FIRST], "Which deadline?", "By when must provincial industrial enterprises reach the R&D intensity?"),
        ([FIRST], "What about second-tier subsidiaries?", "What R&D intensity must second-tier subsidiaries reach?"),
        ([FIRST, "And by when?"], "Who checks it?", "Who checks the R&D intensity that provincial industrial enterprises must reach?"),
        ([FIRST], "and in 2027?", "What R&D intensity must provincial industrial enterprises reach in 2027?"),
        (["What must the harbour office do?"], "by when?", "What must the harbour office do, and by when?"),
        (["What must the harbour office do?", "and by when?"], "and the Ferry Group?", "What must the Ferry Group do?"),
        (["What must the harbour office do?", "what about Ferry Group?"], "by when?", "What must Ferry Group do, and by when?"),
        (["What are the goals of the Hunan plan?"], "what about Sichuan?", "What are the goals of the Sichuan plan?"),
        (["What are the goals of the Hunan plan?"], "why?", "What are the aims and reasons of the goals of the Hunan plan?"),
        (["What must ferries carry by 31 March 2024?"], "what about 2026?", "What must ferries carry by 2026?"),
        (["How many ports have a crane?"], "which ones do not?", "Which ports have not a crane?"),
        (["How many ports have a crane?", "which ones do not?"], "and in Sichuan?", "How many ports have a crane in Sichuan?"),
        (["What is the fine for a false logbook?"], "and for officers?", "What is the fine for a false logbook for officers?"),
        (["What is the fine for a false logbook?"], "and the deadline?", "What is the deadline for a false logbook?"),
        (["When did the Act on Public Ports of Regions take effect?"], "What about the ferry act?", "When did the ferry act take effect?"),
        (["How often are steering sessions held?", "thanks"], "and who leads?", "Who leads steering sessions?"),
        (["By when must ferries send the annual report?"], "who checks it?", "Who checks the annual report?"),
        (["Who appoints the harbour master?"], "and who dismisses him?", "Who dismisses the harbour master?"),
        (["What is the harbour office responsible for?"], "and the board?", "What is the board responsible for?"),
        (["What is Ferry Group required to carry?"], "what about the harbour office?", "What is the harbour office required to carry?"),
        (["How long do I have to hand in my log after a trip?"], "what if I lose that?", "What if I lose my log?"),
        (["What must the harbour office do?"], "tell me more", "What must the harbour office do?"),
        (["渡轮公司的检修费用要达到多少？"], "什么时候完成？", "渡轮公司的检修费用什么时候完成？"),
        (["渡轮公司检修费用要达到多少？", "什么时候完成？"], "那其他公司呢？", "其他公司检修费用要达到多少？"),
        (["渡轮公司的检修费用要达到多少？"], "为什么？", "渡轮公司的检修费用的目的和原因是什么？"),
        (["渡轮公司漏记日志怎么办？"], "那小渔户呢？", "小渔户漏记日志怎么办？"),
        (["渡轮公司漏记日志怎么办？"], "小渔户的呢？", "小渔户漏记日志怎么办？"),
        (["渡轮管理办法是谁发布的？"], "港口条例呢？", "港口条例是谁发布的？"),
        (["检修计划怎么编制？"], "由谁审核？", "检修计划由谁审核？"),
        (["渡轮公司什么时候提交检修计划？"], "交给谁？", "渡轮公司提交检修计划交给谁？"),
        (["渡轮公司应当在几月前报送检修计划？"], "那载客人数呢？", "渡轮公司应当在几月前报送载客人数？"),
        (["渡轮公司什么时候报送检修计划？"], "那码头公司呢？", "码头公司什么时候报送检修计划？"),
        (["渡轮公司什么时候报送检修计划？"], "滨江县呢？", "滨江县什么时候报送检修计划？"),
        (["队长出海住店一晚最多报多少？"], "普通船员呢？", "普通船员出海住店一晚最多报多少？"),
        (["渡轮公司什么时候报送检修计划？"], "不交会怎样？", "渡轮公司报送检修计划不交会怎样？"),
        ([FIRST], "How are outside directors of group companies appointed?", "How are outside directors of group companies appointed?"),
        ([FIRST], "What is the capital of France?", "What is the capital of France?"),
        ([FIRST], "What must the board do?", "What must the board do?"),
        ([FIRST], "Is there a rule on the pay of managers that report late?", "Is there a rule on the pay of managers that report late?"),
        ([FIRST], "企业应该报告其他哪些事项？", "企业应该报告其他哪些事项？"),
        ([FIRST], "What is the newest document?", "What is the newest document?"),
        ([], "And by when?", "And by when?"),
        (["hello"], "And by when?", "And by when?"),
    ],
)
def test_a_question_that_leans_on_another_is_made_to_stand_alone(harbour: Library, asked: list[str], question: str, expected: str) -> None:
    assert rephrased(question, asked, harbour) == expected


def test_a_sequel_is_answered_and_says_how_it_was_understood(assistant: Assistant) -> None:
    answer = assistant.ask("And by when?", history=[FIRST])
    assert answer.outcome is Outcome.ANSWERED
    assert answer.rephrased_question == "By when must provincial industrial enterprises reach the R&D intensity?"
    assert "31 December 2025" in answer.citations[0].quote
    assert assistant.ask(FIRST, history=["And by when?"]).rephrased_question == ""


def test_a_foreign_question_stays_refused_after_one_that_was_answered(assistant: Assistant) -> None:
    for before in (FIRST, "2025年6月底前要完成什么？"):
        assert assistant.ask("What is the capital of France?", history=[before]).outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("before", "sequel", "whole"),
    [
        ("What must the board do about the harbour inspector?", "when must he report?", "When must the harbour inspector report?"),
        ("Which board elects the chairman?", "how long is his term?", "How long is the chairman’s term?"),
        ("What must the board do?", "when must it meet?", "When must the board meet?"),
        ("港务局如何任命安全负责人？", "他什么时候报告？", "安全负责人什么时候报告？"),
    ],
)
def test_he_and_she_are_persons_and_no_bodies(library: Library, before: str, sequel: str, whole: str) -> None:
    assert completed(sequel, before, library) == whole
