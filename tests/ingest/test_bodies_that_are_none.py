"""Words that look like bodies and are none, and the words before those that are."""

import pytest

from ingest.document import read
from ingest.extraction.requirements import requirements_in


def rows(text: str) -> list[tuple[str, list[float]]]:
    found = requirements_in(read("ferries.txt", f"Rules for Ferries\n\n{text}\n".encode()), str)
    return [(one.body, [target.value for target in one.targets]) for one in found]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("每家企业应当配备一名安全总监。", "企业"),
        ("每名渡工应当持证上岗。", "渡工"),
        ("每个部门须在五日内答复。", "部门"),
        ("每家庭医生应当登记渡船一艘。", "家庭医生"),
    ],
)
def test_what_counts_a_body_is_no_part_of_it(text: str, body: str) -> None:
    assert [who for who, _ in rows(text)] == [body]


def test_of_whom_something_is_counted_is_nobody_who_must_act() -> None:
    assert rows("退休渡工担任顾问的，按照规定领取补贴，每户企业每月不超过4000元。") == [("", [4000])]


@pytest.mark.parametrize(
    "text",
    ["Each gender shall hold at least 40 per cent of the seats.", "The offices of ferryman and cook shall be held by different persons."],
)
def test_genders_and_different_persons_are_no_bodies(text: str) -> None:
    assert [who for who, _ in rows(text)] == [""]


def test_the_number_of_a_clause_is_no_figure() -> None:
    assert rows("1.3 Each ferry shall carry at least 40 ropes.") == [("", [40])]
    assert rows("At least 1.5 million crowns shall be kept for 12 ferries.")[0][1][0] == 1_500_000
    assert 5_000_000 not in rows("1.5 million crowns shall be kept for at least 12 ferries.")[0][1]
