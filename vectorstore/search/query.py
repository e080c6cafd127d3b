"""A question as the search sees it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from language.equivalents import indexed
from language.language import language_of, latin_language_of
from language.span import Span
from language.text.overlap import weighted_coverage
from language.text.scripts import script_of
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.embedding.embedder import Embedder, Side, Vectors
from vectorstore.references import BY_TITLE
from vectorstore.search.across import NOTHING_ACROSS, Across, read_across
from vectorstore.search.within import NOTHING_WITHIN, Within, read_within
from vectorstore.snapshot import Snapshot

_WORD = re.compile(r"\w+")
_FEW = 5  # passages that hold a word
_TRANSLATED = 0.75  # what a share of the question counts that a text says in the words of another script
_OF_STOP_WORD = 0.3  # weight of a word that every passage has


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as a model reads it: as a whole, `vector`, shape (dimension,), and by its `tokens`, shape (tokens, dimension), whose
    `weights`, shape (tokens,), add up to 1."""

    vector: Vectors
    tokens: Vectors
    weights: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Query:
    """What passages are compared with.

    `weights` gives the distinct telling words of the question, each weighing more the fewer passages hold it; `counts` how many do.
    `pairs` gives the telling words that follow each other and their weight. `reading` is the embedder's, `beside` that of the model
    beside it; each is None where there is none or it does not know the question's script. `preferred` gives the documents that the
    question names, by id, and how much each is to be preferred; `others` the words of what it names in short, as documents explain it,
    and their counts. `passages` is how many the library has. `across` is what the question says, as other scripts write it,
    `within` as its own may.
    """

    question: str
    weights: dict[str, float]
    counts: dict[str, int]
    pairs: dict[tuple[str, str], float]
    reading: Reading | None = None
    beside: Reading | None = None
    preferred: Mapping[int, float] = field(default_factory=dict)
    others: Mapping[str, int] = field(default_factory=dict)
    passages: int = 0
    across: Across = NOTHING_ACROSS
    within: Within = NOTHING_WITHIN

    def share_of(self, text: str) -> float:
        """Give the share of the question's words, by weight, that `text` holds, in the words of its script."""
        if script_of(text) != script_of(self.question):
            return _TRANSLATED * self.across.share(indexed(text))
        return weighted_coverage(self.weights, frozenset(words(text)))

    @property
    def vector(self) -> Vectors | None:
        """The vector that those of passages are compared with."""
        return self.reading.vector if self.reading else None


def analyse(question: str, snapshot: Snapshot, embedder: Embedder) -> Query:
    """Read `question` as the library's words and the embedder see it."""
    known = snapshot.catalogue
    counts = snapshot.document_frequencies(telling_words(question))
    weights = {word: _weight(known.passages, count) for word, count in counts.items()}
    neighbours = pairwise(words(question))
    pairs = {(one, next): weights[one] + weights[next] for one, next in neighbours if one in weights and next in weights}
    rare = {word for word, count in counts.items() if count < _FEW}
    others = snapshot.document_frequencies(known.abbreviations.other_words(question, rare))
    query = Query(question, weights, counts, pairs, preferred=known.references.preferred(question), others=others, passages=known.passages)
    beside = _reading(question, embedder.beside, weights) if embedder.beside else None
    across = read_across(question, snapshot) if known.in_other_scripts(language_of(question).script) else NOTHING_ACROSS
    within = NOTHING_WITHIN if language_of(question).parts_words else read_within(question, snapshot)  # English sets lose by it
    return replace(query, reading=_reading(question, embedder, weights), beside=beside, across=across, within=within)


def preferring(query: Query, documents: Iterable[int]) -> Query:
    """Give `query` with these documents preferred as those whose title it has."""
    more = {id: BY_TITLE for id in documents if id not in query.preferred}
    return replace(query, preferred={**query.preferred, **more}) if more else query


def _reading(question: str, embedder: Embedder, weights: dict[str, float]) -> Reading | None:
    if not embedder.knows(question):
        return None
    (vector,), (tokens,) = embedder.embed_tokens([question], side=Side.QUESTION)
    return Reading(vector, tokens, _token_weights(question, embedder.token_spans(question)[: len(tokens)], weights))


def _weight(passages: int, holding: int) -> float:
    return log(1 + (passages - holding + 0.5) / (holding + 0.5))


def _token_weights(question: str, spans: Sequence[Span], weights: dict[str, float]) -> NDArray[np.float32]:
    """Give each token the weight of the word that it is part of, punctuation none; together 1."""
    whole = {place: found[0] for found in _WORD.finditer(question) if language_of(found[0]).parts_words for place in range(*found.span())}
    language = latin_language_of(question)
    own = [_heaviest(words(whole.get(span.start, span.of(question)), language), weights) for span in spans]
    summed = sum(own)
    return np.array([one / summed if summed else 1 / len(own) for one in own], dtype=np.float32)


def _heaviest(parts: Iterable[str], weights: dict[str, float]) -> float:
    return max((weights.get(part, _OF_STOP_WORD if part in STOP_WORDS or part not in weights else 0.0) for part in parts), default=0.0)
