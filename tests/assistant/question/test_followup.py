"""Questions that lean on those before them."""

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.rephrasing import rephrased

FIRST = "What R&D intensity must provincial industrial enterprises reach?"


@pytest.mark.parametrize(
    ("asked", "question", "expected"),
    [
        ([FIRST], "And by when?", f"{FIRST} And by when?"),
        ([FIRST], "What about second-tier subsidiaries?", f"{FIRST} What about second-tier subsidiaries?"),
        ([FIRST, "And by when?"], "Who checks it?", f"{FIRST} Who checks it?"),
        ([FIRST, "thanks"], "and who reports?", f"{FIRST} and who reports?"),
        (["国有企业改革深化提升行动的主要任务是什么？"], "什么时候完成？", "国有企业改革深化提升行动的主要任务是什么？什么时候完成？"),
        ([FIRST], "How are outside directors of group companies appointed?", "How are outside directors of group companies appointed?"),
        ([FIRST], "What is the capital of France?", "What is the capital of France?"),
        ([FIRST], "Is there a rule on the pay of managers that report late?", "Is there a rule on the pay of managers that report late?"),
        ([FIRST], "企业应该报告其他哪些事项？", "企业应该报告其他哪些事项？"),
        ([FIRST], "Which deadline?", f"{FIRST} Which deadline?"),
        ([], "And by when?", "And by when?"),
        (["hello"], "And by when?", "And by when?"),
    ],
)
def test_a_question_that_leans_on_another_is_completed(asked: list[str], question: str, expected: str) -> None:
    assert rephrased(question, asked) == expected


def test_a_sequel_is_answered_and_says_how_it_was_understood(assistant: Assistant) -> None:
    answer = assistant.ask("And by when?", history=[FIRST])
    assert answer.outcome is Outcome.ANSWERED
    assert answer.rephrased_question == f"{FIRST} And by when?"
    assert "31 December 2025" in answer.citations[0].quote
    assert assistant.ask(FIRST, history=["And by when?"]).rephrased_question == ""


def test_a_foreign_question_stays_refused_after_one_that_was_answered(assistant: Assistant) -> None:
    for before in (FIRST, "2025年6月底前要完成什么？"):
        assert assistant.ask("What is the capital of France?", history=[before]).outcome is Outcome.NOT_FOUND
