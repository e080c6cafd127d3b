"""Days that come every year though no “every year” stands beside them, and words that only look like bodies."""

import pytest

from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement


def row(text: str) -> Requirement:
    [found] = requirements_in(Document(title="港口管理办法", text=text, issued="2031-03-01"), Bodies().normal)
    return found


@pytest.mark.parametrize(
    ("sentence", "words", "rule"),
    [
        ("港务局应当于次年4月20日前公布决算。", "次年4月20日前", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=20"),
        ("码头公司应当于当年10月底前报送检修计划。", "当年10月底前", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=-1"),
        (
            "The harbour office must publish its accounts by 20 April of the following year.",
            "by 20 April of the following year",
            "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=20",
        ),
    ],
)
def test_a_day_of_the_year_that_a_report_is_on_comes_every_year(sentence: str, words: str, rule: str) -> None:
    found = row(sentence)
    assert (found.deadline, found.deadline_text, found.rrule) == ("", words, rule)


def test_what_stands_before_a_verb_is_no_body() -> None:
    assert row("航线处于试运行期的公司，应当每月报告客流。").body_as_written == "公司"


def test_what_in_principle_must_not_be_done_is_forbidden() -> None:
    assert row("泊位原则上不得转租。").modality == "must_not"
    assert row("公司原则上应当自建码头。").modality == "should"


@pytest.mark.parametrize(
    ("sentence", "words", "rule"),
    [
        (
            "The plan for the following year shall be submitted to the board by 30 November.",
            "by 30 November",
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30",
        ),
        (
            "Each pilot shall agree a letter of aims by November 15 for the following financial year.",
            "by November 15",
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15",
        ),
        ("The harbour office must send its annual report to the mayor by 31 March.", "by 31 March", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31"),
        ("港务局与码头公司签订年度责任书，签订工作应当在4月30日前完成。", "4月30日前", "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=30"),
        ("码头公司应当在11月底前报送下一年度检修计划。", "11月底前", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=-1"),
    ],
)
def test_what_is_of_a_year_comes_every_year(sentence: str, words: str, rule: str) -> None:
    found = row(sentence)
    assert (found.deadline, found.deadline_text, found.rrule) == ("", words, rule)


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("The first annual report shall be sent by 31 May.", "2031-05-31"),
        ("The budget for the next year shall be adopted by 1 December 2031.", "2031-12-01"),
        ("The pilot must tar the boat by 30 June.", "2031-06-30"),
        ("码头公司应当在2031年11月30日前报送年度检修计划。", "2031-11-30"),
        ("码头公司应当在11月30日前完成本年度检修。", "2031-11-30"),
    ],
)
def test_what_is_done_once_has_its_day(sentence: str, deadline: str) -> None:
    found = row(sentence)
    assert (found.deadline, found.rrule) == (deadline, "")


def test_the_year_in_which_something_is_so_is_no_deadline() -> None:
    found = row("Ports shall, in the year they are profitable, distribute half of the profit.")
    assert (found.deadline, found.deadline_text) == ("", "")
