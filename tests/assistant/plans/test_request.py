"""Requests to write or send are declined, with quotes on their topic where the documents speak of it."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.understanding import Kind, kind_of
from tests.conftest import ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

RULES = "# Ferry Rules\n\nSkippers must carry a signal lamp at night.\n\n# Fares\n\nThe ferry office must publish the fares every year.\n"


@pytest.fixture
def asking(tmp_path: Path, embedder: E5Embedder) -> Assistant:
    (tmp_path / "rules.md").write_text(RULES, encoding="utf-8")
    library = Library(tmp_path / "library", embedder)
    ingest(library, tmp_path / "rules.md")
    return Assistant(library)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("Draft a notice to all crews about signal lamps on ferries", "cannot draft"),
        ("Could you write an e-mail on signal lamps at night?", "cannot draft"),
    ],
)
def test_what_stands_on_the_topic_is_quoted(asking: Assistant, request_: str, said: str) -> None:
    answer = asking.ask(request_)
    assert answer.outcome is Outcome.PARTIAL
    assert said in answer.text
    assert "signal lamp" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("Translate the rules into Italian", "cannot draft, translate"),
        ("Write a song about volcanoes on Mars", "cannot draft"),
        ("请把这份规定翻译成英文", "我不能代为起草、翻译"),
    ],
)
def test_nothing_is_quoted_where_there_is_no_topic_or_no_word_on_it(asking: Assistant, request_: str, said: str) -> None:
    answer = asking.ask(request_)
    assert answer.outcome is Outcome.SMALL_TALK
    assert said in answer.text
    assert not answer.citations


@pytest.mark.parametrize(
    "question", ["Who must send the report?", "Can you tell me who signs?", "谁负责起草方案？", "Draft plans must be published when?"]
)
def test_a_question_on_writing_or_sending_is_no_request(question: str) -> None:
    assert kind_of(question) is not Kind.REQUEST
