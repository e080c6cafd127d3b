"""A requirement says what its sentence says: how many, under which condition, how often, by when; else the quote stands alone."""

from datetime import date

import pytest

from ingest.extraction.requirements import requirements_in
from language.statements.recurrences import next_occurrence
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement

NORMAL = Bodies().normal


def rows(text: str) -> list[Requirement]:
    return requirements_in(Document(title="Notice", text=text, issued="2024-03-01"), NORMAL)


def row(text: str) -> Requirement:
    (found,) = rows(text)
    return found


@pytest.mark.parametrize(
    ("text", "quantifier"),
    [
        ("At least two inspectors must visit each plant.", "At least two"),
        ("No more than one fifth of the seats may be left empty.", "No more than one fifth of"),
        ("Every supplier must register.", "Every"),
        ("各部门应当建立台账。", "各"),
        ("全部子公司必须公开账目。", "全部"),
    ],
)
def test_a_requirement_says_how_many_are_meant(text: str, quantifier: str) -> None:
    found = row(text)
    assert (found.quantifier, found.sentence) == (quantifier, text)


def test_a_limit_is_no_prohibition() -> None:
    found = row("No more than 40 % of the plots may be sold.")
    assert (found.modality, [(one.comparison, one.value) for one in found.targets]) == ("must", [("<=", 40)])


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Where a loan exceeds 8 % of equity, the bank must tell the supervisor.", "Where a loan exceeds 8 % of equity"),
        ("The council must publish the accounts, unless a court forbids it.", "unless a court forbids it"),
        ("Ferries must not sail without approval of the harbour office.", "without approval of the harbour office"),
        ("企业丢失账册的，应当立即报告财政局。", "企业丢失账册的"),
        ("除法律另有规定外，公司不得出售土地。", "除法律另有规定外"),
        ("未经董事会同意，经理不得签订合同。", "未经董事会同意"),
    ],
)
def test_a_requirement_holds_under_its_condition_whose_figures_are_no_targets(text: str, condition: str) -> None:
    found = row(text)
    assert (found.condition, found.targets, found.sentence) == (condition, (), text)
    assert found.condition in found.quote


def test_what_is_done_to_a_thing_makes_nobody_its_subject() -> None:
    found = row("Contracts must be countersigned by all heads of division by 30 June 2025.")
    assert found.body == "heads of division"
    assert found.action.startswith("Contracts must be countersigned")
    assert found.sentence == "Contracts must be countersigned by all heads of division by 30 June 2025."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ports must cut waiting times to 60 % by the end of 2024 and to 40 % by 31 December 2025.",
            [("2024-12-31", 60, "Ports must cut waiting times to 60 % by the end of 2024."),
             ("2025-12-31", 40, "Ports must cut waiting times to 40 % by 31 December 2025.")],
        ),
        (
            "The share of women must reach 35 % by the end of 2025 (30 % by the end of 2024).",
            [("2025-12-31", 35, "The share of women must reach 35 % by the end of 2025."),
             ("2024-12-31", 30, "The share of women must reach 30 % by the end of 2024.")],
        ),
        (
            "市属企业2024年底前完成60%以上的改造，2025年底前全部完成。",
            [("2024-12-31", 60, "市属企业2024年底前完成60%以上的改造。"), ("2025-12-31", None, "市属企业2025年底前全部完成。")],
        ),
    ],
)  # fmt: skip
def test_each_date_of_a_sentence_makes_a_requirement_of_its_own(text: str, expected: list[tuple[str, int | None, str]]) -> None:
    found = rows(text)
    assert [(one.deadline, one.targets[0].value if one.targets else None, one.sentence) for one in found] == expected
    assert {one.quote for one in found} == {text}


def test_what_only_refers_to_other_words_is_left_as_its_quote() -> None:
    first, second = rows("The files must be 70 % sorted by the end of 2024, and the rest by 30 June 2025.")
    assert (first.deadline, first.sentence) == ("2024-12-31", "The files must be 70 % sorted by the end of 2024.")
    assert (second.deadline, second.sentence, second.targets) == ("2025-06-30", "", ())


@pytest.mark.parametrize(
    ("text", "words", "following"),
    [
        ("By 15 April each year, clinics must file a report.", "By 15 April each year", "2027-04-15"),
        ("Mines must report within ten working days after the end of each quarter.", "within ten working days after the end of each quarter",
         "2027-01-14"),
        ("Yards must report sales by the 10th day after each quarter.", "by the 10th day after each quarter", "2027-01-10"),
        ("The office must check the lists in May and in November.", "in May and in November", "2026-11-30"),
        ("Boards must meet at least four times a year.", "at least four times a year", ""),
        ("各县应当每年3月20日前报送总结。", "每年3月20日前", "2027-03-20"),
        ("公司应当于每季度结束后七个工作日内报送报表。", "每季度结束后七个工作日内", "2027-01-11"),
    ],
)  # fmt: skip
def test_a_requirement_says_how_often_it_is_due_and_when_next(text: str, words: str, following: str) -> None:
    found = row(text)
    assert (found.recurrence, found.sentence) == (words, text)
    after = next_occurrence(found.rrule, date(2026, 11, 28))
    assert (after.isoformat() if after else "") == following


def test_who_says_so_is_left_out_and_what_limits_is_not() -> None:
    assert row("The minister said that mills should close by 30 June 2025.").sentence == "Mills should close by 30 June 2025."
    assert row("Only for urgent works, the mayor may waive the fee.").sentence == ""


@pytest.mark.parametrize(
    ("text", "body", "sentence"),
    [
        ("By 31 December 2025, Member States shall close two mills.", "Member States", "By 31 December 2025, Member States shall close two mills."),
        ("If the pump fails, call the harbour office.", "", "If the pump fails, call the harbour office."),
        ("Check that the valve is closed.", "", "Check that the valve is closed."),
        ("For example, send a copy of the permit to the clerk.", "", "For example, send a copy of the permit to the clerk."),
    ],
)  # fmt: skip
def test_states_periods_and_conditions_before_a_duty_hide_nobody(text: str, body: str, sentence: str) -> None:
    found = row(text)
    assert (found.body, found.sentence) == (body, sentence)
    assert row("Each month the treasurer must close the books.").body == "treasurer"


def test_who_is_responsible_for_a_paragraph_acts_in_each_of_its_sentences_and_who_assists_does_not() -> None:
    found = rows("加强码头安全检查。建立船员培训制度。（牵头单位：市交通局，配合单位：市公安局、市人社局）")
    assert [one.body for one in found] == ["市交通局", "市交通局"]
