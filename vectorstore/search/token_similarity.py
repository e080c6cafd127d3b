"""How near each part of a passage comes to a question."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vectorstore.embedding.token_vectors import token_cosines
from vectorstore.library import Library
from vectorstore.passage import Passage, context
from vectorstore.search.query import Sought


@dataclass(frozen=True, slots=True)
class Closeness:
    """The cosines of the question's tokens with those of one passage, shape (question, passage), and where in the document
    the latter stand, shape (passage,), in order; `weights` are the question's."""

    places: NDArray[np.int64]
    cosines: NDArray[np.float32]
    weights: NDArray[np.float32]

    def of(self, start: int, end: int) -> float:
        """Give the weighted mean of the nearest token to each of the question's, among those from `start` to `end`."""
        first, last = np.searchsorted(self.places, (start, end))
        return float(self.cosines[:, first:last].max(axis=1) @ self.weights) if last > first else 0.0


def closeness(wanted: Sought, passages: Sequence[Passage], library: Library) -> dict[int, Closeness]:
    """Compare the question with the tokens of `passages`, by id; those without token vectors are left out."""
    if wanted.tokens is None or wanted.token_weights is None:
        return {}
    stored = library.ranking_data([passage.id for passage in passages]).tokens
    held = [passage for passage in passages if stored.get(passage.id)]
    found = token_cosines(wanted.tokens, [stored[passage.id] for passage in held]) if held else []
    return {
        passage.id: Closeness(_places(passage, library)[: cosines.shape[1]], cosines, wanted.token_weights)
        for passage, cosines in zip(held, found, strict=True)
    }


def _places(passage: Passage, library: Library) -> NDArray[np.int64]:
    """Give the offset in the document of each token, before the passage's start for those of its title and heading."""
    before = context(passage.title, passage.heading)
    spans = library.embedder.token_spans(before + passage.text)
    return np.array([passage.start + start - len(before) for start, _ in spans], dtype=np.int64)
