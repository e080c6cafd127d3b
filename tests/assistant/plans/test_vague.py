"""A question without a subject is answered by a question back, with choices that the library answers."""

import re
from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.question.understanding import Kind, kind_of
from tests.conftest import ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

RULES = (
    "# Ferry Rules\n\nIssued by: Ferry Office\nDate: 9 March 2024\n\nThe Ferry Office must inspect each ferry by 30 June 2031.\n\n"
    "The Ferry Office must publish the fares every year.\n\nSkippers must carry a lamp.\n"
)


@pytest.fixture
def asking(tmp_path: Path, embedder: E5Embedder) -> Assistant:
    (tmp_path / "rules.md").write_text(RULES, encoding="utf-8")
    library = Library(tmp_path / "library", embedder)
    ingest(library, tmp_path / "rules.md")
    return Assistant(library)


@pytest.mark.parametrize("question", ["What should I do this year?", "Where do I start?", "How much?"])
def test_it_asks_back_and_offers_what_is_answered(asking: Assistant, question: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.SMALL_TALK
    assert not answer.citations
    choices = re.findall(r"• (.+)", answer.text)
    assert "What must the Ferry Office do?" in choices
    assert all(asking.ask(choice).outcome is Outcome.ANSWERED for choice in choices)


def test_it_asks_back_in_the_language_of_the_question(asking: Assistant) -> None:
    assert asking.ask("今年我该做什么？").text.startswith("您想了解哪个单位")


@pytest.mark.parametrize(
    "question",
    ["What should I do about lamps?", "What must we submit by June 2031?", "我该在六月前提交什么材料？", "How much does a lamp cost?"],
)
def test_a_question_with_a_subject_is_not_vague(question: str) -> None:
    assert kind_of(question) is not Kind.VAGUE
