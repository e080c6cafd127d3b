"""Documents that give different figures, dates or names for the same duty."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.assistant import Assistant
from assistant.quoting.contradictions import contradictions
from language.span import Span
from tests.conftest import ingest
from vectorstore.embedding.embedder import Embedder, Levels
from vectorstore.library import Library
from vectorstore.passage import Match, Passage
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.query import Query

QUESTION = "By when must group companies complete their main reform tasks?"


def passages(*texts: str) -> list[Passage]:
    return [Passage(Span(0, len(text), place), text, id=place, title="Rules") for place, text in enumerate(texts, 1)]


def evidence(question: str, passages: Sequence[Passage]) -> Evidence:
    found = tuple(FoundPassage(Match(passage, 1.0, 1.0, 1.0), {}, None, Levels(0.5, 0.6, 0.5, 0.1)) for passage in passages)
    return Evidence(Query(question, {}, {}, {}), found, (), (), {}, {}, "")


@pytest.mark.parametrize(
    ("question", "one", "other", "values"),
    [
        (QUESTION, "Group companies must complete their main reform tasks by 30 June 2025.",
         "Group companies must complete their main reform tasks by the end of 2025.", ["30 June 2025", "end of 2025"]),
        ("What share of the tasks must enterprises complete?", "Enterprises must complete more than 70 % of the tasks this year.",
         "Enterprises must complete more than 60 per cent of the tasks this year.", ["70 %", "60 per cent"]),
        ("国有企业应当完成多少主要任务？", "国有企业应当完成百分之七十以上的主要任务。", "国有企业应当完成60%以上的主要任务。", ["百分之七十", "60%"]),
        ("Who approves the pay of managers?", "The pay of managers is approved each year by the Board of Directors of the group.",
         "The pay of managers is approved each year by the Remuneration Commission of the group.", ["Board of Directors", "Remuneration Commission"]),
        (QUESTION, "Group companies must complete their main reform tasks by the end of 2025.",
         "Group companies must complete their main reform tasks by 31 December 2025.", []),
        (QUESTION, "Group companies must complete their main reform tasks by 30 June 2025.",
         "Listed firms have to publish a sustainability report by 30 April 2024.", []),
        ("Where is the seat of the coast guard?", "The coast guard of the region has 27 ships of up to 3,100 tons at its seat.",
         "The coast guard of the region has 26 ships of up to 3,100 tons at its seat.", []),
        ("Who must complete their main reform tasks, and by when?", "Group companies must complete their main reform tasks by 30 June 2025.",
         "Group companies must complete their main reform tasks by the end of 2025.", ["30 June 2025", "end of 2025"]),
        ("When do main reform tasks end?", "Section 4 says that main reform tasks end when the commission says so.",
         "Section 5 says that main reform tasks end when the commission says so.", []),
    ],
)  # fmt: skip
def test_only_other_figures_for_the_same_duty_differ(question: str, one: str, other: str, values: list[str]) -> None:
    assert [one.value for one in contradictions(evidence(question, passages(one, other)))] == values


def test_headings_do_not_differ() -> None:
    question = "What is the number of the metro line of the city?"
    found = passages("Metro line 16 of the city of Linjiang", "Metro line 17 of the city of Linjiang")
    assert contradictions(evidence(question, found))
    assert contradictions(evidence(question, [replace(passage, headings=(0,)) for passage in found])) == []


def test_one_document_does_not_differ_from_itself() -> None:
    text = "Group companies must complete their main reform tasks by 30 June 2025. Group companies must complete their main reform tasks by 2026."
    assert contradictions(evidence(QUESTION, passages(text))) == []


def test_both_documents_are_shown_the_newest_first(tmp_path: Path, embedder: Embedder) -> None:
    for name, issued, end in (("old", "2023-03-01", "30 June 2025"), ("new", "2024-03-01", "31 December 2025")):
        text = f"# Notice on Tasks {name}\n\nIssued: {issued}\n\nGroup companies must complete their main reform tasks by {end}.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "old.md", tmp_path / "new.md")
        answer = Assistant(library).ask(QUESTION)
    assert answer.outcome is Outcome.CONFLICT
    assert [citation.document for citation in answer.citations] == ["new.md", "old.md"]
    assert answer.text.startswith("The documents differ: “31 December 2025” [1]; “30 June 2025” [2].")
    assert all(citation.quote in answer.text for citation in answer.citations)


@pytest.mark.parametrize(
    "line", ["These rules of the ferry office take effect on 1 {month} 2031.", "This ferry office plan replaces Circular (2031) No. {day}."]
)
def test_what_documents_say_of_themselves_does_not_differ(tmp_path: Path, embedder: Embedder, line: str) -> None:
    (tmp_path / "one.txt").write_text(f"Rules of the ferry\n\n{line.format(month='May', day=4)}\n", encoding="utf-8")
    (tmp_path / "other.txt").write_text(f"Rules of the pier\n\n{line.format(month='June', day=9)}\n", encoding="utf-8")
    with Library(tmp_path / "library", embedder) as library:
        ingest(library, tmp_path / "one.txt", tmp_path / "other.txt")
        assert Assistant(library).ask("When do the rules of the ferry office take effect?").outcome is not Outcome.CONFLICT
