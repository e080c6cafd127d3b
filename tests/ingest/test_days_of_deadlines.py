"""The days of deadlines, in the ways in which texts and cells write them."""

import pytest

from ingest.extraction.deadlines import deadline_in_cell, deadlines_in

ISSUED = "2026-01-05"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mill must report by 15-04-2026.", "2026-04-15"),
        ("The mill must report by 15-Apr-2026.", "2026-04-15"),
        ("The mill must report by 15/April/2026.", "2026-04-15"),
        ("The mill must report by Friday, 15 May 2026.", "2026-05-15"),
        ("The mill must report by Friday 15 May.", "2026-05-15"),
        ("The mill must report by end-April 2026.", "2026-04-30"),
        ("The mill must report no later than Q3 2026.", "2026-09-30"),
        ("锯木厂应当于２０２６．５．３前报送。", "2026-05-03"),
        ("锯木厂应当于2026年汛期前报送。", ""),
        ("锯木厂应当于26年11月底前报送。", "2026-11-30"),
        ("锯木厂应当在27年底前建成。", "2027-12-31"),
        ("锯木厂应当在27年上半年建成。", "2027-06-30"),
        ("The mill must report by 05-04-2026.", ""),
    ],
)
def test_the_day_of_a_deadline_is_read(text: str, day: str) -> None:
    assert next((one.date for one in deadlines_in(text, 2026, 0, ISSUED)), "") == day


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026年上半年", "2026-06-30"),
        ("第三季度", "2026-09-30"),
        ("明年二季度末", "2027-06-30"),
        ("2026.5", "2026-05-31"),
        ("2026-11", "2026-11-30"),
    ],
)
def test_a_cell_states_its_deadline_alone(cell: str, day: str) -> None:
    found = deadline_in_cell(cell, 2026, ISSUED)
    assert found is not None
    assert found.date == day
