"""A question that asks several things is cut into its parts."""

import pytest

from assistant.question.parts import asked_parts, asks_more_of_one


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What is the berth limit, who checks the berths, and how often must ferries report?",
            ["What is the berth limit?", "who checks the berths?", "how often must ferries report?"],
        ),
        ("What is the limit? Who checks it?", ["What is the limit?", "Who checks it?"]),
        ("What is the fee and who collects it?", ["What is the fee?", "who collects it?"]),
        ("What is the fine, and can it be appealed?", ["What is the fine?", "can it be appealed?"]),
        ("Our ferry was late. Who pays? What is the fine?", ["Our ferry was late. Who pays?", "Our ferry was late. What is the fine?"]),
        (
            "Who must name a pilot, by when, and to whom does the pilot report?",
            ["Who must name a pilot, by when?", "to whom does the pilot report?"],
        ),
        ("谁负责检修渡轮，什么时候完成检修？", ["谁负责检修渡轮？", "什么时候完成检修？"]),
        ("检修计划由谁起草、送谁审核、能不能延期？", ["检修计划由谁起草？", "送谁审核？", "能不能延期？"]),
        (
            "渡轮检修计划由谁负责起草编制、编好以后报哪里审核批准、批准以后能不能延期？",
            ["渡轮检修计划由谁负责起草编制？", "编好以后报哪里审核批准？", "批准以后能不能延期？"],
        ),
        ("谁任命引水员，任期多长，能否连任？", ["谁任命引水员？", "任期多长？", "能否连任？"]),
        ("渡轮和货轮分别由谁检查？", ["渡轮由谁检查？", "货轮由谁检查？"]),
    ],
)
def test_each_thing_that_is_asked_is_a_part(question: str, parts: list[str]) -> None:
    assert asked_parts(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "What are the fines for ferries and for barges?",
        "Who must name a pilot, to whom, and by when?",
        "If the logbook is late, what is the fine?",
        "Our ferry was late. We told nobody. What is the fine?",
        "What must the board do when the fee exceeds the limit?",
        "Who decides what is paid and when it is published?",
        "What happens if a ferry that is late, and which has been warned, does not report?",
        "What are the fines, fees and rewards?",
        "如果渡轮迟到，罚多少？",
        "对迟报、虚报的渡轮怎么处罚？",
    ],
)
def test_lists_conditions_and_what_is_told_are_no_parts(question: str) -> None:
    assert asked_parts(question) == [question]


@pytest.mark.parametrize(
    ("question", "asks_more"),
    [
        ("Who must name a pilot, to whom, and by when?", True),
        ("谁提交检修计划，什么时候？", True),
        ("Who must name a pilot by the end of May?", False),
        ("Who decides what is paid, where ferries moor?", False),
    ],
)
def test_a_question_may_ask_more_of_one_thing(question: str, asks_more: bool) -> None:
    assert asks_more_of_one(question) is asks_more
