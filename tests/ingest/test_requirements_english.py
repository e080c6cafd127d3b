"""Which duties are read in English sentences, whose they are, and what only tells of something."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement


def rows(text: str, title: str = "Notice") -> list[Requirement]:
    return requirements_in(Document(title=title, text=text, issued="2024-03-01"), Bodies().normal)


@pytest.mark.parametrize(
    ("sentence", "modality", "body"),
    [
        ("All employees, volunteers and contractors must wear a badge.", "must", "employees, volunteers and contractors"),
        ("A. Guests must sign in.", "must", "guests"),
        ("Guests shall be required to sign in at the desk.", "must", "guests"),
        ("All trainees will be allowed to leave early.", "should", "trainees"),
        ("The lamps must be required to burn.", "must", ""),
        ("Under the Ferries Act 2031 each ferry operator must carry a lamp.", "must", "ferry operator"),
        ("Upon arrival pilots must report.", "must", ""),
        ("Night crew – The harbour office must keep the lamps lit.", "must", "harbour office"),
        ("The nets must be counted by the harbour master prior to each sale.", "must", "harbour master"),
        ("This however must stop.", "must", ""),
        ("The fund manager to which this chapter applies must give notice.", "must", "fund manager"),
        ("The courts and agencies of the port must keep records.", "must", "courts and agencies of the port"),
        ("An insurer that is required, under rule 3, to establish or maintain a fund must report.", "must", "insurer"),
        ("The must keep records.", "must", ""),
        ("The privacy pledge: Harbour Company respects your right to privacy and your agents must keep records.", "must", ""),
        ("We as the employer must keep records.", "must", ""),
        ("The plan is to be revised by the board.", "must", "board"),
        ("No person shall enter the pit.", "must_not", "person"),
        ("It is the duty of every driver to check the tyres.", "must", "drivers"),
        ("The notice requires that tenants lock the gate.", "must", "tenants"),
        ("Training is mandatory for all drivers.", "must", "drivers"),
        ("Members are asked to bring a lamp.", "should", "members"),
        ("We'll tell the tenants of any delay.", "should", ""),
        ("We recommend that you book a seat.", "should", ""),
        ("You will need to book the hall.", "must", ""),
        ("Smoking is not permitted in the hall.", "must_not", ""),
        ("Vouchers cannot be used for the festival.", "must_not", ""),
        ("We reserve the right to close the pool.", "may", ""),
        ("If you come late, please call the porter.", "must", ""),
        ("The new depot will be opened in May 2025.", "should", ""),
        ("The leaflet will include a map of the paths.", "should", ""),
        ("The council resolved to sell the van.", "should", "council"),
        ("Vehicles may not exceed 20 km an hour.", "must", ""),
    ],
)
def test_a_duty_and_its_body_are_read(sentence: str, modality: str, body: str) -> None:
    (row,) = rows(sentence)
    assert (row.modality, row.body) == (modality, body)


@pytest.mark.parametrize(
    ("sentence", "modality", "body"),
    [
        ("2.1 Agreed that Alma B. order the paint.", "must", "Alma B"),
        ("RESOLVED that the grant be paid to the scouts.", "must", ""),
        ("It was agreed that visitors would not be admitted to the store.", "must_not", ""),
        ("It was agreed that the treasurer would compare three offers.", "should", "treasurer"),
        ("ACTION: Clerk to write to the county about the bridge.", "must", "Clerk"),
        ("The Clerk to send the forms to the county.", "must", "Clerk"),
        ("J Brown to check the gate by 3 May 2024.", "must", "J Brown"),
    ],
)
def test_a_decision_of_a_meeting_is_a_duty(sentence: str, modality: str, body: str) -> None:
    (row,) = rows(sentence)
    assert (row.modality, row.body) == (modality, body)


@pytest.mark.parametrize(
    "sentence",
    [
        "The flood showed the need to share pumps.",
        "These efforts will help farmers in the valley.",
        "A better road should lead to fewer accidents.",
        "Prices will rise in 2025.",
        "Please refer to the annex for the map.",
        "We believe that children need to play outside.",
        "In some cases this might mean you will have to wait.",
        "No permit is required for small tents.",
        "The harvest is expected to fall this year.",
        "The committee agreed to approve the minutes.",
        "The right to appeal the decision.",
        "Open gardens attract visitors from the whole country.",
    ],
)
def test_needs_effects_and_forecasts_are_no_duties(sentence: str) -> None:
    assert rows(sentence) == []


def test_what_a_body_does_is_a_duty_in_a_rule_alone() -> None:
    sentence = "The audit office checks the accounts in July and in December."
    (row,) = rows(sentence, title="Rules on the audit")
    assert (row.modality, row.body, row.deadline, row.recurrence) == ("must", "audit office", "", "in July and in December")
    assert rows(sentence, title="Report on the audit") == []


def test_clauses_that_name_their_own_bodies_are_duties_of_their_own() -> None:
    sentence = "The board must approve the budget, and the treasurer may publish it."
    assert [(row.modality, row.body, row.quote) for row in rows(sentence)] == [
        ("must", "board", "The board must approve the budget"), ("may", "treasurer", "the treasurer may publish it.")
    ]  # fmt: skip


def test_a_condition_of_the_whole_sentence_keeps_its_clauses_together() -> None:
    (row,) = rows("Where a tenant leaves, the landlord must return the deposit, and the tenant must return the keys.")
    assert row.condition == "Where a tenant leaves"


def test_what_stands_for_words_of_another_sentence_is_quoted_alone() -> None:
    assert [row.sentence for row in rows("The rest must be painted by 31 December 2025.")] == [""]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("At least seven members must be present.", [(">=", 7, "members")]),
        ("The panel must visit the site at least three times.", [(">=", 3, "times")]),
        ("You must give at least 5 days notice.", [(">=", 5, "days")]),
        ("Cooks should heat the soup for 10 minutes.", [("=", 10, "minutes")]),
        ("Up to 5 points may be given for a good plan.", [("<=", 5, "points")]),
        ("If the score is below 70 points, the group must submit a plan.", []),
        ("The operator must answer within five days.", []),
        ("Where more than three pupils are ill, the school must tell the doctor.", []),
    ],
)
def test_figures_in_digits_and_words_are_targets_outside_conditions(sentence: str, figures: list[tuple[str, int, str]]) -> None:
    (row,) = rows(sentence)
    assert [(one.comparison, one.value, one.unit) for one in row.targets] == figures


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("For larger boats, the warden may ask for a deposit.", "For larger boats"),
        ("The clerk should revise the map as necessary.", "as necessary"),
        ("In such cases the clerk must call the police.", "In such cases"),
        ("Ask the neighbours if the noise disturbs them.", ""),
        ("The council should build upon the older plan.", ""),
        ("For this purpose, the clerk must keep a list.", ""),
    ],
)
def test_conditions_are_read_and_what_is_asked_is_none(sentence: str, condition: str) -> None:
    (row,) = rows(sentence)
    assert row.condition == condition


def test_persons_are_one_body_in_singular_and_plural() -> None:
    bodies = [row.body for row in rows("An employee must sign in. EMPLOYEES must sign out. Employees may leave early.")]
    assert bodies == ["employees"] * 3


def test_what_a_rule_says_of_a_defined_word_is_no_duty() -> None:
    assert rows("A “main office” keeps more than ten staff.", title="Rules on offices") == []
