"""Names that mean the same in two languages."""

from collections.abc import Sequence

import pytest

from language.language import languages
from language.names import NO_NAMES, is_local, known_names
from vectorstore.aliases import Bodies

NAMES = known_names(
    Bodies().pairs, [("R&D intensity", "研发投入强度"), ("中心", "研究中心"), ("Pilot Board", "引航局"), ("引航局", "引航站")]
)
BODIES, TERMS = NAMES.bodies, NAMES.terms


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("The Ministry of Finance pays.", "财政部拨款。"),
        ("MOF pays.", "財政部撥款。"),
        ("the ministry of finance’s order", "财政部令"),
        ("SASACs decide", "国有资产监督管理委员会决定"),
        ("The People’s Bank of China sets rates", "央行确定利率"),
        ("the General Office of the State Council", "国务院办公厅"),
        ("SASAC of the State Council", "国务院国资委"),
    ],
)
def test_bodies_are_the_same_in_both_languages(english: str, chinese: str) -> None:
    assert BODIES.meant_by(english) == BODIES.meant_by(chinese)
    assert len(BODIES.meant_by(english)) == 1


@pytest.mark.parametrize("text", ["各级财政部门", "It is safe to do most of it.", "The Ministry of Silly Walks", "国有资产", ""])
def test_what_is_no_known_body_is_not_found(text: str) -> None:
    assert BODIES.meant_by(text) == frozenset()


def test_the_longest_name_counts_and_those_within_it_are_touched() -> None:
    text = "国务院国资委和国务院"
    assert [named.span.of(text) for named in BODIES.found_in(text)] == ["国务院国资委", "国务院"]
    assert BODIES.touched_by("国务院国资委") > BODIES.meant_by("国务院国资委")


def test_names_that_mean_the_same_by_another_are_one() -> None:
    assert TERMS.meant_by("引航站") == TERMS.meant_by("the Pilot Board") != frozenset()


def test_what_is_explained_in_one_script_only_is_not_known() -> None:
    assert TERMS.touched_by("研究中心") == frozenset()


def test_kinds_of_bodies_stand_apart_from_bodies() -> None:
    assert NAMES.kinds.meant_by("央企") == NAMES.kinds.meant_by("Central state-owned enterprises")
    assert BODIES.meant_by("央企") == frozenset()


@pytest.mark.parametrize(("text", "local"), [("湖南省国资委", True), ("湖南国资委", True), ("请国资委", False), ("国资委", False)])
def test_the_body_of_a_place_is_told_by_the_word_before_it(text: str, local: bool) -> None:
    (named,) = BODIES.found_in(text)
    assert is_local(text, named.span) is local


def test_nothing_is_known_by_default() -> None:
    assert NO_NAMES.bodies.meant_by("财政部 State Council") == frozenset()


def test_no_name_of_a_lexicon_is_that_of_two() -> None:
    rows: Sequence[list[str]] = [[name, *others] for one in languages() for name, others in (one.lexicon("names") or {}).items()]
    names = [name for row in rows for name in row]
    assert len(rows) > 30
    assert sorted({name for name in names if names.count(name) > 1}) == []
    meanings = [(known.bodies.meant_by(row[0]) | known.kinds.meant_by(row[0])) for known in [known_names([], [])] for row in rows]
    assert len(set(meanings)) == len(rows)
