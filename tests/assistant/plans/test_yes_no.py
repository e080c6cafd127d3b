"""Yes, no, or it depends: only where the sentence that is cited says so plainly."""

import pytest

from assistant.plans.yes_no import Asked, Decision, asked_by, decided


@pytest.mark.parametrize(
    ("question", "sentence", "decision"),
    [
        ("May a pilot smoke on the bridge?", "Pilots must not smoke on the bridge.", Decision.FORBIDDEN),
        ("May a pilot take a dog on board?", "A pilot may take a dog on board.", Decision.ALLOWED),
        ("May a pilot take a dog on board?", "A pilot may take a dog on board if the master agrees.", Decision.CONDITIONAL),
        ("Must a pilot wear the badge?", "A pilot must wear the badge.", Decision.REQUIRED),
        ("Must a pilot wear the badge?", "A pilot need not wear the badge.", Decision.RELEASED),
        ("Do pilots have to wear the badge?", "Wearing the badge is optional for pilots.", Decision.RELEASED),
        ("Do pilots need to hold a licence?", "Pilots don't need a licence.", Decision.RELEASED),
        ("引航员可以在驾驶台吸烟吗？", "引航员不得在驾驶台吸烟。", Decision.FORBIDDEN),
        ("引航员可以带狗上船吗？", "未经船长同意，引航员不得带狗上船。", Decision.CONDITIONAL),
        ("引航员必须佩戴徽章吗？", "引航员应当佩戴徽章。", Decision.REQUIRED),
    ],
)
def test_a_plain_sentence_decides(question: str, sentence: str, decision: Decision) -> None:
    asked = asked_by(question)
    assert asked is not None
    assert decided(asked, question, sentence) is decision


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Must a pilot report every month?", "A pilot must report every quarter."),
        ("May a pilot take a dog on board?", "A pilot must register on board."),
        ("May a pilot take a dog on board?", "Dogs are kept in the hold."),
        ("Must a pilot wear the badge?", "A pilot of deep-sea tankers on night duty must wear the badge."),
    ],
)
def test_a_sentence_on_other_times_bodies_or_without_modality_decides_nothing(question: str, sentence: str) -> None:
    asked = asked_by(question)
    assert asked is not None
    assert decided(asked, question, sentence) is None


@pytest.mark.parametrize(
    "question",
    [
        "Must the pilot stay, or may he leave?",
        "May foreign pilots be paid less than others?",
        "Is the bridge open?",
        "引航员必须留下还是可以离开？",
    ],
)
def test_modality_alone_does_not_answer_alternatives_and_comparisons(question: str) -> None:
    assert asked_by(question) is None


def test_what_is_asked_for_is_told_by_the_words_of_the_question() -> None:
    assert asked_by("Are pilots allowed to fish?") is Asked.PERMISSION
    assert asked_by("Are pilots obliged to report?") is Asked.DUTY
