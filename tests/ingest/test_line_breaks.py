"""Deadlines are read over the line ends of texts whose lines were broken by hand, and nothing else is joined."""

from dataclasses import replace

import pytest

from ingest.document import read
from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.requirement import Requirement

HEAD = "# Rules for the Lake\n\nDate: 1 May 2026\n\n"


def rows(text: str) -> list[Requirement]:
    document = replace(read("lake.md", HEAD.encode()), text=f"{HEAD}{text}\n")  # readers join lines only where they are sure
    found = requirements_in(document, Bodies().normal)
    assert all(one.span.of(document.text) == one.quote for one in found)
    return found


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("The Lake Office must count the swans by 30\nJune 2027.", "2027-06-30"),
        ("The Lake Office must count the swans by\n30 June 2027.", "2027-06-30"),
        ("The Lake Office must count the swans no later than 30 June\n2028 and list them.", "2028-06-30"),
        ("The Lake Office must count the swans by the end of the second\nquarter of 2027.", "2027-06-30"),
        ("The Lake Office must count the swans by the end of\nthis year.", "2026-12-31"),
        ("市水务局应当在2027年\n6月底前完成清淤工程。", "2027-06-30"),
        ("市水务局应当于2027年6月\n30日前完成清淤工程。", "2027-06-30"),
    ],
)
def test_a_deadline_is_read_over_a_line_end(text: str, deadline: str) -> None:
    (one,) = rows(text)
    assert (one.deadline, one.quote) == (deadline, text)
    assert " ".join(one.deadline_text.split()) in " ".join(one.quote.split())


def test_a_rule_that_comes_every_year_is_read_over_a_line_end() -> None:
    (one,) = rows("The Lake Office must count the swans by 31 March each\nyear.")
    assert (one.deadline, one.rrule) == ("", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31")


@pytest.mark.parametrize(
    "text",
    [
        "The Lake Office must count the swans by 30 June 2027\nBoatmen must paint their boats.",
        "The Lake Office must count the swans.\n2027 is the year of the lake.",
        "The Lake Office must count the swans by\n\n30 June 2027.",
    ],
)
def test_lines_that_share_no_deadline_stay_apart(text: str) -> None:
    assert all("\n" not in one.quote for one in rows(text))
