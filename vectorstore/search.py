"""Finding the passages that speak of a question: words in common and nearness in meaning, weighed together."""

from collections.abc import Mapping

import numpy as np

from vectorstore.library import Library
from vectorstore.passage import Match

_CANDIDATES = 100  # of each kind
_DENSE_WEIGHT = 0.4  # measured best between 0.3 and 0.5


def search(library: Library, question: str, top: int = 10) -> list[Match]:
    """Give at most `top` matches, best first, none where no passage has anything in common with `question`.

    Each kind's scores are scaled to 0..1 between its own lowest and highest, then added with weights. Where the embedder
    does not know the question's script only words count.
    """
    embedder = library.embedder
    vector = embedder.embed([question])[0] if embedder.knows(question) else None
    passages, shared, near = library.find(question, vector, _CANDIDATES)
    if vector is not None:
        near = _all_cosines(library, vector, list(passages), near)
    dense = _DENSE_WEIGHT if vector is not None else 0.0
    lexical_scores, dense_scores = _scaled(shared, floor=0.0), _scaled(near)
    scores = {id: (1 - dense) * lexical_scores.get(id, 0.0) + dense * dense_scores.get(id, 0.0) for id in passages}
    best = sorted(passages, key=lambda id: (-scores[id], id))[:top]
    return [Match(passages[id], scores[id], near.get(id, 0.0), shared.get(id, 0.0)) for id in best]


def _all_cosines(library: Library, vector: np.ndarray, ids: list[int], known: Mapping[int, float]) -> dict[int, float]:
    """Complete the `known` cosines by those of passages that only words found."""
    missing = [id for id in ids if id not in known]
    if not missing:
        return dict(known)
    cosines = library.vectors(missing) @ vector
    return {**known, **{id: float(cosine) for id, cosine in zip(missing, cosines, strict=True)}}


def _scaled(scores: Mapping[int, float], floor: float | None = None) -> dict[int, float]:
    if not scores:
        return {}
    lowest = min(scores.values()) if floor is None else floor
    span = (max(scores.values()) - lowest) or 1.0
    return {id: (score - lowest) / span for id, score in scores.items()}
