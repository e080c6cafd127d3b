"""What the library lacks, grouped, and how it is used."""

import pytest

from assistant.operations.analytics import insights
from assistant.records.conversations import UsageRecord
from vectorstore.embedding.embedder import Embedder


def use(question: str, outcome: str = "not_found", day: str = "2026-01-05", rating: str = "", seconds: float = 0.1) -> UsageRecord:
    return UsageRecord(question, outcome, "quoted", seconds, f"{day}T10:00:00+00:00", rating, (), "", "")


def test_unanswered_and_badly_rated_questions_are_grouped_by_topic(embedder: Embedder) -> None:
    found = insights(
        [
            use("What is the pension age of miners?"),
            use("When do miners retire with a pension?"),
            use("矿工的退休年龄是多少？"),
            use("Which ports merge?", "answered", rating="bad"),
            use("How high is the debt ratio?", "answered", rating="good"),
            use("矿工退休年龄有什么规定？"),
            use("At what age may a miner claim a pension?"),
        ],
        embedder,
    )
    groups = [{one.question for one in topic.uses} for topic in found.lacking]
    assert [len(group) for group in groups] == [5, 1]
    assert {"What is the pension age of miners?", "矿工的退休年龄是多少？"} <= groups[0]
    assert groups[1] == {"Which ports merge?"}
    assert (found.good, found.bad) == (1, 1)


def test_a_topic_is_called_by_words_as_the_questions_have_them(embedder: Embedder) -> None:
    asked = ["Qui doit publier le rapport annuel des mines ?", "Qui doit publier le rapport annuel des mines et des ports ?"]
    name = insights([use(question) for question in asked], embedder).lacking[0].name
    assert name
    assert set(name.split()) <= set(asked[0].split())


def test_use_is_counted_by_day_and_small_talk_is_none(embedder: Embedder) -> None:
    found = insights(
        [
            use("a", "answered", "2026-01-05", seconds=0.2),
            use("b", "not_found", "2026-01-05", seconds=0.4),
            use("hello", "small_talk", "2026-01-06"),
            use("stopped", "", "2026-01-06"),
            use("c", "partial", "2026-01-07", seconds=3.0),
        ],
        embedder,
    )
    assert [(day.day, day.asked, day.answered, day.unanswered) for day in found.days] == [("2026-01-05", 2, 1, 1), ("2026-01-07", 1, 1, 0)]
    assert found.seconds[0] == pytest.approx(0.4)
    assert found.seconds[1] >= 3.0
    assert found.outcomes == {"answered": 1, "not_found": 1, "partial": 1}


def test_nothing_asked_gives_nothing(embedder: Embedder) -> None:
    found = insights([], embedder)
    assert (found.days, found.lacking, found.seconds) == ((), (), (0.0, 0.0))


def test_what_may_not_answer_counts_as_unanswered(embedder: Embedder) -> None:
    found = insights([use("Who tars the piles?", "related"), use("Who sweeps the quay?", "answered")], embedder)
    assert [(day.answered, day.unanswered) for day in found.days] == [(1, 1)]
    assert [one.question for topic in found.lacking for one in topic.uses] == ["Who tars the piles?"]
