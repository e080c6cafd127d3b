"""What only one of two compared things says, and both mean, is asked of both."""

import pytest

from assistant.question.two_things import sides


@pytest.mark.parametrize(
    ("question", "names"),
    [
        (
            "Compare the berth fees for covered and uncovered boats.",
            ["the berth fees for covered boats", "the berth fees for uncovered boats"],
        ),
        ("Compare the dues for rafts in 2031 and 2033.", ["the dues for rafts in 2031", "the dues for rafts in 2033"]),
        ("Compare the 2031 and 2033 dues for rafts.", ["2031 dues for rafts", "2033 dues for rafts"]),
        ("渡轮班次2031年和2033年分别是多少？", ["渡轮班次2031年", "渡轮班次2033年"]),
        ("Compare the limits on noise and smoke.", ["the limits on noise", "the limits on smoke"]),
    ],
)
def test_both_things_get_the_words_that_they_share(question: str, names: list[str]) -> None:
    assert [side.name for side in sides(question) or ()] == names
