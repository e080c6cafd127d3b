"""Which turns of phrase of English oblige, forbid or release, and whom they name."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement


def rows(text: str) -> list[Requirement]:
    return requirements_in(Document(title="Rules of the library", text=text, issued="2024-03-01"), Bodies().normal)


@pytest.mark.parametrize(
    ("sentence", "modality", "body"),
    [
        ("Readers should at no time lend their card to somebody else.", "must_not", "Readers"),
        ("Borrowers must never write in a book.", "must_not", "Borrowers"),
        ("It is an offence for a visitor to damage a shelf.", "must_not", "visitor"),
        ("It is not permitted to bring hot food into the reading room.", "must_not", ""),
        ("A deposit will be required for rare books.", "must", ""),
        ("The librarian is also responsible for opening the building.", "must", "librarian"),
        ("There is an onus on borrowers to check the state of a book.", "must", "borrowers"),
        ("The role of the committee is to review the opening hours.", "must", "committee"),
        ("Our rules need you to show a card.", "must", ""),
        ("If the card has expired, refuse the loan.", "must", ""),
        ("Readers are being encouraged to return books early.", "should", "Readers"),
        ("All losses should be reported to and recorded by the registrar once a claim is made.", "should", "registrar"),
    ],
)
def test_a_turn_of_phrase_has_its_modality_and_its_body(sentence: str, modality: str, body: str) -> None:
    [row] = rows(sentence)
    assert (row.modality, row.body_as_written) == (modality, body)


def test_what_is_important_to_note_is_no_duty() -> None:
    assert rows("It is important to note that the library differs from the archive.") == []


def test_a_reminder_of_a_prohibition_forbids() -> None:
    [row] = rows("Remember that dogs are not allowed in the reading room.")
    assert (row.modality, row.body_as_written) == ("must_not", "")


def test_whom_a_prohibition_leaves_out_is_its_condition() -> None:
    [row] = rows("No person other than a librarian may open the safe.")
    assert (row.modality, row.body_as_written, row.condition) == ("must_not", "person", "other than a librarian")


def test_a_length_of_time_has_its_least() -> None:
    [row] = rows("The break must be of not less than 20 minutes duration.")
    assert [(one.comparison, one.value, one.unit) for one in row.targets] == [(">=", 20, "minutes")]


def test_a_decision_names_who_is_to_carry_it_out() -> None:
    [row] = rows("It was agreed that new shelves would be ordered by the Treasurer.")
    assert (row.modality, row.body_as_written) == ("should", "Treasurer")


def test_an_inverted_should_is_a_condition_and_no_duty() -> None:
    [row] = rows("Should an alarm ring at night, the porter must call the fire brigade.")
    assert (row.modality, row.body, row.condition) == ("must", "porter", "Should an alarm ring at night")


def test_a_word_that_begins_as_a_connector_does_stays_whole() -> None:
    [row] = rows("Some kinds of paint must be ordered by the Storekeeper.")
    assert (row.action, row.body_as_written) == ("Some kinds of paint must be ordered by the Storekeeper", "Storekeeper")


@pytest.mark.parametrize("order", ["Amend", "Modify", "Adapt", "Delete", "Insert", "Renumber"])
def test_an_order_to_change_a_text_names_no_body(order: str) -> None:
    assert [row.body for row in rows(f"{order} to suit the habits of your own readers.")] in ([], [""])
    assert [row.body for row in rows(f"{order} must be read with Annex 2.")] in ([], [""])


def test_a_verb_before_whose_it_is_names_no_body() -> None:
    assert {row.body for row in rows("Librarians must inform, instruct and supervise their assistants.")} <= {"Librarians"}
