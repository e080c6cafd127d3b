"""How much two sets of words have in common, as a share from 0 to 1; each caller names its own threshold."""

from collections.abc import Mapping, Set


def jaccard(one: Set[str], other: Set[str]) -> float:
    """Give the share of all words of two sets that both have, 0 where there are none."""
    return len(one & other) / max(1, len(one | other))


def overlap_coefficient(one: Set[str], other: Set[str]) -> float:
    """Give the share of the smaller of two sets of words that the other has too, 0 where it is empty."""
    return len(one & other) / max(1, min(len(one), len(other)))


def coverage(words: Set[str], held: Set[str]) -> float:
    """Give the share of `words` that are among those `held`, 0 where there are none."""
    return len(words & held) / max(1, len(words))


def weighted_coverage(weights: Mapping[str, float], held: Set[str]) -> float:
    """Give the share of the words of `weights`, by their weights, that are among those `held`, 0 where nothing has weight."""
    return sum(weight for word, weight in weights.items() if word in held) / (sum(weights.values()) or 1.0)
