"""How often a year something recurs is read from its rule, whichever day of the period it names."""

import pytest

from language.statements.recurrences import recurrence_in, times_a_year


@pytest.mark.parametrize(
    ("said", "times"),
    [
        ("Wages are reported quarterly.", 4),
        ("Wages are reported within 5 working days after the end of each quarter.", 4),
        ("每季度结束后10日内报告工资。", 4),
        ("Wages are reported every month.", 12),
        ("Wages are reported by 31 March each year.", 1),
        ("Wages are reported every six months.", 2),
        ("Wages are reported every 2 years.", 0.5),
        ("每周报告工资。", 52),
    ],
)
def test_a_rule_tells_how_often_a_year_it_comes(said: str, times: float) -> None:
    found = recurrence_in(said)
    assert found is not None
    assert times_a_year(found.rule) == times


@pytest.mark.parametrize("rule", ["", "nonsense", "FREQ=HOURLY", "FREQ=YEARLY;INTERVAL=0"])
def test_what_is_no_rule_of_periods_is_no_fault(rule: str) -> None:
    assert times_a_year(rule) in (0, 1)
