"""Choosing the sentences that answer: runs of neighbouring sentences out of the best passages."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

from language.language import language_of
from language.lexicon import any_of
from language.span import Span
from language.text.overlap import overlap_coefficient, weighted_coverage
from language.text.tokens import telling_words, words
from vectorstore.passage import Passage
from vectorstore.search.evidence import QUOTED, Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_MOST = 3
_MOST_ALIKE = 0.8  # share of the words of the shorter of two quotes that the other may have too
_LEAST_SHARE = 0.4  # of the question that a quote takes up, as a share of what the best one does
_SHARED_WEIGHT, _CLOSE_WEIGHT, _PASSAGE_WEIGHT, _LENGTH_WEIGHT = 0.5, 0.25, 1.5, 0.05

_TAKEN_UP = 1.5  # of the question by an excerpt in another script, for its similarity: about what words in common say of one in the same

_ANAPHORIC = re.compile(rf"[\W_]*{any_of('sequels', 'anaphora')}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Neighbouring sentences of one passage: `text` is what stands at `span`, `words` are its words.

    `shared` is the share, 0 to 1, of the question's telling words that the excerpt itself holds, rare words weighing more, in another
    script what its similarity makes of that;
    `score` says how well it fits the question.
    """

    span: Span
    text: str
    words: frozenset[str] = frozenset()
    shared: float = 0.0
    score: float = 0.0

    @classmethod
    def of(cls, span: Span, text: str) -> "Excerpt":
        """Give what stands at `span`."""
        return cls(span, text, frozenset(words(text)))


def best_excerpts(evidence: Evidence, room: int, most: int = _MOST, without: Sequence[Span] = ()) -> list[Excerpt]:
    """Give the excerpts that fit the question best, best first: none touch or say the same, together at most `room` characters and
    `most` excerpts.

    An excerpt scores by the telling words that it shares with the question, by its passage's score, and a little by its
    length. A sentence that leans on the one before ("This must …") brings it along. Excerpts that take up far less of the
    question than the best one are left out, and what overlaps a span of `without`.
    """
    chosen: list[Excerpt] = []
    best = 0.0
    for excerpt in _ranked(evidence.question, _quotable(evidence.passages[:QUOTED])):
        takes_up = excerpt.shared >= _LEAST_SHARE * best
        if any(excerpt.span.overlaps(span) for span in without):
            best = max(best, excerpt.shared)
        elif takes_up and len(excerpt.text) <= room and not any(_says_the_same(excerpt, one) for one in chosen):
            chosen.append(excerpt)
            best = max(best, excerpt.shared)
            room -= len(excerpt.text)
        if len(chosen) == most:
            break
    return chosen


def _quotable(passages: Sequence[FoundPassage]) -> list[FoundPassage]:
    """Leave out what stands in another script and may not answer, but for the best match."""
    return [found for found in passages if found is passages[0] or found.in_one_script or found.answers]


def _ranked(question: str, passages: Sequence[FoundPassage]) -> list[Excerpt]:
    """Give all excerpts of `passages`, best first. Words of a passage's title and heading count as said by all its excerpts."""
    excerpts = [(excerpt, found) for found in passages for excerpt in _excerpts(found)]
    holding = Counter(word for excerpt, found in excerpts for word in excerpt.words | found.context_words)
    weights = {word: log(1 + len(excerpts) / (1 + holding[word])) for word in telling_words(question)}
    return sorted((_scored(excerpt, found, weights) for excerpt, found in excerpts), key=lambda one: -one.score)


def _scored(excerpt: Excerpt, found: FoundPassage, weights: dict[str, float]) -> Excerpt:
    similarity = found.similarity_of(excerpt.span)
    if found.in_one_script:
        shared = weighted_coverage(weights, excerpt.words)
        said = weighted_coverage(weights, excerpt.words | found.context_words)
    else:
        shared = said = min(1.0, _TAKEN_UP * max(0.0, similarity))
    length = min(1.0, len(excerpt.text) / _longest(found.passage.text))
    score = _SHARED_WEIGHT * said + _CLOSE_WEIGHT * similarity + _PASSAGE_WEIGHT * found.match.score + _LENGTH_WEIGHT * length
    return replace(excerpt, shared=shared, score=score)


def _excerpts(found: FoundPassage) -> Iterator[Excerpt]:
    """Give every run of sentences in a passage that is not too long, single sentences of any length included.

    A run stays in its paragraph; the heading over it may open it, and no run crosses another.
    """
    text, sentences = found.passage, found.sentences
    has_text = not all(sentence.is_heading for sentence in sentences)
    longest = _longest(text.text)
    for place, sentence in enumerate(sentences):
        opens = has_text and sentence.is_heading
        if place and _continues(text, sentences[place - 1], sentence, has_text, longest):
            continue
        if not opens:
            yield _excerpt(text, sentences[place : place + 1])
        for last, (before, after) in enumerate(pairwise(sentences[place:]), place + 1):
            is_second = before is sentence
            joined = _in_one_paragraph(text, before, after) or (opens and is_second)
            too_long = after.span.end - sentence.span.start > longest and not (is_second and is_anaphoric(after.text))
            if (has_text and after.is_heading) or too_long or not joined:
                break
            yield _excerpt(text, sentences[place : last + 1])


def _continues(passage: Passage, before: Sentence, sentence: Sentence, has_text: bool, longest: int) -> bool:
    """Say whether a sentence is shown only with the one before it."""
    follows = not (has_text and before.is_heading) and _in_one_paragraph(passage, before, sentence)
    return follows and is_anaphoric(sentence.text) and sentence.span.end - before.span.start <= 2 * longest


def _excerpt(passage: Passage, sentences: Sequence[Sentence]) -> Excerpt:
    span = Span(sentences[0].span.start, sentences[-1].span.end, passage.span.document_id)
    return Excerpt(span, span.shifted(-passage.span.start).of(passage.text), frozenset().union(*(sentence.words for sentence in sentences)))


def is_anaphoric(sentence: str) -> bool:
    """Say whether a sentence makes sense only with the one before it."""
    return bool(_ANAPHORIC.match(sentence))


def _in_one_paragraph(passage: Passage, before: Sentence, after: Sentence) -> bool:
    return "\n\n" not in passage.text[before.span.end - passage.span.start : after.span.start - passage.span.start]


def _longest(text: str) -> int:
    return int(language_of(text).limit("longest_excerpt"))


def _says_the_same(excerpt: Excerpt, other: Excerpt) -> bool:
    """Say whether two excerpts overlap in their document, or share nearly all words."""
    return excerpt.span.overlaps(other.span) or overlap_coefficient(excerpt.words, other.words) > _MOST_ALIKE
