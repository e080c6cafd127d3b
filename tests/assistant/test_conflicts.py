"""Conflicts between documents, in one language and across two, and which side counts."""

from pathlib import Path

import pytest

from assistant.answer.blocks import Paragraph
from assistant.assistant import Assistant
from assistant.requirements.conflicts import Conflict, conflicts
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

NOTICE = """# Notice on the fleet

Issued by: Harbour Council
Date: 5 March 2025

The city fleet must replace 40 % of its buses with electric ones by 31 December 2026.

All drivers must pass the first-aid course by 30 June 2026. The repair yard must open on Saturdays.

Where the list of tasks of the traffic bureau (公共交通任务清单) says otherwise, this notice prevails.
"""
TASKS = """# 公共交通任务清单

发文机关：市交通局
日期：2025年1月10日

市公交公司应当在2026年年底前将30%的公交车更换为电动车。全体驾驶员应当在2026年3月底前通过急救培训。各车站应当设置饮水点。
"""
SAME = """# 公交安全通知

发文机关：市安全局
日期：2025年2月1日

市公交公司应当在2026年年底前将40%的公交车更换为电动车。
"""


def found(folder: Path, embedder: E5Embedder, **texts: str) -> list[Conflict]:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    with Library(folder / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([folder / f"{name}.md" for name in texts])
        return conflicts(library)


def test_one_duty_in_two_languages_with_another_figure_or_date_is_a_conflict(tmp_path: Path, embedder: E5Embedder) -> None:
    pairs = found(tmp_path, embedder, notice=NOTICE, tasks=TASKS)
    assert sorted((one.what, {side.document for side in (one.one, one.other)} == {"notice.md", "tasks.md"}) for one in pairs) == [
        ("deadline", True),
        ("target", True),
    ]


def test_the_side_prevails_whose_document_says_so(tmp_path: Path, embedder: E5Embedder) -> None:
    for one in found(tmp_path, embedder, notice=NOTICE, tasks=TASKS):
        assert one.prevails is not None
        assert one.prevails.document == "notice.md"
        assert one.clause is not None
        assert one.clause[1].endswith("notice prevails.")


def test_without_a_clause_the_later_document_counts(tmp_path: Path, embedder: E5Embedder) -> None:
    (one,) = [one for one in found(tmp_path, embedder, tasks=TASKS, notice=NOTICE.partition("Where the list")[0]) if one.what == "target"]
    assert (one.prevails is not None and one.prevails.document, one.clause) == ("notice.md", None)


def test_what_agrees_or_speaks_of_other_duties_is_none(tmp_path: Path, embedder: E5Embedder) -> None:
    assert found(tmp_path, embedder, notice=NOTICE, same=SAME) == []


def test_limits_of_two_things_in_two_languages_are_none(tmp_path: Path, embedder: E5Embedder) -> None:
    staff = "# Measures on shares for staff\n\nStaff shareholding shall not exceed 20% of the total share capital of the company.\n"
    wages = "# 工资管理办法\n\n职工平均工资达到全市平均工资2倍以上的，公司工资总额增幅不得超过利润增幅的60%。\n"
    assert found(tmp_path, embedder, staff=staff, wages=wages) == []


def test_an_answer_says_what_another_document_sets_and_which_prevails(tmp_path: Path, embedder: E5Embedder) -> None:
    for name, text in (("notice", NOTICE), ("tasks", TASKS)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "notice.md", tmp_path / "tasks.md"])
        answer = Assistant(library).ask("What share of its buses must the city fleet replace with electric ones?")
    assert [one.document for one in answer.citations[:3]] == ["notice.md", "tasks.md", "notice.md"]
    assert "“公共交通任务清单” sets another figure [2]" in answer.text
    others = {one.document for one in answer.citations if one.document == "tasks.md"}
    assert ("1 of the documents cited is in another language." in answer.text) == bool(others)
    assert "“Notice on the fleet” says that it prevails [3]" in answer.text


TRAVEL = """# 港务局出差管理规定

发文机关：港务局
日期：2030年9月3日

第一条 港外住宿限额：船长每人每天630元，大副每人每天470元，其他船员每人每天360元。

第二条 出差船员应当在返港后15个工作日内办理报销手续，逾期未报销的须书面说明原因。
"""
RATES = """# 财务局关于调整出差标准的通知

发文机关：财务局
日期：2031年3月5日

一、自2031年4月1日起，港外住宿限额调整为：船长每人每天800元，大副每人每天560元，其他船员每人每天440元。

二、出差船员应当在出差结束后10个工作日内办理报销手续。

三、以往规定与本通知不一致的，以本通知为准。
"""


@pytest.mark.parametrize(
    ("question", "figures"),
    [("大副的港外住宿限额是多少？", ("560元", "470元")), ("出差船员几天内要办报销手续？", ("10个工作日", "15个工作日"))],
)
def test_a_figure_that_a_later_rule_sets_otherwise_comes_after_it(
    tmp_path: Path, embedder: E5Embedder, question: str, figures: tuple[str, str]
) -> None:
    for name, text in (("规定", TRAVEL), ("通知", RATES)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "规定.md", tmp_path / "通知.md"])
        answer = Assistant(library).ask(question)
    quotes = [one.quote for one in answer.citations]
    assert [figure in quote for figure, quote in zip(figures, quotes, strict=False)] == [True, True]
    assert "以往规定与本通知不一致的，以本通知为准" in quotes[2]


def test_one_rate_in_two_documents_and_rates_of_other_things_are_no_conflict(tmp_path: Path, embedder: E5Embedder) -> None:
    (tmp_path / "规定.md").write_text(TRAVEL, encoding="utf-8")
    same = RATES.replace("800", "630").replace("560", "470").replace("440", "360")
    meals = "# 伙食通知\n\n发文机关：财务局\n日期：2031年3月5日\n\n一、港内伙食补助：船长每人每天90元，大副每人每天70元，其他船员每人每天50元。\n"
    for name, text in (("通知", same), ("伙食", meals)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        with Library(tmp_path / name, embedder) as library:
            Ingest(library, QuietWatcher()).run([tmp_path / "规定.md", tmp_path / f"{name}.md"])
            answer = Assistant(library).ask("大副的港外住宿限额是多少？")
        assert "470元" in answer.citations[0].quote
        assert not any(isinstance(block, Paragraph) and "另一个" in block.text for block in answer.blocks)
