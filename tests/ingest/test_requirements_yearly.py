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
