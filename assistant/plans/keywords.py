"""A few words without a question, such as “mooring fee deadline”: the sentences that hold them and state a day or a figure."""

import re
from dataclasses import dataclass

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Quote
from assistant.answer.sentences import in_another_language
from assistant.modes.quoted import cautions, cited
from assistant.plans.plan import Plan, Task
from assistant.question.understanding import Kind
from assistant.quoting.excerpts import Excerpt
from language.language import language_of
from language.lexicon import any_word_of
from language.span import Span
from language.statements.quantities import quantities
from language.text.tokens import telling_words
from vectorstore.search.evidence import QUOTED, FoundPassage
from vectorstore.search.sentences import Sentence

_DAY = re.compile(any_word_of("kinds", "day_sought"), re.IGNORECASE)
_FIGURE = re.compile(any_word_of("kinds", "figure_sought"), re.IGNORECASE)
_ANY_FIGURE = re.compile(any_word_of("kinds", "any_figure"), re.IGNORECASE)
_MOST = 2  # quotes
_LONGEST = 400  # characters of a quote
_PLACE = re.compile(r"^\W*(?:[^\W\d]+\s)?[\d.]+\W|\([^)]{1,4}\)")  # a number or name at which a text stands
_OWN = 0.5  # share of the topic's words that a sentence itself holds, where titles and headings hold the others
_UNREAD = (Outcome.CONFLICT, Outcome.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class _Stating:
    """A sentence of a passage that states what is sought, and how well it fits: `rank`, the greater the better."""

    rank: tuple[bool, int, int, int]
    found: FoundPassage
    sentence: Sentence


def _answer(task: Task) -> Answer | None:
    evidence, verdict = task.search(task.question)
    if verdict.outcome in _UNREAD or verdict.missing:
        return None
    sought = _DAY if _DAY.search(task.question) else _FIGURE
    topic, kind = _words(sought.sub(" ", task.question)), frozenset(telling_words(" ".join(sought.findall(task.question))))
    if not topic:
        return None
    is_open = sought is _DAY or _ANY_FIGURE.search(task.question) is not None
    dated = [one.span for one in evidence.requirements if one.deadline and sought is _DAY]
    stating = [
        _Stating((any(one.span.overlaps(due) for due in dated), len(topic & one.words), len(kind & one.words), -place), found, one)
        for place, found in enumerate(evidence.passages[:QUOTED])
        if found.in_one_script
        for one in found.sentences
        if _is_on(topic, one, found) and _states(one.text, sought is _DAY) and (is_open or kind & one.words)
    ]
    if not stating:
        return None
    best = sorted(stating, key=lambda one: one.rank, reverse=True)
    chosen = [one for one in best if one.rank[:3] == best[0].rank[:3]][:_MOST]
    excerpts = _apart([_with_next(one, sought is _DAY) for one in chosen])
    citations = cited(evidence, excerpts)
    quotes: list[Block] = [Quote(language_of(one.quote).code, (one,)) for one in citations]
    blocks = (*quotes, *in_another_language(task.language, citations), *cautions(evidence, task.language, citations))
    return Answer(Outcome.ANSWERED, blocks, task.language)


def _words(topic: str) -> frozenset[str]:
    return frozenset(telling_words(topic)) if re.search(r"\w", topic) else frozenset()


def _is_on(topic: frozenset[str], sentence: Sentence, found: FoundPassage) -> bool:
    """Say whether a sentence, with the title and headings over it, holds all words of the topic, itself most of them."""
    own = topic & sentence.words
    return not sentence.is_heading and len(own) > _OWN * len(topic) and topic <= sentence.words | found.context_words


def _states(text: str, day: bool) -> bool:
    """Say whether a text states a day, or else any figure but that of its own place."""
    return any((one.kind == "date") is day for one in quantities(text if day else _PLACE.sub("", text)))


def _with_next(one: _Stating, day: bool) -> Excerpt:
    """Give a sentence with those of its paragraph that follow it at once and state more of the same kind."""
    passage, sentences = one.found.passage, one.found.sentences
    last = one.sentence
    for next in sentences[sentences.index(last) + 1 :]:
        between = passage.text[last.span.end - passage.span.start : next.span.start - passage.span.start]
        if next.is_heading or "\n\n" in between or not _states(next.text, day) or next.span.end - one.sentence.span.start > _LONGEST:
            break
        last = next
    span = Span(one.sentence.span.start, last.span.end, passage.span.document_id)
    return Excerpt.of(span, span.shifted(-passage.span.start).of(passage.text))


def _apart(excerpts: list[Excerpt]) -> list[Excerpt]:
    """Leave out what overlaps an excerpt before it."""
    return [one for place, one in enumerate(excerpts) if not any(one.span.overlaps(other.span) for other in excerpts[:place])]


PLAN = Plan(frozenset({Kind.KEYWORDS}), _answer)
