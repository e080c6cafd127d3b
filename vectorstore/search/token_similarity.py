"""How near each part of a passage comes to a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from language.span import Span
from vectorstore.embedding.embedder import Embedder
from vectorstore.embedding.token_vectors import token_cosines
from vectorstore.passage import Passage, context
from vectorstore.search.query import Reading


@dataclass(frozen=True, slots=True)
class TokenSimilarity:
    """The cosines of the question's tokens with those of one passage, shape (question, passage), and where in the document
    the latter stand, shape (passage,), in order; `weights` are the question's."""

    places: NDArray[np.int64]
    cosines: NDArray[np.float32]
    weights: NDArray[np.float32]

    def of(self, span: Span) -> float:
        """Give the weighted mean of the nearest token to each of the question's, among those in `span`."""
        first, last = np.searchsorted(self.places, (span.start, span.end))
        return float(self.cosines[:, first:last].max(axis=1) @ self.weights) if last > first else 0.0

    def beyond(self, start: int) -> "TokenSimilarity":
        """Give the same with each token of the question weighing less, the nearer one before the offset `start` comes to it: there
        stand the title and the headings, and what they say is said of the whole passage."""
        first = int(np.searchsorted(self.places, start))
        if not first:
            return self
        weights = self.weights * (1 - self.cosines[:, :first].max(axis=1).clip(0, 1))
        return replace(self, weights=(weights / (weights.sum() or 1)).astype(np.float32))


def token_similarities(
    reading: Reading | None, passages: Sequence[Passage], tokens: Mapping[int, bytes], embedder: Embedder
) -> dict[int, TokenSimilarity]:
    """Compare the question, as `embedder` reads it, with its stored `tokens` of `passages`, by id; those without are left out."""
    held = [passage for passage in passages if tokens.get(passage.id)]
    if reading is None or not held:
        return {}
    found = token_cosines(reading.tokens, [tokens[passage.id] for passage in held])
    return {
        passage.id: TokenSimilarity(_places(passage, embedder)[: cosines.shape[1]], cosines, reading.weights)
        for passage, cosines in zip(held, found, strict=True)
    }


def _places(passage: Passage, embedder: Embedder) -> NDArray[np.int64]:
    """Give the offset in the document of each token, before the passage's start for those of its title and heading."""
    before = context(passage.title, passage.heading)
    spans = embedder.token_spans(before + passage.text)
    return np.array([passage.span.start + span.start - len(before) for span in spans], dtype=np.int64)
