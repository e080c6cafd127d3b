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

TUGS = "# 拖轮规定\n\n第一条 拖轮协调会每季度召开一次，由港务处分管副处长召集。\n"
COUNCIL = (
    "# Council rules\n\nThe council convenes at least six meetings each year. A special meeting shall be convened where one third of the"
    " councillors so propose.\n\nThe clerk keeps the minutes of all meetings of the council.\n"
)


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


@pytest.mark.parametrize(("question", "said"), [("谁召集拖轮协调会？", "副处长召集"), ("拖轮协调会一年开几次？", "每季度")])
def test_what_one_sentence_says_in_the_language_of_the_question_is_quoted_alone(
    tmp_path: Path, embedder: Embedder, question: str, said: str
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "tugs.md").write_text(TUGS, encoding="utf-8")
    (tmp_path / "texts" / "council.md").write_text(COUNCIL, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "texts")
        answer = Assistant(library).ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert [said in one.quote for one in answer.citations] == [True]


def test_a_question_of_two_words_is_answered_by_the_sentence_that_says_both(tmp_path: Path, embedder: Embedder) -> None:
    text = "# 航道清淤方案\n\n港务处按月通报进度，对进度滞后的单位予以约谈，连续两次滞后的，扣减奖金。\n"
    (tmp_path / "dredging.md").write_text(text, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "dredging.md")
        answer = Assistant(library).ask("进度滞后会怎样？")
    assert answer.outcome is Outcome.ANSWERED
    assert "约谈" in answer.citations[0].quote


EXPENSES = """# Pilot Service Code

1. Pilots shall not accept any gratuity exceeding 12 crowns from a shipping agent.

2. Accommodation ashore is reimbursed up to 35 crowns per night.

3. The pilot council convenes four times per year. Its chair has a casting vote where votes are tied.

4. Pilot House Ltd keeps six boats at the north quay.
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How much can I spend on a hotel room?", "35 crowns per night"),
        ("What happens if the vote is a draw?", "casting vote"),
        ("How often does the council meet?", "four times per year"),
    ],
)
def test_everyday_words_are_answered_by_what_documents_call_them(tmp_path: Path, embedder: Embedder, question: str, said: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "code.md").write_text(EXPENSES, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "texts")
        assistant = Assistant(library)
        answer = assistant.ask(question)
        others = [assistant.ask(one).outcome for one in ("How many people does Pilot House employ?", "Who won the football cup?")]
    assert answer.outcome is Outcome.ANSWERED
    assert said in answer.citations[0].quote
    assert Outcome.ANSWERED not in others


def test_what_says_about_half_of_a_question_is_shown(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "code.md").write_text(EXPENSES, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "texts")
        answer = Assistant(library).ask("Can a night in a hotel room ashore be booked?")
    assert answer.outcome is Outcome.RELATED
    assert "35 crowns" in answer.citations[0].quote


PAY = """# Remuneration code of the harbour service

A. Masters

1. The total remuneration of a harbour master shall not exceed six times the average wage in the service.

2. Variable remuneration may amount to at most 20 per cent of the fixed annual salary.

3. No loans are granted to masters or members of the council.
"""


@pytest.mark.parametrize(
    ("question", "said"),
    [("How big can the bonus be?", "at most 20 per cent"), ("What's the cap on a harbour master's pay?", "six times the average wage")],
)
def test_a_figure_of_one_thing_or_a_limit_of_it_is_answered_by_what_documents_call_it(
    tmp_path: Path, embedder: Embedder, question: str, said: str
) -> None:
    (tmp_path / "code.md").write_text(PAY, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "code.md")
        answers = [Assistant(library).ask(one) for one in (question, "How high is the inflation rate?", "How big is the garden?")]
    assert [one.outcome is Outcome.ANSWERED for one in answers] == [True, False, False]
    assert said in answers[0].citations[0].quote
