"""Sentences that stand under a list of rows: those that name the body, or say by which day something is due, and are no rows."""

from pathlib import Path

import pytest

from assistant.answer.blocks import Table
from assistant.assistant import Assistant
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library

pytestmark = pytest.mark.slow

CANAL = """# Canal Rules

Issued by: Canal Board

The Canal Board must publish the toll by 31 May 2033.

The first survey of the locks is due on 1 March 2033. Traffic grew in April 2032.
"""


def test_days_that_no_requirement_states_stand_under_the_list_of_all_deadlines(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "canal.md").write_text(CANAL, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "canal.md")
        answer = Assistant(library).ask("List all deadlines in the Canal Rules")
    assert [row[0] for row in answer.blocks_of(Table)[-1].rows] == ["The first survey of the locks is due on 1 March 2033."]


GUIDE = """# Guide to Choosing a Harbour Court

The harbour court must sit twice a year. A ruling of the harbour court is public.

Its judges follow the Guide to Choosing a Harbour Court. To the court of the new harbour it does not apply.
"""


def test_a_sentence_that_names_a_title_or_only_words_of_a_name_does_not_name_the_body(tmp_path: Path, embedder: Embedder) -> None:
    (tmp_path / "guide.md").write_text(GUIDE, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "guide.md")
        rows, named = Assistant(library).ask("What must the harbour court do?").blocks_of(Table)
    assert [row[0] for row in rows.rows] == ["The harbour court must sit twice a year."]
    assert [row[0] for row in named.rows] == ["A ruling of the harbour court is public."]
