"""Which questions ask for a sum of money."""

import pytest

from assistant.quoting.asked_sum import asked_sum


@pytest.mark.parametrize(
    ("question", "kind"), [("灯塔的预算是多少？", "budget"), ("灯塔超预算多少要重新审批？", None), ("预算超出多少要报批？", None)]
)
def test_by_how_much_a_budget_is_exceeded_is_no_sum_of_it(question: str, kind: str | None) -> None:
    asked = asked_sum(question)
    assert (asked.kind if asked else None) == kind
