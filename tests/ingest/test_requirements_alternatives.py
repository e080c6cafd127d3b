"""Lists of what is forbidden or allowed: whether each item holds by itself."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document


def said(text: str) -> list[tuple[str, str, str]]:
    document = Document(title="Rules of the harbour", text=text, issued="2024-03-01")
    return [(row.modality, row.body_as_written, row.sentence) for row in requirements_in(document, Bodies().normal)]


def test_each_of_what_is_forbidden_is_forbidden_by_itself() -> None:
    text = "Visitors must not:\n\n- (a) light fires on the quay; or\n- (b) swim in the basin."
    assert said(text) == [
        ("must_not", "Visitors", "Visitors must not light fires on the quay."),
        ("must_not", "Visitors", "Visitors must not swim in the basin."),
    ]


def test_the_items_under_an_item_go_on_with_its_words() -> None:
    text = (
        "No person may, without the consent of the harbour master—\n\n- (a) moor or anchor—\n  - (i) a barge;\n"
        "  - (ii) a raft; or\n  - (iii) a pontoon;\n- (b) sell fuel.\n"
    )
    lead = "No person may, without the consent of the harbour master,"
    assert [sentence for *_, sentence in said(text)] == [
        f"{lead} moor or anchor a barge.",
        f"{lead} moor or anchor a raft.",
        f"{lead} moor or anchor a pontoon.",
        f"{lead} sell fuel.",
    ]


def test_each_of_what_is_allowed_is_a_permission() -> None:
    text = "The holder of a berth may, subject to any conditions imposed—\n\n- (a) keep one boat; or\n- (b) let the berth to a member."
    assert [(modality, body) for modality, body, _ in said(text)] == [("may", "holder of a berth")] * 2


@pytest.mark.parametrize(
    "text",
    [
        "No person may enter without:\n\n- (a) a ticket; or\n- (b) a pass.",
        "The office may refuse an application if:\n\n- (a) the form is incomplete; or\n- (b) the fee has not been paid.",
        "Skippers must show:\n\n- (a) a passport; or\n- (b) a licence.",
    ],
)
def test_one_of_several_that_is_enough_stays_in_one_row(text: str) -> None:
    assert len(said(text)) == 1


def test_what_has_to_be_ensured_goes_on_with_the_words_that_lead_to_it() -> None:
    text = "The harbour master shall ensure that:\n\n- (a) the gate is locked at night;\n- (b) signs are kept clean."
    assert said(text) == [
        ("must", "harbour master", "The harbour master shall ensure that the gate is locked at night."),
        ("must", "harbour master", "The harbour master shall ensure that signs are kept clean."),
    ]
