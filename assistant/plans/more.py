"""A question for more: further quotes on the question before, without those that were shown."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote
from assistant.answer.sentences import in_another_language
from assistant.modes.quoted import cautions, cited
from assistant.plans.plan import Plan, Task
from assistant.question.rephrasing import asks_for_more
from assistant.question.understanding import Kind
from assistant.quoting.excerpts import Excerpt, best_excerpts
from assistant.quoting.runs import in_one_paragraph, longest_run
from language.language import language_of
from language.messages import translations
from language.span import Span
from language.text.front_lines import is_front_line
from vectorstore.search.evidence import Evidence, FoundPassage
from vectorstore.search.sentences import Sentence

_ROOM = 720  # characters of quotes


def _answer(task: Task) -> Answer:
    evidence, _verdict = task.search(task.question)
    shown = [citation.span for citation in task.ask(task.question).citations]
    further: list[Excerpt] = []
    for _turn in range(1 + _asked_before(task)):
        further = best_excerpts(_answering(evidence, shown), _ROOM, without=shown) or list(_following(evidence, shown))
        shown += [one.span for one in further]
    return _quoting(task, evidence, further) if further else _nothing(task)


def _following(evidence: Evidence, shown: Sequence[Span]) -> Iterator[Excerpt]:
    """Give what follows in the document that was shown first, after the last that was shown of it and in a passage that was found: its
    next sentences, up to the end of their paragraph or as many as a quote may have."""
    first = shown[0].document_id if shown else 0
    last = max((span.end for span in shown if span.document_id == first), default=0)
    for found in evidence.passages:
        own = found.sentences if found.passage.span.document_id == first else ()
        rest = [one for one in own if one.span.start >= last and not _tells_nothing(one, found)]
        if rest:
            whole = [rest[0], *(one for before, one in pairwise(rest) if in_one_paragraph(found.passage, before, one))]
            longest = longest_run(rest[0].text)
            end = max((one.span.end for one in whole if one.span.end - rest[0].span.start <= longest), default=rest[0].span.end)
            span = Span(rest[0].span.start, end, first)
            yield Excerpt.of(span, span.shifted(-found.passage.span.start).of(found.passage.text))
            return


def _tells_nothing(sentence: Sentence, found: FoundPassage) -> bool:
    return sentence.is_heading or is_front_line(sentence.text) or sentence.text.strip() == found.passage.title


def _asked_before(task: Task) -> int:
    """Say how often more was asked for since the last other question."""
    return len(list(takewhile(asks_for_more, reversed(task.inquiry.history))))


def _answering(evidence: Evidence, shown: list[Span]) -> Evidence:
    """Leave the passages that answer, or of which something was shown."""
    return replace(
        evidence,
        passages=tuple(one for one in evidence.passages if one.answers or any(one.passage.span.overlaps(span) for span in shown)),
    )


def _quoting(task: Task, evidence: Evidence, excerpts: list[Excerpt]) -> Answer:
    citations = cited(evidence, excerpts)
    quotes = [Quote(language_of(one.quote).code, (one,)) for one in citations]
    notes: list[Block] = [*in_another_language(task.language, citations), *cautions(evidence, task.language, citations)]
    return Answer(Outcome.ANSWERED, (*quotes, *notes), task.language)


def _nothing(task: Task) -> Answer:
    said = translations(task.language)("The documents say no more on this.")
    return Answer(Outcome.NOT_FOUND, (Paragraph(said, task.language),), task.language)


PLAN = Plan(frozenset({Kind.MORE}), _answer)
