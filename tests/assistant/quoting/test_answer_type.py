"""Whether a text states what a question asks for."""

import pytest

from assistant.quoting.answer_type import is_of_type


@pytest.mark.parametrize(
    ("question", "text", "states"),
    [
        ("When must boards report?", "Boards report by 30 June 2031.", True),
        ("When must boards report?", "Boards report to the council.", False),
        ("When must boards report?", "Boards report within 10 days after the end of each quarter.", True),
        ("何时报告？", "董事会应当于会后5个工作日内报告。", True),
        ("How often do boards meet?", "Boards meet on a quarterly basis.", True),
        ("How often do boards meet?", "Boards meet in room 12.", False),
        ("How much does a berth cost?", "A berth costs 300 yuan.", True),
        ("How much does a berth cost?", "A berth has 12 rings.", False),
        ("How long may the plan be?", "The plan shall not exceed 25 pages.", True),
        ("董事会多久开一次会？", "董事会每季度开会。", True),
        ("董事会多久开一次会？", "董事会由九人组成。", False),
        ("What is a berth?", "A berth costs 300 yuan.", False),
    ],
)
def test_a_text_states_what_is_asked_for_where_it_holds_a_thing_of_the_kind(question: str, text: str, states: bool) -> None:
    assert is_of_type(question, text) is states
