"""Rows that only two words of the question choose are listed where one holds both."""

from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from ingest.pipeline import Ingest
from tests.fakes import QuietWatcher
from vectorstore.embedding.packaged.embedder import E5Embedder
from vectorstore.library import Library


@pytest.fixture(scope="module")
def orchard(tmp_path_factory: pytest.TempPathFactory, embedder: E5Embedder) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("orchard")
    (folder / "orchard.md").write_text(
        "# Orchard Rules\n\nKeepers must raise the yield of pears to 40 tonnes a year.\n\nKeepers must report the yield of plums to the guild.\n",
        encoding="utf-8",
    )
    library = Library(folder / "library", embedder).__enter__()
    Ingest(library, QuietWatcher()).run([folder / "orchard.md"])
    return Assistant(library)


def test_one_of_them_lists_nothing(orchard: Assistant) -> None:
    assert orchard.ask("What is the target for the yield of walnuts?").outcome is not Outcome.ANSWERED


def test_both_do(orchard: Assistant) -> None:
    assert "40 tonnes" in orchard.ask("What is the target for the yield of pears?").citations[0].quote
