"""Times that a question for a list tells from today are put into days; other questions stay as they are."""

from datetime import date

import pytest

from assistant.question.from_today import in_days

TODAY = date(2031, 5, 14)  # a Wednesday


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("What is due this week?", "What is due between 12 May 2031 and 18 May 2031?"),
        ("What is due next month?", "What is due between 1 June 2031 and 30 June 2031?"),
        ("List all deadlines this quarter.", "List all deadlines between 1 April 2031 and 30 June 2031?"),
        ("What must the pilots do next year?", "What must the pilots do between 1 January 2032 and 31 December 2032?"),
        ("What must the pilots do by the end of the year?", "What must the pilots do between 14 May 2031 and 31 December 2031?"),
        ("What are the next deadlines?", "What are the deadlines between 14 May 2031 and 14 August 2031?"),
        ("What is due in the next two weeks?", "What is due between 14 May 2031 and 28 May 2031?"),
        ("Which tasks are overdue?", "Which tasks are due by 13 May 2031 and not yet done?"),
        ("Are any tasks overdue?", "Which tasks due by 13 May 2031 and not yet done?"),
        ("下个月有哪些任务到期？", "2031年6月1日至2031年6月30日有哪些任务到期？"),
        ("今年要完成哪些任务？", "2031年1月1日至2031年12月31日要完成哪些任务？"),
        ("年底前要完成哪些任务？", "2031年5月14日至2031年12月31日要完成哪些任务？"),
        ("未来三个月要做什么？", "2031年5月14日至2031年8月15日要做什么？"),
        ("有没有逾期的任务？", "有哪些任务（截至2031年5月13日到期、尚未完成的）？"),
    ],
)
def test_a_time_from_today_is_put_into_days(asked: str, told: str) -> None:
    found = in_days(asked, TODAY)
    assert found is not None
    assert found.question == told


@pytest.mark.parametrize(
    "asked",
    [
        "When must next year's plan be sent?",
        "What must be in next year's plan?",
        "What is due by 30 June 2031?",
        "What should I do this year?",
        "Is the report due next week?",
        "Which pilots are there?",
        "明年的计划包括哪些内容？",
        "我今年要做什么？",
        "去年的报告什么时候交？",
    ],
)
def test_other_questions_stay_as_they_are(asked: str) -> None:
    assert in_days(asked, TODAY) is None


@pytest.mark.parametrize(
    ("asked", "today", "told"),
    [
        ("What is due next quarter?", date(2031, 11, 30), "What is due between 1 January 2032 and 31 March 2032?"),
        ("What was due last month?", date(2032, 1, 5), "What was due between 1 December 2031 and 31 December 2031?"),
    ],
)
def test_years_end_between_months_and_quarters(asked: str, today: date, told: str) -> None:
    found = in_days(asked, today)
    assert found is not None
    assert (found.question, found.without) == (told, asked.rpartition(" ")[0].rpartition(" ")[0])
