"""Commands under introductions and leads, decisions of meetings and accountability, and what only sounds like a duty."""

import pytest

from ingest.document import read
from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement


def rows(text: str, title: str = "Notice") -> list[Requirement]:
    return requirements_in(Document(title=title, text=text, issued="2024-03-01"), Bodies().normal)


@pytest.mark.parametrize(
    "sentence",
    [
        "Please phone the porter with any queries about the lift.",
        "Their deputy will usually sign the time sheets while they are away.",
        "The use of a ladder by a tenant shall not render the owner liable for a fall.",
        "Nothing done under this rule shall affect a claim that was made before.",
        "The desk is run by a clerk, who answers the phone and will help visitors on Mondays.",
        "Email the box office for more details of the tour.",
        "The contract shall be void where the fee is late.",
        "The by-law shall not limit a right of the owner.",
        "A driver may run into a queue at the gate in the morning.",
    ],
)
def test_what_only_sounds_like_a_duty_is_none(sentence: str) -> None:
    assert rows(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "modality", "body"),
    [
        ("It was decided to buy a second ladder for the hall.", "should", ""),
        ("It was unanimously agreed to repaint the railings.", "should", ""),
        ("As the quotes were late it was resolved to ask the bank again.", "should", ""),
        ("The lighting of the path will be an agenda item for the autumn meeting.", "should", ""),
        ("The newsletter will remind walkers of the new gate.", "should", ""),
        ("Jane Marsh volunteered to mend the swings.", "should", "Jane Marsh"),
        ("Wardens are accountable for the keys of their block.", "must", "Wardens"),
        ("The dean has overall responsibility for the safety of the labs.", "must", "dean"),
        ("The club shall be entitled to a share of the fees.", "may", "club"),
        ("The wardens should be checking the locks on most evenings.", "should", "wardens"),
        ("The college secretary (CS) and tutors must sign the plan.", "must", "college secretary (CS) and tutors"),
        ("The agency will notify owners of each change.", "should", "agency"),
        ("Leaving tools on the stairs is not acceptable.", "must_not", ""),
        ("If a pupil is ill, tutors can cancel the visit for them.", "may", "tutors"),
        ("2. Agreed to mend the fence by the pond.", "should", ""),
        ("The clerk was asked to obtain two quotes.", "should", "clerk"),
        ("Action: BT to order salt.", "must", "BT"),
        ("The warden shall have power to close the gate.", "may", "warden"),
        ("The treasurer is accountable to the board for the budget.", "must", "treasurer"),
        ("Feel free to bring a friend to the fair.", "may", ""),
        ("Proxies MAY keep a copy of the page.", "may", ""),
        ("Copies are REQUIRED of all deeds.", "must", ""),
        ("Any bicycle left in the yard may be removed by the porter.", "may", "porter"),
        ("Consider booking a second room for the exam.", "should", ""),
        ("Leave requests should be sent to the porter.", "should", ""),
        ("Remember to set the alarm of the depot.", "must", ""),
    ],
)
def test_decisions_and_responsibilities_keep_their_modality(sentence: str, modality: str, body: str) -> None:
    (row,) = rows(sentence)
    assert (row.modality, row.body) == (modality, body)


@pytest.mark.parametrize(
    ("sentence", "condition"),
    [
        ("Should a pipe burst overnight, ring the caretaker.", "Should a pipe burst overnight"),
        ("Wardens must open the side door, should the main door jam.", "should the main door jam"),
        ("For short trips - such as a day at the coast - tell your tutor.", "For short trips"),
        ("Visitors must read the leaflet before entering the reserve.", "before entering the reserve"),
        ("Prior to leaving the site, lock the shed.", "Prior to leaving the site"),
        ("Any walker who strays from the path must turn back.", "who strays from the path"),
        ("Anyone who loses a card must tell the desk.", "who loses a card"),
        ("Tickets that are not used must be handed in.", "that are not used"),
        ("Before you open the lid, switch off the power.", "Before you open the lid"),
        ("The steward must show visitors where to park.", ""),
        ("Offenders will be charged a fee for each further offence.", "for each further offence"),
    ],
)
def test_a_condition_is_the_whole_clause(sentence: str, condition: str) -> None:
    assert [row.condition for row in rows(sentence)] == [condition]


def test_a_command_may_follow_a_term_with_a_comma_in_brackets() -> None:
    (row,) = rows("Within 20 days of the audit (April 3, 2025), upload the log to the portal.")
    assert (row.modality, row.action[-28:]) == ("must", "upload the log to the portal")


def test_items_under_a_lead_that_says_only_when_are_commands() -> None:
    found = rows("In the last week of term:\n\n- Empty the lockers of the gym.\n- Return the keys to the office.\n")
    assert [(row.modality, row.quote) for row in found] == [
        ("must", "- Empty the lockers of the gym."),
        ("must", "- Return the keys to the office."),
    ]


def test_items_of_what_a_thing_is_useful_for_are_no_commands() -> None:
    assert rows("A shared board can be of use, for example to:\n\n- Collect ideas for the fair\n- Help new members find a task\n") == []


def test_bullets_under_a_bullet_that_leads_in_keep_its_modality() -> None:
    found = rows(
        "Before the trip, be sure to:\n\n- Pack a lamp and a map\n- Drivers should also:\n- Check the tyres of the van\n- Refill the tank\n"
    )
    assert [(row.modality, row.body) for row in found] == [("must", ""), ("should", "drivers"), ("should", "drivers")]


def test_a_heading_that_states_a_rule_is_a_duty_and_one_that_names_a_subject_is_none() -> None:
    text = "{0}\n\nThe keys hang in the hall, next to the large door of the north wing.\n"
    headings = ["Copies MUST be signed by two persons", "What tenants must do", "Documents that must be filed", "Things you must know"]
    found = [requirements_in(read("rules.md", f"# Rules\n\n## {text.format(one)}".encode()), Bodies().normal) for one in headings]
    assert [[row.quote for row in one] for one in found] == [["Copies MUST be signed by two persons"], [], [], []]


def test_a_date_in_brackets_after_a_term_is_the_deadline() -> None:
    (row,) = rows("Within 40 days of the award (April 12, 2024), send the invoice to the fund.")
    assert row.deadline == "2024-04-12"


def test_clauses_that_each_begin_with_their_own_condition_are_duties_of_their_own() -> None:
    found = rows("If the lamp is red, you should wait; if the lamp is off, you must ring the bell.")
    assert [(row.modality, row.condition) for row in found] == [("should", "If the lamp is red"), ("must", "if the lamp is off")]


def test_an_item_that_only_encourages_does_so_under_a_command_too() -> None:
    found = rows("Before the trip, be sure to:\n\n- Consider booking a seat\n- Pack a map and a lamp\n")
    assert [row.modality for row in found] == ["should", "must"]


def test_an_item_that_a_modal_leads_to_keeps_it_whatever_its_verb() -> None:
    found = rows("A tutor must:\n\n(a) keep a record of each visit; and\n\n(b) consider holding a second visit in May.\n")
    assert [row.modality for row in found] == ["must", "must"]


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("A dismissed pilot must not steer a ferry within 5 years of the dismissal.", ""),
        ("被撤职的领航员5年内不得驾驶渡轮。", ""),
        ("A dismissed pilot must return the keys within 5 days of the dismissal.", "within 5 days of the dismissal"),
        ("被撤职的领航员应当在5日内交还钥匙。", "在5日内"),
    ],
)
def test_the_time_for_which_something_is_forbidden_is_no_deadline(sentence: str, due: str) -> None:
    (row,) = rows(sentence)
    assert row.deadline_text == due
