"""Items of lists that say nothing alone (“withdrawing cash”) are quoted from what leads to their list on, or after that."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.quoting.excerpts import Excerpt
from assistant.quoting.runs import longest_run
from language.span import Span
from language.text.enumerations import Enumeration, enumerations
from language.text.numbering import end_of_item_label
from vectorstore.document import Document
from vectorstore.search.evidence import Evidence

_WHOLE = re.compile(r"[.。!！?？][\"'”’)）]{0,2}$")
_NEAR = 3  # times the longest quote of several sentences, from what leads to a list to the end of an item
_LOOKED_BACK = 6_000  # characters before an item in which what leads to its list stands


def with_leads(evidence: Evidence, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
    """Give `excerpts` with what leads to the lists of which they are items, each place once."""
    led = [one for excerpt in excerpts for one in _with_lead(evidence, excerpt)]
    widest = [max((other for other in led if other.span.contains(one.span)), key=lambda other: len(other.span)) for one in led]
    return list({one.span: one for one in widest}.values())


def _with_lead(evidence: Evidence, excerpt: Excerpt) -> list[Excerpt]:
    """Give an excerpt that begins with an item of a list which is no whole sentence from what leads to the list on; where that is far, what
    leads to it and then the excerpt; any other excerpt as it is."""
    document = evidence.documents.get(excerpt.span.document_id)
    one = _list_of(excerpt.span, document) if document else None
    if document is None or one is None or _are_whole(one, document.text):
        return [excerpt]
    lead = one.lead.within(document.id)
    whole = replace(excerpt.span, start=lead.start)
    if len(whole) <= _NEAR * longest_run(excerpt.text):
        return [replace(excerpt, span=whole, text=whole.of(document.text))]
    return [Excerpt.of(lead, lead.of(document.text)), excerpt]


def _list_of(span: Span, document: Document) -> Enumeration | None:
    """Give the list of which an item begins at a span, the nearest where lists lie within others."""
    text = document.text
    begins = text.rfind("\n", 0, span.start) + 1
    if not end_of_item_label(text, begins):
        return None
    start = text.rfind("\n", 0, max(0, span.start - _LOOKED_BACK)) + 1
    held = [one for one in enumerations(text, start, span.end) if any(item.start == begins for item in one.items)]
    return max(held, key=lambda one: one.lead.start, default=None)


def _are_whole(one: Enumeration, text: str) -> bool:
    """Say whether all items of a list are whole sentences, which begin with no small letter."""
    said = [item.of(text) for item in one.items]
    rest = [text[end_of_item_label(text) :].lstrip() for text in said]
    return all(_WHOLE.search(whole) and told and not told[0].islower() for whole, told in zip(said, rest, strict=True))
