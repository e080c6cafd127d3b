"""Several bodies that one sentence lists, and names of bodies that are no sentence."""

import pytest

from ingest.document import read
from ingest.extraction.requirements import requirements_in


def rows(text: str) -> list[tuple[str, str]]:
    found = requirements_in(read("ferries.txt", f"Rules for Ferries\n\n{text}\n".encode()), str)
    return [(one.body, one.sentence) for one in found]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "Mayors, members of the council and their close relatives may not be members of the crew.",
            "Mayors, members of the council and their close relatives",
        ),
        ("Cooks, pilots and members of the crew shall report every accident.", "Cooks, pilots and members of the crew"),
        ("1.4 Pilots and their spouses may not be owners of a ferry.", "Pilots and their spouses"),
    ],
)
def test_a_list_of_bodies_stays_whole(text: str, body: str) -> None:
    assert rows(text) == [(body, text.removeprefix("1.4 "))]


@pytest.mark.parametrize("word", ["Nevertheless", "Besides", "Always"])
def test_a_word_before_a_comma_is_no_body_of_the_list(word: str) -> None:
    [(body, _)] = rows(f"{word}, the pilot and members of the crew shall report every accident.")
    assert body == "pilot and members of the crew"


@pytest.mark.parametrize(
    "line", ["State Ferry Department, Secretariat.", "Order Office of the County.", "State Council for Ferries and Bells."]
)
def test_the_name_of_a_body_is_no_command(line: str) -> None:
    assert rows(line) == []


@pytest.mark.parametrize("line", ["State the reason for each delay.", "Inform the Council.", "Order ropes for the Ferry Office."])
def test_a_command_about_a_body_is_one(line: str) -> None:
    assert [sentence for _, sentence in rows(line)] == [line]
