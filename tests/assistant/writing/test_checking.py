"""Statements about sentences, faithful and falsified: the faithful ones are confirmed, the falsified ones are not."""

from collections.abc import Iterator

import pytest
import yaml

from assistant.writing.checks.comparison import What
from assistant.writing.verification import verify
from language.abbreviations import abbreviations_in
from language.names import known_names
from language.text.sentences import sentences
from tests.conftest import ROOT
from vectorstore.aliases import Bodies

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


def across(half: str) -> Iterator[tuple[str, str, str, str]]:
    """Give what documents explain, source, statement in the other language and what is wrong with it, nothing of a faithful one."""
    for entry in yaml.safe_load((PAIRS / f"across-{half}.yaml").read_text(encoding="utf-8")):
        told = [
            *((statement, "") for statement in entry["faithful"]),
            *((statement, what) for what, statement in entry["falsified"].items()),
        ]
        yield from ((entry.get("explained", ""), entry["source"], *one) for one in told)


@pytest.mark.parametrize(("explained", "source", "statement", "wrong"), [*across("tuned"), *across("kept")])
def test_names_are_compared_across_languages(explained: str, source: str, statement: str, wrong: str) -> None:
    names = known_names(Bodies().pairs, list(abbreviations_in(explained)))
    found = verify(statement, [span.of(source) for span in sentences(source)], names=names)
    assert found.is_confirmed is not bool(wrong), found


@pytest.mark.parametrize(("source", "statement", "wrong"), [*pairs("english-modality"), *pairs("chinese-modality")])
def test_a_duty_is_confirmed_only_where_the_sentence_obliges_as_much(source: str, statement: str, wrong: str) -> None:
    assert is_confirmed(source, statement) is not bool(wrong)


@pytest.mark.parametrize(("source", "statement", "wrong"), [*pairs("paraphrased"), *pairs("turned")])
def test_one_thing_that_was_changed_in_a_paraphrase_is_caught(source: str, statement: str, wrong: str) -> None:
    found = verify(statement, source.splitlines())
    assert found.is_confirmed is not bool(wrong), found


def test_what_is_left_out_and_what_is_turned_round_are_told_apart() -> None:
    source = ["Staff may work from home if their manager agrees."]
    dropped = verify("Staff may work from home.", source).differences
    assert [(one.what, one.is_left_out, one.is_grave) for one in dropped] == [(What.CONDITION, True, False)]
    turned = verify("The auditor informs the board.", ["The board must inform the auditor."]).differences
    assert [(one.what, one.is_left_out, one.is_grave) for one in turned] == [(What.ACTOR, False, True)]


def test_what_differs_is_named() -> None:
    source = "The board must meet 4 times a year."
    found = verify("The board must meet 6 times a year.", [source])
    assert (found.sentence, [(one.written, one.is_grave) for one in found.differences]) == (0, [("6", True)])
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


def test_another_place_is_grave_and_one_that_is_added_is_not() -> None:
    statement = "Enterprises in Hunan must report every year."
    cited = {
        "湖北省企业应当每年报告。": [("Hunan", True)],
        "企业应当每年报告。": [("Hunan", False)],
        "湖南省企业应当每年报告。": [],
    }
    for sentence, differences in cited.items():
        assert [(one.written, one.is_grave) for one in verify(statement, [sentence]).differences] == differences
    assert verify(statement, ["企业应当每年报告。"], "湖南省报告办法").is_confirmed
    assert verify(statement, ["企业应当每年报告。"], "湖北省报告办法").differences[0].is_grave
    assert verify(statement, ["本办法适用于湖南省。", "企业应当每年报告。"], "湖北省报告办法").is_confirmed


def test_a_statement_is_tied_to_the_sentence_that_shares_its_names() -> None:
    sentences_cited = ["各级财政部门应当加强领导。", "审计署应当加强领导。"]
    assert verify("The National Audit Office must not lead.", sentences_cited, names=known_names([], [])).sentence == 1


def test_names_in_the_title_and_unknown_names_are_not_marked() -> None:
    names = known_names([], [])
    assert verify("The Ministry of Finance requires a report.", ["应当报告。"], "财政部关于报告的通知", names).is_confirmed
    assert not verify("The Ministry of Finance requires a report.", ["应当报告。"], "关于报告的通知", names).is_confirmed
    assert verify("The Ministry of Silly Walks requires a report.", ["应当报告。"], "", names).is_confirmed
    assert verify("The Ministry of Finance requires a report.", ["应当报告。"]).is_confirmed


def test_names_may_stand_in_what_names_the_document() -> None:
    source = ["Enterprises must report every year."]
    assert not verify("Under the Linjiang plan, enterprises must report every year.", source).is_confirmed
    assert verify("Under the Linjiang plan, enterprises must report every year.", source, "Plan of Linjiang").is_confirmed


def test_a_statement_that_says_nothing_is_tied_to_no_sentence() -> None:
    assert verify("The same again.", ["The board must meet 4 times a year."]).sentence is None


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
