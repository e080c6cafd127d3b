"""Choosing the sentences that answer: runs of neighbouring sentences out of the best passages."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

from language.sentences import sentences
from language.tokens import is_cjk, telling_words, words
from vectorstore.passage import Match, Passage
from vectorstore.search.token_similarity import Closeness

_PASSAGES = 6
_LONGEST_RUN, _LONGEST_RUN_CJK = 320, 130
_MOST_RUNS = 3
_LEAST_SHARE = 0.4  # of the question that a quote takes up, as a share of what the best one does
_SHARED_WEIGHT, _CLOSE_WEIGHT, _PASSAGE_WEIGHT, _LENGTH_WEIGHT = 0.5, 0.25, 1.5, 0.05

_LEANS = re.compile(
    r"^[\W_]*((this|these|that|those|it|its|they|their|he|she|such|the (former|latter|above|same)|both|however|"
    r"therefore|thus|hence|in addition|"
    r"moreover|furthermore|also|but|and|otherwise|if so|accordingly)\b|[其该此这那它]|他们|上述|前款|同时|因此|但|并且|另外|此外)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring sentences of one passage, as a span of its document.

    `shared` is the share, 0 to 1, of the question's telling words that the run itself holds, rare words weighing more;
    `score` says how well it fits the question.
    """

    document_id: int
    start: int
    end: int
    text: str
    shared: float = 0.0
    score: float = 0.0

    @classmethod
    def whole(cls, passage: Passage) -> "Run":
        """Give all sentences of `passage` as one run."""
        return cls(passage.document_id, passage.start, passage.end, passage.text)


def best_runs(question: str, matches: Sequence[Match], near: Mapping[int, Closeness], room: int) -> list[Run]:
    """Give the runs that fit `question` best, best first: none touch or say the same, together at most `room` characters.

    A run scores by the telling words that it shares with the question, by its passage's score, and a little by its
    length. A sentence that leans on the one before ("This must …") brings it along. Runs that take up far less of the
    question than the best one are left out.
    """
    ranked = _ranked(question, matches[:_PASSAGES], near)
    chosen: list[Run] = []
    for run in ranked:
        takes_up = not chosen or run.shared >= _LEAST_SHARE * max(one.shared for one in chosen)
        if takes_up and len(run.text) <= room and not any(_says_the_same(run, one) for one in chosen):
            chosen.append(run)
            room -= len(run.text)
        if len(chosen) == _MOST_RUNS:
            break
    return chosen


def _ranked(question: str, matches: Sequence[Match], near: Mapping[int, Closeness]) -> list[Run]:
    """Give all runs of `matches`, best first. Words of a passage's title and heading count as said by all its runs."""
    runs = [(run, match) for match in matches for run in _runs(match.passage)]
    named = {match.passage.id: set(words(f"{match.passage.title} {match.passage.heading}")) for match in matches}
    held = [set(words(run.text)) for run, _ in runs]
    spread = Counter(word for (_, match), own in zip(runs, held, strict=True) for word in own | named[match.passage.id])
    weights = {word: log(1 + len(runs) / (1 + spread[word])) for word in telling_words(question)}
    whole = sum(weights.values()) or 1.0
    ranked = []
    for (run, match), own in zip(runs, held, strict=True):
        shared = sum(weights[word] for word in weights.keys() & own) / whole
        said = sum(weights[word] for word in weights.keys() & (own | named[match.passage.id])) / whole
        length = min(1.0, len(run.text) / _longest(run.text))
        closeness = near[match.passage.id].of(run.start, run.end) if match.passage.id in near else 0.0
        score = _SHARED_WEIGHT * said + _CLOSE_WEIGHT * closeness + _PASSAGE_WEIGHT * match.score + _LENGTH_WEIGHT * length
        ranked.append(replace(run, shared=shared, score=score))
    return sorted(ranked, key=lambda run: -run.score)


def _runs(passage: Passage) -> list[Run]:
    """Give every run of sentences in `passage` that is not too long, single sentences of any length included.

    A run stays in its paragraph; the heading over it may open it, and no run crosses another.
    """
    spans = sentences(passage.text)
    longest = _longest(passage.text)
    headings = {start - passage.start for start in passage.headings}
    if all(start in headings for start, _ in spans):
        headings = set()
    found = []
    for first, (start, stop) in enumerate(spans):
        opens = start in headings
        follows = first > 0 and spans[first - 1][0] not in headings and _is_joined(passage.text, spans[first - 1], spans[first])
        if follows and leans(passage.text, spans[first]) and stop - spans[first - 1][0] <= 2 * longest:
            continue
        if not opens:
            found.append(_run(passage, start, stop))
        for before, span in pairwise(spans[first:]):
            is_second = before[0] == start
            joined = _is_joined(passage.text, before, span) or (opens and is_second)
            too_long = span[1] - start > longest and not (is_second and leans(passage.text, span))
            if span[0] in headings or too_long or not joined:
                break
            found.append(_run(passage, start, span[1]))
    return found


def _run(passage: Passage, start: int, end: int) -> Run:
    return Run(passage.document_id, passage.start + start, passage.start + end, passage.text[start:end])


def leans(text: str, span: tuple[int, int]) -> bool:
    """Say whether a sentence makes sense only with the one before it."""
    return bool(_LEANS.match(text[span[0] : span[1]]))


def _is_joined(text: str, before: tuple[int, int], span: tuple[int, int]) -> bool:
    """Say whether two sentences stand in one paragraph."""
    return "\n\n" not in text[before[1] : span[0]]


def _longest(text: str) -> int:
    return _LONGEST_RUN_CJK if is_cjk(text) else _LONGEST_RUN


def _says_the_same(run: Run, other: Run) -> bool:
    """Say whether two runs overlap in their document, or share nearly all words."""
    if run.document_id == other.document_id and run.start < other.end and other.start < run.end:
        return True
    own, others = set(words(run.text)), set(words(other.text))
    return len(own & others) > 0.8 * min(len(own), len(others))
