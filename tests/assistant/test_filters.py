"""Which documents a search looks in, and which it prefers."""

from dataclasses import replace

import pytest

from assistant.answer.blocks import Caution
from assistant.assistant import Assistant
from assistant.cli.main import main
from assistant.errors import AssistantError
from vectorstore.document import DocumentSummary
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.library import Library
from vectorstore.references import DocumentReferences

OLD, NEW = "linjiang-implementation-plan-2023.md", "linjiang-implementation-plan-2024-revised.md"
QUESTION = "How much of the main tasks must enterprises complete by the end of the year?"
ENTRY = DocumentSummary(
    1,
    "a.md",
    "Plan for Reform in Shanxi",
    "State-owned Assets Commission of Shanxi",
    "Jin No. 12-2024",
    "2024-03-01",
    "",
    "",
    "en",
    "",
    1,
    9,
    "",
    "",
)


def cited(assistant: Assistant, only: Filter) -> set[str]:
    return {citation.document for citation in assistant.ask(QUESTION, only).citations}


def test_superseded_documents_stay_out_unless_asked_for(assistant: Assistant) -> None:
    everything = {
        match.passage.document
        for match in assistant.search(QUESTION, 50, Filter(statuses=frozenset({"superseded", "expired", "in force"})))
    }
    assert {OLD, NEW} <= everything
    assert OLD not in {match.passage.document for match in assistant.search(QUESTION, 50)}
    assert {match.passage.document for match in assistant.search(QUESTION, 50, Filter(documents=frozenset({OLD})))} == {OLD}


def test_a_superseded_document_is_cited_with_a_banner(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION, Filter(statuses=frozenset({"superseded"})))
    assert {citation.document for citation in answer.citations} == {OLD}
    banner = answer.blocks[0]
    assert isinstance(banner, Caution)
    assert banner.text.endswith(
        "is replaced by “Revised Implementation Plan for Deepening and Upgrading SOE Reform in Linjiang Province (2024-2025)”."
    )
    assert len(answer.warnings) == 1
    assert OLD not in cited(assistant, Filter())


def test_filters_by_document_issuer_and_date(assistant: Assistant, sample_library: Library) -> None:
    assert cited(assistant, Filter(documents=frozenset({NEW}))) == {NEW}
    dates = {entry.name: entry.issued for entry in sample_library.entries()}
    found = {match.passage.document for match in assistant.search(QUESTION, 50, Filter(since="2024-06-01", until="2024-12-31"))}
    assert found
    assert all("2024-06-01" <= dates[name] <= "2024-12-31" for name in found)
    issuers = {entry.name: entry.issuer + entry.title for entry in sample_library.entries()}
    linjiang = cited(assistant, Filter(issuer="LINJIANG"))
    assert linjiang
    assert all("linjiang" in issuers[name].lower() for name in linjiang)
    with pytest.raises(AssistantError, match="left by the filter"):
        assistant.ask(QUESTION, Filter(issuer="nobody at all"))


@pytest.mark.parametrize(
    ("question", "bonus"),
    [
        ("What does the Shanxi reform plan require?", True),
        ("按照“Plan for Reform in Shanxi”怎么做？", True),
        ("What does the State-owned Assets Commission of Shanxi want?", True),
        ("What was asked in 2024?", True),
        ("What does the Sichuan reform plan require?", False),
        ("What must be reported?", False),
    ],
)
def test_a_question_that_names_a_document_prefers_it(question: str, bonus: bool) -> None:
    other = replace(ENTRY, id=2, title="Rules on Pay in Hunan", issuer="Ministry of Finance", number="", issued="2021-01-01")
    preferred = DocumentReferences([ENTRY, other]).preferred(question)
    assert (preferred.get(1, 0) > preferred.get(2, 0)) is bonus


def test_a_number_names_its_document() -> None:
    numbered = replace(ENTRY, number="国资发改革〔2024〕12号")
    assert DocumentReferences([numbered]).preferred("国资发改革[2024]12号有什么要求？")[1] >= 0.2


@pytest.mark.parametrize("value", ["2024-13-01", "soon", "2024"])
def test_a_date_that_is_none_is_refused(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "x", "--since", value]) == 2
    assert "must be a date" in capsys.readouterr().err


def test_by_default_all_is_admitted_but_what_is_out_of_force() -> None:
    statuses = ("", "in force", "draft", "superseded", "expired")
    assert [IN_FORCE.admits(replace(ENTRY, status=status)) for status in statuses] == [True, True, True, False, False]


def test_a_refusal_says_that_only_chosen_documents_were_asked(assistant: Assistant) -> None:
    question = "What is the boiling point of mercury?"
    assert "others may" in assistant.ask(question, Filter(documents=frozenset({NEW}))).text
    assert "others may" not in assistant.ask(question).text
