"""Questions that go on from the last answer, and that say too little to be searched for alone."""

from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

MOORINGS = """# Mooring Rules

## Permits

The harbour office shall decide on a mooring permit within 20 days of the application. \
Where the vessel is historic or other special reasons exist, the office may take up to 60 days. \
No later than three years after the first permits, the office shall consider whether to continue the permit scheme.

## Fees

Skippers shall pay the mooring fee in cash or by card. Rescue boats are exempt from the mooring fee.

Wooden vessels shall pay a mooring fee of 40 crowns a day. Steel vessels shall pay 70 crowns a day for their mooring.

## Nets

Fishermen register their nets at the fish market, and enclose a drawing with the form.
"""
CHINESE = """# 码头泊位管理办法

第三条 船东申请泊位的，港务处应当自收到申请之日起20日内作出决定。船龄较长或者有其他特殊原因的，经处长批准，可以延长，但最长不得超过60日。

第四条 泊位押金不得限定为现金。船东以保险单担保的，港务处应当接受。

第五条 渔民在鱼市登记渔网。
"""


@pytest.fixture
def asking(tmp_path: Path, embedder: Embedder) -> Assistant:
    library = Library(tmp_path / "library", embedder)
    for name, text in {"moorings.md": MOORINGS, "berths.md": CHINESE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        ingest(library, tmp_path / name)
    return Assistant(library)


def quoted(answer: Answer) -> str:
    return " ".join(one.quote for one in answer.citations)


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("How long may the harbour office take to decide on a mooring permit?", "And when the boat is historic?", "60 days"),
        ("港务处多久要决定泊位申请？", "船龄长的呢？", "最长不得超过60日"),
        ("泊位押金能不能只收现金？", "保险单行不行？", "以保险单担保的"),
    ],
)
def test_another_case_is_quoted_from_beside_the_last_answer(asking: Assistant, before: str, question: str, said: str) -> None:
    answer = asking.ask(question, history=[before])
    assert answer.outcome is Outcome.ANSWERED
    assert said in quoted(answer)


@pytest.mark.parametrize(
    ("before", "question", "said"),
    [
        ("How must skippers pay the mooring fee?", "Who doesn't have to pay it?", "Rescue boats are exempt"),
        ("Where do fishermen register their nets?", "And what must they enclose with it?", "enclose a drawing"),
        ("What mooring fee do wooden vessels pay a day?", "And how much do the steel ones pay?", "70 crowns"),
    ],
)
def test_what_is_asked_anew_of_the_last_answer_is_quoted_from_beside_it(asking: Assistant, before: str, question: str, said: str) -> None:
    answer = asking.ask(question, history=[before])
    assert [said in one.quote for one in answer.citations] == [True]


def test_a_pronoun_that_no_word_explains_finds_the_next_day_that_is_stated(asking: Assistant) -> None:
    answer = asking.ask("And when does it think about keeping that up?", history=["By when must the office decide on a mooring permit?"])
    assert "three years" in quoted(answer)


@pytest.mark.parametrize(
    "question",
    [
        "Who won the football match?",
        "What does a ticket to the moon cost?",
        "Which vessel won the regatta in Monaco?",
        "How many stars exist?",
        "How many lorries does the office scheme have?",
    ],
)
def test_what_has_nothing_to_do_with_the_last_answer_is_not_found_beside_it(asking: Assistant, question: str) -> None:
    answer = asking.ask(question, history=["How long may the harbour office take to decide on a mooring permit?"])
    assert answer.outcome is Outcome.NOT_FOUND


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who has to decide on a mooring permit, by when, and when is its future to be thought about?", "three years"),
        ("泊位申请多久要决定？之后由谁批准延长？", "经处长批准"),
    ],
)
def test_a_later_part_of_a_question_is_looked_for_in_the_documents_that_answer_the_first(
    asking: Assistant, question: str, said: str
) -> None:
    assert said in quoted(asking.ask(question))


ANSWERED = """# Berth reports: questions and answers

Q: How long are the berth sheets kept?
A: Nine years.

Q: Who stamps the berth report?
A: The lock keeper and the pilot.

Q: When is the reference day?
A: 31 October of each year.
"""


def test_a_question_of_the_document_is_quoted_with_its_answer(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "reports.md").write_text(ANSWERED, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "reports.md")
        answer = Assistant(library).ask("And who stamps the report?", history=["How long must berth sheets be kept?"])
    assert "The lock keeper" in quoted(answer)
