"""A few words without a question find the sentences that hold them and state the day or figure that is sought."""

from collections.abc import Iterator

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.understanding import Kind, kind_of
from tests.conftest import ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

RULES = """# Ferry Rules

Article 1. These rules deal with lantern checks and mooring fees.

Article 2. Lantern checks must be finished by 30 June 2031. The ferry office publishes them by 31 July 2031.

Article 3. Skippers pay a mooring fee of 40 crowns a night.
"""
CHINESE = "# 渡船管理办法\n\n第一条 本办法规定登记。\n\n第二条 渡船登记应当在2031年5月1日前完成。\n\n第三条 登记费的金额为二百元。\n"


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("keywords")
    (folder / "rules.md").write_text(RULES, encoding="utf-8")
    (folder / "办法.md").write_text(CHINESE, encoding="utf-8")
    with Library(folder / "library", embedder) as library:
        ingest(library, folder / "rules.md", folder / "办法.md")
        yield Assistant(library)


@pytest.mark.parametrize(
    ("keywords", "quote"),
    [
        (
            "lantern checks deadline",
            "Article 2. Lantern checks must be finished by 30 June 2031. The ferry office publishes them by 31 July 2031.",
        ),
        ("mooring fee amount", "Article 3. Skippers pay a mooring fee of 40 crowns a night."),
        ("渡船登记期限", "第二条 渡船登记应当在2031年5月1日前完成。"),
    ],
)
def test_the_word_for_what_is_sought_need_not_stand_there(asking: Assistant, keywords: str, quote: str) -> None:
    answer = asking.ask(keywords)
    assert answer.outcome is Outcome.ANSWERED
    assert [citation.quote for citation in answer.citations] == [quote]


def test_nothing_is_said_of_what_no_document_holds(asking: Assistant) -> None:
    assert asking.ask("volcano insurance deadline").outcome is not Outcome.ANSWERED


@pytest.mark.parametrize(
    "question", ["What is the mooring fee?", "lanterns", "登记的期限是什么？", "deadline", "List all deadlines in 2031"]
)
def test_a_question_is_answered_as_one(question: str) -> None:
    assert kind_of(question) is not Kind.KEYWORDS
