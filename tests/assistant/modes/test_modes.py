"""How answers are made: modes that declare themselves, and what an answer costs."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import Engine, event

import assistant.modes
from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from language.text.sentences import sentences
from vectorstore.library import Library
from vectorstore.search.sentences import sentences_of

QUESTION = "What share of the main tasks must be completed by the end of 2024?"
MADE_UP = '''
"""Shouts what it found."""
from assistant.answer.answer import Answer
from assistant.answer.blocks import Paragraph
from assistant.modes.mode import Mode, ModeFailed

class Shouted:
    def suits(self, verdict):
        return True

    def answer(self, inquiry, evidence, verdict):
        if "whisper" in inquiry.question:
            raise ModeFailed("It was asked to whisper {what}.", what="this")
        yield Answer(verdict.outcome, (Paragraph(evidence.matches[0].passage.text.upper(), "en"),), mode="shouted")

MODE = Mode("shouted", 0, lambda model: Shouted())
'''


@pytest.fixture
def shouting(sample_library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    tmp_path.joinpath("shouted.py").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.setattr(assistant.modes, "__path__", [*assistant.modes.__path__, str(tmp_path)])
    yield Assistant(sample_library)
    sys.modules.pop("assistant.modes.shouted", None)


def test_a_mode_is_a_module_that_declares_itself(shouting: Assistant) -> None:
    answer = shouting.ask(QUESTION)
    assert answer.mode == "shouted"
    assert "MUST" in answer.text


def test_where_a_mode_fails_the_next_answers_and_says_why(shouting: Assistant) -> None:
    answer = shouting.ask(f"{QUESTION} Please whisper.")
    assert (answer.mode, answer.outcome) == ("quoted", Outcome.ANSWERED)
    assert answer.text.startswith("It was asked to whisper this. Here are the documents’ own words.")
    assert answer.citations


def test_a_quoted_answer_reads_the_library_at_most_three_times(sample_library: Library) -> None:
    asking = Assistant(sample_library)
    asking.ask(QUESTION)
    read: list[Any] = []
    note = read.append
    event.listen(Engine, "engine_connect", note)
    try:
        assert asking.ask("When must the progress of the reform be reported?").outcome is Outcome.ANSWERED
    finally:
        event.remove(Engine, "engine_connect", note)
    assert 1 <= len(read) <= 3


def test_each_passage_is_cut_into_sentences_once(sample_library: Library) -> None:
    asking = Assistant(sample_library)
    asking.ask(QUESTION)
    calls: Counter[str] = Counter()

    def note(frame: FrameType, what: str, _: Any) -> None:
        if what == "call" and frame.f_code is sentences.__code__ and frame.f_back:
            calls[frame.f_back.f_code.co_name] += 1

    sentences_of.cache_clear()
    sys.setprofile(note)
    try:
        asking.ask("When must the progress of the reform be reported?")
    finally:
        sys.setprofile(None)
    assert 1 <= calls["sentences_of"] <= 9  # passages that are looked at
    assert calls.total() - calls["sentences_of"] <= 4  # the question, and lines that lead to lists
