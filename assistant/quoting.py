"""Choosing the sentences that answer: runs of neighbouring sentences out of the best passages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from vectorstore.passage import Match, Passage
from vectorstore.sentences import sentences
from vectorstore.words import is_cjk, telling_words, words

_PASSAGES = 6
_LONGEST_RUN, _LONGEST_RUN_CJK = 320, 130
_MOST_RUNS = 3
_LEAST_SHARE = 0.75  # of the best run's score
_SHARED_WEIGHT, _PASSAGE_WEIGHT, _LENGTH_WEIGHT = 0.5, 1.5, 0.1
_LEANS = re.compile(
    r"^[\W_]*((this|these|that|those|it|its|they|their|he|she|such|the (former|latter|above|same)|both|however|"
    r"therefore|thus|hence|in addition|"
    r"moreover|furthermore|also|but|and|otherwise|if so|accordingly)\b|[其该此这那它]|他们|上述|前款|同时|因此|但|并且|另外|此外)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring sentences of one passage, as a span of its document, and how well they fit the question."""

    document_id: int
    start: int
    end: int
    text: str
    score: float = 0.0

    @classmethod
    def whole(cls, passage: Passage) -> "Run":
        """Give all sentences of `passage` as one run."""
        return cls(passage.document_id, passage.start, passage.end, passage.text)


def best_runs(question: str, matches: Sequence[Match], room: int) -> list[Run]:
    """Give the runs that fit `question` best, best first: none touch or say the same, together at most `room` characters.

    A run scores by the telling words that it shares with the question, rare ones more, by its passage's score, and a
    little by its length. A sentence that leans on the one before ("This must …") brings it along.
    """
    chosen: list[Run] = []
    for run in _ranked(question, matches[:_PASSAGES]):
        if chosen and run.score < _LEAST_SHARE * chosen[0].score:
            break
        if len(run.text) <= room and not any(_says_the_same(run, one) for one in chosen):
            chosen.append(run)
            room -= len(run.text)
        if len(chosen) == _MOST_RUNS:
            break
    return chosen


def _ranked(question: str, matches: Sequence[Match]) -> list[Run]:
    runs = [(run, match) for match in matches for run in _runs(match.passage)]
    named = {match.passage.id: set(words(f"{match.passage.title} {match.passage.heading}")) for match in matches}
    held = [set(words(run.text)) | named[match.passage.id] for run, match in runs]
    spread = Counter(word for own in held for word in own)
    weights = {word: log(1 + len(runs) / (1 + spread[word])) for word in telling_words(question)}
    whole = sum(weights.values()) or 1.0
    ranked = []
    for (run, match), own in zip(runs, held, strict=True):
        shared = sum(weight for word, weight in weights.items() if word in own) / whole
        score = _SHARED_WEIGHT * shared + _PASSAGE_WEIGHT * match.score + _LENGTH_WEIGHT * min(1.0, len(run.text) / _longest(run.text))
        ranked.append(Run(run.document_id, run.start, run.end, run.text, score))
    return sorted(ranked, key=lambda run: -run.score)


def _runs(passage: Passage) -> list[Run]:
    """Give every run of sentences in `passage` that is not too long, single sentences of any length included.

    A run neither holds nor crosses a heading, unless the passage has nothing else.
    """
    spans = sentences(passage.text)
    longest = _longest(passage.text)
    headings = {start - passage.start for start in passage.headings}
    if all(start in headings for start, _ in spans):
        headings = set()
    found = []
    for first, (start, stop) in enumerate(spans):
        if start in headings:
            continue
        if first and _LEANS.match(passage.text[start:stop]) and stop - spans[first - 1][0] <= 2 * longest:
            continue
        for last in range(first, len(spans)):
            if spans[last][0] in headings:
                break
            end = spans[last][1]
            if last > first and end - start > longest and not (last == first + 1 and _LEANS.match(passage.text[spans[last][0] : end])):
                break
            found.append(Run(passage.document_id, passage.start + start, passage.start + end, passage.text[start:end]))
    return found


def _longest(text: str) -> int:
    return _LONGEST_RUN_CJK if is_cjk(text) else _LONGEST_RUN


def _says_the_same(run: Run, other: Run) -> bool:
    """Say whether two runs overlap in their document, or share nearly all words."""
    if run.document_id == other.document_id and run.start < other.end and other.start < run.end:
        return True
    own, others = set(words(run.text)), set(words(other.text))
    return len(own & others) > 0.8 * min(len(own), len(others))
