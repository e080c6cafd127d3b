"""The sentences of a document that can state a duty, each with what the line says that leads to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ingest.extraction.clauses import by_body, by_semicolons
from ingest.extraction.led_items import lead_in_of, listed
from ingest.extraction.line_breaks import with_whole_deadlines
from ingest.extraction.lists import items_below, items_in, leads_in
from ingest.extraction.unit import Unit, duty_in, fits
from language.grammar import grammar_of
from language.language import language_of
from language.lexicon import any_of
from language.span import Span
from language.text.sentences import sentences
from vectorstore.document import Document

_ADDED = re.compile(f"{any_of('requirements', 'responsible')}|{any_of('requirements', 'time_limit')}", re.IGNORECASE)
_ANSWER = re.compile(rf"\s{{0,8}}{any_of('requirements', 'answers_open')}")
_SHORTEST_STATEMENT, _CLAUSE_NUMBER = 60, re.compile(r"\d{1,3}\.\d")


def units_in(document: Document, without: Sequence[Span] = ()) -> Iterator[Unit]:
    """Find the units of a document in order, none in the spans `without`; headings are none.

    One that names no body and goes on with what the one before it says has the body of that.
    """
    text, body, before = with_whole_deadlines(document.text), "", Span(0, 0)
    for unit in _units(document, text, without):
        written = unit.text
        close = "\n" not in text[before.end : unit.span.start]
        if close and not unit.body_as_written and grammar_of(language_of(written)).goes_on(written, before.of(text)):
            unit = replace(unit, body_as_written=body or _body_of(before.of(text)))
        body, before = unit.body_as_written, unit.span
        yield unit


def _body_of(text: str) -> str:
    duty = duty_in(text) if text else None
    return duty.body_as_written if duty else ""


def _units(document: Document, text: str, without: Sequence[Span]) -> Iterator[Unit]:
    plain = {heading: _plain(heading) for section in document.sections for heading in section.path} | {
        document.title: _plain(document.title)
    }
    found = [span for span in sentences(text) if not any(span.start < row.end and row.start < span.end for row in without)]
    parts = (part for span in by_semicolons(text, found) for part in by_body(text, span))
    spans = [_answering(text, span) for span in parts if not _is_heading(document, plain, span) or _is_statement(span.of(text))]
    place = 0
    while place < len(spans):
        span = spans[place]
        place += 1
        if leads_in(span.of(text)):
            items, after = items_in(text, spans, place)
            if not items:
                items, after = items_below(text, spans, place)
            if items:
                yield from listed(text, lead_in_of(span, span.of(text)), items)
                place = after
                continue
        while place < len(spans) and spans[place].start - span.end < 3 and _ADDED.match(text, spans[place].start):
            span = Span(span.start, spans[place].end)
            place += 1
        yield Unit(span, span.of(text))


def _answering(text: str, span: Span) -> Span:
    """Give a span without the words that mark an answer at its start: “A:”."""
    found = _ANSWER.match(text, span.start, span.end)
    return Span(found.end(), span.end) if found and found.end() < span.end else span


def _is_heading(document: Document, plain: Mapping[str, str], span: Span) -> bool:
    """Say whether the sentence is a heading's line, or the title; `plain` gives the headings without what is no letter."""
    own = _plain(span.of(document.text))
    return bool(own) and (own in (plain[heading] for heading in document.heading_at(span.start)) or own == plain[document.title])


def _is_statement(line: str) -> bool:
    """Say whether a line that stands as a heading is a sentence that demands something, as numbered lines can be."""
    duty = duty_in(line)
    is_clause = bool(_CLAUSE_NUMBER.match(line)) and len(line) >= _SHORTEST_STATEMENT
    return duty is not None and not duty.is_command and (is_clause or fits("states_rule", line))


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
