"""How well what stands in a passage fits the question."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from assistant.quoting.runs import longest_run
from language.language import language_of
from language.span import Span
from language.text.overlap import weighted_coverage
from language.text.tokens import telling_words, words
from vectorstore.search.evidence import FoundPassage
from vectorstore.search.query import Query

_SAID, _HELD, _CLOSE, _PASSAGE, _LENGTH, _PAIRS, _LATE = 0.7, 0.1, 1.2, 1.5, 0.08, 0.15, 0.05
_ALONE = 1.0  # for a sentence that a second look read alone

_TAKEN_UP = 1.5  # of the question by an excerpt in another script, for its similarity: about what words in common say of one in the same


@dataclass(frozen=True, slots=True)
class Fit:
    """How well an excerpt fits: the share of the question, 0 to 1, that it holds itself, and the `score` that orders excerpts."""

    shared: float
    score: float


@dataclass(frozen=True, slots=True)
class Measure:
    """Measures excerpts against one `question`: `weights` are those of its telling words, `pairs` those of words that follow each other."""

    question: str
    weights: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]

    @classmethod
    def of(cls, query: Query, holding: Iterable[frozenset[str]]) -> "Measure":
        """Weigh the words of a question: the fewer of the excerpts, whose words are `holding`, have one, the more it tells.

        Words that follow each other count only where spaces part words.
        """
        held = list(holding)
        counts = Counter(word for one in held for word in one)
        weights = {word: log(1 + len(held) / (1 + counts[word])) for word in telling_words(query.question)}
        return cls(query.question, weights, query.pairs if language_of(query.question).parts_words else {})

    def fit(self, found: FoundPassage, span: Span, text: str, held: frozenset[str]) -> Fit:
        """Measure the excerpt `text` at `span` of a passage, `held` its words; what title and headings say counts as said by it too."""
        if found.in_one_script:
            shared = self.held_by(held)
            said = max(found.said_at(span), weighted_coverage(self.weights, held | found.context_words))
        else:
            shared = said = min(1.0, _TAKEN_UP * max(0.0, found.similarity_of(span)))
        score = _SAID * said + _HELD * shared + _CLOSE * found.similarity_beyond_title(span) + _PASSAGE * found.match.score
        score += _LENGTH * min(1.0, len(text) / longest_run(found.passage.text)) + _PAIRS * self._pairs_in(text)
        score += _ALONE * found.nearest_alone(span)
        return Fit(shared, score - _LATE * (span.start - found.passage.span.start) / len(found.passage.text))

    def held_by(self, held: frozenset[str]) -> float:
        """Give the share of the question, 0 to 1, that the words `held` say, rare ones weighing more."""
        return weighted_coverage(self.weights, held)

    def _pairs_in(self, text: str) -> float:
        held = set(pairwise(words(text))) if self.pairs else set()
        return sum(weight for pair, weight in self.pairs.items() if pair in held) / (sum(self.pairs.values()) or 1.0)

    def added(self, held: frozenset[str], before: Sequence[frozenset[str]]) -> float:
        """Give the share of the question that `held` has and none of those `before`."""
        return weighted_coverage(self.weights, held - frozenset[str]().union(*before))
