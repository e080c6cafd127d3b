"""Small talk and questions about the assistant are told from questions about documents."""

import pytest

from assistant.answer.sentences import small_talk_answer
from assistant.question.small_talk import small_talk

SAID = [
    ("Hello!", "greeting", "en"),
    ("Good morning. How are you today?", "greeting", "en"),
    ("Thank you, that was very helpful!", "thanks", "en"),
    ("Great thanks, bye", "farewell", "en"),
    ("So what can you do for me?", "about", "en"),
    ("Hi, who are you?", "about", "en"),
    ("Who made you?", "about", "en"),
    ("Are you a robot?", "about", "en"),
    ("What can I ask you?", "about", "en"),
    ("Can I trust your answers?", "trust", "en"),
    ("How do you know that you are right?", "trust", "en"),
    ("Do you make things up?", "trust", "en"),
    ("Which languages do you speak?", "languages", "en"),
    ("Do you use the internet?", "sources", "en"),
    ("您好，您是谁？", "about", "zh"),
    ("你会什么", "about", "zh"),
    ("你能帮我做些什么？", "about", "zh"),
    ("这个系统怎么用？", "about", "zh"),
    ("你的答案可靠吗？", "trust", "zh"),
    ("你会编造答案吗", "trust", "zh"),
    ("你支持哪些语言？", "languages", "zh"),
    ("你会上网吗？", "sources", "zh"),
    ("好的，非常感谢您的帮助！", "thanks", "zh"),
    ("再见", "farewell", "zh"),
]
ASKED = [
    "Thanks. Who must report?",
    "What can the board do?",
    "Are you allowed to moor here?",
    "What should I do?",
    "Which languages do inspectors speak?",
    "How do you know which form a skipper files?",
    "你好，谁负责检查？",
    "董事会能做什么？",
    "谁可以使用互联网？",
]


@pytest.mark.parametrize(("said", "kind", "language"), SAID)
def test_small_talk_is_known_in_each_language(said: str, kind: str, language: str) -> None:
    found = small_talk(said)
    assert found is not None
    assert (found.kind, found.language) == (kind, language)


@pytest.mark.parametrize("question", ASKED)
def test_a_question_about_documents_is_none(question: str) -> None:
    assert small_talk(question) is None


@pytest.mark.parametrize("kind", ["about", "trust", "sources"])
def test_what_it_says_of_itself_holds_with_a_language_model(kind: str) -> None:
    said = small_talk_answer(kind, "en").text
    assert "write nothing" not in said
    assert "documents" in said


def test_it_names_the_languages_that_it_speaks() -> None:
    assert "中文" in small_talk_answer("languages", "zh").text
