"""Quotes that stop within a list go on to its end, where the list is not long."""

from dataclasses import replace

from assistant.quoting.excerpts import Excerpt
from language.span import Span
from language.text.enumerations import enumerations
from vectorstore.search.evidence import Evidence

_LONGEST = 1_200  # characters of a list that is quoted whole
_FEWEST = 2  # items of which a quote is one of a list


def with_whole_list(evidence: Evidence, excerpt: Excerpt) -> Excerpt:
    """Give an excerpt that holds what leads to a list and some of its items with all of them, if that is not long."""
    document = evidence.documents.get(excerpt.span.document_id)
    if document is None:
        return excerpt
    for one in enumerations(document.text, excerpt.span.start, excerpt.span.end):
        is_led = excerpt.span.start <= one.lead.end <= excerpt.span.end
        held = [item for item in one.items if item.end <= excerpt.span.end]
        if is_led and _FEWEST <= len(held) < len(one.items) and len(one.span) <= _LONGEST:
            span = Span(excerpt.span.start, one.span.end, document.id)
            return replace(excerpt, span=span, text=span.of(document.text))
    return excerpt
