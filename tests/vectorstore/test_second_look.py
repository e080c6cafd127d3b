"""What a second look reads of what was found."""

from pathlib import Path

import pytest

from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder
from vectorstore.library import Library
from vectorstore.search.evidence import Evidence, gather
from vectorstore.search.second_look import look_again

RULES = """# Harbour rules

The report on the pier is due every year. Ropes are kept dry in the shed.
"""
QUESTION = "When must the annual report come?"


@pytest.fixture
def looked_at(tmp_path: Path, embedder: Embedder) -> tuple[Evidence, Evidence]:
    """The evidence on a question, and that of a second look."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "harbour.md").write_text(RULES, encoding="utf-8")
    library = Library(tmp_path / "library", embedder)
    ingest(library, tmp_path / "texts")
    evidence = gather(library, QUESTION, 3)
    return evidence, look_again(evidence, library)


def test_a_second_look_counts_english_words_that_mean_the_same(looked_at: tuple[Evidence, Evidence]) -> None:
    first, again = (evidence.passages[0].said_by[0] for evidence in looked_at)
    assert again[1] > first[1] == 0.0
    assert again[0].text.endswith("every year.")


def test_a_second_look_reads_sentences_alone(looked_at: tuple[Evidence, Evidence]) -> None:
    first, again = (evidence.passages[0] for evidence in looked_at)
    spans = [one.span for one in again.sentences if not one.is_heading]
    assert not first.alone
    assert again.nearest_alone(spans[0]) > again.nearest_alone(spans[1])


def test_a_second_look_leaves_passages_and_their_order_as_they_are(looked_at: tuple[Evidence, Evidence]) -> None:
    first, again = looked_at
    assert again.matches == first.matches
