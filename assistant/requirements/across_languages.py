"""Requirements in two scripts that speak of one duty: found by the nearness of their sentences, figures and dates left out,
and by the words of one that the other says."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from language.equivalents import equivalents, indexed
from language.language import language_of
from language.lexicon import pattern_of
from language.names import NO_NAMES
from language.statements.quantities import quantities
from vectorstore.embedding.embedder import Embedder, Vectors
from vectorstore.embedding.remembered import remembered_vectors
from vectorstore.requirement import Requirement

_NEAR, _NEAR_BY_UNIT = 0.53, 0.48
"""Cosine of two sentences on one duty, at least, and where both set a figure of one unit: 0.51 to 0.63 in pairs of one duty, up to 0.51
between others, of which none above 0.46 had a unit in common."""
_NEAR_ALONE = 0.555  # the same, where words tell nothing; up to 0.54 between others
_SAID = (
    0.55  # share of the words known in the other language that it says: mostly 0.65 to 1 in pairs of one duty, up to 0.45 between others
)
_RESPONSIBLE = pattern_of("requirements", "responsible")
_MOST = 1500  # requirements that are compared


def same_duties(requirements: Sequence[Requirement], embedder: Embedder) -> Iterator[tuple[Requirement, Requirement]]:
    """Find the pairs of requirements of two documents in different scripts that speak of one duty, each the nearest of the other there.

    Those with a date or a figure are compared, at most 1,500 of them.
    """
    valued = [one for one in requirements if (one.deadline or one.targets) and embedder.knows(one.quote)][:_MOST]
    by_document: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(valued):
        by_document[one.document].append(place)
    if len({language_of(one.quote).script for one in valued}) < 2:
        return
    vectors = remembered_vectors(tuple(_plain(one) for one in valued), embedder)
    for mine, theirs in combinations(by_document.values(), 2):
        if language_of(valued[mine[0]].quote).script != language_of(valued[theirs[0]].quote).script:
            yield from _pairs(valued, mine, theirs, vectors)


def _pairs(
    valued: Sequence[Requirement], mine: list[int], theirs: list[int], vectors: Vectors
) -> Iterator[tuple[Requirement, Requirement]]:
    cosines = vectors[mine] @ vectors[theirs].T
    for row, column in enumerate(cosines.argmax(axis=1)):
        if cosines[row, column] < np.max(cosines[:, column]):
            continue
        one, other = valued[mine[row]], valued[theirs[int(column)]]
        is_near = cosines[row, column] >= (_NEAR_BY_UNIT if _units(one) & _units(other) else _NEAR)
        if is_near and (cosines[row, column] >= _NEAR_ALONE or max(_said(one, other), _said(other, one)) >= _SAID):
            yield one, other


def _said(one: Requirement, other: Requirement) -> float:
    """Give the share of the words of one requirement that another says in its script, of those known there; 0 where none is."""
    forms = [part.forms for part in equivalents(_plain(one), NO_NAMES) if part.forms]
    held = indexed(other.quote)
    return sum(any(form in held for form in own) for own in forms) / len(forms) if forms else 0.0


def _units(one: Requirement) -> set[str]:
    return {target.unit for target in one.targets if target.unit}


def _plain(one: Requirement) -> str:
    text = _RESPONSIBLE.split(one.sentence or one.quote)[0]
    for found in reversed(quantities(text)):
        text = text[: found.span.start] + text[found.span.end :]
    return " ".join(text.split())
