"""Files of values are parted into rows and tables."""

import pytest

from tests.ingest.test_sheets import lines


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('Job,Text,Due\nOil,"She said ""now"" twice, then left",2031\n', 'Job: Oil | Text: She said "now" twice, then left | Due: 2031'),
        ('\ufeffJob;Text;Due\r\nOil;"one;\r\n""two"" lines";2031\r\n', 'Job: Oil | Text: one; "two" lines | Due: 2031'),
        ('Job\tText\tDue\nOil\t5" pipe, long\t2031\n', 'Job: Oil | Text: 5" pipe, long | Due: 2031'),
        ('Job, Text, Due\nOil, "one, two", 2031\n', "Job: Oil | Text: one, two | Due: 2031"),
        ('Job,Text,Due\nOil,"She said \\"now\\", then left",2031\n', 'Job: Oil | Text: She said "now", then left | Due: 2031'),
        ("sep=;\r\nJob;Cost;Due\r\nOil;1,5;2031\r\n", "Job: Oil | Cost: 1,5 | Due: 2031"),
        ("Job;Cost;Sum\r\nOil;1,5;2,5\r\n", "Job: Oil | Cost: 1,5 | Sum: 2,5"),
        ("Job|Cost|Due\nOil|1,5|2031\n", "Job: Oil | Cost: 1,5 | Due: 2031"),
    ],
)
def test_quotes_and_marks_of_a_file_of_values(content: str, expected: str) -> None:
    assert lines(content.encode(), "t.csv") == [expected]


def test_blank_lines_in_a_file_of_values_are_gaps() -> None:
    content = b"No.,Job,Due\n1,Oil,2031-02-01\n,,\n2,Sweep,2031-05-01\n\nPier,Keeper,Age\nOld,Ono,50\n"
    assert lines(content, "t.csv") == [
        "No.: 1 | Job: Oil | Due: 2031-02-01",
        "No.: 2 | Job: Sweep | Due: 2031-05-01",
        "Pier: Old | Keeper: Ono | Age: 50",
    ]


def test_a_list_of_sentences_is_not_parted_by_their_commas() -> None:
    assert lines(b"Job\nOil the crane, then lock it\nSweep\n", "t.csv") == ["Job", "Oil the crane, then lock it", "Sweep"]
