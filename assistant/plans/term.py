"""What a term means: the sentence that explains it, whole, with the list it leads to, then where else it stands."""

import re
from collections.abc import Iterator, Sequence

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Paragraph, Quote
from assistant.answer.citation import Citation
from assistant.answer.sentences import in_another_language
from assistant.modes.quoted import cautions
from assistant.plans.defining import asked_term, nearest_definition, saying_what_it_is, with_what_it_leans_on
from assistant.plans.plan import Plan, Task
from assistant.question.understanding import Kind, without_kind
from language.language import language_of
from language.messages import translations
from language.span import Span
from language.text.enumerations import enumerations
from language.text.tokens import STOP_WORDS, folded, telling_words, words
from vectorstore.document import Document
from vectorstore.search.evidence import Evidence
from vectorstore.term import Term

_MOST_USES = 2  # sentences that use the term, beside the one that explains it
_LOOKED_AT = 6  # passages in which a sentence is looked for that opens a list of what the term is


def _answer(task: Task) -> Answer | None:
    evidence, _ = task.search(task.question)
    term = _term(task)
    narrower = _of_the_whole_name(task, evidence, term) if term else None
    if narrower:
        spans = [narrower]
    elif term is not None:
        spans = [term.place.span, *_uses(term)]
    elif found := _saying(task, evidence) or _leading_to_a_list(task, evidence):
        spans = [found]
    else:
        return None
    documents = {span.document_id: document for span in spans if (document := _document(span.document_id, task, evidence))}
    citations = tuple(
        Citation.of(number, documents[span.document_id], _whole(span, documents[span.document_id]))
        for number, span in enumerate((span for span in spans if span.document_id in documents), 1)
    )
    return Answer(Outcome.ANSWERED, tuple(_blocks(task, evidence, citations)), task.language) if citations else None


def _blocks(task: Task, evidence: Evidence, citations: Sequence[Citation]) -> Iterator[Block]:
    quotes = [Quote(language_of(one.quote).code, (one,)) for one in citations]
    yield quotes[0]
    if len(quotes) > 1:
        yield Paragraph(translations(task.language)("It also stands in:"), task.language)
        yield from quotes[1:]
    yield from in_another_language(task.language, citations)
    yield from cautions(evidence, task.language, citations)


def _term(task: Task) -> Term | None:
    """Give the explained term that the question is about: nothing else telling is asked for."""
    asked = folded(without_kind(task.question, Kind.TERM)).strip(" ?？.。“”\"'")
    known = [term for term in task.library.glossary.found_in(task.question, task.inquiry.filter) if term.explained]
    best = max(known, key=lambda term: len(term.term), default=None)
    if best is None:
        return None
    if re.search(rf"[“\"「『«]\s*{re.escape(folded(best.term))}", folded(task.question)):
        return best  # it stands in quotation marks
    rest = set(words(asked.replace(folded(best.term), " "))) - STOP_WORDS - set(words(best.term))
    return best if not rest or (not language_of(asked).parts_words and len(best.term) * 2 > len(asked)) else None


def _of_the_whole_name(task: Task, evidence: Evidence, term: Term) -> Span | None:
    """Find the sentence that says what the thing asked about is, where its name is longer than that of a term of the glossary."""
    asked = asked_term(task.question)
    is_longer = asked is not None and len(folded(asked.name)) > len(folded(term.term)) and folded(term.term) in folded(asked.name)
    return saying_what_it_is(asked, evidence) if asked and is_longer else None


def _uses(term: Term) -> Iterator[Span]:
    """Give the first sentences in other documents that explain or use the term."""
    seen = {term.place.span.document_id}
    for use in term.uses:
        if use.explains and use.span.document_id not in seen:
            seen.add(use.span.document_id)
            yield use.span
        if len(seen) > _MOST_USES:
            return


def _saying(task: Task, evidence: Evidence) -> Span | None:
    """Find the sentence that says what the thing asked about is, among the best passages for the question, else for the thing alone."""
    asked = asked_term(task.question)
    if asked is None:
        return None
    if found := saying_what_it_is(asked, evidence):
        return found
    alone, _ = task.search(f"{asked.of} {asked.name}".strip())
    return (
        saying_what_it_is(asked, alone)
        or nearest_definition(task.question, asked, evidence)
        or nearest_definition(task.question, asked, alone)
    )


def _leading_to_a_list(task: Task, evidence: Evidence) -> Span | None:
    """Find the sentence that says what the thing asked about is, by the list under it."""
    asked = set(telling_words(without_kind(task.question, Kind.TERM)))
    for found in evidence.passages[:_LOOKED_AT]:
        document = evidence.documents.get(found.passage.span.document_id)
        if document is None or not asked:
            continue
        for one in enumerations(document.text, found.passage.span.start, found.passage.span.end):
            if asked <= set(words(one.lead.of(document.text))):
                return one.lead.within(found.passage.span.document_id)
    return None


def _document(id: int, task: Task, evidence: Evidence) -> Document | None:
    return evidence.documents.get(id) or task.library.document(id)


def _whole(span: Span, document: Document) -> Span:
    """Give a sentence with the list that it leads to, and the one that it leans on."""
    span = with_what_it_leans_on(span, document)
    after = next(iter(enumerations(document.text, span.start, span.end)), None)
    leads = after is not None and span.start <= after.lead.start < span.end
    return Span(span.start, max(span.end, after.span.end), span.document_id) if after and leads else span


PLAN = Plan(frozenset({Kind.TERM}), _answer)
