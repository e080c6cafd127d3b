"""How a question that wants a yes or a no is answered: a sentence of ours and the one quote."""

from pathlib import Path

from assistant.answer.blocks import Paragraph
from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

_RULES = "Rules of the reading room\n\nVisitors must not bring ink into the reading room. Pencils are lent at the desk.\n"


def test_the_answer_is_said_before_the_quote(tmp_path: Path, embedder: E5Embedder) -> None:
    (tmp_path / "rules.txt").write_text(_RULES, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "rules.txt"])
        answer = Assistant(library).ask("May visitors bring ink into the reading room?")
    assert answer.blocks_of(Paragraph)[0].text == "No, that is not allowed. [1]"
    (citation,) = answer.citations
    assert "must not bring ink" in citation.quote


_WATCH = """灯塔值班制度

第一条 各站应当于每月20日前报送下月值班表。

第二条 值班人员不得擅离灯塔，确需离开的，须经塔长批准。

第三条 各站应当在2031年12月15日前完成值班室改造。
"""


def test_what_a_text_in_the_script_of_the_question_says_no_other_decides(tmp_path: Path, embedder: E5Embedder) -> None:
    (tmp_path / "值班.txt").write_text(_WATCH, encoding="utf-8")
    vacation = (
        "Vacation\n\nKeepers need a rest from their work. Leaving the lighthouse for some time can have benefits for body and mind.\n"
    )
    (tmp_path / "vacation.txt").write_text(vacation, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "值班.txt", tmp_path / "vacation.txt"])
        answer = Assistant(library).ask("值班人员能离开灯塔吗？")
    assert answer.citations[0].document == "值班.txt"
    assert not answer.text.startswith("可以")
