"""A question for more: further quotes on the question before, without those that were shown."""

from dataclasses import replace
from itertools import takewhile

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote
from assistant.answer.sentences import in_another_language
from assistant.modes.quoted import cautions, cited
from assistant.plans.plan import Plan, Task
from assistant.question.rephrasing import asks_for_more
from assistant.question.understanding import Kind
from assistant.quoting.excerpts import Excerpt, best_excerpts
from language.language import language_of
from language.messages import translations
from language.span import Span
from vectorstore.search.evidence import Evidence

_ROOM = 720  # characters of quotes


def _answer(task: Task) -> Answer:
    evidence, _verdict = task.search(task.question)
    shown = [citation.span for citation in task.ask(task.question).citations]
    further: list[Excerpt] = []
    for _turn in range(1 + _asked_before(task)):
        further = best_excerpts(_answering(evidence, shown), _ROOM, without=shown)
        shown += [one.span for one in further]
    return _quoting(task, evidence, further) if further else _nothing(task)


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
