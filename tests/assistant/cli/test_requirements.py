"""The command that looks up requirements: names that nobody has, the order of what is next, and its table."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from ingest.pipeline import Ingest
from tests.conftest import Terminal
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library

SOON = f"{date.today() + timedelta(days=40):%-d %B %Y}"
TEXT = f"""# Lamp Rules

Issued by: Lighthouse Service
Date of issue: 1 January 2020

The Lighthouse Service must trim the lamps by 1 June 2021.

The Lighthouse Service must polish the lens by {SOON}.

The Pilot Board must report its fees by 31 March each year.
"""


@pytest.fixture(scope="module")
def lit(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Path:
    folder = tmp_path_factory.mktemp("lamps")
    (folder / "lamps.md").write_text(TEXT, encoding="utf-8")
    with Library(folder / "library", embedder) as library:
        Ingest(library, QuietWatcher()).run([folder / "lamps.md"])
    return folder / "library"


@pytest.fixture
def lamps(lit: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(lit, capsys)


def test_a_body_that_is_not_known_is_told_with_those_near_it(lamps: Terminal) -> None:
    for name in ("Lighthouse", "lighthouse servise", "the Lighthouse Service of the North"):
        assert lamps.run("requirements", "--body", name) == 2
        assert "near it are: Lighthouse Service" in lamps.err
        assert lamps.out == ""
    assert lamps.run("requirements", "--body", "xyz", "--format", "json") == 2
    assert lamps.err == "policy-assistant: No requirement names “xyz”.\n"
    assert lamps.run("requirements", "--theme", "lamp rule") == 2
    assert lamps.run("requirements", "--body", "Lighthouse Service") == 0
    assert "2 requirements" in lamps.out


def test_a_document_or_issuer_that_is_not_known_is_told_with_those_near_it(lamps: Terminal, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"query_id": "a", "question": "Who must trim the lamps?"}', encoding="utf-8")
    batch = ["--questions", questions, "--out", tmp_path / "out.jsonl"]
    for command in (["requirements"], ["search", "lamps"], ["ask", "Who must trim the lamps?"], ["search", *batch], ["ask", *batch]):
        assert lamps.run(*command, "--document", "lamp.md") == 2
        assert lamps.err == "policy-assistant: There is no document “lamp.md”; near it are: lamps.md.\n"
        assert lamps.run(*command, "--issuer", "lighthouse servise") == 2
        assert lamps.err.endswith("holds “lighthouse servise”; near it are: Lighthouse Service.\n")
        assert lamps.run(*command, "--document", "xyz") == 2
        assert lamps.err == "policy-assistant: There is no document “xyz”.\n"
        assert lamps.out == ""
    for issuer in ("lighthouse", "LAMP RULES"):  # an issuer, and a title
        assert lamps.run("requirements", "--issuer", issuer) == 0
    assert "3 requirements" in lamps.out


def test_next_comes_before_what_is_late(lamps: Terminal) -> None:
    quotes = [row["quote"] for row in lamps.json("requirements", "--next", "--format", "json")]
    assert [next(word for word in ("lamps", "lens", "fees") if word in quote) for quote in quotes][-1] == "lamps"
    assert len(quotes) == 3


def test_the_table_tells_sentences_with_their_dates_and_titles(lamps: Terminal) -> None:
    assert lamps.run("requirements") == 0
    assert "The Lighthouse Service must trim the lamps by 1 June 2021. — 2021-06-01 (overdue)" in lamps.out
    assert "by 31 March each year · next 20" in lamps.out
    assert "    [Lamp Rules]\n" in lamps.out
    assert "lamps.md" not in lamps.out
