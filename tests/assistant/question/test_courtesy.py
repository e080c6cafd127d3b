"""What is put around a question out of courtesy, cut; what looks like it and is not, kept."""

import pytest

from assistant.question.cleaning import plainly, strip_pleasantries

AROUND = [
    ("Hello, how are you? Could you please tell me who must report?", "who must report?"),
    ("Good morning! What is the target?", "What is the target?"),
    ("I would like to know more about the board's duties, please.", "the board's duties"),
    ("Hi there. I need some information about avoiding penalties", "avoiding penalties"),
    ("Could you provide further guidance on how the board reports?", "how the board reports?"),
    ("tell me about subsidiaries", "subsidiaries"),
    ("What is due? Thanks in advance!", "What is due?"),
    ("您好，请问末等调整覆盖面目标是多少？", "末等调整覆盖面目标是多少？"),
    ("请用英文回答：谁应当报告？", "谁应当报告？"),
    ("谁应当报告？用中文作答。", "谁应当报告？"),
    ("Please answer in French: who must report?", "who must report?"),
    ("Who must report? Please reply in Chinese.", "Who must report?"),
    ("麻烦您介绍一下临江的方案，谢谢", "临江的方案"),
    ("我想了解一下改革的目标", "改革的目标"),
]
KEPT = [
    "Hello",
    "I want to know",
    "List the deadlines",
    "Have questions been answered by the board?",
    "How is it going with reform?",
    "Look at article 4: what does it say?",
    "用英文回答的试卷由谁评阅？",
    "介绍信由谁开具？",
    "Please",
    "",
]


@pytest.mark.parametrize(("question", "left"), AROUND)
def test_courtesies_are_cut(question: str, left: str) -> None:
    assert strip_pleasantries(question) == left


@pytest.mark.parametrize("question", KEPT)
def test_a_question_that_only_resembles_them_is_kept(question: str) -> None:
    assert strip_pleasantries(question) == question


def test_cutting_twice_changes_nothing() -> None:
    for question, left in AROUND:
        assert strip_pleasantries(strip_pleasantries(question)) == left


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("What's due?", "What is due?"),
        ("please, whats the fee?", "what is the fee?"),
        ("Who’s in charge?", "Who is in charge?"),
        ("What shall be done?", "What shall be done?"),
    ],
)
def test_short_forms_that_ask_are_written_out(question: str, left: str) -> None:
    assert plainly(question) == left
