"""Documents that are no longer in force: quoted only where nothing in force answers, never without saying so; and what held on a day."""

from pathlib import Path

import pytest

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Caution, Paragraph
from assistant.assistant import Assistant
from assistant.question.as_of import without_day
from assistant.web.scope import Scope
from tests.conftest import Terminal, ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.filter import Filter
from vectorstore.library import Library

OLD = """# Harbour Plan 2021

Issued by: Harbour Office
Date: 3 May 2021

This plan takes effect on 1 June 2021.

Every ferry must carry at least 40 life jackets.

Fishermen must register their nets by 31 March 2022.
"""
NEW = """# Harbour Plan 2024

Issued by: Harbour Office
Date: 9 March 2024

This plan replaces the Harbour Plan 2021. This plan takes effect on 1 July 2024.

Every ferry must carry at least 60 life jackets.
"""
TRIAL = """# Rules for Lighthouses

Date: 2 February 2020

These Rules take effect on 1 March 2020 for a trial period of two years.

The keeper of a lighthouse must polish the lamps every Monday.
"""
FERRIES = """# 渡船管理办法

发文机关：港口管理处
日期：2021-05-03

第一条 渡船非营运载客的次数不得超过全年航次的15%。
"""
FERRIES_ANEW = """# 渡船管理办法（2024年修订）

发文机关：港口管理处
日期：2024-03-09

第一条 本办法自2024年7月1日起施行，《渡船管理办法》同时废止。

第二条 渡船应当每年检修两次，检修记录报港口管理处备案。缆绳、救生衣存放在船尾，船员应当每月清点。

第三条 渡船非营运载客的次数不得超过全年航次的10%；渡船停航的，应当提前三天公告。码头的灯应当在日落前点亮，潮汐表挂在门口。

第四条 船员应当参加培训，培训时间每年不少于四十学时。渔网不得晾在码头上。
"""
FILES = {"plan-2021.md": OLD, "plan-2024.md": NEW, "lights.md": TRIAL}
NETS, JACKETS = "By when must fishermen register their nets?", "How many life jackets must every ferry carry?"
LAMPS = "How often must the keeper of a lighthouse polish the lamps?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in FILES.items():
        (texts / name).write_text(text, encoding="utf-8")
    return texts


@pytest.fixture
def asking(library: Library, folder: Path) -> Assistant:
    ingest(library, folder)
    return Assistant(library)


def cited(answer: Answer) -> set[str]:
    return {citation.document for citation in answer.citations}


def test_what_is_in_force_answers_alone(asking: Assistant) -> None:
    answer = asking.ask(JACKETS)
    assert (cited(answer), answer.warnings) == ({"plan-2024.md"}, ())


@pytest.mark.parametrize(
    ("question", "document", "why"),
    [
        (NETS, "plan-2021.md", "“Harbour Plan 2021” is replaced by “Harbour Plan 2024”."),
        (LAMPS, "lights.md", "“Rules for Lighthouses” expired on 1 March 2022."),
    ],
)
def test_what_only_a_document_out_of_force_says_is_quoted_under_a_banner(asking: Assistant, question: str, document: str, why: str) -> None:
    answer = asking.ask(question)
    banner = answer.blocks[0]
    assert answer.outcome is Outcome.ANSWERED
    assert isinstance(banner, Caution)
    assert (cited(answer), banner.text) == ({document}, f"Out of force: {why}")
    assert [one.document for one in banner.citations] == [document]
    assert len(answer.warnings) == 1


def test_the_sentence_in_force_answers_that_has_the_place_of_one_out_of_force(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "old.md").write_text(FERRIES, encoding="utf-8")
    (tmp_path / "texts" / "new.md").write_text(FERRIES_ANEW, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "texts")
        answer = Assistant(library).ask("非营运载客能占几成？")
    assert (answer.outcome, cited(answer), answer.warnings) == (Outcome.ANSWERED, {"new.md"}, ())
    assert "10%" in answer.citations[0].quote


def test_a_question_that_names_a_document_out_of_force_is_answered_from_it(asking: Assistant) -> None:
    answer = asking.ask("How many life jackets must every ferry carry under the Harbour Plan 2021?")
    assert cited(answer) == {"plan-2021.md"}
    assert answer.warnings[0].startswith("Out of force:")


def test_what_nothing_answers_stays_unanswered(asking: Assistant) -> None:
    assert asking.ask("What is the salary of the harbour pilot's cook?").outcome in (Outcome.NOT_FOUND, Outcome.RELATED)


def test_a_library_of_which_all_is_out_of_force_still_answers(library: Library, folder: Path) -> None:
    ingest(library, folder / "lights.md")
    asking = Assistant(library)
    assert cited(asking.ask(LAMPS)) == {"lights.md"}
    assert asking.search(LAMPS)[0].passage.document == "lights.md"
    assert asking.ask("What does a cook earn on the moon?").outcome in (Outcome.NOT_FOUND, Outcome.RELATED)


@pytest.mark.parametrize(
    ("day", "documents"),
    [
        ("2020-02-15", set()),
        ("2021-01-01", {"lights.md"}),
        ("2021-12-31", {"lights.md", "plan-2021.md"}),
        ("2024-06-30", {"plan-2021.md"}),
        ("2024-07-01", {"plan-2024.md"}),
    ],
)
def test_documents_as_they_stood_on_a_day(asking: Assistant, library: Library, day: str, documents: set[str]) -> None:
    assert {entry.name for entry in library.entries(Filter(as_of=day))} == documents
    if documents:
        assert {match.passage.document for match in asking.search(JACKETS, filter=Filter(as_of=day))} == documents


def test_a_question_on_a_day_in_the_past_is_answered_as_of_then(asking: Assistant) -> None:
    answer = asking.ask("How many life jackets was every ferry required to carry in June 2024?")
    assert (answer.blocks[0], cited(answer)) == (Paragraph("As of 30 June 2024:", "en"), {"plan-2021.md"})
    assert answer.trace is not None
    assert answer.trace.understood["as_of"] == "2024-06-30"
    undated = asking.ask(JACKETS).trace
    assert undated is not None
    assert "as_of" not in undated.understood


@pytest.mark.parametrize(
    ("question", "rest", "day"),
    [
        ("What was required in June 2024?", "What was required?", "2024-06-30"),
        ("What was the R&D target in June 2024?", "What was the R&D target?", "2024-06-30"),
        ("What must a ferry carry as of 1 July 2024?", "What must a ferry carry?", "2024-07-01"),
        ("As of 1 July 2024, what must a ferry carry?", "What must a ferry carry?", "2024-07-01"),
        ("Which limits were in force on 5 May 2023 for nets?", "Which limits were in force for nets?", "2023-05-05"),
        ("What did the plan require of fishermen in 2022?", "What did the plan require of fishermen?", "2022-12-31"),
        ("2024年6月时要求什么？", "要求什么？", "2024-06-30"),
        ("2023年5月5日当时的标准是多少？", "的标准是多少？", "2023-05-05"),
        ("在2023年5月，当时规定了哪些上限？", "，当时规定了哪些上限？", "2023-05-31"),
        ("What must be done by 30 June 2024?", "", ""),
        ("How many groups were merged in 2024?", "", ""),
        ("Who spoke at the meeting in May 2024?", "", ""),
        ("Which deadlines are in June 2024?", "", ""),
        ("2024年6月底前必须完成什么？", "", ""),
        ("2024年时合并了几家企业？", "", ""),
        ("2025年研发投入强度要达到多少？", "", ""),
    ],
)
def test_a_day_in_the_past_is_told_from_a_deadline_and_from_what_happened(question: str, rest: str, day: str) -> None:
    found = without_day(question)
    assert found[1] == day
    if day:
        assert found[0].lstrip("，") == rest.lstrip("，")


def test_the_commands_look_back(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(tmp_path / "library", capsys)
    assert terminal.run("ingest", folder) == 0
    assert terminal.run("requirements", "--as-of", "2024-06-30") == 0
    assert "at least 40 life jackets" in terminal.out
    assert "at least 60 life jackets" not in terminal.out
    assert terminal.run("requirements", "--as-of", "soon") == 2


def test_the_fields_of_the_page_state_the_day() -> None:
    assert Scope.read('{"as_of": "2024-06-30"}').filter == Filter(as_of="2024-06-30")
