"""A question in other words than the document has."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

RULES = """# Harbour rules

Exemptions from mooring duties are approved by the harbour master.

Lamps on the pier are green. Ropes are kept dry in the shed beside the pier.

The tide table hangs at the gate. Fishing nets are dried on the wall.
"""
CHINESE = """# 码头规定

第一条 码头发现假冒船票的，应当立即关停售票窗口，并通报港务处处置。

第二条 灯塔每年检查两次。缆绳存放在仓库。

第三条 渔网晾在墙上。潮汐表挂在门口。
"""


@pytest.fixture
def asking(tmp_path: Path, embedder: Embedder) -> Assistant:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "harbour.md").write_text(RULES, encoding="utf-8")
    (tmp_path / "texts" / "码头.md").write_text(CHINESE, encoding="utf-8")
    library = Library(tmp_path / "library", embedder)
    ingest(library, tmp_path / "texts")
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("发现冒充的船票该怎么办理？", "关停售票窗口"),
        ("Who has to sign off exceptions from the mooring duty?", "approved by the harbour master"),
    ],
)
def test_a_question_in_other_words_is_answered_by_the_sentence_that_says_it(asking: Assistant, question: str, said: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.citations[0].quote


def test_a_question_of_which_sentences_say_little_is_not_answered(asking: Assistant) -> None:
    assert asking.ask("What does a berth cost a foreign yacht in winter?").outcome is not Outcome.ANSWERED


def test_a_question_for_a_figure_is_not_answered_by_a_sentence_without_one(asking: Assistant) -> None:
    assert asking.ask("How many exceptions may be approved each year?").outcome is not Outcome.ANSWERED
