"""Which rows the lists of a document become, each with the words of the line that leads to it."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement


def rows(text: str) -> list[Requirement]:
    found = requirements_in(Document(title="Notice", text=text, issued="2024-03-01"), Bodies().normal)
    assert all(row.quote == text[row.span.start : row.span.end] for row in found)
    return found


def told(text: str) -> list[tuple[str, str, str]]:
    return [(row.modality, row.body, row.sentence) for row in rows(text)]


def test_each_item_is_a_duty_of_whom_the_lead_in_names() -> None:
    assert told("The harbour master must:\n(a) keep the log;\n(b) train the crew; and\n(c) appoint a deputy.") == [
        ("must", "harbour master", "The harbour master must keep the log."),
        ("must", "harbour master", "The harbour master must train the crew."),
        ("must", "harbour master", "The harbour master must appoint a deputy."),
    ]


def test_the_paragraphs_numbered_below_a_lead_in_are_its_items() -> None:
    text = "5.4 The pilot shall:\n\n5.4.1 Light the lamp. It burns oil.\n\n5.4.2 Read the chart.\n\n5.5 Nets dry here."
    assert told(text) == [("must", "pilot", "The pilot shall light the lamp."), ("must", "pilot", "The pilot shall read the chart.")]
    assert [row.quote for row in rows(text)] == ["Light the lamp.", "Read the chart."]


def test_an_item_stands_alone_as_the_quote() -> None:
    assert [row.quote for row in rows("Clubs must:\n- paint the fence;\n- mow the lawn.")] == ["- paint the fence;", "- mow the lawn."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "A licence must contain the following details:\n- the name of the owner;\n- the colour of the boat.",
            ["A licence must contain the name of the owner.", "A licence must contain the colour of the boat."],
        ),
        (
            "Guests should use rain water for:\n- Watering plants\n- Washing cars",
            ["Guests should use rain water for watering plants.", "Guests should use rain water for washing cars."],
        ),
        (
            "Where a lamp is broken, the warden must\n- switch off the power\n- tell the office",
            ["Where a lamp is broken, the warden must switch off the power.", "Where a lamp is broken, the warden must tell the office."],
        ),
        (
            "The following steps apply:\n1. Close the valve.\n2. Call the engineer.",
            ["Close the valve.", "Call the engineer."],
        ),
    ],
)
def test_an_item_is_read_with_its_lead_in(text: str, sentences: list[str]) -> None:
    assert [row.sentence for row in rows(text)] == sentences


def test_an_item_that_only_names_a_place_or_thing_has_what_its_lead_in_forbids_there() -> None:
    assert [row.sentence for row in rows("禁止在湖区的下列水域捕捞：\n（一）鱼类产卵场；\n（二）取水口。")] == [
        "禁止在湖区的下列水域捕捞：鱼类产卵场。", "禁止在湖区的下列水域捕捞：取水口。",
    ]  # fmt: skip


def test_the_condition_and_the_date_of_a_lead_in_hold_for_each_item() -> None:
    text = "If a dog is found, wardens must by 30 June 2024:\n(a) feed it;\n(b) tell the owner."
    assert [(row.condition, row.deadline) for row in rows(text)] == [("If a dog is found", "2024-06-30")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "The clerk must inform the owner by:\n(a) a letter; or\n(b) a call.",
        "No shop may open unless the owner has:\n(a) a licence;\n(b) an insurance.",
        "The panel should consider whether the applicant:\n(a) has paid the fee;\n(b) lives in the town.",
        "The store must hold spare parts, including:\n- belts\n- lamps",
        "The clerk must tell the tenants—\n(a) that the lift is closed;\n(b) of the date on which it opens.",
    ],
)
def test_alternatives_conditions_and_examples_are_one_duty_with_their_lead_in(text: str) -> None:
    (row,) = rows(text)
    assert row.quote == text


def test_items_under_an_item_are_duties_too() -> None:
    text = (
        "A form must—\n(a) be signed; and\n(b) contain—\n(i) the name of the owner;\n(ii) the date of birth.\n(2) The office must keep it."
    )
    assert [(row.quote, row.sentence) for row in rows(text)] == [
        ("(a) be signed; and", "A form must be signed."),
        ("(i) the name of the owner;", "A form must contain the name of the owner."),
        ("(ii) the date of birth.", "A form must contain the date of birth."),
        ("(2) The office must keep it.", "The office must keep it."),
    ]


def test_a_second_sentence_of_an_item_is_a_duty_of_its_own() -> None:
    text = "Drivers must:\n- check the oil. The supervisor must record it.\n- lock the doors."
    assert [(row.body, row.quote) for row in rows(text)] == [
        ("drivers", "- check the oil."), ("supervisors", "The supervisor must record it."), ("drivers", "- lock the doors.")
    ]  # fmt: skip


def test_a_list_that_demands_nothing_gives_no_row() -> None:
    assert rows("The park has these gates:\n- the north gate\n- the south gate") == []
