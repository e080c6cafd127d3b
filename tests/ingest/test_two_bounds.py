"""Figures with a bound on either side, in one sentence."""

import pytest

from ingest.document import read
from ingest.extraction.requirements import requirements_in
from vectorstore.requirement import Requirement


def row(text: str) -> Requirement:
    [found] = requirements_in(read("ferries.txt", f"Rules for Ferries\n\n{text}\n".encode()), str)
    return found


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Cargo of more than 500 and up to 6,000 barrels at least two sailors shall guard.", [(">", 500), ("<=", 6000), (">=", 2)]),
        ("For crews of up to 60 persons at least three ropes shall be carried.", [("<=", 60), (">=", 3)]),
        ("A crew of no fewer than 60 persons shall carry at most three goats.", [(">=", 60), ("<=", 3)]),
        ("The mayor shall be told 30 days at least before the ferry sails with 12 goats at most.", [(">=", 30), ("<=", 12)]),
    ],
)
def test_what_bounds_the_next_figure_does_not_bound_the_one_before(text: str, figures: list[tuple[str, float]]) -> None:
    assert [(one.comparison, one.value) for one in row(text).targets] == figures


def test_a_comma_within_a_figure_ends_no_condition() -> None:
    assert "6, 000" not in row("For loads above 500 but not more than 6,000 kilograms at least two ropes must be used.").sentence
