"""Documents of questions and answers: a question demands nothing, and what marks an answer is no part of it."""

import pytest

from ingest.document import read
from ingest.extraction.requirements import requirements_in
from vectorstore.requirement import Requirement


def rows(*lines: str) -> list[Requirement]:
    return requirements_in(read("ferries.txt", "\n".join(lines).encode()), str)


@pytest.mark.parametrize(
    "question",
    [
        "Q: Must I carry a bell on every ferry that I row?",
        "Q 3: The bells that I must carry",
        "Do I have to declare my goats?",
        "Whether a boat must be tarred every year?",
    ],
)
def test_an_english_question_demands_nothing(question: str) -> None:
    found = rows("Questions on Ferries", "", question, "A: The ferryman must carry a bell on every trip.")
    assert [one.quote for one in found] == ["The ferryman must carry a bell on every trip."]


@pytest.mark.parametrize("question", ["问：渡工应当多久检查一次缆绳？", "渡工可以搭载牲畜吗？", "问题2：渡工应当如何停靠"])
def test_a_chinese_question_demands_nothing(question: str) -> None:
    found = rows("渡口问答", "", question, "答：渡工应当每月检查一次缆绳。")
    assert [(one.body, one.quote) for one in found] == [("渡工", "渡工应当每月检查一次缆绳。")]


def test_the_mark_of_an_answer_is_no_part_of_a_body() -> None:
    found = rows(
        "渡口问答", "", "问：渡工有几名？", "答：大型渡口渡工一般不超过3名。", "", "问：谁管渡口？", "答：由县航运局负责管理全部渡口。"
    )
    assert [one.body for one in found] == ["大型渡口渡工", "县航运局"]
