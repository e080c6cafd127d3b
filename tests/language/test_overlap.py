"""How much two sets of words have in common."""

from language.text.overlap import coverage, jaccard, overlap_coefficient, weighted_coverage


def test_measures_tell_which_share_of_which_words_is_common() -> None:
    one, other = {"a", "b", "c"}, {"b", "c", "d", "e"}
    assert jaccard(one, other) == 2 / 5
    assert overlap_coefficient(one, other) == overlap_coefficient(other, one) == 2 / 3
    assert (coverage(one, other), coverage(other, one)) == (2 / 3, 2 / 4)
    assert weighted_coverage({"a": 3.0, "b": 1.0}, other) == 1 / 4


def test_nothing_has_nothing_in_common() -> None:
    assert (jaccard(set(), set()), overlap_coefficient(set(), {"a"}), coverage(set(), {"a"}), weighted_coverage({}, {"a"})) == (0, 0, 0, 0)
