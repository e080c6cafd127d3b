"""How often a duty is due: a rule says no day that the words do not say, and a term is no recurrence."""

from datetime import date

import pytest

from assistant.requirements.due import Due, due_of
from ingest.extraction.requirements import requirements_in
from vectorstore.aliases import Bodies
from vectorstore.document import Document
from vectorstore.requirement import Requirement

TODAY = date(2026, 10, 5)


def row(text: str) -> Requirement:
    (found,) = requirements_in(Document(title="Notice", text=text, issued="2024-03-01"), Bodies().normal)
    return found


@pytest.mark.parametrize(
    ("text", "rule", "day"),
    [
        ("Porters must check the lifts each week.", "FREQ=WEEKLY", ""),
        ("Porters must check the lifts every year.", "FREQ=YEARLY", ""),
        ("Porters must check the lifts every three months.", "FREQ=MONTHLY;INTERVAL=3", ""),
        ("Porters must check the lifts twice a year.", "", ""),
        ("Porters must check the lifts by the end of each month.", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-10-31"),
        ("部门应当每年组织演练。", "FREQ=YEARLY", ""),
        ("部门应当于每季度第一个月的十日前报送报表。", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", "2026-10-10"),
        ("部门应当于每年年底前报送报表。", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2026-12-31"),
    ],
)
def test_a_rule_names_only_the_days_that_the_words_name(text: str, rule: str, day: str) -> None:
    found = row(text)
    assert found.recurrence
    assert found.rrule == rule
    assert due_of(found, TODAY) == Due(day, bool(rule))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Departments must inform the union within 14 days of the decision.", "within 14 days of the decision"),
        ("企业应当自收到决定之日起三十日内提出申请。", "自收到决定之日起三十日内"),
    ],
)
def test_a_term_is_a_deadline_without_a_date_and_no_recurrence(text: str, words: str) -> None:
    found = row(text)
    assert (found.deadline, found.deadline_text, found.recurrence, found.rrule) == ("", words, "", "")
    assert found.sentence == text
