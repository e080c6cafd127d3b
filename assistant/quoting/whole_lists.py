"""Quotes that stop within a list go on to its end, where the list is not long; else it is told how many items follow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from assistant.answer.blocks import Paragraph
from assistant.answer.citation import Citation
from assistant.quoting.excerpts import Excerpt
from language.messages import translations
from language.span import Span
from language.text.enumerations import Enumeration, enumerations
from vectorstore.document import Document
from vectorstore.search.evidence import Evidence

_LONGEST = 1_200  # characters of a list that is quoted whole
_FEWEST = 2  # items of which a quote is one of a list


def with_whole_list(evidence: Evidence, excerpt: Excerpt) -> Excerpt:
    """Give an excerpt that holds what leads to a list and some of its items with all of them, if that is not long."""
    for one, _ in _begun(evidence.documents, excerpt.span):
        if len(one.span) <= _LONGEST:
            span = Span(excerpt.span.start, one.span.end, excerpt.span.document_id)
            return replace(excerpt, span=span, text=span.of(evidence.documents[span.document_id].text))
    return excerpt


def items_beyond(language: str, evidence: Evidence, citations: Sequence[Citation]) -> list[Paragraph]:
    """Tell in a `language` of the first list within which one of `citations` stops how many items it has beyond that; nothing where
    none does."""
    for citation in citations:
        for _, left in _begun(evidence.documents, citation.span):
            told = translations(language).counted(
                "The list goes on in the document: {count} more item.", "The list goes on in the document: {count} more items.", left
            )
            return [Paragraph(f"{told} [{citation.number}]", language, (citation,))]
    return []


def _begun(documents: Mapping[int, Document], span: Span) -> Iterator[tuple[Enumeration, int]]:
    """Give the lists whose lead-in and some of whose items stand at `span`, each with the number of its items that stand beyond."""
    document = documents.get(span.document_id)
    for one in enumerations(document.text, span.start, span.end) if document else ():
        is_led = span.start <= one.lead.end <= span.end
        held = sum(item.end <= span.end for item in one.items)
        if is_led and _FEWEST <= held < len(one.items):
            yield one, len(one.items) - held
