"""The dates of a question, and what is asked beside them."""

import pytest

from assistant.question.understanding import without_period


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("What must be sent by 1 July each year?", "What must be sent ?"),
        ("What must be sent by 1 July?", "What must be sent ?"),
        ("What must be sent by 1 July 2031?", "What must be sent ?"),
        ("7月1日前要报送什么？", "要报送什么？"),
        ("How often does the board meet each year?", "How often does the board meet each year?"),
    ],
)
def test_dates_and_how_often_they_come_are_no_words_to_look_for(question: str, rest: str) -> None:
    assert " ".join(without_period(question).split()) == rest
