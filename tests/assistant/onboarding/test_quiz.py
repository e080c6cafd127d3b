"""The quiz, made from the sample library."""

from collections import defaultdict

import pytest

from assistant.onboarding.quiz.quiz import QuizQuestion, Quizzes, quiz
from assistant.onboarding.roles import role_of
from language.language import language_of
from language.statements.quantities import quantities
from language.text.tokens import folded, words
from vectorstore.library import Library

_KINDS = {"body", "date", "figure", "permission", "prevails", "validity", "term"}


@pytest.fixture(scope="module")
def asked(sample_library: Library) -> list[QuizQuestion]:
    found = {one.id: one for seed in range(20) for one in quiz(sample_library, f"user {seed}", most=100, reader="en")}
    assert len(found) > 80
    return list(found.values())


def test_it_asks_for_understanding_in_many_ways(asked: list[QuizQuestion]) -> None:
    assert {question.kind for question in asked} == _KINDS


def test_the_right_option_stands_in_the_source(asked: list[QuizQuestion], sample_library: Library) -> None:
    """Of a date or figure its value stands there; options that are sentences of ours are left out."""
    for question in asked:
        document = sample_library.document(question.span.document_id)
        assert document is not None
        quote, right = question.span.of(document.text), question.options[question.right]
        assert len(set(question.options)) == len(question.options) >= 3
        if question.kind in ("date", "figure"):
            assert {one.value for one in quantities(right)} & {one.value for one in quantities(quote)}, (right, quote)
        elif question.kind == "body":
            assert set(words(right)) <= set(words(quote)), (right, quote)


def test_no_wrong_option_is_right_in_other_words(asked: list[QuizQuestion]) -> None:
    for question in asked:
        if question.kind in ("date", "figure", "body"):
            right = question.options[question.right]
            for option in set(question.options) - {right}:
                assert not set(words(option)) <= set(words(right))
                assert not {one.value for one in quantities(right)} & {one.value for one in quantities(option)}


def test_options_are_written_alike_and_the_text_does_not_give_the_answer(asked: list[QuizQuestion]) -> None:
    shapes = defaultdict(set)
    for question in asked:
        right = question.options[question.right]
        assert folded(right) not in folded(question.text), question
        if question.kind in ("date", "figure"):
            for option in question.options:
                shapes[question.kind].add("".join("0" if letter.isdigit() else "" if letter.isalpha() else letter for letter in option))
    assert shapes["figure"] <= {"0 %", "00 %", "000 %", "0.0 %", "00.0 %"}
    assert shapes["date"] <= {"0  0000", "00  0000"}


def test_a_verb_does_not_tell_one_body_from_several(asked: list[QuizQuestion], sample_library: Library) -> None:
    for question in asked:
        if question.kind == "body" and language_of(question.text).code == "en":
            document = sample_library.document(question.span.document_id)
            assert document is not None
            sentence = " ".join(question.span.of(document.text).split())
            before = sentence.partition(question.text)[0].split()
            assert not before or before[-1] in {"must", "should", "may", "not", "to"}, sentence


def test_what_was_replaced_is_not_asked_for(asked: list[QuizQuestion], sample_library: Library) -> None:
    replaced = {entry.name for entry in sample_library.entries() if entry.is_replaced}
    old = {row.span for row in sample_library.requirements.find() if row.replaced_by}
    assert replaced
    for question in asked:
        if question.kind not in ("prevails", "validity"):
            assert question.document not in replaced
            assert question.span not in old


def test_a_figure_that_another_document_overrules_is_not_the_right_one(asked: list[QuizQuestion]) -> None:
    """The sample list sets 3.0 % where the plan, which prevails, sets 3.5 %."""
    overruled = [question for question in asked if question.kind == "figure" and "省属工业企业平均研发投入强度" in question.text]
    prevailing = [question for question in asked if question.kind == "prevails" and "省属工业企业平均研发投入强度" in question.text]
    assert not overruled
    assert prevailing[0].options[prevailing[0].right].startswith("3.5 %")


def test_questions_are_in_the_language_of_the_reader(sample_library: Library) -> None:
    for reader in ("en", "zh"):
        found = quiz(sample_library, "a", reader=reader)
        assert len(found) == 12
        assert all(language_of(question.instruction).code == reader for question in found)
        shares = [language_of(question.text).code == reader for question in found if question.text and question.kind != "prevails"]
        assert all(shares)


def test_a_role_is_asked_of_its_own_duties(sample_library: Library) -> None:
    found = quiz(sample_library, "a", most=40, reader="en", role="management")
    rights = [question.options[question.right] for question in found if question.kind == "body"]
    assert [role_of(right) for right in rights[:3]] == ["management"] * 3


def test_a_user_gets_the_same_questions_again(sample_library: Library) -> None:
    quizzes = Quizzes(sample_library)
    assert quizzes.of("a", "en") == quiz(sample_library, "a", reader="en") == quizzes.of("a", "en")
    assert quizzes.of("a", "en") != quizzes.of("b", "en")
