"""What is known of a document is told with the sentence that says so."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.library import Library

RULES = """# Rules on Ferries and Tides

Issued by: Ferry Office
Document number: FO 12/2031
Date: 9 March 2031

Ferries must carry a lamp.

These rules take effect on 1 April 2031.

These rules expire on 31 December 2035.
"""
CHINESE = "# 灯塔管理办法\n\n第一条 灯塔管理处应当每年检查灯塔两次。\n\n第二条 本办法自2032年5月1日起施行。\n"


@pytest.fixture
def asking(library: Library, tmp_path: Path) -> Assistant:
    (tmp_path / "ferries.md").write_text(RULES, encoding="utf-8")
    (tmp_path / "灯塔.md").write_text(CHINESE, encoding="utf-8")
    ingest(library, tmp_path)
    return Assistant(library)


@pytest.mark.parametrize(
    ("question", "told", "quoted"),
    [
        ("When do the rules on ferries take effect?", "takes effect on 1 April 2031.", "These rules take effect"),
        ("Until when are the ferry rules valid?", "is valid until 31 December 2035.", "These rules expire"),
        ("When were the ferry rules issued?", "was issued on 9 March 2031.", "Date: 9 March 2031"),
        ("Who issued the rules on ferries?", "was issued by Ferry Office.", "Issued by: Ferry Office"),
        ("What is the document number of the ferry rules?", "has the number FO 12/2031.", "Document number: FO 12/2031"),
        ("这份灯塔的办法从哪天起执行？", "自2032年5月1日起施行。", "第二条 本办法自2032年5月1日起施行。"),
        ("灯塔管理办法什么时候施行？", "自2032年5月1日起施行。", "第二条 本办法自2032年5月1日起施行。"),
    ],
)
def test_a_property_of_a_document_is_told_and_quoted(asking: Assistant, question: str, told: str, quoted: str) -> None:
    answer = asking.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert told in answer.text
    assert answer.citations[0].quote.startswith(quoted)


def test_a_document_without_a_day_from_which_it_applies_is_told_to_have_none(library: Library, tmp_path: Path) -> None:
    text = "# 灯塔检修任务表\n\n日期：2032-03-09\n\n一、检修。灯塔管理处于2032年底前修好北塔。\n"
    (tmp_path / "任务.md").write_text(text, encoding="utf-8")
    ingest(library, tmp_path)
    answer = Assistant(library).ask("检修任务表什么时候开始施行？")
    assert answer.outcome is Outcome.PARTIAL
    assert "没有写明从何时起施行" in answer.text
    assert "2032年3月9日" in answer.text
