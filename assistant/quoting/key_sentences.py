"""The sentences that say most of a document or a part of it, each whole, in the order of the text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quoting.runs import is_anaphoric
from assistant.quoting.whole_sentences import whole_sentences
from language.lexicon import any_word_of, pattern_of
from language.span import Span
from language.text.front_lines import is_front_line
from language.text.numbering import end_of_sentence_number
from language.text.overlap import overlap_coefficient
from language.text.tokens import STOP_WORDS, words
from vectorstore.document import Document
from vectorstore.requirement import Requirement

_PURPOSE, _IN_FORCE, _DECIDED = (pattern_of("summaries", name) for name in ("purpose", "in_force", "decided"))
_ATTENDANCE = re.compile(rf"\W{{0,3}}{any_word_of('metadata', 'attendance_labels')}\s?[:：]", re.IGNORECASE)
_TOLD_OF_PURPOSE, _DECIDES, _TOLD_OF_TERM, _OPENS_PART, _STATED_DUTY, _TOLD_OF_FORCE, _LEANS = 0.5, 0.8, 0.3, 0.5, 0.25, -0.6, -0.5
_MOST_ALIKE = 0.7  # share of the words of the shorter of two sentences that the other may have too
_FEWEST_CHAPTERS = 3
_MOST_OF_TEXT = 0.5  # share of the sentences by which a chapter is so long that its own parts count as chapters
_MANY = 5  # sentences, among which one says what the text is for


@dataclass(frozen=True, slots=True)
class KeySentence:
    """One of the sentences that say most, or a list with the sentence that leads to it: `quote` is what stands at `span`.

    `chapter` is the heading of the chapter in which it stands, empty where the document has fewer than three.
    """

    span: Span
    quote: str
    chapter: str = ""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may be chosen, its telling words, the chapter in which it stands, and how much it says."""

    span: Span
    words: frozenset[str]
    chapter: tuple[str, ...]
    score: float
    says_purpose: bool


def key_sentences(
    document: Document, requirements: Sequence[Requirement], most: int, within: Span | None = None, terms: Sequence[Span] = ()
) -> tuple[KeySentence, ...]:
    """Give at most `most` sentences of `document`, or of what stands in it `within` a span, that say most of it.

    Those with duties, dates and figures go before others, and so do those that say what it is for or what was decided, that explain one
    of its `terms` and that open a part; every chapter has one before any has two. No two are alike.
    """
    candidates = _candidates(document, requirements, within or Span(0, len(document.text)), terms)
    chosen = _spread(candidates, most)
    is_parted = len({one.chapter for one in candidates}) >= _FEWEST_CHAPTERS
    return tuple(
        KeySentence(
            one.span.within(document.id),
            one.span.of(document.text),
            one.chapter[-1] if is_parted and one.chapter else "",
        )
        for one in sorted(chosen, key=lambda one: one.span.start)
    )


def _candidates(document: Document, requirements: Sequence[Requirement], within: Span, terms: Sequence[Span]) -> list[_Candidate]:
    text = document.text
    whole = whole_sentences(document, within)
    spans = [span for span in whole if not (_ATTENDANCE.match(span.of(text)) or is_front_line(span.of(text)))] or whole
    own = [_telling(span.of(text)) for span in spans]
    spread = Counter(word for held in own for word in held)
    central = [sum(spread[word] for word in held) / (len(held) + 5) for held in own]
    highest = max(central, default=0.0) or 1.0
    paths = [document.heading_at(span.start) for span in spans]
    chapters = _chapters(paths)
    return [
        _Candidate(
            span,
            held,
            chapter,
            share / highest
            + _own_weight(span, text, requirements, terms)
            + (_OPENS_PART if place == 0 or paths[place - 1] != paths[place] else 0.0),
            bool(_PURPOSE.search(span.of(text))),
        )
        for place, (span, held, chapter, share) in enumerate(zip(spans, own, chapters, central, strict=True))
    ]


def _own_weight(span: Span, text: str, requirements: Sequence[Requirement], terms: Sequence[Span]) -> float:
    """Say how much a sentence tells by what it is: a duty with its date and figures, a purpose, a decision, the meaning of a term."""
    said = span.of(text)
    rows = [one for one in requirements if span.start <= one.span.start < span.end]
    duty = max((1 + bool(one.deadline or one.deadline_text) + bool(one.targets) for one in rows), default=0)
    return (
        _STATED_DUTY * duty
        + (_TOLD_OF_PURPOSE if _PURPOSE.search(said) else 0.0)
        + (_DECIDES if _DECIDED.search(said) else 0.0)
        + (_TOLD_OF_TERM if any(one.start < span.end and span.start < one.end for one in terms) else 0.0)
        + (_TOLD_OF_FORCE if _IN_FORCE.search(said) else 0.0)
        + (_LEANS if is_anaphoric(said[end_of_sentence_number(said) :]) else 0.0)
    )


def _chapters(paths: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Give the chapter of each heading path: its first heading, or the first two where most of the text stands under the first."""
    counts = Counter(path[:1] for path in paths)
    long = {first for first, count in counts.items() if count > _MOST_OF_TEXT * len(paths)}
    return [path[:2] if path[:1] in long else path[:1] for path in paths]


def _spread(candidates: Sequence[_Candidate], most: int) -> list[_Candidate]:
    """Choose what the text is for, the best sentence of each chapter, those of the best ones first, then the best of all others."""
    ranked = sorted(candidates, key=lambda one: -one.score)
    best = list({one.chapter: one for one in reversed(ranked)}.values())
    purpose = [one for one in candidates if one.says_purpose][: 1 if most >= _MANY else 0]
    chosen: list[_Candidate] = []
    for one in [*purpose, *sorted(best, key=lambda one: -one.score), *ranked]:
        if len(chosen) == most:
            break
        if not any(one is other or overlap_coefficient(one.words, other.words) > _MOST_ALIKE for other in chosen):
            chosen.append(one)
    return chosen


def _telling(sentence: str) -> frozenset[str]:
    return frozenset(word for word in words(sentence) if word not in STOP_WORDS and len(word) > 1 and not word.isdigit())
