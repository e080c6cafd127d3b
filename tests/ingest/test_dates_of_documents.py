"""The day on which a document says that it was issued, in the forms in which documents write it."""

import pytest

from ingest.document import read


def issued(*lines: str) -> str:
    return read("rules.txt", "\n\n".join(lines).encode()).issued


@pytest.mark.parametrize(
    "line",
    [
        "Issue date: 9-Jun-2022", "Date: Thursday, 9 June 2022", "Date: Thu, June 9, 2022", "Published on 9/June/2022",
        "Date of issue: 20220609", "Dated this 9th day of June, 2022", "Date approved: 9 June 2022", "Adopted on 9 June 2022 by the trustees",
    ],
)  # fmt: skip
def test_a_labelled_day_may_be_written_in_any_form(line: str) -> None:
    assert issued("Rules for the Reading Room", line, "Readers may not bring ink.") == "2022-06-09"


@pytest.mark.parametrize("line", ["Telephone: 20220609", "20221309", "Shelf 20220609-7", "Review date: Thursday, 9 June 2022"])
def test_what_only_looks_like_a_day_of_issue_is_none(line: str) -> None:
    assert not issued("Rules for the Reading Room", line, "Readers may not bring ink.")
