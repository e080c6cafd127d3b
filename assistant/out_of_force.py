"""What is in force comes first: where only documents answer that are no longer in force, they do, led by a banner that says so."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from assistant.answer.answer import Answer, Outcome
from assistant.answer.blocks import Block, Caution, Quote
from assistant.answer.sentences import why_out_of_force
from assistant.answer.trace import Trace
from assistant.modes.mode import Event
from assistant.question.inquiry import Inquiry
from assistant.question.understanding import Kind, kind_of
from language.language import language_of
from language.messages import translations
from language.text.overlap import coverage
from language.text.sentences import sentences
from language.text.tokens import folded, words
from vectorstore.document import DocumentSummary
from vectorstore.filter import OUT_OF_FORCE, Filter
from vectorstore.library import Library

_SHORT = frozenset({Outcome.NOT_FOUND, Outcome.RELATED})
_OF_ONE_DOCUMENT = frozenset({Kind.FACT, Kind.YES_NO, Kind.KEYWORDS, Kind.COUNT, Kind.LIST})
"""Kinds of question that a document answers that they name; others look for what they name themselves."""

_ALIKE = 0.6  # share of the words of a sentence out of force that the one has which is in its place

Answering = Callable[[Inquiry], Iterable[Event]]


def answered_in_force_first(inquiry: Inquiry, library: Library, answering: Answering) -> Iterator[Event]:
    """Answer from the documents that nothing replaces, with a banner where what is quoted first has expired. Where they do not answer,
    those that others replace do if they can, unless what replaces them says the same otherwise; a question that names one of these is
    answered from it."""
    if (named := _named(inquiry, library)) and (answer := _from(named, inquiry, library, answering)):
        yield answer
        return
    others = list(_filters(inquiry.filter, library))
    short = None
    for event in answering(inquiry) if not others or _admits(inquiry.filter, library) else ():
        if not isinstance(event, Answer):
            yield event
        elif event.outcome in _SHORT:
            short = event
        else:
            yield _with_banner(event, _lapsed(event, inquiry.filter, library), library)
            return
    answers = (answer for other in others if (answer := _from(other, inquiry, library, answering)))
    if answer := next(answers, None):
        yield _in_its_place(answer, inquiry, library, answering) or answer
        return
    yield short or next(event for event in answering(replace(inquiry, filter=others[-1])) if isinstance(event, Answer))


def searched_in(filter: Filter, library: Library) -> Filter:
    """Give `filter`, or what admits documents out of force where it prefers those in force and there are none."""
    return filter if _admits(filter, library) else next(reversed(list(_filters(filter, library))), filter)


def _named(inquiry: Inquiry, library: Library) -> Filter | None:
    """Give what admits the documents that the question names, where all are out of force."""
    named = library.catalogue().references.named(inquiry.question) if inquiry.filter.prefers_in_force else []
    named = [entry for entry in named if folded(entry.title) in folded(inquiry.question)] or named  # by the whole title before parts of it
    if not named or any(entry.status not in OUT_OF_FORCE for entry in named) or kind_of(inquiry.question) not in _OF_ONE_DOCUMENT:
        return None
    return replace(inquiry.filter, documents=frozenset(entry.name for entry in named))


def _lapsed(answer: Answer, filter: Filter, library: Library) -> list[DocumentSummary]:
    """Give the documents whose being out of force leads the answer: the one quoted first where it has expired, and where documents were
    chosen by name or status, all that are quoted."""
    if not answer.blocks_of(Quote) or filter.as_of:
        return []
    cited = [library.catalogue().by_id.get(id) for id in dict.fromkeys(one.span.document_id for one in answer.citations)]
    if filter.prefers_in_force:
        return [entry for entry in cited[:1] if entry and entry.status == "expired"]
    return [entry for entry in cited if entry and entry.status in OUT_OF_FORCE]


def _filters(filter: Filter, library: Library) -> Iterator[Filter]:
    """Give where else to look: among the documents that are declared out of force, then among all that are."""
    out = (
        [entry for entry in library.entries(replace(filter, statuses=OUT_OF_FORCE)) if entry.is_replaced] if filter.prefers_in_force else []
    )
    last = frozenset(entry.name for entry in out if not entry.superseded_by)
    if 0 < len(last) < len(out):
        yield replace(filter, documents=last)
    if out:
        yield replace(filter, statuses=OUT_OF_FORCE)


def _admits(filter: Filter, library: Library) -> bool:
    return library.catalogue().admitted(filter)[0] != []


def _from(other: Filter, inquiry: Inquiry, library: Library, answering: Answering) -> Answer | None:
    """Answer from the documents that `other` admits, with the banner; None where they do not answer."""
    elsewhere = replace(inquiry, filter=other, trace=Trace(inquiry.question))
    answer = next(event for event in answering(elsewhere) if isinstance(event, Answer))
    old = {entry.id: entry for entry in library.entries() if entry.status in OUT_OF_FORCE}
    cited = [old[id] for id in dict.fromkeys(one.span.document_id for one in answer.citations) if id in old]
    if answer.outcome in _SHORT or not cited:
        return None
    return replace(_with_banner(answer, cited, library), seconds=inquiry.trace.elapsed())


def _in_its_place(old: Answer, inquiry: Inquiry, library: Library, answering: Answering) -> Answer | None:
    """Answer from what replaces the document that an answer out of force quotes first, where a sentence of that has the place of the one
    quoted; None where none has."""
    cited = old.citations[0]
    entry = library.catalogue().by_id.get(cited.span.document_id)
    newer = frozenset(entry.superseded_by if entry else ()) - {one.name for one in library.entries() if one.status in OUT_OF_FORCE}
    stated = sentences(cited.quote)[:1]
    if not newer or not stated or language_of(inquiry.question) is not language_of(cited.quote):
        return None
    said = stated[0].of(cited.quote)
    asked = replace(inquiry, question=said, history=(), filter=replace(inquiry.filter, documents=newer), trace=Trace(inquiry.question))
    answer = next(event for event in answering(asked) if isinstance(event, Answer))
    if answer.outcome in _SHORT or not any(coverage(set(words(said)), set(words(one.quote))) >= _ALIKE for one in answer.citations[:1]):
        return None
    return replace(answer, rephrased_question="", seconds=inquiry.trace.elapsed())


def _with_banner(answer: Answer, cited: list[DocumentSummary], library: Library) -> Answer:
    """Put before the answer why each of the cited documents is out of force, in the place of what it says of them after its quotes."""
    if not cited:
        return answer
    titles = {entry.name: entry.title for entry in library.entries()}
    ids = {entry.id for entry in cited}
    kept = [block for block in answer.blocks if not (isinstance(block, Caution) and _is_on(block, ids))]
    leads = translations(answer.language)("Out of force:")
    banner: list[Block] = [
        Caution(
            f"{leads} {why_out_of_force(answer.language, entry, titles)}",
            answer.language,
            tuple(one for one in answer.citations if one.span.document_id == entry.id)[:1],
        )
        for entry in cited
    ]
    return replace(answer, blocks=(*banner, *kept))


def _is_on(block: Caution, ids: set[int]) -> bool:
    return bool(block.citations) and all(one.span.document_id in ids for one in block.citations)
