"""The quiz, the reading path and the roles, made from the sample library."""

import pytest

from assistant.onboarding.quiz import quiz
from assistant.onboarding.reading_path import reading_path
from assistant.onboarding.roles import by_role, role_of
from language.statements.quantities import quantities
from language.text.tokens import folded, words
from vectorstore.library import Library


@pytest.fixture(scope="module")
def seeds() -> list[str]:
    return [f"user {number}" for number in range(40)]


def test_no_wrong_option_is_ever_right(sample_library: Library, seeds: list[str]) -> None:
    """Put each wrong option into the gap: no sentence of any document says that, and it is not the right value in other words."""
    texts = [folded(document.text) for entry in sample_library.entries() if (document := sample_library.document(entry.id))]
    asked = {question.id: question for seed in seeds for question in quiz(sample_library, seed, most=100)}
    assert len(asked) > 60
    assert {question.kind for question in asked.values()} == {"figure", "date", "body", "term"}
    for question in asked.values():
        right = question.options[question.right]
        values = {one.value for one in quantities(right)}
        for place, option in enumerate(question.options):
            said = folded(question.text.replace("_____", option))
            assert any(said in text for text in texts) == (place == question.right), (question.text, option)
            if place != question.right:
                assert folded(option) != folded(right)
                assert not set(words(option)) <= set(words(right))
                assert not values & {one.value for one in quantities(option)}


def test_the_right_option_stands_in_the_source(sample_library: Library, seeds: list[str]) -> None:
    questions = quiz(sample_library, seeds[0], most=100)
    assert len(questions) > 30
    for question in questions:
        document = sample_library.document(question.span.document_id)
        assert document is not None
        quote = question.span.of(document.text)
        assert question.options[question.right] in quote
        assert len(set(question.options)) == len(question.options) >= 3


def test_a_user_gets_the_same_questions_again(sample_library: Library) -> None:
    assert quiz(sample_library, "a") == quiz(sample_library, "a")
    assert quiz(sample_library, "a") != quiz(sample_library, "b")
    assert len(quiz(sample_library, "a")) == 12


def test_the_reading_path_begins_with_what_others_name(sample_library: Library) -> None:
    path = reading_path(sample_library)
    in_force = [entry.id for entry in sample_library.entries() if entry.status != "superseded"]
    assert sorted(step.entry.id for step in path) == sorted(in_force)
    assert str(path[0].reasons[0]) == "3 other documents name it"
    for step in path:
        document = sample_library.document(step.entry.id)
        assert document is not None
        assert len(step.key) == 3
        assert [one.span.of(document.text) for one in step.key] == [one.quote for one in step.key]


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Shanxi SASAC", "a commission or authority"),
        ("科技处", "a commission or authority"),
        ("external directors", "a board"),
        ("各企业董事会", "a board"),
        ("central enterprises and regions", "an enterprise"),
        ("临江重机集团", "an enterprise"),
        ("board of the group", "an enterprise"),
        ("general manager", "management"),
        ("", ""),
    ],
)
def test_a_body_has_a_role(body: str, role: str) -> None:
    assert role_of(body) == role


def test_duties_are_sorted_by_role(sample_library: Library) -> None:
    duties = by_role(sample_library.requirements.find())
    assert all(role_of(row.body) == role for role, rows in duties.items() for row in rows)
    assert set(duties) == {"a commission or authority", "a board", "management", "an enterprise"}
