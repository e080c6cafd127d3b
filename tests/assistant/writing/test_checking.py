"""Statements about sentences, faithful and falsified: the faithful ones are confirmed, the falsified ones are not."""

from collections.abc import Iterator

import pytest
import yaml

from assistant.writing.verification import verify
from language.text.sentences import sentences
from tests.conftest import ROOT

PAIRS = ROOT / "tests" / "falsified"
LEAST_CAUGHT, MOST_MARKED = 0.95, 0.05


def pairs(name: str) -> Iterator[tuple[str, str, str]]:
    """Give source, statement and what is wrong with it, nothing of a faithful one."""
    for entry in yaml.safe_load((PAIRS / f"{name}.yaml").read_text(encoding="utf-8")):
        yield from ((entry["source"], statement, "") for statement in entry["faithful"])
        yield from ((entry["source"], statement, what) for what, statement in entry["falsified"].items())


def is_confirmed(source: str, statement: str) -> bool:
    return verify(statement, [span.of(source) for span in sentences(source)]).is_confirmed


@pytest.mark.parametrize("half", ["tuned", "kept"])
def test_falsified_statements_are_caught_and_faithful_ones_confirmed(half: str) -> None:
    told = [*pairs(f"english-{half}"), *pairs(f"chinese-{half}")]
    faithful = [(source, statement) for source, statement, wrong in told if not wrong]
    falsified = [(source, statement) for source, statement, wrong in told if wrong]
    marked = [statement for source, statement in faithful if not is_confirmed(source, statement)]
    missed = [statement for source, statement in falsified if is_confirmed(source, statement)]
    assert len(marked) <= MOST_MARKED * len(faithful), marked
    assert len(missed) <= (1 - LEAST_CAUGHT) * len(falsified), missed


@pytest.mark.parametrize(("source", "statement", "wrong"), [*pairs("english-modality"), *pairs("chinese-modality")])
def test_a_duty_is_confirmed_only_where_the_sentence_obliges_as_much(source: str, statement: str, wrong: str) -> None:
    assert is_confirmed(source, statement) is not bool(wrong)


def test_what_differs_is_named() -> None:
    source = "The board must meet 4 times a year."
    found = verify("The board must meet 6 times a year.", [source])
    assert (found.sentence, [(one.written, one.grave) for one in found.differences]) == (0, [("6", True)])
    assert verify("The municipal board must meet 4 times a year.", [source]).differences[0].written == "municipal"


def test_an_english_statement_on_a_chinese_sentence_is_judged_by_its_figures() -> None:
    source = ["到2024年底，省属企业主要任务完成率应超过70%。"]
    assert verify("Provincial enterprises must complete more than 70 % of their main tasks by the end of 2024.", source).is_confirmed
    assert not verify("Provincial enterprises must complete more than 80 % of their main tasks by the end of 2024.", source).is_confirmed


def test_days_without_a_year_are_compared_between_languages() -> None:
    assert verify("The list must be published by 15 March.", ["名单应当于3月15日前公布。"]).is_confirmed
    assert verify("名单应当于3月15日前公布。", ["The list must be published by 15 March 2025."]).is_confirmed
    assert not verify("The list must be published by 16 March.", ["名单应当于3月15日前公布。"]).is_confirmed
    assert not verify("名单应当于3月16日前公布。", ["名单应当于3月15日前公布。"]).is_confirmed


def test_names_may_stand_in_what_names_the_document() -> None:
    source = ["Enterprises must report every year."]
    assert not verify("Under the Linjiang plan, enterprises must report every year.", source).is_confirmed
    assert verify("Under the Linjiang plan, enterprises must report every year.", source, "Plan of Linjiang").is_confirmed


def test_a_statement_that_no_sentence_carries_is_tied_to_none() -> None:
    assert verify("Dogs are kept on a lead in parks.", ["The board must meet 4 times a year."]).sentence is None
    assert verify("Dogs are kept on a lead in parks.", []).sentence is None


@pytest.mark.parametrize(
    "text", ["by 5 ſeptember 2024", "by 5 ſeptember", "by 99 May", "ＭＵＳＴ reach ７０％", "第٣条", "\u202e\u0000", "“”[]()", "不", "1 1"]
)
def test_odd_writing_is_confirmed_by_itself(text: str) -> None:
    assert verify(text, [text, ""]).is_confirmed


def test_full_width_characters_are_read_as_the_others() -> None:
    assert verify("Boards must reach ７０％ by 2024.", ["Boards must reach 70 % by 2024."]).is_confirmed
    assert not verify("Boards must reach ８０％ by 2024.", ["Boards must reach 70 % by 2024."]).is_confirmed
