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
