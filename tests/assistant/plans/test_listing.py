"""Lists are complete: a list of a document with all its items, or all rows of the ledger that fit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Paragraph, Table
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

pytestmark = pytest.mark.slow

HARBOUR = """# Harbour Rules

## 1. Duties

The Harbour Office must publish the tide table by 30 June 2031.

The Harbour Office must not rent berths to its own staff.

The Pilot Guild must train six pilots by 31 December 2031.

The Finance Division must collect the fees every month.

The Lamp Division cleans the lighthouse lamp every week.

Every autumn the towns and the port hold dredging talks with the county. In these talks both sides will:

- agree on the channel to be dredged;
- share the cost among the towns; and
- name the firm that digs.

Pilots shall report each collision of ships in the red book, with its causes.

## 2. Fees

A ship that asks for a berth must bring the following papers:

1. the certificate of registry;
2. the list of the crew;
3. the bill of health.

## 3. Annex

Table of reports on buoys

Report: list of buoys | Sent by: Buoy Keeper | Day: 5 May
Report: colours of buoys | Sent by: Paint Shop | Day: 9 June

## 4. Bodies

The port council shall form a rope committee, a lamp committee and a net committee.
"""
GUILD = "# 港口任务清单\n\n财务处应当于2032年3月31日前公布港口收费标准。\n\n港务处应当每年检查码头两次。\n"
LOCKS = (
    "# 船闸任务清单\n\n船闸维修。2032年9月底前完成三座船闸维修。责任单位：工程处、各县船闸公司。\n\n"
    "工程处应当于每季度结束后10日内报送维修进度。\n\n县船闸公司应当每季度向工程处提交用电数据。\n\n"
    "港务处应当每月报送航班数量。\n\n港务处应当每年检查船闸。\n"
)

FERRIES = """# 关于发展渡轮航线的意见

（一）基本原则。

1.坚持安全。先检查，后开航，人命关天。

2.坚持准时。班次公布以后不得随意更改。

第五条 码头、船闸有下列行为之一的，由上级机关责令改正；拒不改正的，对负责人给予处分：

（一）超载运行；

（二）夜间无灯。

第六条 渡轮公司失信的，对其在航线审批、泊位分配、油料供应、年度评优等方面予以限制。
"""


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    (folder / "任务.md").write_text(GUILD, encoding="utf-8")
    with Library(tmp_path_factory.mktemp("library"), embedder) as library:
        ingest(library, folder)
        yield Assistant(library)


def quotes(answer: Answer) -> str:
    return "\n".join(citation.quote for citation in answer.citations)


def test_all_deadlines_of_a_year_are_listed_in_their_order_with_a_link_to_the_same_selection(asking: Assistant) -> None:
    answer = asking.ask("List all deadlines in 2031")
    (table,) = answer.blocks_of(Table)
    assert [row[2] for row in table.rows] == ["2031-06-30", "2031-12-31"]
    assert [requirement.body for requirement in answer.requirements] == ["Harbour Office", "Pilot Guild"]
    assert answer.blocks_of(Paragraph)[0].address == "requirements?due=dated&since=2031-01-01&until=2031-12-31"
    assert "2 requirements fit" in answer.text


def test_the_duties_of_a_body_are_its_rows_in_both_languages(asking: Assistant) -> None:
    told = quotes(asking.ask("What must the Finance Division do?"))
    assert "collect the fees" in told
    assert "财务处应当" in told
    assert "Harbour Office" not in told


@pytest.fixture(scope="module")
def on_locks(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("locks")
    (folder / "船闸.md").write_text(LOCKS, encoding="utf-8")
    with Library(folder / "library", embedder) as library:
        ingest(library, folder / "船闸.md")
        yield Assistant(library)


@pytest.mark.parametrize("question", ["工程处有哪些任务？", "县船闸公司有哪些任务？"])
def test_the_duties_of_a_body_are_also_those_that_it_has_with_others(on_locks: Assistant, question: str) -> None:
    assert "工程处、各县船闸公司" in [row.body for row in on_locks.ask(question).requirements]


@pytest.mark.parametrize("question", ["列出所有每季度要报送的事项", "列出全部按季度报送的事项", "列出每季度的所有要求"])
def test_what_comes_back_each_period_is_listed_by_how_often_it_is_due(on_locks: Assistant, question: str) -> None:
    answer = on_locks.ask(question)
    assert "工程处应当于每季度结束后10日内报送维修进度" in quotes(answer)
    assert "每月" not in quotes(answer)
    assert "每年" not in quotes(answer)


def test_only_prohibitions_are_listed_where_they_are_asked_for(asking: Assistant) -> None:
    answer = asking.ask("What must the Harbour Office not do?")
    assert [requirement.modality for requirement in answer.requirements] == ["must_not"]


def test_a_body_without_requirements_is_shown_where_it_is_named(asking: Assistant) -> None:
    assert "The Lamp Division cleans" in quotes(asking.ask("What does the Lamp Division have to do?"))


@pytest.mark.parametrize("question", ["Which papers must a ship bring for a berth?", "How many papers must a ship bring for a berth?"])
def test_a_list_of_a_document_is_quoted_whole_and_counted(asking: Assistant, question: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert "The document lists 3 items:" in answer.text
    (citation,) = answer.citations
    assert citation.quote.startswith("A ship that asks")
    assert citation.quote.endswith("3. the bill of health.")


def test_a_number_that_a_document_states_is_no_count_of_rows(asking: Assistant) -> None:
    answer = asking.ask("How many pilots must the Pilot Guild train?")
    assert "six pilots" in answer.citations[0].quote
    assert len(answer.citations) <= 2


def test_a_table_whose_heading_says_what_is_asked_is_quoted_whole(asking: Assistant) -> None:
    answer = asking.ask("List the reports on buoys")
    assert "The document lists 2 items:" in answer.text
    (citation,) = answer.citations
    assert citation.quote.endswith("Day: 9 June")


def test_what_a_body_forms_is_not_counted_by_its_duties(asking: Assistant) -> None:
    answer = asking.ask("How many committees must the port council form?")
    assert "requirement" not in answer.text
    assert "a net committee" in answer.citations[0].quote


def test_a_list_whose_lead_in_points_back_is_found_by_the_sentence_before_it(asking: Assistant) -> None:
    assert "name the firm that digs" in quotes(asking.ask("What is discussed during the dredging talks?"))


def test_what_the_body_that_is_named_has_no_duty_for_is_listed_for_another_one(asking: Assistant) -> None:
    answer = asking.ask("What must the Pilot Guild report after a collision of ships?")
    assert [row[0].split()[0] for row in answer.blocks_of(Table)[0].rows] == ["Pilots"]


COURT = """# Toll Rules

## 1. Seats of the toll court

(1) The toll court has five seats.
(2) Two seats are held by skippers.

## 2. Sittings

The toll court must sit twice a year. The toll court must publish each ruling within 10 days.
"""


@pytest.mark.parametrize("question", ["What must the toll court do?", "What are the duties of the toll court?"])
def test_a_list_on_a_body_that_tells_no_duties_is_not_what_the_body_must_do(tmp_path: Path, embedder: Embedder, question: str) -> None:
    (tmp_path / "toll.md").write_text(COURT, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "toll.md")
        answer = Assistant(library).ask(question)
    assert [row[0].rpartition(" must ")[2] for row in answer.blocks_of(Table)[0].rows][-2:] == [
        "sit twice a year.",
        "publish each ruling within 10 days.",
    ]


COURTS = "# 船闸办法\n\n第一条 船闸公司董事会应当每年公布过闸费。\n\n第二条 监事会应当于每年4月底前检查账目。\n"


@pytest.mark.parametrize(
    ("question", "bodies"),
    [
        ("董事会要做什么？", ["船闸公司董事会", "board"]),
        ("监事会有哪些职责？", ["监事会"]),
        ("What must companies do?", ["ferry company"]),
    ],
)
def test_duties_of_a_kind_of_body_are_those_of_each_of_the_kind_in_both_languages(
    tmp_path: Path, embedder: Embedder, question: str, bodies: list[str]
) -> None:
    (tmp_path / "船闸.md").write_text(COURTS, encoding="utf-8")
    english = "# Lock Rules\n\nThe board must hold a sitting each May. A ferry company must paint its piers.\n"
    (tmp_path / "lock.md").write_text(english, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path)
        answer = Assistant(library).ask(question)
    assert [requirement.body for requirement in answer.requirements] == bodies


TIDES = """# Tide Rules

The pilots must report wrecks quarterly. The guild must report on wages each year by 31 May.

The keeper must report the state of the buoys within 5 working days after the end of each quarter.
"""


@pytest.mark.parametrize("question", ["Who must report quarterly?", "Which bodies must report every quarter?", "每季度要报告什么？"])
def test_what_recurs_as_often_as_the_question_says_is_listed_however_it_is_said(tmp_path: Path, embedder: Embedder, question: str) -> None:
    (tmp_path / "tides.md").write_text(TIDES, encoding="utf-8")
    (tmp_path / "潮汐.md").write_text(
        "# 潮汐办法\n\n港务处应当于每季度结束后10日内报告潮位。\n\n港务处应当每年报告一次水深。\n", encoding="utf-8"
    )
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path)
        answer = Assistant(library).ask(question)
    assert sorted(requirement.body for requirement in answer.requirements) == ["keeper", "pilots", "港务处"]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("发展渡轮航线要坚持哪几条原则？", ["坚持安全", "坚持准时"]),
        ("码头和船闸有哪些行为会被上级责令改正？", ["超载运行", "夜间无灯"]),
        ("失信渡轮公司会在哪些方面受限制？", ["航线审批", "年度评优"]),
    ],
)
def test_chinese_lists_are_found_under_a_heading_and_by_the_words_of_their_whole_lead(
    embedder: Embedder, tmp_path: Path, question: str, items: list[str]
) -> None:
    (tmp_path / "渡轮意见.md").write_text(FERRIES, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path)
        answer = Assistant(library).ask(question)
    assert all(item in quotes(answer) for item in items)


@pytest.mark.parametrize(
    "question", ["List everything the Harbour Office has to do", "Everything that the Harbour Office is obliged to do, please"]
)
def test_each_way_of_asking_for_all_duties_of_a_body_gives_the_same_rows(asking: Assistant, question: str) -> None:
    told = asking.ask(question).requirements
    assert told == asking.ask("What must the Harbour Office do?").requirements
    assert len(told) == 3


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("List what is due before the end of 2031", ["2031-06-30", "2031-12-31"]),
        ("What is due before July 2031?", ["2031-06-30"]),
        ("What must be completed by 31 December 2031?", ["2031-06-30", "2031-12-31"]),
        ("List all deadlines after 1 July 2031", ["2031-12-31", "2032-03-31"]),
        ("List all deadlines from 2032", ["2032-03-31"]),
        ("列出2032年底前要完成的事", ["2031-06-30", "2031-12-31", "2032-03-31"]),
        ("有哪些事情要在2031年9月以前做完？", ["2031-06-30"]),
        ("财务处到2033年底要办完什么？", ["2032-03-31"]),
        ("2032年以后到期的事项有哪些？", ["2032-03-31"]),
    ],
)
def test_what_is_due_by_before_or_from_a_day_is_listed_up_to_it_or_from_it_on(asking: Assistant, question: str, days: list[str]) -> None:
    assert [row.deadline for row in asking.ask(question).requirements] == days


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What is due by 31 December?", ["2031-12-31"]),
        ("List everything that must be done by 1 July", ["", ""]),
        ("3月31日前要完成什么？", ["2032-03-31"]),
        ("7月1日前要完成什么？", ["", ""]),
    ],
)
def test_what_is_due_on_a_day_of_any_year_is_listed_and_nothing_of_other_days(
    tmp_path: Path, embedder: Embedder, question: str, days: list[str]
) -> None:
    (tmp_path / "harbour.md").write_text(
        f"{HARBOUR}\nThe Dredging Board must send its accounts by 1 July each year.\n\nThe Pier Office must close the pier by 1 July each year.\n",
        encoding="utf-8",
    )
    (tmp_path / "任务.md").write_text(GUILD, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path)
        assert [row.deadline for row in Assistant(library).ask(question).requirements] == days


def test_a_row_of_a_document_that_expired_says_so_in_the_table_and_below_it(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "dams.md").write_text(
        "# Dam Rules\n\nIssued by: Dam Board\n\nThe Dam Board must lift the gates by 31 May 2021.\n\nThese rules are valid until 1 June 2022.\n",
        encoding="utf-8",
    )
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "dams.md")
        answer = Assistant(library).ask("What must the Dam Board do?")
    assert answer.blocks_of(Table)[0].rows[0][-1] == "Dam Rules (no longer in force)"
    assert answer.warnings


def test_what_a_document_forbids_is_listed_of_it_alone(library: Library, tmp_path: Path) -> None:
    pier = "# Pier Guide\n\nAnglers must not light fires on the pier.\n\nSwimming from the pier is prohibited.\n\nAnglers must show a permit.\n"
    (tmp_path / "pier.md").write_text(pier, encoding="utf-8")
    (tmp_path / "lake.md").write_text("# Lake Rules\n\nRowers must not carry glass.\n", encoding="utf-8")
    ingest(library, tmp_path)
    for question in ("What is forbidden in the pier guide?", "List everything that is banned in the pier guide."):
        answer = Assistant(library).ask(question)
        assert sorted(row.quote for row in answer.requirements) == [
            "Anglers must not light fires on the pier.",
            "Swimming from the pier is prohibited.",
        ]


def test_what_a_policy_forbids_is_listed_where_it_is_named_after_its_organisation(library: Library, tmp_path: Path) -> None:
    text = "# Staff rules of the Brackwater Lock Company\n\nKeepers must not fish. Keepers shall wear boots. Bathing is forbidden.\n"
    (tmp_path / "lock.md").write_text(text, encoding="utf-8")
    other = "# Travel policy of the Reedmoor Canal Society\n\nMembers must not ride on lock gates.\n"
    (tmp_path / "canal.md").write_text(other, encoding="utf-8")
    ingest(library, tmp_path / "lock.md", tmp_path / "canal.md")
    for question in ("What is prohibited by the Brackwater policy?", "What does the Brackwater policy forbid?"):
        answer = Assistant(library).ask(question)
        [table] = answer.blocks_of(Table)
        assert [row[0] for row in table.rows] == ["Keepers must not fish.", "Bathing is forbidden."]
