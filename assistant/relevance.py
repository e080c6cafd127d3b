"""Whether the passages that were found answer a question at all."""

from collections.abc import Sequence
from math import log

from vectorstore.library import Library
from vectorstore.passage import Match
from vectorstore.words import telling_words, words

# Measured on questions with and without an answer: English (cosine and words) refused 84 % of foreign questions and 10 %
# of answerable ones, Chinese (words alone) 80 % and 6 %.
_LEAST_TOGETHER = 0.60
_COVERAGE_WEIGHT = 0.25
_LEAST_COVERAGE = 0.33


def answers(question: str, matches: Sequence[Match], library: Library) -> bool:
    """Say whether `matches` can answer: by the nearest cosine and the share of telling words that one passage holds.

    Where the embedder does not know the question's script the words alone decide.
    """
    if not matches:
        return False
    covered = _coverage(question, matches, library)
    if not library.embedder.knows(question):
        return covered >= _LEAST_COVERAGE
    return max(match.cosine for match in matches) + _COVERAGE_WEIGHT * covered >= _LEAST_TOGETHER


def _coverage(question: str, matches: Sequence[Match], library: Library) -> float:
    """Give the largest share, 0 to 1, of the question's telling words that stand in one match, rare words weighing more.

    A word that no document has weighs most: it is the surest sign of a foreign topic.
    """
    passages, holding = library.spread(telling_words(question))
    weights = {word: log(1 + (passages - count + 0.5) / (count + 0.5)) for word, count in holding.items()}
    texts = (f"{match.passage.title} {match.passage.heading} {match.passage.text}" for match in matches)
    shares = (sum(weights[word] for word in weights.keys() & set(words(text))) for text in texts)
    return max(shares) / (sum(weights.values()) or 1.0)
