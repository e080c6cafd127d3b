"""Sentences whole: paragraphs that are short, and lists with the sentence that leads to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.quoting.excerpts import best_excerpts
from assistant.quoting.runs import is_anaphoric
from language.language import language_of
from language.lexicon import any_of
from language.span import Span
from language.text.enumerations import Enumeration, announces_a_list, enumerations
from language.text.sentences import sentences
from vectorstore.document import Document
from vectorstore.search.evidence import Evidence

_FRONT = re.compile(rf"^\W*{any_of('metadata', 'front_lines')}\W", re.IGNORECASE)
_ENDS = re.compile(r"(?<!\W)(?=\W*+$)\W*[.!。！；;]")
_TABLE = re.compile(r"(?:^[^\n|]+[:：]\n{1,2})?^[^\n|]+ \| [^\n]+(?:\n{1,2}[^\n|]+ \| [^\n]+)+", re.MULTILINE)
_LISTS = 3  # a list may be so many times as long as a sentence
_NEAR = 0.75  # share of how near the best passage comes that others must come


def whole_sentences(document: Document, within: Span) -> list[Span]:
    """Give the spans of the sentences `within` a span, each list or table as one with the sentence that leads to it, without headings."""
    text = document.text
    lists = [_shortened(one, document) for one in enumerations(text, within.start, within.end)]
    lists += _tables(text, within)
    spans = [*lists]
    for span in _joined(text, sentences(text, within.start, within.end)):
        if _fits(span.of(text)) and not any(span.start < one.end and one.start < span.end for one in lists):
            spans.append(span)
    return sorted(_outermost(spans), key=lambda span: span.start)


def whole_excerpts(evidence: Evidence, room: int, most: int) -> list[Span]:
    """Give the spans of the excerpts that fit the question best, best first, each grown to whole sentences; none overlap.

    Passages that answer are quoted, and those that come about as near as the best one.
    """
    nearest = max((found.nearness for found in evidence.passages), default=0.0)
    near = tuple(found for found in evidence.passages if found.answers or found.nearness >= _NEAR * nearest)
    units: dict[int, list[Span]] = {}
    spans: list[Span] = []
    for excerpt in best_excerpts(replace(evidence, passages=near), room, most):
        id = excerpt.span.document_id
        if id not in units:
            document = evidence.documents[id]
            units[id] = [span.within(id) for span in whole_sentences(document, Span(0, len(document.text)))]
        if units[id] and excerpt.span.end <= units[id][0].start:
            continue  # what stands before the text: the title, who issued it and when
        own = [span for span in units[id] if span.overlaps(excerpt.span)]
        span = Span(min(one.start for one in own), max(one.end for one in own), id) if own else excerpt.span
        if not any(span.overlaps(one) for one in spans):
            spans.append(span)
    return spans


def _shortened(one: Enumeration, document: Document) -> Span:
    """Give the span of a list without its last items where it is too long, and without numbered headings that follow it."""
    longest = _LISTS * _longest(one.lead.of(document.text))
    after = next((section.span.start for section in document.sections if section.span.start > one.lead.start), len(document.text))
    fitting = [item.end for item in one.items if item.end - one.lead.start <= longest and item.start < after]
    return Span(one.lead.start, max(fitting, default=one.items[0].end))


def _tables(text: str, within: Span) -> Iterator[Span]:
    """Give the tables, of lines whose cells a bar parts, without their last rows where they are too long."""
    for found in _TABLE.finditer(text, within.start, within.end):
        longest = _LISTS * _longest(found[0])
        end = found.end() if len(found[0]) <= longest else text.rfind("\n", found.start(), found.start() + longest)
        if end > found.start():
            yield Span(found.start(), end)


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Give the sentences, those of one paragraph together as long as they are short; parts between semicolons are always together."""
    pending: Span | None = None
    for span in spans:
        if pending and "\n" not in text[pending.end : span.start] and _belongs(text, pending, span):
            pending = Span(pending.start, span.end)
            continue
        if pending:
            yield pending
        pending = span
    if pending:
        yield pending


def _belongs(text: str, before: Span, after: Span) -> bool:
    longest = language_of(before.of(text)).limit("longest_excerpt") * (2 if is_anaphoric(after.of(text)) else 1)
    return text[before.end - 1] in "；;" or (after.end - before.start <= longest and not announces_a_list(after.of(text)))


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Leave out what stands within another of `spans`."""
    ordered = sorted(spans, key=lambda span: (span.start, -span.end))
    outer: list[Span] = []
    for span in ordered:
        if not outer or span.start >= outer[-1].end:
            outer.append(span)
    return outer


def _fits(sentence: str) -> bool:
    shortest, longest = language_of(sentence).limit("key_sentence")
    return shortest <= len(sentence) <= longest and bool(_ENDS.search(sentence)) and not _FRONT.match(sentence)


def _longest(sentence: str) -> int:
    return int(language_of(sentence).limit("key_sentence")[1])
