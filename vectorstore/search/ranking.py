"""Finding the passages that speak of a question: words in common and nearness in meaning, weighed together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from language.text.overlap import jaccard
from vectorstore.embedding.reranker import Reranker
from vectorstore.embedding.token_vectors import maxsim_features
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.passage import Match, Passage, embedded_text
from vectorstore.search.query import Query
from vectorstore.snapshot import Snapshot

_CANDIDATES = 100  # of each kind
_DENSE_WEIGHT = 0.4  # measured best between 0.3 and 0.5
_LOOKED_AT = 70  # of them, to be ordered anew
_SHARED, _PAIRS, _TITLE = 0.20, 0.18, 0.05  # weights of the signs by which they are ordered: of words
_CLOSEST, _SENTENCE, _CLAUSE = 0.27, 0.25, 0.05  # and of tokens
_PAIRS_ALONE = 0.1  # weight of pairs where nothing but words counts
_RERANKED = 30
_MOST_HELD = 50_000  # places in which words are looked up
_SAME = 0.9  # share of their words that two passages have in common where one stands for both

Scores = NDArray[np.float64]


def rank(query: Query, snapshot: Snapshot, top: int, filter: Filter = IN_FORCE, reranker: Reranker | None = None) -> "Ranked":
    """Give at most `top` matches, best first, none where no passage has anything in common with the question.

    Two lists of candidates, by words and by nearness, are joined; the best of them are ordered by six features: the words
    in common, pairs of words, the words that the title has, and the three of `maxsim_features`. Each is scaled to 0..1 among
    the candidates. Where the embedder does not know the question's script only words in common and pairs count. A
    reranker orders the first of them anew.
    """
    shared, near = snapshot.find(_rare_enough({**query.counts, **query.others}), query.vector, _CANDIDATES, filter)
    first = _first_look(shared, near)[:_LOOKED_AT]
    found = snapshot.ranking_data(first)
    ids = [id for id in first if id in found.passages]
    if not ids:
        return Ranked((), {}, {})
    in_common = np.array([shared.get(id, 0.0) for id in ids], dtype=np.float64)
    scores = _scores(query, in_common, [found.words[id] for id in ids], [found.tokens[id] for id in ids])
    scores += [query.preferred.get(found.passages[id].span.document_id, 0.0) for id in ids]
    if reranker is not None:
        scores = _ordered_anew(scores, [found.passages[id] for id in ids], query.question, reranker)
    matches = [
        Match(found.passages[ids[place]], float(scores[place]), near.get(ids[place], 0.0), float(in_common[place]))
        for place in np.argsort(-scores, kind="stable")[:top]
    ]
    return Ranked(tuple(_marked(matches, found.words)), found.words, found.tokens)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The matches of a search, best first; by the ids of passages their indexed words and their token vectors."""

    matches: tuple[Match, ...]
    words: Mapping[int, str]
    tokens: Mapping[int, bytes]


def _scores(query: Query, in_common: Scores, held: Sequence[str], tokens: Sequence[bytes]) -> Scores:
    """Score candidates by their weight of words in common, their indexed words and their token vectors."""
    pairs = np.array([_pairs(query, own) for own in held], dtype=np.float64)
    if query.tokens is None or query.token_weights is None or query.vector is None:
        return (1 - _PAIRS_ALONE) * _scaled(in_common, 0.0) + _PAIRS_ALONE * _scaled(pairs, 0.0)
    titles = np.array([_weight_in_title(query, own) for own in held], dtype=np.float64)
    scores = _SHARED * _scaled(in_common, 0.0) + _PAIRS * _scaled(pairs, 0.0) + _TITLE * _scaled(titles, 0.0)
    for weight, sign in zip(
        (_CLOSEST, _SENTENCE, _CLAUSE), maxsim_features(query.tokens, query.token_weights, query.vector, tokens), strict=True
    ):
        scores += weight * _scaled(sign)
    return scores


def _rare_enough(counts: Mapping[str, int]) -> list[str]:
    """Give the words to look for, the rarest first, as many as few enough passages hold, at least two.

    The time of a search by words grows with the passages that hold them; what is left out tells little.
    """
    words = sorted((word for word, count in counts.items() if count), key=lambda word: counts[word])
    held = list(accumulate(counts[word] for word in words))
    return [word for place, word in enumerate(words) if place < 2 or held[place] <= _MOST_HELD]


def _ordered_anew(scores: Scores, passages: Sequence[Passage], question: str, reranker: Reranker) -> Scores:
    """Put the first passages into the order of `reranker`, their scores scaled to 0..1, the others behind them."""
    first = np.argsort(-scores, kind="stable")[:_RERANKED]
    anew: Scores = scores - scores.max() - 1.0
    anew[first] = _scaled(reranker.scores(question, [embedded_text(passages[place].title, passages[place]) for place in first]))
    return anew


def _first_look(shared: Mapping[int, float], near: Mapping[int, float]) -> list[int]:
    """Order all candidates by words and nearness alone, each scaled to 0..1."""
    ids = sorted(shared.keys() | near.keys())
    dense = _DENSE_WEIGHT if near else 0.0
    words = _scaled(np.array([shared.get(id, 0.0) for id in ids], dtype=np.float64), 0.0)
    nearness = _scaled(np.array([near.get(id, 0.0) for id in ids], dtype=np.float64))
    return [ids[place] for place in np.argsort(-((1 - dense) * words + dense * nearness), kind="stable")]


def _pairs(query: Query, held: str) -> float:
    return sum(weight for (one, other), weight in query.pairs.items() if f" {one} {other} " in held)


def _weight_in_title(query: Query, held: str) -> float:
    title = set(held[1:].partition("  ")[0].split())
    return sum(weight for word, weight in query.weights.items() if word in title)


def _scaled(scores: Scores, floor: float | None = None) -> Scores:
    lowest = scores.min(initial=np.inf) if floor is None else floor
    span = scores.max(initial=-np.inf) - lowest
    return (scores - lowest) / (span if span > 0 else 1.0)


def _marked(matches: Sequence[Match], held: Mapping[int, str]) -> list[Match]:
    """Say of each match which better one of another document says the same."""
    marked: list[tuple[Match, set[str]]] = []
    for match in matches:
        own = set(held[match.passage.id].split())
        same = next((other.passage.id for other, others in marked if not other.same_as and _is_same(match, own, other, others)), 0)
        marked.append((replace(match, same_as=same), own))
    return [match for match, _ in marked]


def _is_same(match: Match, own: set[str], other: Match, others: set[str]) -> bool:
    return match.passage.span.document_id != other.passage.span.document_id and jaccard(own, others) > _SAME
