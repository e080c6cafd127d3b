"""A question of what a thing is gets first the sentence that says so, where other sentences name the thing as well."""

from pathlib import Path

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library


def test_the_sentence_that_says_what_a_thing_is_is_quoted_first(tmp_path: Path, embedder: E5Embedder) -> None:
    (tmp_path / "mill.md").write_text(
        "# Mill Act\n\n12. Spare grain\n(1) The miller may, after asking the council, sell the spare grain of a mill on the market.\n"
        "(2) For this purpose, spare grain is all that is not milled within nine weeks.\n",
        encoding="utf-8",
    )
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "mill.md"])
        answer = Assistant(library).ask("What is spare grain?")
    assert answer.outcome is Outcome.ANSWERED
    assert "not milled within nine weeks" in answer.citations[0].quote


def test_who_counts_as_something_is_told_by_its_definition(tmp_path: Path, embedder: E5Embedder) -> None:
    (tmp_path / "guild.txt").write_text(
        "磨坊行会管理办法\n\n第一条 为了规范磨坊见习匠人的管理，加强对磨坊见习匠人的培训，制定本办法。\n\n"
        "第二条 本办法所称磨坊见习匠人，是指进磨坊未满三年、尚未通过考试的下列人员：\n\n（一）学磨石的；\n\n（二）学风车的。\n",
        encoding="utf-8",
    )
    with Library(tmp_path / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([tmp_path / "guild.txt"])
        answer = Assistant(library).ask("什么人算磨坊见习匠人？")
    assert answer.citations[0].quote.startswith("第二条")
