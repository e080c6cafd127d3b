"""Abbreviations of a question are written out where the documents do, and stay where they have them."""

from collections.abc import Iterator

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.written_out import written_out
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

POLICY = """# Harbour policy

The harbour company is expected to earn a return on equity of at least 6 per cent.

The KPI of the ferries are set each May.

The managing director of the harbour company signs the tide table.
"""
CHINESE = "# 港口考核办法\n\n第一条 本办法所称经济增加值，是指港口的税后利润减去资本成本后的余额。\n"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Library]:
    place = tmp_path_factory.mktemp("harbour")
    (place / "policy.md").write_text(POLICY, encoding="utf-8")
    (place / "考核.md").write_text(CHINESE, encoding="utf-8")
    with Library(place / "library", embedder) as library:
        ingest(library, place / "policy.md", place / "考核.md")
        yield library


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("What ROE is expected?", "What return on equity is expected?"),
        ("EVA是什么意思？", "经济增加值是什么意思？"),
        ("What does the CEO sign?", "What does the managing director sign?"),
        ("Who sets the KPI?", "Who sets the KPI?"),
        ("What is the ESG report?", "What is the ESG report?"),
        ("What must XYZ do?", "What must XYZ do?"),
    ],
)
def test_an_abbreviation_is_read_as_the_documents_write_it(harbour: Library, asked: str, read: str) -> None:
    assert written_out(asked, harbour) == read


def test_what_is_written_out_is_answered_and_told(harbour: Library) -> None:
    answer = Assistant(harbour).ask("EVA是什么意思？")
    assert answer.outcome is Outcome.ANSWERED
    assert answer.rephrased_question == "经济增加值是什么意思？"
    assert "税后利润" in answer.citations[0].quote
