"""Requests for what the assistant does not do: to write, translate, send. What the documents say on their topic is quoted."""

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from assistant.modes.quoted import cautions, cited
from assistant.plans.plan import Plan, Task
from assistant.question.understanding import Kind
from assistant.quoting.excerpts import best_excerpts
from language.language import language_of
from language.lexicon import patterns_of
from language.messages import translations
from vectorstore.search.evidence import Evidence

_ROOM = 720  # characters of quotes
_TOPICS = patterns_of("kinds", "request_topic")
_ANSWERED = (Outcome.ANSWERED, Outcome.PARTIAL, Outcome.CONFLICT)


def _answer(task: Task) -> Answer:
    _ = translations(task.language)
    refused = _("I cannot draft, translate, calculate or send anything; I answer questions from the documents and quote them.")
    said = Paragraph(refused, task.language)
    topic = _topic(task.question)
    if topic:
        evidence, verdict = task.search(topic)
        if verdict.outcome in _ANSWERED:
            return _with_quotes(task, said, evidence)
    return Answer(Outcome.SMALL_TALK, (said,), task.language)


def _topic(request: str) -> str:
    """Give what a request is about, empty where it does not say."""
    return next((found["topic"].strip(" .?!？。！") for topic in _TOPICS if (found := topic.search(request))), "")


def _with_quotes(task: Task, said: Paragraph, evidence: Evidence) -> Answer:
    _ = translations(task.language)
    citations = cited(evidence, best_excerpts(evidence, _ROOM))
    told = (said, Paragraph(_("On the topic they say:"), task.language))
    blocks: tuple[Block, ...] = (
        *told,
        *_quotes(citations),
        *in_another_language(task.language, citations),
        *cautions(evidence, task.language, citations),
    )
    return Answer(Outcome.PARTIAL, blocks, task.language)


def _quotes(citations: tuple[Citation, ...]) -> list[Quote]:
    return [Quote(language_of(one.quote).code, (one,)) for one in citations]


PLAN = Plan(frozenset({Kind.REQUEST}), _answer)
