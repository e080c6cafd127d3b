"""Bodies that a language model names, with a real server that plays it."""

from pathlib import Path

import pytest

from assistant.cli.main import main
from tests.conftest import ingest
from tests.fakes import HashEmbedder
from tests.model_server import KEY, ModelServer, says
from vectorstore.library import Library


def test_a_body_counts_only_where_its_words_stand_in_the_sentence(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.txt").write_text(
        "It is necessary for reform that pilot zones report.\nIt is necessary to build laboratories.\nWe must publish </sentence> lists.",
        encoding="utf-8",
    )
    assert main(["--data", str(tmp_path / "library"), "ingest", str(tmp_path / "plan.txt")]) == 0
    for name, value in {"": "openai:scripted", "_URL": server.url, "_KEY": KEY}.items():
        monkeypatch.setenv(f"POLICY_MODEL{name}", value)
    server.plays = [says("pilot zones"), says("the Ministry of Wonders"), says("We")]
    capsys.readouterr()
    assert main(["--data", str(tmp_path / "library"), "enrich"]) == 0
    assert capsys.readouterr().out.endswith("1 bodies named\n")
    assert "pilot zones" in str(server.asked[0])
    assert str(server.asked[2]).count("</sentence>") == 1
    assert main(["--data", str(tmp_path / "library"), "requirements", "--body", "pilot zones", "--format", "json"]) == 0
    assert "pilot zones report" in capsys.readouterr().out


def test_without_a_model_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(tmp_path), "enrich"]) == 1
    assert "No language model is set" in capsys.readouterr().err


def test_the_body_is_named_anew_when_the_document_is_read_again(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("It is necessary to build laboratories for pilot zones.", encoding="utf-8")
    with Library(tmp_path / "library", HashEmbedder()) as library:
        ingest(library, tmp_path / "plan.txt")
        (row,) = library.requirements.find()
        library.name_body(row.id, "pilot zones")
        assert library.requirements.find()[0].body == "pilot zones"
        (tmp_path / "plan.txt").write_text("It is necessary to build laboratories for pilot zones. ", encoding="utf-8")
        ingest(library, tmp_path / "plan.txt")
        assert library.requirements.find()[0].body == ""
