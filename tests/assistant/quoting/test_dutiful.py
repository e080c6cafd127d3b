"""Requirements before other quotes, terms before other quotes, and requirements compared."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer.answer import Outcome
from assistant.answer.as_json import answer_as_dict
from assistant.answer.blocks import RequirementLine
from assistant.answer.citation import Citation
from assistant.assistant import Assistant
from assistant.quoting.first_line import first_line
from assistant.requirements.differences import changes, conflicts_by_words
from language.span import Span
from tests.conftest import ingest
from vectorstore.filter import Filter
from vectorstore.library import Library
from vectorstore.requirement import Requirement, Target
from vectorstore.sql.requirements import RequirementFilter


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What must enterprises not falsify?", "Enterprises and their staff must not delay, hide or falsify reports. [1]"),
        ("By when must the patent conversion rate be 30 %?", "The document gives 31 December 2025 as the date. [1]"),
        ("By when must the Technology Division publish the catalogue of qualified products?", ""),
    ],
)
def test_a_sentence_stands_before_a_quote_that_does_not_say_it_by_itself(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert [line.text for line in answer.blocks_of(RequirementLine)] == ([said] if said else [])
    assert answer.citations[0].span.contains(answer.requirements[0].span)
    assert answer_as_dict(answer)["requirements"]


@pytest.mark.parametrize(
    ("second", "told"),
    [("各渡口应当于每季度结束后5个工作日内报送客流", False), ("各渡口应当安装灯具", True)],
    ids=["another time", "no time"],
)
def test_no_day_is_told_of_a_quote_part_of_which_is_due_at_another_time(tmp_path: Path, library: Library, second: str, told: bool) -> None:
    text = f"（一）渡船检修。2031年9月底前，全部渡船应当完成检修。\n（二）客流。{second}。"
    (tmp_path / "ferries.md").write_text(f"# 渡口管理规定\n\n{text}\n", encoding="utf-8")
    ingest(library, tmp_path)
    document = library.document(library.entries()[0].id)
    assert document
    start = document.text.index(text)
    cited = Citation.of(1, document, Span(start, start + len(text), document.id))
    lines = first_line("When is the number of passengers to be reported?", library.requirements.find(), [cited])
    assert [line.text for line in lines] == (["The document gives 30 September 2031 as the date. [1]"] if told else [])


def test_other_questions_are_answered_as_before(assistant: Assistant) -> None:
    answer = assistant.ask("Why was the plan revised?")
    assert answer.requirements == ()
    assert answer.blocks_of(RequirementLine) == []


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("What are the two capabilities?", '"Two capabilities" means core functions'),
        ("What does compliance officer mean?", "“Compliance officer” means the chief"),
        ("什么是三首？", "首版次软件统称“三首”。"),
    ],
)
def test_a_term_is_explained_first(assistant: Assistant, question: str, quote: str) -> None:
    answer = assistant.ask(question)
    assert answer.outcome is Outcome.ANSWERED
    assert quote in answer.citations[0].quote


def test_a_term_does_not_answer_another_question(assistant: Assistant) -> None:
    assert assistant.ask("What is the colour of the green channel's door in Paris?").outcome is not Outcome.ANSWERED


def row(quote: str, document: str, body: str = "", deadline: str = "", share: float | None = None) -> Requirement:
    targets = (Target(">=", share, "%", ""),) if share is not None else ()
    return Requirement(Span(0, len(quote)), quote, "must", quote, body, body, deadline, "", targets, document=document, id=document + quote)


def test_other_figures_and_dates_for_one_duty_are_found() -> None:
    one = row("All provincial groups must complete 70 % of the main tasks of reform", "a", share=70)
    other = row("Provincial groups must complete 60 % of the main tasks of reform", "b", share=60)
    due = row("The commission must publish the catalogue of tasks by 30 June 2025", "a", "commission", "2025-06-30")
    late = row("The commission must publish the catalogue of tasks by 31 July 2025", "b", "commission", "2025-07-31")
    found = conflicts_by_words([one, due, other, late])
    assert found == [("target", one, other), ("deadline", due, late)]
    assert conflicts_by_words([one, replace(other, targets=one.targets)]) == []
    assert conflicts_by_words([due, replace(late, body="board")]) == []
    assert conflicts_by_words([due, replace(late, document="a")]) == []


def test_what_changed_from_one_version_to_the_next(sample_library: Library) -> None:
    old, new = (
        sample_library.requirements.find(RequirementFilter(documents=Filter(documents=frozenset({name}))))
        for name in ("linjiang-implementation-plan-2023.md", "linjiang-implementation-plan-2024-revised.md")
    )
    found = changes(old, new)
    assert {difference.what for difference in found} == {"deadline", "target", "wording", "new", "gone"}
    share = next(one for one in found if one.one and one.other and "main tasks" in one.other.quote and one.what == "target")
    assert share.one is not None
    assert share.other is not None
    assert (share.one.targets[0].value, share.other.targets[0].value) == (60, 70)
    assert len([one for one in found if one.other]) == len(new)
    assert len([one for one in found if one.one]) == len(old)
    assert changes(new, new) == []


def test_an_explanation_comes_from_an_admitted_document(assistant: Assistant, sample_library: Library) -> None:
    question = "What does compliance officer mean?"
    first = assistant.ask(question).citations[0]
    assert "“Compliance officer” means" in first.quote
    others = frozenset(entry.name for entry in sample_library.entries()) - {first.document}
    left = assistant.ask(question, Filter(documents=others))
    assert first.document not in {one.document for one in (*left.citations, *left.related)}


def test_a_figure_counts_that_the_ledger_has_no_target_for() -> None:
    one = row("The commission must inspect each mill and bakery four times in a year", "a", "commission")
    other = row("The commission must inspect each mill and bakery twice in a year", "b", "commission")
    assert [what for what, _, _ in conflicts_by_words([one, other])] == ["target"]
    numbered = row("Article 7. The commission must inspect each mill and bakery twice in a year", "a", "commission")
    assert conflicts_by_words([numbered, other]) == []


def test_one_body_that_has_to_do_the_same_has_one_duty() -> None:
    before = replace(row("Millers must report to the provincial office twice a year", "a", "millers"), action="must report twice")
    after = replace(row("Millers must report quarterly within ten days", "b", "millers"), action="must report quarterly")
    assert [pair.what for pair in changes([before], [after])] != ["new", "gone"]
    assert [pair.what for pair in changes([before], [replace(after, body="bakers")])] == ["new", "gone"]
