"""What the use of the assistant tells: what the library lacks, how much it is asked, and how fast it answers."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

import numpy as np

from assistant.answer.answer import Outcome
from assistant.records.conversations import UsageRecord
from language.language import latin_language_of
from language.text.overlap import overlap_coefficient
from language.text.tokens import STOP_WORDS, words
from vectorstore.embedding.embedder import Embedder, Side

_ALIKE = 0.55  # cosine, or share of words, from which two questions are of one topic
_UNANSWERED = frozenset({Outcome.NOT_FOUND, Outcome.RELATED})  # nothing was found, or only what may not answer
_MOST = 500  # questions that are grouped


@dataclass(frozen=True, slots=True)
class Topic:
    """Questions of one topic that got no answer, or a bad one; called by the words that they share."""

    name: str
    uses: tuple[UsageRecord, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """How many questions were asked on an ISO day, and how they ended."""

    day: str
    asked: int
    answered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Insights:
    """What some uses tell. `seconds` are the median time to an answer and that within which 95 of 100 came."""

    days: tuple[Day, ...]
    lacking: tuple[Topic, ...]
    outcomes: dict[str, int]
    seconds: tuple[float, float]
    good: int
    bad: int
    saved_time: int
    took_time: int


def insights(uses: Iterable[UsageRecord], embedder: Embedder) -> Insights:
    """Count `uses`, the oldest first, and group what got no or a bad answer."""
    all_uses = list(uses)
    questions = [one for one in all_uses if one.outcome and one.outcome != Outcome.SMALL_TALK]
    lacking = [one for one in questions if _is_lacking(one)]
    times = [one.seconds for one in questions] or [0.0]
    last = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return Insights(
        days=tuple(_days(questions)),
        lacking=tuple(_topics(lacking[-_MOST:], embedder)),
        outcomes=dict(Counter(one.outcome for one in questions).most_common()),
        seconds=(median(times), last),
        good=sum(one.rating == "good" for one in all_uses),
        bad=sum(one.rating == "bad" for one in all_uses),
        saved_time=sum(one.saved_time == "yes" for one in all_uses),
        took_time=sum(one.saved_time == "no" for one in all_uses),
    )


def _is_lacking(use: UsageRecord) -> bool:
    return use.outcome in _UNANSWERED or use.rating == "bad"


def _days(uses: Sequence[UsageRecord]) -> Iterable[Day]:
    by_day: dict[str, list[UsageRecord]] = {}
    for use in uses:
        by_day.setdefault(use.asked[:10], []).append(use)
    for day, own in by_day.items():
        unanswered = sum(one.outcome in {*_UNANSWERED, Outcome.FAILED} for one in own)
        yield Day(day, len(own), len(own) - unanswered, unanswered)


def _topics(uses: Sequence[UsageRecord], embedder: Embedder) -> list[Topic]:
    """Group questions: each joins the first topic whose first question is like it, else it begins one; the largest first."""
    telling = [frozenset(word for word in words(one.question) if word not in STOP_WORDS) for one in uses]
    known = [place for place, one in enumerate(uses) if embedder.knows(one.question)]
    vectors = np.zeros((len(uses), embedder.dimension), dtype=np.float32)
    if known:
        vectors[known] = embedder.embed([uses[place].question for place in known], side=Side.QUESTION)
    groups: list[list[int]] = []
    for place in range(len(uses)):
        group = next((own for own in groups if _are_alike(place, own[0], vectors, telling)), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    groups.sort(key=len, reverse=True)
    return [Topic(_name([telling[place] for place in own], uses[own[0]]), tuple(uses[place] for place in own)) for own in groups]


def _are_alike(one: int, other: int, vectors: np.ndarray, telling: Sequence[frozenset[str]]) -> bool:
    return overlap_coefficient(telling[one], telling[other]) >= _ALIKE or float(vectors[one] @ vectors[other]) >= _ALIKE


def _name(telling: Sequence[frozenset[str]], first: UsageRecord) -> str:
    """Give the words that most of the questions share; of a single one, itself."""
    if len(telling) == 1:
        return first.question
    counts = Counter(word for own in telling for word in own)
    common = [word for word, count in counts.most_common(4) if 2 * count >= len(telling)]
    language = latin_language_of(first.question)
    spelled = [next((part for part in first.question.split() if word in words(part, language)), word) for word in common]
    return " ".join(dict.fromkeys(one.strip("?.,;:？。，") for one in spelled)) or first.question
