"""Completing and proposing questions with a language model, through a real server."""

import pytest

from assistant.assistant import Assistant
from assistant.settings import ModelSettings
from assistant.writing.model import Model
from tests.assistant.writing.test_writing import QUESTION, RIGHT
from tests.model_server import KEY, ModelServer, Play, fails, says
from vectorstore.library import Library

SEQUEL = "and by when?"
BY_RULE = "By when must provincial industrial enterprises reach the R&D intensity?"
WHOLE = "By when must provincial industrial enterprises reach the R&D intensity?"


def test_the_model_completes_a_sequel(writer: Assistant, server: ModelServer) -> None:
    server.plays = [says(WHOLE), says(RIGHT)]
    answer = writer.ask(SEQUEL, history=[QUESTION])
    assert (answer.rephrased_question, answer.mode) == (WHOLE, "written")
    assert QUESTION in server.asked[0]["messages"][0]["content"]
    assert server.asked[1]["messages"][1]["content"] == WHOLE
    assert f"The user asked before:\n\n- {QUESTION}" in server.asked[1]["messages"][0]["content"]


def test_only_the_last_turns_that_fit_are_sent(sample_library: Library, server: ModelServer) -> None:
    server.plays = [says(RIGHT)]
    model = Model(ModelSettings("openai:scripted", server.url, KEY, window=2048))
    asked = [f"What do the measures of {year} say on the duties of the boards of all provincial enterprises?" for year in range(1950, 2020)]
    answer = Assistant(sample_library, model=model).ask(QUESTION, history=asked)
    prompt = server.asked[0]["messages"][0]["content"]
    assert asked[-1] in prompt
    assert asked[0] not in prompt
    assert answer.trace is not None
    assert answer.trace.prompt_tokens + model.longest_reply <= 2048


@pytest.mark.parametrize(
    "play",
    [
        fails(401),
        says("By when must they reach 7.7 % of it?"),
        says("Many\nlines?"),
        says("他们什么时候必须达到这一研发投入强度？"),
        says("x" * 900),
    ],
)
def test_a_completion_of_no_use_leaves_it_to_the_rule(writer: Assistant, server: ModelServer, play: Play) -> None:
    server.plays = [play, says(RIGHT)]
    answer = writer.ask(SEQUEL, history=[QUESTION])
    assert answer.rephrased_question == BY_RULE
    assert answer.mode == "written"


def test_a_completion_that_no_document_answers_leaves_no_trace(assistant: Assistant, writer: Assistant, server: ModelServer) -> None:
    server.plays = [says("By when must the boiling point of mercury be reached?"), says(RIGHT)]
    answer, other = writer.ask(SEQUEL, history=[QUESTION]), assistant.ask(SEQUEL, history=[QUESTION])
    assert len(server.asked) == 2
    assert answer.rephrased_question == other.rephrased_question
    assert answer.trace is not None
    assert other.trace is not None
    assert answer.trace.matches == other.trace.matches != []


def test_a_foreign_sequel_asks_the_model_nothing(writer: Assistant, server: ModelServer) -> None:
    server.plays = [says(RIGHT)]
    writer.ask("And what is the boiling point of mercury?", history=["What is the capital of France?"])
    assert server.asked == []


def test_only_questions_that_the_library_answers_are_proposed(writer: Assistant, server: ModelServer) -> None:
    good = "What share of the main tasks must be completed by 31 December 2024?"
    server.plays = [says(RIGHT), says(f"1. {good}\n- What is the capital of France?\nNo question at all\n{good}\n什么时候完成？")]
    answer = writer.ask(QUESTION)
    assert writer.suggest(answer) == [good]
    assert "<passage number=1>" in server.asked[1]["messages"][0]["content"]
