"""The sentences of a document that can state a duty, each with the list that it leads in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.extraction.deadlines import deadline_in
from ingest.extraction.targets import targets_in
from language.grammar import Duty, grammar_of
from language.language import language_of
from language.lexicon import any_of, pattern_of
from language.span import Span
from language.text.numbering import end_of_item_label
from language.text.sentences import sentences
from vectorstore.document import Document

LONGEST = 2500
"""The characters of the longest unit that becomes a requirement."""
_JOINS = any_of("requirements", "joins")
_TAIL = re.compile(rf"(?<!\s)\s*+(?:{_JOINS}\s+)?$")
_LISTED_TAIL = re.compile(rf"(?<![;\s])[;\s]*+(?:{_JOINS})?\s*$")
_PARTS = re.compile(rf";\s+(?:{_JOINS}\s+)?")
_OPEN = re.compile(rf"[:：—]\W{{0,2}}$|{any_of('requirements', 'goes_on')}")
_CONDITIONS = pattern_of("requirements", "conditions")
_OWN_ITEMS = pattern_of("requirements", "own_items")
_ADDED = re.compile(f"{any_of('requirements', 'responsible')}|{any_of('requirements', 'time_limit')}", re.IGNORECASE)
_LEADS_ON = " :：—"
_BETWEEN = " \n,，"
_LONGEST_LIST = 1500


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence with the list that it leads in, and the lines that say who is responsible and by when; `led` is the duty of a
    lead-in that does not stand with its items, `body_as_written` whom it names."""

    span: Span
    led: Duty | None = None
    body_as_written: str = ""


def units_in(document: Document, without: Sequence[Span] = ()) -> Iterator[Unit]:
    """Find the units of a document in order, none in the spans `without`; headings are none.

    One that names no body and goes on with what the one before it says has the body of that.
    """
    text, body, before = document.text, "", Span(0, 0)
    for unit in _units(document, without):
        written = unit.span.of(text)
        close = "\n" not in text[before.end : unit.span.start]
        if close and not unit.body_as_written and grammar_of(language_of(written)).goes_on(written, before.of(text)):
            unit = replace(unit, body_as_written=body or _body_of(before.of(text)))
        body, before = unit.body_as_written, unit.span
        yield unit


def _body_of(text: str) -> str:
    duty = duty_in(text) if text else None
    return duty.body_as_written if duty else ""


def _units(document: Document, without: Sequence[Span]) -> Iterator[Unit]:
    text = document.text
    plain = {heading: _plain(heading) for section in document.sections for heading in section.path} | {
        document.title: _plain(document.title)
    }
    found = [span for span in sentences(text) if not any(span.start < row.end and row.start < span.end for row in without)]
    parts = (part for span in _semicolons(text, found) for part in _clauses(text, span))
    spans = [span for span in parts if not _is_heading(document, plain, span)]
    place = 0
    while place < len(spans):
        span = spans[place]
        place += 1
        last = place
        if _OPEN.search(span.of(text)):
            while last < len(spans) and end_of_item_label(text, spans[last].start):
                last += 1
        if last > place:
            lead_in = span.of(text)
            grammar = grammar_of(language_of(lead_in))
            lead = duty_in(lead_in) or grammar.duty(f"{lead_in.rstrip(_LEADS_ON)}{grammar.full_stop}")
            items = spans[place:last]
            of_their_own = bool(_OWN_ITEMS.search(lead_in)) or (
                any(_tells_when_or_how_much(item.of(text)) for item in items) and not _CONDITIONS.search(lead_in)
            )
            if lead and not of_their_own and spans[last - 1].end - span.start <= _LONGEST_LIST:
                yield Unit(Span(span.start, items[-1].end))
            else:
                body = lead.body_as_written if lead else grammar.body(lead_in.rstrip(_LEADS_ON))
                for item in items:
                    yield Unit(item, lead, body)
            place = last
            continue
        while place < len(spans) and spans[place].start - span.end < 3 and _ADDED.match(text, spans[place].start):
            span = Span(span.start, spans[place].end)
            place += 1
        yield Unit(span)


def duty_in(text: str) -> Duty | None:
    """Give the duty that a text states, as the grammar of its language reads it."""
    return grammar_of(language_of(text)).duty(text)


def _tells_when_or_how_much(text: str) -> bool:
    text = text[:LONGEST]  # what is longer becomes no requirement
    return bool(deadline_in(text, 2000)) or bool(targets_in(text, 0))


def _semicolons(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Part sentences at semicolons where each part states a duty of its own with its own figure, date or body."""
    for span in spans:
        cuts = [found.end() for found in _PARTS.finditer(span.of(text))]
        parts = [Span(*ends).shifted(span.start) for ends in zip([0, *cuts], [*cuts, len(span)], strict=True)]
        if cuts and all(_of_its_own(part.of(text)) for part in parts):
            yield from (Span(part.start, part.start + len(_TAIL.sub("", part.of(text)))) for part in parts)
        else:
            yield span


def _clauses(text: str, span: Span) -> Iterator[Span]:
    """Part a sentence where the grammar of its language says that duties of further bodies begin."""
    written = span.of(text)
    cuts = grammar_of(language_of(written)).clauses(written) if len(written) <= LONGEST else ()
    for start, end in zip([0, *cuts], [*cuts, len(written)], strict=True):
        yield Span(start, start + len(written[start:end].rstrip(_BETWEEN if end < len(written) else ""))).shifted(span.start)


def _of_its_own(text: str) -> bool:
    duty = duty_in(_LISTED_TAIL.sub(".", text, count=1))
    return duty is not None and (bool(duty.body_as_written) or _tells_when_or_how_much(text))


def _is_heading(document: Document, plain: Mapping[str, str], span: Span) -> bool:
    """Say whether the sentence is a heading's line, or the title; `plain` gives the headings without what is no letter."""
    own = _plain(span.of(document.text))
    return bool(own) and (own in (plain[heading] for heading in document.heading_at(span.start)) or own == plain[document.title])


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
