"""How many there are of something, where a text states it; who holds an office, where it does not; what is asked of texts that are not
loaded; and spoken questions, answered from the texts in their language."""

from collections.abc import Iterator

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

LIGHTS = """# Lighthouse Rules

Issued by: Coast Commission

Article 1. These rules apply to the 23 county lighthouses. Only 4 of the 23 county lighthouses had a foghorn in 2031.

Article 2. The board of a lighthouse has seven keepers. The chair of the board is elected for two years.

Article 3. Mary Holm, secretary of the Coast Commission, opened the first lighthouse. The keepers must paint the tower by 1 May 2032.

Article 4. If a trial of a new lamp fails, the staff are not held liable as long as they followed the procedure.
"""
LIGHTS_IN_CHINESE = """# 航标创新办法

第一条 本办法适用于海岸委监管的17座省属灯塔。

第二条 试验项目未达到预期目标，但程序合规、勤勉尽责的，应当免除相关人员责任。

第三条 连续三个月进度滞后的，由海岸委约谈主要负责人。

第四条 考核不合格的，扣减负责人绩效年薪的12%。
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "lights.md").write_text(LIGHTS, encoding="utf-8")
    (folder / "航标.md").write_text(LIGHTS_IN_CHINESE, encoding="utf-8")
    with Library(tmp_path_factory.mktemp("library"), embedder) as library:
        ingest(library, folder)
        yield Assistant(library)


def first_quote(answer: Answer) -> str:
    return answer.citations[0].quote if answer.citations else ""


@pytest.mark.parametrize(
    ("question", "stated"),
    [
        ("How many county lighthouses are there?", "23 county lighthouses"),
        ("How many keepers does the board of a lighthouse have?", "seven keepers"),
        ("一共有多少座省属灯塔？", "17座省属灯塔"),
        ("省属灯塔有几座", "17座省属灯塔"),
        ("海岸委监管多少座省属灯塔？", "17座省属灯塔"),
    ],
)
def test_a_count_is_the_figure_that_a_text_states_before_the_name(asking: Assistant, question: str, stated: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert stated in first_quote(answer)


@pytest.mark.parametrize(
    ("question", "is_answered"),
    [
        ("Who is the director of the Coast Commission?", False),
        ("What is the name of the chair of the board?", False),
        ("Who is the secretary of the Coast Commission?", True),
        ("海岸委主任是谁？", False),
        ("谁担任海岸委的书记", False),
    ],
)
def test_who_holds_an_office_is_answered_only_where_a_text_names_somebody(asking: Assistant, question: str, is_answered: bool) -> None:
    assert (asking.ask(question).outcome is Outcome.ANSWERED) is is_answered


@pytest.mark.parametrize(
    "question",
    [
        "What does the NASA handbook say about keepers?",
        "What does the Greenhaven Staff policy say about painting the tower?",
        "《渡轮管理办法》对考核怎么规定？",
        "NASA的手册对考核怎么规定？",
    ],
)
def test_a_text_that_is_not_loaded_is_not_answered_from_others(asking: Assistant, question: str) -> None:
    assert asking.ask(question).outcome in (Outcome.NOT_FOUND, Outcome.RELATED)


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("搞试验失败了会不会被追责", "第二条"),
        ("接连三个月掉队会怎样", "第三条"),
        ("考核不合格要扣多少工资", "第四条"),
    ],
)
def test_spoken_questions_are_answered_first_from_the_text_in_their_language(asking: Assistant, question: str, article: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert article in first_quote(answer)
