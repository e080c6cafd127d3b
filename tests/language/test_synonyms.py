"""What the words of a text may be called in its own script."""

import pytest

from language.equivalents import indexed
from language.synonyms import meanings


def others_of(text: str) -> dict[str, frozenset[str]]:
    return {one.own: one.others for one in meanings(text)}


def test_words_that_share_a_row_of_the_lexicons_mean_the_same() -> None:
    assert indexed("approve") in others_of("Who must sign off the ferry plan?")[indexed("sign off")]
    assert indexed("支付") in others_of("渡口应当把船票付给谁？")[indexed("付给")]


def test_words_in_no_lexicon_are_known_by_themselves() -> None:
    assert others_of("Is Zorblax closed?")[indexed("Zorblax")] == frozenset()


def test_pairs_of_characters_that_overlap_count_as_the_words_that_they_may_be() -> None:
    found = {one.own: one.words for one in meanings("石榴园")}
    assert found == {" 石榴 ": 0.75, " 榴园 ": 0.75}


def test_words_that_only_ask_are_left_out() -> None:
    assert not others_of("我们怎么样？")


@pytest.mark.parametrize(
    ("asked", "written"),
    [("区属", "县区属"), ("造假", "虚列"), ("银行", "金融机构"), ("督办", "督查"), ("牵头单位", "牵头部门")],
)
def test_words_that_supervisors_mix_mean_the_same(asked: str, written: str) -> None:
    assert indexed(written) in others_of(f"渡口的{asked}")[indexed(asked)]
