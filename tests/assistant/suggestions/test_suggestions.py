"""Suggested questions are made of what documents hold, and only those are shown whose answers are good."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.assistant import Assistant
from assistant.question.rephrasing import stands_alone
from assistant.starter_questions import Starters, starter_questions
from assistant.suggestions.candidates import Candidate
from assistant.suggestions.trials import Trials
from language.language import language_of
from tests.conftest import ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

HARBOUR = """# Harbour Rules

## 1. General rules

The harbour office issues these rules. "Short stay" means a stay of less than six hours between two tides.

## 2. Duties of the pilots

Pilots must report every delay to the harbour office.

The Tide Bureau must publish the tide table by 31 May 2027.

Each ferry company must replace its diesel engines by 30 June 2028.

The average noise of ferries must not exceed 60 decibels.

The lamp must be lit as described in section 9 by 1 March 2027.

The ferry council publishes the winter fares by 5 May 2028.

Dock workers must not smoke near the fuel store.
"""
CHINESE = """# 港口管理办法

第一条 本办法所称短期停泊，是指船舶停泊不超过六小时。

第二条 潮汐局应当于2027年5月31日前公布潮汐表。

第三条 引航员应当向港务处报告每次延误。

第四条 渡轮平均噪声不得超过60分贝。
"""
ASKED = "Who issues the harbour rules?"
PATIENT = 60.0


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "港口.md").write_text(CHINESE, encoding="utf-8")
    with Library(folder / "library", embedder) as opened:
        ingest(opened, folder)
        yield opened


def _every(assistant: Assistant, answer: Answer) -> list[str]:
    """Give what is suggested after an answer, then after it has been asked, and so on."""
    found: list[str] = []
    while more := assistant.suggest(answer, found, PATIENT):
        found += more
    return found


@pytest.mark.parametrize("question", [ASKED, "What must pilots report?", "引航员应当报告什么？"])
def test_what_is_suggested_is_answered_with_a_citation_of_its_own(harbour: Library, question: str) -> None:
    assistant = Assistant(harbour)
    answer = assistant.ask(question)
    suggested = assistant.suggest(answer, [question], PATIENT)
    assert 2 <= len(suggested) <= 3
    answers = [assistant.ask(one) for one in suggested]
    assert [one.outcome for one in answers] == [Outcome.ANSWERED] * len(answers)
    cited = [one.citations[0].span for one in answers]
    assert not any(span.overlaps(other) for number, span in enumerate(cited) for other in cited[:number])
    assert not any(span.overlaps(read.span) for span in cited for read in answer.citations)
    assert {language_of(one) for one in suggested} == {language_of(question)}


def test_suggestions_are_worded_as_a_reader_would_ask(harbour: Library) -> None:
    assistant = Assistant(harbour)
    suggested = _every(assistant, assistant.ask(ASKED))
    assert "By when must the Tide Bureau publish the tide table?" in suggested
    assert "By when must each ferry company replace its diesel engines?" in suggested
    assert "What figure must the average noise of ferries not exceed?" in suggested
    assert "What must dock workers not do?" in suggested
    suggested = _every(assistant, assistant.ask("本办法由谁执行，引航员应当做什么？"))
    assert "潮汐局最迟什么时候公布潮汐表？" in suggested


def test_no_heading_and_nothing_that_leans_on_its_text_is_asked_about(harbour: Library) -> None:
    assistant = Assistant(harbour)
    suggested = " ".join(_every(assistant, assistant.ask(ASKED))).lower()
    assert "general rules" not in suggested
    assert "duties of the pilots" not in suggested
    assert "section 9" not in suggested
    assert "publishes" not in suggested


def test_nothing_is_suggested_twice_in_a_conversation(harbour: Library) -> None:
    assistant = Assistant(harbour)
    suggested = _every(assistant, assistant.ask(ASKED))
    assert len(suggested) == len(set(suggested)) > 3
    assert ASKED not in suggested


def test_a_suggestion_is_understood_without_the_questions_before_it(harbour: Library) -> None:
    assistant = Assistant(harbour)
    for question in (ASKED, "引航员应当报告什么？"):
        for one in _every(assistant, assistant.ask(question)):
            assert stands_alone(one, harbour)
            assert assistant.ask(one, history=[question]).rephrased_question == ""


def test_what_names_a_thing_in_quotation_marks_stands_alone(harbour: Library) -> None:
    assert stands_alone("“停泊”是什么意思？", harbour)
    assert not stands_alone("是什么意思？", harbour)


def test_an_answer_that_cites_nothing_is_followed_by_no_suggestion(harbour: Library) -> None:
    assistant = Assistant(harbour)
    assert assistant.suggest(assistant.ask("How much snow falls in Iceland?")) == []
    assert assistant.suggest(replace(assistant.ask(ASKED), trace=None)) == []


def test_a_question_is_tried_once_until_a_document_changes(library: Library, tmp_path: Path) -> None:
    (tmp_path / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    ingest(library, tmp_path)
    tried: list[str] = []
    assistant = Assistant(library)

    def ask(question: str) -> Answer:
        tried.append(question)
        return assistant.ask(question)

    trials = Trials(library, ask)
    offered = [Candidate("What does “short stay” mean in the harbour?")]
    assert trials.choose(offered, 3, PATIENT) == trials.choose(offered, 3, PATIENT)
    assert tried == [offered[0].question]
    (tmp_path / "lamps.md").write_text("# Lamps\n\nThe keeper must light the lamp.\n", encoding="utf-8")
    ingest(library, tmp_path)
    trials.choose(offered, 3, PATIENT)
    assert tried == [offered[0].question] * 2


def test_when_the_time_is_over_only_what_was_tried_before_is_suggested(harbour: Library) -> None:
    trials = Trials(harbour, Assistant(harbour).ask)
    tried, other = Candidate("What must the Tide Bureau publish?"), Candidate("What must pilots report?")
    assert trials.choose([tried], 3, 0.0) == []
    assert trials.choose([tried], 3, PATIENT) == [tried]
    assert trials.choose([other, tried], 3, 0.0) == [tried]


def test_questions_to_start_with_are_answered_and_differ(harbour: Library) -> None:
    assistant = Assistant(harbour)
    for code in ("en", "zh"):
        starters = starter_questions(assistant, harbour, code)
        assert len(starters) == len(set(starters)) >= 2
        answers = [assistant.ask(one) for one in starters]
        assert {one.outcome for one in answers} == {Outcome.ANSWERED}
        assert _distinct([one.citations[0].quote for one in answers])
        assert {language_of(one).code for one in starters} == {code}


def test_questions_to_start_with_are_found_anew_where_a_document_has_changed(library: Library, tmp_path: Path) -> None:
    starters = Starters(Assistant(library), library)
    assert starters.of("en") == []
    (tmp_path / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    ingest(library, tmp_path)
    starters.find()
    assert starters.of("en")
    assert starters.of("zh") == starters.of("en")


def _distinct(quotes: Sequence[str]) -> bool:
    return len(set(quotes)) == len(quotes)
