"""What of a file is left out is accounted for: in the report of its ingest and on demand."""

from pathlib import Path

import pytest

from assistant.cli.main import main
from ingest.document import read
from ingest.pipeline import Ingest
from ingest.readers.draft import Draft
from language.messages import message
from tests.fakes import HashEmbedder, QuietWatcher
from vectorstore.library import Library

PAGE = "<html><body><p>Keepers must lock the gate by 21:00 and file the form each day.</p><p>Print this page</p></body></html>"


def test_kinds_are_counted_and_only_what_is_to_be_told_is_a_warning() -> None:
    draft = Draft()
    hidden, around = message("hidden"), message("around")
    draft.leave_out(hidden, "first secret", tell=True)
    draft.leave_out(hidden, "second")
    draft.leave_out(around, "Home")
    assert [(one.kind, one.count, one.characters, one.sample) for one in draft.omissions()] == [
        (hidden, 2, 18, "first secret"), (around, 1, 4, "Home"),
    ]  # fmt: skip
    assert list(map(str, draft.all_warnings())) == ["Left out: hidden, places: 2."]


def test_what_stands_around_a_text_is_reported(tmp_path: Path) -> None:
    (tmp_path / "gate.html").write_text(PAGE, encoding="utf-8")
    assert "Print this page" not in read("gate.html", PAGE.encode()).text
    with Library(tmp_path / "library", HashEmbedder()) as library:
        (report,) = Ingest(library, QuietWatcher()).run([tmp_path / "gate.html"])
    assert report.as_dict()["left_out"] == [{"kind": "what a web site puts around a text", "count": 1, "characters": 15}]
    assert report.warnings == ()


def test_the_command_tells_why_a_text_is_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gate.html").write_text(PAGE, encoding="utf-8")
    assert main(["text", str(tmp_path / "gate.html"), "--why"]) == 0
    assert "- what a web site puts around a text, 1 place, 15 characters: “Print this page”" in capsys.readouterr().out
    assert main(["text", str(tmp_path / "gate.html")]) == 0
    assert capsys.readouterr().out == "Keepers must lock the gate by 21:00 and file the form each day.\n"
