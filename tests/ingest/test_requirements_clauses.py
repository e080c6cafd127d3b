"""How clauses, conditions, dates and figures of an English sentence are told apart."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement


def rows(text: str) -> list[Requirement]:
    return requirements_in(Document(title="Rules of the market", text=text, issued="2024-03-01"), Bodies().normal)


def test_the_second_clause_of_another_body_is_a_row_of_its_own() -> None:
    text = "No trader may without the consent of the warden light a stove and a warden who has given consent must watch the stove."
    forbidden, told = rows(text)
    assert (forbidden.modality, forbidden.body_as_written, forbidden.condition) == (
        "must_not",
        "trader",
        "without the consent of the warden",
    )
    assert (told.modality, told.body_as_written, told.condition) == ("must", "warden", "")


def test_a_sentence_is_not_parted_within_what_both_verbs_share() -> None:
    [row] = rows("A trader must pay the rent of, and the warden may inspect, each stall.")
    assert row.body_as_written == "trader"


def test_the_condition_of_all_clauses_keeps_them_together() -> None:
    assert len(rows("If a stall is left empty, the trader must tell the warden and the warden must lock the stall.")) == 1


def test_a_condition_ends_before_then() -> None:
    [row] = rows("Where a debt remains at the end of the month then it must be paid within the next week.")
    assert (row.modality, row.condition) == ("must", "Where a debt remains at the end of the month")


def test_who_is_described_is_still_the_body() -> None:
    [row] = rows("Wardens who are planning a fair for their street are recommended to contact the market office.")
    assert (row.modality, row.body_as_written) == ("should", "Wardens")


@pytest.mark.parametrize("sentence", ["Unused days can be carried over to the next season.", "The warden can waive the fee."])
def test_what_can_be_done_with_an_entitlement_or_by_an_office_is_allowed(sentence: str) -> None:
    assert [row.modality for row in rows(sentence)] == ["may"]


def test_what_can_happen_is_not_allowed_thereby() -> None:
    assert rows("Wet floors can be taken for clean ones. Thieves can take a bag in a moment.") == []


def test_the_year_of_comparison_is_no_deadline() -> None:
    [row] = rows("Traders must cut their waste, as compared to the waste weighed in 2018, by at least 5 % by 2030.")
    assert row.deadline == "2030-12-31"


def test_minimum_shares_are_lower_bounds() -> None:
    text = (
        "Traders must by 31 December 2030 recycle the following minimum shares of their waste:\n\n(a) 50 % of paper;\n\n(b) 30 % of wood."
    )
    assert [(one.comparison, one.value) for row in rows(text) for one in row.targets] == [(">=", 50), (">=", 30)]


def test_what_a_member_says_that_they_will_do_is_theirs() -> None:
    [row] = rows("The Chair said she would write to the owner of the field.")
    assert (row.modality, row.body_as_written) == ("should", "Chair")
