"""What questions ask for."""

import pytest

from language.language import languages
from language.question_types import QuestionType, question_about, question_types, without_question_words


@pytest.mark.parametrize(
    ("questions", "types"),
    [
        (("When must boards report?", "How soon must boards report?", "Report due date?", "何时上报？", "哪一年完成？", "截止到几月？"), {"when"}),
        (("How large is the fund?", "What proportion of tasks is done?", "Number of firms?", "Price of a permit?", "比例是多少？", "有几个试点？"), {"how_much"}),
        (("How long are records kept?", "How often do boards meet?", "档案保存多久？", "几天内报送？", "多少个工作日办完？", "几个月后答复？"), {"how_long"}),
        (("Who approves the plan?", "By whom is the plan approved?", "Do you know who signs?", "由谁批准？", "哪些部门批准？"), {"who"}),
        (("Where is the register?", "Which country has a register?", "登记处在哪里？"), {"where"}),
        (("Give the name of the plan", "这个方案叫什么？"), {"name"}),
        (("What must boards do?", "What do boards have to report?", "董事会有哪些要求？"), {"duty"}),
        (("What is a green channel?", "Green channel meaning", "什么是绿色通道？", "绿色通道的含义"), {"meaning"}),
        (("Who must report, and by when?", "谁必须上报，何时上报？"), {"who", "when"}),
        (("Can a person who works get it?", "Is it lost due to a move?", "May a number of firms share it?", "I know the plan", "Do all schools cost the same?", "同意吗？"), set()),
    ],
)  # fmt: skip
def test_one_lexicon_tells_what_is_asked_in_all_languages(questions: tuple[str, ...], types: set[str]) -> None:
    for question in questions:
        assert question_types(question) == types, question


def test_what_is_asked_about_is_left_without_the_words_that_ask() -> None:
    assert without_question_words("What does compliance officer mean?", QuestionType.MEANING).split() == ["compliance", "officer", "?"]
    assert without_question_words("三首是什么意思？", QuestionType.MEANING).split() == ["三首", "？"]


def test_suggested_questions_ask_in_each_language_for_what_they_are_named_after() -> None:
    values = {"subject": "X", "body": "X", "action": "Y", "term": "X", "title": "X", "measured": "X", "verb": "Y", "year": "2030"}
    assert {language.code for language in languages()} >= {"en", "zh", "fr"}
    for language in languages():
        suggested = language.entry("suggestions", "questions")
        for kind in (QuestionType.WHEN, QuestionType.MEANING):
            assert kind in question_types(suggested[kind.value].format_map(values))
        assert all(question.format_map(values) != question for question in suggested.values())
        assert all(question_about(language, kind, **values) for kind in ("deadlines", "summary", "duty"))
