"""Questions of several parts, and questions for more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.answer.blocks import Heading, Paragraph
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

RULES = """# Ferry Rules

Issued by: Ferry Office

## Fees

The harbour fee for a ferry is 40 yuan a day. The harbour fee is paid in cash.

## Inspection

The harbour master checks the life jackets of every ferry twice a year.

## Moorings

A ferry must report its moorings to the harbour master within 3 days. Ferries without moorings must anchor outside of the basin.

## Papers

The Ferry Office shall submit the sailing list to the harbour master by 1 April 2031. Ferries carry lamps.

The skippers' guild must report quarterly, and the load-to-hull ratio must stay below 40 %.
"""


DIKES = """# Dike Rules

## Keepers

Article 1. The Dike Company must raise a repair fund of 7 million yuan by 31 May 2032.

Article 2. A keeper who leaves a sluice open loses 12 % of the yearly premium.

Article 3. The sluice board must decide on a request for water within 9 working days.

## Depots

Article 4. The Sand Company must keep 400 bags of sand from 1 May 2033. The highest-paid keeper earns 3 % more than the others.

Article 5. Payment for sand is made within 45 days.
"""
DIKES_IN_CHINESE = """# 海塘养护办法

第一条 海塘公司应当于2032年5月31日前设立规模700万元的维修资金。

第二条 闸门值守不合格的，扣减值守人员年度奖金的12%。

第三条 沙石公司应当于2033年9月30日前建成4座沙袋仓库。

第四条 海塘巡查员每人配备手电2支，2034年3月31日前配齐。
"""


@pytest.fixture
def asking(embedder: E5Embedder, tmp_path: Path) -> Iterator[Assistant]:
    (tmp_path / "ferries.md").write_text(RULES, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path)
        yield Assistant(library)


def test_each_part_is_answered_under_its_own_heading_with_numbers_that_run_on(asking: Assistant) -> None:
    answer = asking.ask("What is the harbour fee for a ferry, and who checks the life jackets?")
    assert answer.outcome is Outcome.ANSWERED
    assert [block.text for block in answer.blocks_of(Heading)] == ["What is the harbour fee for a ferry?", "Who checks the life jackets?"]
    assert [one.number for one in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert len({one.span for one in answer.citations}) == len(answer.citations)
    quotes = " ".join(one.quote for one in answer.citations)
    assert "40 yuan" in quotes
    assert "twice a year" in quotes


def test_a_part_without_a_subject_takes_that_of_the_first_one(asking: Assistant) -> None:
    answer = asking.ask("What is the harbour fee for a ferry, and how is it paid?")
    assert [block.text for block in answer.blocks_of(Heading)][1] == "How is the harbour fee for a ferry paid?"


def test_one_sentence_that_says_all_that_is_asked_of_one_thing_stands_once(asking: Assistant) -> None:
    answer = asking.ask("Who shall submit the sailing list, to whom, and by when?")
    assert answer.text.startswith("One sentence says all that is asked:")
    assert [one.quote for one in answer.citations] == [
        "The Ferry Office shall submit the sailing list to the harbour master by 1 April 2031."
    ]


def test_a_part_that_nothing_answers_otherwise_is_answered_by_the_one_requirement_that_states_it(asking: Assistant) -> None:
    answer = asking.ask("What is the load-to-hull limit, what is the capital of France, and how often must the guild report?")
    assert answer.outcome is Outcome.PARTIAL
    assert len(answer.blocks_of(Heading)) == 3
    assert answer.text.count("must stay below 40 %") == 1


def test_a_question_is_answered_in_part_where_one_of_its_parts_is_not(asking: Assistant) -> None:
    answer = asking.ask("How high is the harbour fee for a ferry, and what is the capital of France?")
    assert answer.outcome is Outcome.PARTIAL
    assert answer.text.index("The documents do not answer this.") > answer.text.index("What is the capital of France?")


def test_more_gives_what_was_not_quoted_before_until_nothing_is_left(asking: Assistant) -> None:
    question = "What is the harbour fee for a ferry?"
    shown = [asking.ask(question)]
    while shown[-1].outcome is Outcome.ANSWERED and len(shown) < 9:
        shown.append(asking.ask("tell me more", history=[question, *["more"] * (len(shown) - 1)]))
    spans = [one.span for answer in shown for one in answer.citations]
    assert not any(one.overlaps(other) for place, one in enumerate(spans) for other in spans[:place])
    assert "The documents say no more on this." in shown[-1].text
    assert shown[1].rephrased_question == question


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("Who must raise a repair fund, how much is it and when is it due?", "Article 1."),
        ("What happens if a keeper leaves a sluice open, and how much premium does he lose?", "Article 2."),
        ("Who decides on a request for water, and how much time do they have?", "Article 3."),
        ("谁来设立海塘维修资金，什么时候设立？", "第一条"),
        ("哪家公司要建沙袋仓库，建多少座，什么时候建成？", "第三条"),
        ("闸门值守不合格会怎样，扣多少？", "第二条"),
    ],
)
def test_how_much_and_when_are_answered_from_what_answers_the_first_part(
    embedder: E5Embedder, tmp_path: Path, question: str, article: str
) -> None:
    (tmp_path / "dikes.md").write_text(DIKES_IN_CHINESE if article.startswith("第") else DIKES, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "dikes.md")
        answer = Assistant(library).ask(question)
    assert answer.outcome is Outcome.ANSWERED
    parts = len(answer.blocks_of(Heading))
    seen = [block for block in answer.blocks_of(Paragraph) if block.citations]
    assert answer.citations[0].quote.count(article) == 1
    assert len(seen) >= parts - 1
    assert all(article in one.citations[0].quote for one in seen)
