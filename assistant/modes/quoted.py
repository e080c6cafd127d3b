"""Answers that quote: the sentences that answer, word for word, with what they require before them."""

from collections.abc import Iterator, Sequence

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Caution, Quote
from assistant.answer.citation import Citation
from assistant.answer.other_language import in_other_languages
from assistant.answer.sentences import differing, in_another_language, lacking, nearest, not_found, not_known, out_of_force
from assistant.modes.mode import Event, Mode
from assistant.question.inquiry import Inquiry
from assistant.quoting.answerability import Answerability
from assistant.quoting.excerpts import Excerpt, best_excerpts
from assistant.quoting.figure_first import figure_first
from assistant.quoting.first_line import first_line
from assistant.quoting.requirements_first import promote_definition, promote_requirements
from assistant.quoting.whole_lists import items_beyond, with_whole_list
from assistant.quoting.with_lead import with_leads
from language.language import language_of
from vectorstore.requirement import Requirement
from vectorstore.search.evidence import Evidence

_ROOM = 720  # characters of quotes, so that an answer with the lines on its sources has about 900


class Quoted:
    """Quotes what answers or may answer, or says that nothing does."""

    def suits(self, verdict: Answerability) -> bool:  # noqa: ARG002 # quotes suit every question
        return True

    def answer(self, inquiry: Inquiry, evidence: Evidence, verdict: Answerability) -> Iterator[Event]:
        """Give the answer at once."""
        language = language_of(evidence.question).code
        unknown = not_known(language, verdict.places, verdict.bodies)
        if verdict.outcome is Outcome.NOT_FOUND:
            answer = not_found(language, verdict.missing, unknown, is_narrow=inquiry.filter.is_narrow)
        else:
            answer = _answer(evidence, verdict).preceded_by(*unknown)
        inquiry.trace.ended("quoting")
        yield answer


def _answer(evidence: Evidence, verdict: Answerability) -> Answer:
    language = language_of(evidence.question).code
    requirements: tuple[Requirement, ...] = ()
    said: list[Block] = []
    if verdict.definition:
        citations = cited(evidence, [verdict.definition])
    elif verdict.contradictions:
        citations = cited(evidence, [Excerpt.of(one.span, one.text) for one in verdict.contradictions])
        said = [differing(language, [one.value for one in verdict.contradictions], citations)]
    elif verdict.outcome is Outcome.RELATED:
        citations = cited(evidence, best_excerpts(evidence, _ROOM))
        said = [nearest(language, verdict.unstated)]
    else:
        excerpts, requirements = promote_requirements(evidence, best_excerpts(evidence, _ROOM))
        excerpts = [with_whole_list(evidence, one) for one in with_leads(evidence, figure_first(evidence, excerpts))]
        citations = cited(evidence, excerpts if requirements else promote_definition(evidence, excerpts))
        said = [*first_line(evidence.question, requirements, citations)]
    blocks = (
        *lacking(language, verdict.missing),
        *said,
        *_quotes(citations),
        *items_beyond(language, evidence, citations),
        *in_other_languages(language, evidence, citations),
        *in_another_language(language, citations),
        *cautions(evidence, language, citations),
    )
    return Answer(verdict.outcome, blocks, language, requirements=requirements)


def cited(evidence: Evidence, excerpts: Sequence[Excerpt]) -> tuple[Citation, ...]:
    """Give a citation of each excerpt, numbered from 1."""
    return tuple(Citation.of(number, evidence.documents[one.span.document_id], one.span) for number, one in enumerate(excerpts, 1))


def cautions(evidence: Evidence, language: str, citations: Sequence[Citation]) -> list[Caution]:
    """Warn of cited documents that are not, or not yet, in force."""
    ids = dict.fromkeys(citation.span.document_id for citation in citations)
    warnings = {id: out_of_force(language, evidence.summaries[id], evidence.summaries.values()) for id in ids if id in evidence.summaries}
    return [Caution(text, language, tuple(one for one in citations if one.span.document_id == id)) for id, text in warnings.items() if text]


def _quotes(citations: Sequence[Citation]) -> list[Quote]:
    return [Quote(language_of(citation.quote).code, (citation,)) for citation in citations]


MODE = Mode("quoted", order=9, build=lambda _: Quoted())
