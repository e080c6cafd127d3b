"""Finding the passages that speak of a question: words in common and nearness in meaning, weighed together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from language.language import language_of
from language.span import Span
from language.text.overlap import jaccard
from vectorstore.embedding.embedder import Embedder, Levels
from vectorstore.embedding.reranker import Reranker
from vectorstore.embedding.token_vectors import maxsim_features
from vectorstore.filter import IN_FORCE, Filter
from vectorstore.passage import Match, Passage, embedded_text
from vectorstore.search.across import IN_RANKING
from vectorstore.search.counterparts import counterparts_in, in_the_language
from vectorstore.search.query import Query, Reading
from vectorstore.search.sentences import read_alone
from vectorstore.snapshot import Found, Snapshot
from vectorstore.sql.catalogue import RankingData

_CANDIDATES = 100  # of each kind
_DENSE_WEIGHT = 0.4  # measured best between 0.3 and 0.5
_LOOKED_AT, _NEAREST, _NEAREST_ACROSS = 50, 30, 50  # of them, to be ordered anew: by words and nearness, and by nearness alone
_SHARED, _PAIRS, _TITLE = 0.29, 0.51, 0.20  # weights of the signs of words, among themselves
_WORDS = 0.35  # weight of words beside meaning, in one script
_WORDS_ACROSS = 0.1  # between scripts, which share figures, abbreviations and the names that documents explain
_BESIDE = 0.83  # weight of the model beside the embedder, where it knows question and passage
_CALIBRATED = 0.2  # weight of the cosine, by what it means between two scripts, where there are passages in both
_PAIRS_ALONE = 0.1  # weight of pairs where nothing but words counts
_READ, _ALONE = 6, 2.0  # first matches of which sentences are read alone where the scripts differ, and the weight of what that says
_RERANKED = 30
_MOST_HELD = 50_000  # places in which words are looked up
_SAME = 0.9  # share of their words that two passages have in common where one stands for both

Scores = NDArray[np.float64]


def rank(
    query: Query, snapshot: Snapshot, embedder: Embedder, top: int, filter: Filter = IN_FORCE, reranker: Reranker | None = None
) -> "Ranked":
    """Give at most `top` matches, best first, none where no passage has anything in common with the question.

    Two lists of candidates, by words and by nearness, are joined; the best of them are ordered by the words in common, pairs of words
    and the words that the title has, and by what `maxsim_features` says of meaning: between two scripts by that, by the figures, names and
    words that mean the same in both, and the first of them by their nearest sentences read alone. Each sign is scaled to 0..1 among them;
    where these are in both scripts, cosines count by what they mean in each (`Levels`). Where the embedder does not know the
    question's script only words in common and pairs count. A reranker orders the first of them anew. Of what two documents say in two
    languages the one in the question's comes first.
    """
    language = language_of(query.question)
    candidates = snapshot.find(_rare_enough({**query.counts, **query.others}), query.vector, _CANDIDATES, filter, language.script)
    first = _first_look(candidates)
    found = snapshot.ranking_data(first)
    ids = [id for id in first if id in found.passages]
    if not ids:
        return Ranked((), {}, {}, {}, {})
    scores = _scores(query, embedder, candidates, ids, found)
    scores += [query.preferred.get(found.passages[id].span.document_id, 0.0) for id in ids]
    if candidates.across or query.within.knows_others:
        scores += [_said_in(query, found.words[id], id in candidates.across) for id in ids]
    alone = _sentences_alone(query, embedder, candidates, [ids[place] for place in np.argsort(-scores, kind="stable")[:_READ]], found)
    scores += _ALONE * _leads(alone, ids)
    if reranker is not None:
        scores = _ordered_anew(scores, [found.passages[id] for id in ids], query.question, reranker)
    matches = [
        Match(
            found.passages[ids[place]], float(scores[place]), candidates.near.get(ids[place], 0.0), candidates.shared.get(ids[place], 0.0)
        )
        for place in np.argsort(-scores, kind="stable")[:top]
    ]
    marked = _marked(matches, found.words)
    others = counterparts_in(language.code, [match.passage for match in matches], snapshot, filter) if query.vector is not None else {}
    if others and query.vector is not None:
        marked = in_the_language(marked, others, query.vector)[:top]
        found = found.with_others(snapshot.ranking_data([other.passage.id for other in others.values()]))
    return Ranked(tuple(marked), found.words, found.tokens, found.beside, alone)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The matches of a search, best first; by the ids of passages their indexed words and their token vectors, those of
    the model beside the embedder last; of the first in another script the cosines of some sentences that were read alone."""

    matches: tuple[Match, ...]
    words: Mapping[int, str]
    tokens: Mapping[int, bytes]
    beside: Mapping[int, bytes]
    read_alone: Mapping[int, Mapping[Span, float]]


def _said_in(query: Query, held: str, is_across: bool) -> float:
    """Say how much better a passage is for what it says of the question in whichever words of its script, where both scripts are found or
    a word of the question is known by others."""
    return IN_RANKING * (query.across.share(held) if is_across else query.within.share([query.within.shares(held)]))


def _sentences_alone(
    query: Query, embedder: Embedder, candidates: Found, first: Sequence[int], found: RankingData
) -> dict[int, dict[Span, float]]:
    """Read sentences of those of the `first` passages alone that are in another script than the question."""
    across = [found.passages[id] for id in first if id in candidates.across]
    return read_alone(query.reading, query.across, across, found.tokens, embedder) if query.reading and across else {}


def _leads(alone: Mapping[int, Mapping[Span, float]], ids: Sequence[int]) -> Scores:
    """Say of each passage by how much its best sentence comes nearer than those of the others do, 0 where none was read alone."""
    best = {id: max(cosines.values()) for id, cosines in alone.items() if cosines}
    mean = sum(best.values()) / max(1, len(best))
    return np.array([best[id] - mean if id in best else 0.0 for id in ids])


def _scores(query: Query, embedder: Embedder, candidates: Found, ids: Sequence[int], found: RankingData) -> Scores:
    """Score the candidates `ids` by their weight of words in common, their indexed words and their token vectors."""
    in_common = np.array([candidates.shared.get(id, 0.0) for id in ids], dtype=np.float64)
    held = [found.words[id] for id in ids]
    pairs = np.array([_pairs(query, own) for own in held], dtype=np.float64)
    if query.reading is None:
        return (1 - _PAIRS_ALONE) * _scaled(in_common, 0.0) + _PAIRS_ALONE * _scaled(pairs, 0.0)
    titles = np.array([_weight_in_title(query, own) for own in held], dtype=np.float64)
    words = _SHARED * _scaled(in_common, 0.0) + _PAIRS * _scaled(pairs, 0.0) + _TITLE * _scaled(titles, 0.0)
    meaning = _nearness(query.reading, embedder, [found.tokens[id] for id in ids])
    known = [place for place, id in enumerate(ids) if found.beside[id]]
    if query.beside and embedder.beside and known:
        own = _nearness(query.beside, embedder.beside, [found.beside[ids[place]] for place in known])
        lowest, highest = meaning[known].min(), meaning[known].max()
        meaning[known] = (1 - _BESIDE) * meaning[known] + _BESIDE * (lowest + own * (highest - lowest))
    across = np.array([id in candidates.across for id in ids])
    figures = _scaled(np.where(across, in_common, 0.0), 0.0)
    scores = np.where(across, _WORDS_ACROSS * figures + (1 - _WORDS_ACROSS) * meaning, _WORDS * words + (1 - _WORDS) * meaning)
    if across.all() or not across.any():
        return scores
    levels = (embedder.levels(query.question, found.passages[id].text) for id in ids)
    return scores + _CALIBRATED * np.array([_calibrated(candidates.near[id], own) for id, own in zip(ids, levels, strict=True)])


def _calibrated(cosine: float, levels: Levels) -> float:
    """Give a cosine by what it means between the scripts of question and passage."""
    return min(2.0, max(-2.0, (cosine - levels.floor) / levels.rise))


def _nearness(reading: Reading, embedder: Embedder, tokens: Sequence[bytes]) -> Scores:
    """Say how near a question comes to each passage in meaning, 0 to 1 among them, by their token vectors, shape (passages,)."""
    own = embedder.feature_weights
    vector = reading.vector if own.sentence else None
    closest, sentence, clause = maxsim_features(reading.tokens, reading.weights, vector, tokens)
    return own.closest * _scaled(closest) + own.sentence * _scaled(sentence) + own.clause * _scaled(clause)


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


def _first_look(candidates: Found) -> list[int]:
    """Choose the candidates to look at: by words and nearness together, each scaled to 0..1, then by nearness alone, those in another
    script apart, so that none is crowded out."""
    ids = sorted(candidates.shared.keys() | candidates.near.keys())
    dense = _DENSE_WEIGHT if candidates.near else 0.0
    words = _scaled(np.array([candidates.shared.get(id, 0.0) for id in ids], dtype=np.float64), 0.0)
    nearness = _scaled(np.array([candidates.near.get(id, 0.0) for id in ids], dtype=np.float64))
    together = [ids[place] for place in np.argsort(-((1 - dense) * words + dense * nearness), kind="stable")]
    others = sorted(together[_LOOKED_AT:], key=lambda id: -candidates.near.get(id, 0.0))
    in_one_script = [id for id in others if id not in candidates.across][:_NEAREST]
    across = [id for id in others if id in candidates.across][:_NEAREST_ACROSS]
    return [*together[:_LOOKED_AT], *in_one_script, *across]


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
