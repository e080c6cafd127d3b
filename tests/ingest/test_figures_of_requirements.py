"""Which figures and dates a duty sets: what only compares, scores or bounds a case is none."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement


def row(text: str) -> Requirement:
    (found,) = requirements_in(Document(title="Notice", text=text, issued=""), Bodies().normal)
    return found


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The stock must not fall below 30 %.", [(">=", 30)]),
        ("The share must not be reduced below 40 %.", [(">=", 40)]),
        ("Vans must not carry more than 8 passengers.", [("<=", 8)]),
        ("Drivers must not carry forward hours in excess of 8 hours.", []),
        ("Towns must reach the following minimum shares: 55 % of paper.", [(">=", 55)]),
        ("Towns must reach the following minimum shares by weight (ii) 25 % of wood.", [(">=", 25)]),
        ("The maximum speed of boats must be 12 km.", [("<=", 12)]),
        ("The break must be of not less than 30 minutes.", [(">=", 30)]),
        ("企业最低注册资本应当为5万元。", [(">=", 50000)]),
        ("各镇要完成整治工作（20分）。", []),
        ("各镇应当加强巡查，每少一次扣5分。", []),
        ("满意度应当不低于90分。", [(">=", 90)]),
    ],
)
def test_a_figure_is_compared_as_the_words_around_it_say(text: str, figures: list[tuple[str, int]]) -> None:
    assert [(one.comparison, one.value) for one in row(text).targets] == figures


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Each town shall reduce waste, as compared to the waste generated in 2018, by at least 5 % by 2030.", "2030-12-31"),
        ("Towns must recycle 20 % of the glass sold in 2020.", ""),
        ("Half of the work must be completed in 2025.", "2025-12-31"),
        ("企业应当以2018年为基数，到2030年底减少排放10%。", "2030-12-31"),
        ("企业应当比2018年减少排放10%。", ""),
        ("企业应当填报上一季度的支出情况。", ""),
    ],
)
def test_the_year_with_which_something_is_compared_is_no_deadline(text: str, deadline: str) -> None:
    found = row(text)
    assert found.deadline == deadline
    assert bool(found.deadline_text) == bool(deadline)


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("No more than 30 % of towns may be graded A.", ["towns"]),
        ("The share of women on boards must rise to 25 %.", ["The share of women on boards"]),
        ("Emissions of ports must be cut by 25 %.", ["Emissions of ports"]),
        ("By 2030, 25 % renewable energy must be used.", ["renewable energy"]),
        ("- Ports must aim at a 25 % reduction in energy use.", ["energy use"]),
        ("第七条 专利转化率应当在2025年底前达到30%。", ["专利转化率"]),
        ("企业应当于每年3月31日前提交报告。", []),
    ],
)
def test_a_figure_tells_what_is_measured_where_the_sentence_names_it(text: str, measured: list[str]) -> None:
    assert [one.text for one in row(text).targets] == measured
