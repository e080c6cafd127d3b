"""What documents say otherwise of one duty, and what they say of each of two things."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Heading, Table
from assistant.answer.text import as_text
from assistant.assistant import Assistant
from assistant.question.two_things import sides
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

OLD = """# Harbour Plan 2021

Issued by: Harbour Office
Date: 3 May 2021

Every ferry must carry at least 40 life jackets by 30 June 2022.

The harbour office must inspect the moorings twice a year.

The opening of the new northern pier is set for 1 May 2022.

Fishermen must register their nets by 31 March 2022.
"""
NEW = """# Harbour Plan 2024

Issued by: Harbour Office
Date: 9 March 2024

This plan replaces the Harbour Plan 2021.

Every ferry must carry at least 60 life jackets by 30 June 2022.

The harbour office must inspect the moorings four times a year.

The opening of the new northern pier is postponed to 1 May 2026.

Divers must log every dive within 3 days.
"""
TOLLS = """# Toll Rules

The toll for lorries is 12 crowns a day. The toll for bicycles is 1 crown a day.

A toll keeper who closes the gate late pays a fine of 5 crowns.
"""


@pytest.fixture
def asking(library: Library, tmp_path: Path) -> Assistant:
    for name, text in {"plan-2021.md": OLD, "plan-2024.md": NEW, "tolls.md": TOLLS}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(library, tmp_path)
    return Assistant(library)


def rows(answer: Answer) -> list[tuple[str, ...]]:
    return [row for table in answer.blocks_of(Table) for row in table.rows]


def test_of_a_document_that_is_named_only_what_is_asked_of_it_is_quoted(tmp_path: Path, library: Library) -> None:
    pier = "# Rules for the Pier\n\nAnglers must show a permit at the gate.\n\nNobody may swim beside the pier.\n"
    boats = "# Lake Handbook\n\nRowers must carry a permit in the boat.\n\nA lamp is lit on every boat after dark.\n"
    for name, text in {"pier_rules.md": pier, "boat-guide_2031.md": boats}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    ingest(library, tmp_path)
    assistant = Assistant(library)
    both = assistant.ask("Compare the pier rules and the boat guide on permits.")
    assert both.outcome is Outcome.ANSWERED
    assert [one.quote.splitlines()[-1].partition(" ")[0] for one in both.citations] == ["Anglers", "Rowers"]
    one = assistant.ask("Compare the pier rules and the boat guide on lamps.")
    assert one.outcome is Outcome.PARTIAL
    assert [cited.quote.splitlines()[-1] for cited in one.citations] == ["A lamp is lit on every boat after dark."]
    assert "Nothing of this was found in “Rules for the Pier”." in as_text(one.blocks, "en")


@pytest.mark.parametrize(
    "question",
    [
        "Compare the Harbour Plan 2021 and the Harbour Plan 2024",
        "What changed in the Harbour Plan 2024?",
        "What has changed since the old plan?",
        "What's different between the old and the new harbour plan?",
        "How does the new harbour plan differ from the old one?",
    ],
)
def test_another_figure_or_date_stands_beside_the_one_that_it_replaces(asking: Assistant, question: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    first, second = rows(answer)[:2]
    assert first[0] == "Another figure"
    assert (first[1], second[1]) == ("3 May 2021", "9 March 2024")
    assert "40 life jackets" in first[2]
    assert "60 life jackets" in second[2]


def test_both_sides_of_a_difference_are_cited(asking: Assistant) -> None:
    answer = asking.ask("What changed in the Harbour Plan 2024?")
    assert {citation.document for citation in answer.citations} == {"plan-2021.md", "plan-2024.md"}
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert len(rows(answer)) == len(answer.citations)


def test_a_number_in_words_and_a_date_in_a_sentence_without_a_duty_are_compared_too(asking: Assistant) -> None:
    said = [row[2] for row in rows(asking.ask("What changed in the Harbour Plan 2024?"))]
    assert said.index("The harbour office must inspect the moorings four times a year.") == 1 + said.index(
        "The harbour office must inspect the moorings twice a year."
    )
    assert said.index("The opening of the new northern pier is postponed to 1 May 2026.") == 1 + said.index(
        "The opening of the new northern pier is set for 1 May 2022."
    )


def test_what_only_one_document_requires_stands_under_its_title(asking: Assistant) -> None:
    answer = asking.ask("What changed in the Harbour Plan 2024?")
    assert [block.text for block in answer.blocks_of(Heading)] == ["Only in “Harbour Plan 2024”", "Only in “Harbour Plan 2021”"]
    new, gone = answer.blocks_of(Table)[-2:]
    assert [row[2] for row in new.rows] == ["Divers must log every dive within 3 days."]
    assert [row[2] for row in gone.rows] == ["Fishermen must register their nets by 31 March 2022."]


def test_only_what_the_question_asks_of_is_compared(asking: Assistant) -> None:
    said = [row[2] for row in rows(asking.ask("What changed about the life jackets in the Harbour Plan 2024?"))]
    assert len(said) == 2
    assert all("life jackets" in one for one in said)


def test_two_things_are_told_under_their_names(asking: Assistant) -> None:
    answer = asking.ask("What is the difference between the toll for lorries and for bicycles?")
    assert answer.outcome is Outcome.ANSWERED
    assert "12 crowns" in answer.text
    assert "1 crown a day" in answer.text


def test_what_no_document_speaks_of_is_said_of_one_side(asking: Assistant) -> None:
    answer = asking.ask("What is the difference between a toll keeper and a chimney sweep?")
    assert answer.outcome is Outcome.PARTIAL
    assert "No document speaks of “a chimney sweep”." in answer.text
    assert "pays a fine of 5 crowns" in answer.citations[0].quote


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Compare the toll for lorries and for bicycles", "the toll for lorries", "the toll for bicycles"),
        ("What is the difference between large and small mills?", "What is the large mills", "What is the small mills"),
        ("Compare the duties of the miller with the baker", "the duties of the miller", "the duties of the baker"),
        ("How do old mills and new ones differ in height?", "old mills in height", "new mills in height"),
        ("When did the mill act and the bread act take effect?", "When did the mill act take effect", "When did the bread act take effect"),
        ("磨坊和面包房的罚款有什么区别？", "磨坊的罚款", "面包房的罚款"),
        ("比较磨坊与面包房", "磨坊", "面包房"),
        ("磨坊和面包房的罚款各是多少？", "磨坊的罚款", "面包房的罚款"),
    ],
)
def test_a_comparison_is_two_questions(question: str, one: str, other: str) -> None:
    found = sides(question)
    assert found is not None
    assert (found[0].question, found[1].question) == (one, other)


@pytest.mark.parametrize("question", ["How high is the toll?", "Which mills must report and which may report?"])
def test_a_question_on_one_thing_is_no_comparison(question: str) -> None:
    assert sides(question) is None


LOCKS = """# Lock Rules

## Scope

1. Barges with a crew are bound by all that these rules demand of ships.

2. Rowing boats are encouraged to keep to these rules as well.

## Talks

A LockStat is a talk between the skippers and the lock keeper. LockStat talks end with a list of repairs.

A BargeStat is a table of all barges that wait.
"""
ACT = """# 船闸法

第一条 船舶有下列行为之一的，给予警告：

（一）拒绝交纳过闸费的；

（二）堵塞船闸的。

企业有前款所列行为之一的，处八万元以下的罚款。

第二条 船舶迟交过闸费的，给予警告。

企业有前款所列行为的，处三万元以下的罚款。
"""


@pytest.fixture
def asking_on_locks(embedder: Embedder, tmp_path: Path) -> Iterator[Assistant]:
    (tmp_path / "locks.md").write_text(LOCKS, encoding="utf-8")
    (tmp_path / "船闸法.md").write_text(ACT, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path)
        yield Assistant(library)


@pytest.mark.slow
def test_who_is_bound_and_who_is_only_encouraged_stand_side_by_side(asking_on_locks: Assistant) -> None:
    answer = asking_on_locks.ask("Which ships must keep to the rules and which are only encouraged to?")
    assert [block.text for block in answer.blocks_of(Heading)] == [
        "ships must keep to the rules",
        "ships are only encouraged to keep to the rules",
    ]
    quotes = [one.quote for one in answer.citations]
    assert quotes[0].startswith("1. Barges")
    assert quotes[-1].startswith("2. Rowing boats")


@pytest.mark.slow
def test_the_difference_of_two_things_begins_with_what_each_is(asking_on_locks: Assistant) -> None:
    answer = asking_on_locks.ask("What is the difference between LockStat and BargeStat?")
    quotes = [one.quote for one in answer.citations]
    assert quotes[0].startswith("A LockStat is a talk")
    assert any(quote.startswith("A BargeStat is a table") for quote in quotes)


@pytest.mark.slow
def test_the_fine_of_a_paragraph_belongs_to_the_acts_in_the_paragraphs_before_it(asking_on_locks: Assistant) -> None:
    answer = asking_on_locks.ask("拒交和迟交过闸费，对企业的罚款上限各是多少？")
    headings = [block.text for block in answer.blocks_of(Heading)]
    assert headings == ["拒交过闸费", "迟交过闸费"]
    assert answer.text.index("三万元") > answer.text.index("迟交过闸费")
    assert "八万元" in answer.text


def test_what_stands_before_the_comma_is_asked_of_both_and_a_contract_joins_nothing() -> None:
    one, other = sides("过闸费，合同写明了费率和没写明，区别在哪？") or (None, None)
    assert one is not None
    assert other is not None
    assert (one.name, other.name) == ("合同写明了费率", "没写明")
    assert one.question.startswith("过闸费")


BERTHS = """# 泊位条例

第二条 国有码头应当自收到申请之日起15日内安排泊位；另有约定的，从其约定。

第三条 民营码头应当自收到申请之日起40日内安排泊位；另有约定的，从其约定。

第四条 鼓励民营码头公开承诺安排泊位的期限。
"""


@pytest.mark.slow
def test_of_time_limits_that_are_compared_each_side_gives_the_sentence_that_states_one(embedder: Embedder, tmp_path: Path) -> None:
    (tmp_path / "泊位条例.md").write_text(BERTHS, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path)
        answer = Assistant(library).ask("国有码头和民营码头安排泊位的期限有什么不一样？")
    quotes = " ".join(one.quote for one in answer.citations)
    assert "15日内" in quotes
    assert "40日内" in quotes
    assert "鼓励" not in quotes


DIVISIONS = """# Lock Rules

Issued by: Lock Office

The Lock Division must publish the lock fees by 1 May 2031.

The Lock Division must keep the lock gates clean.

The Weir Division must publish the weir fees by 1 June 2031.

The Weir Division must grease the wheels.

Article 9. Crews are graded: gold for 95 points and more, tin for less than 50 points.
"""


def test_of_two_bodies_only_what_is_asked_of_both_is_compared(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "locks.md").write_text(DIVISIONS, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "locks.md")
        asking = Assistant(library)
        dated = asking.ask("Compare the deadlines of the Lock Division and the Weir Division")
        fees = asking.ask("How do the fees of the Lock Division and the Weir Division differ?")
        grades = asking.ask("Compare gold and tin in points")
    assert len(dated.citations) == 2
    assert all("fees" in one.quote for answer in (dated, fees) for one in answer.citations)
    assert "No document speaks of" not in grades.text


FARES = """# Ferry Plan

The summer timetable shall hang on the pier ten days before a spring tide and four days before a neap tide.

The Neap Ordinance of 2019 is repealed.

## Targets

Aim: share of electric ferries | 2031: 20 | 2032: 35 | 2033: 60
Aim: number of lamps | 2031: 5 | 2032: 7 | 2033: 9
"""


def test_one_sentence_that_says_both_is_quoted_for_both(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "ferries.md").write_text(FARES, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "ferries.md")
        asking = Assistant(library)
        tides = asking.ask("Compare the day on which the timetable hangs before a spring tide and a neap tide.")
        years = asking.ask("Compare the share of electric ferries in 2031 and 2033.")
    assert "repealed" not in " ".join(one.quote for one in tides.citations)
    assert "four days" in tides.citations[0].quote
    assert "electric ferries | 2031: 20" in years.citations[0].quote
    assert "in 2031 · the share of electric ferries in 2033" in years.blocks_of(Heading)[0].text


def test_two_documents_that_are_named_by_pieces_are_compared_in_what_is_asked_of_both(tmp_path: Path, embedder: Embedder) -> None:
    repair = "# 滨海市属渔船检修监督管理办法（试行）\n\n第一条 船主应当于每季度终了后8日内报送检修情况。\n\n第二条 本办法自2031年3月1日起施行，有效期两年。《滨海市属渔船检修暂行规定》同时废止。\n"
    insurance = "# 滨海市属渔船保险管理办法\n\n第一条 船主应当投保。\n\n第二条 船主应当于每季度终了后20日内报送保险情况。\n"
    for name, text in (("a.md", repair), ("b.md", insurance)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "a.md", tmp_path / "b.md")
        answer = Assistant(library).ask("比较渔船检修办法和渔船保险办法在季度报送时限上的区别")
    first = {citation.document: citation.quote for citation in reversed(answer.citations)}
    assert "8日内" in first["a.md"]
    assert "20日内" in first["b.md"]
