"""The sentences of a document that can state a duty, each with what the line says that leads to it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.extraction.conditions import conditions_in
from ingest.extraction.deadlines import deadline_in
from ingest.extraction.line_breaks import with_whole_deadlines
from ingest.extraction.lists import Item, are_alternatives, items_in, leads_in, notes_of
from ingest.extraction.targets import targets_in
from language.grammar import Duty, grammar_of
from language.language import language_of
from language.lexicon import any_of, patterns_in
from language.span import Span
from language.statements.modality import Modality
from language.text.numbering import end_of_item_label
from language.text.sentences import sentences
from vectorstore.document import Document

LONGEST = 2500
"""The characters of the longest unit that becomes a requirement."""
_JOINS = any_of("requirements", "joins")
_TAIL = re.compile(rf"(?<!\s)(?:,\s*)?\s*+(?:{_JOINS}\s+)?$")
_LISTED_TAIL = re.compile(rf"(?<![;,\s])[;,\s]*+(?:(?<![^\W\d_]){_JOINS})?\s*$")
_PARTS = re.compile(rf";\s+(?:{_JOINS}\s+)?")
_ADDED = re.compile(f"{any_of('requirements', 'responsible')}|{any_of('requirements', 'time_limit')}", re.IGNORECASE)
_SHORTEST_STATEMENT, _CLAUSE_NUMBER = 60, re.compile(r"\d{1,3}\.\d")
_LEADS_ON = " :：—"
_LISTED = "："
_STOPS = " :：—.。"
_BETWEEN = " \n,，"


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that can state a duty; `text` are those at `span`, of an item after those that lead to it where they go on in it.

    `led` is the duty of a lead-in whose words do not go on in the item, `body_as_written` whom the lead-in names.
    """

    span: Span
    text: str
    led: Duty | None = None
    body_as_written: str = ""


@dataclass(frozen=True, slots=True)
class _LeadIn:
    """The words before a list, the duty that they state, and whom they name."""

    span: Span
    text: str
    duty: Duty | None
    body: str


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
    parts = (part for span in _semicolons(text, found) for part in _by_body(text, span))
    spans = [span for span in parts if not _is_heading(document, plain, span) or _is_statement(span.of(text))]
    place = 0
    while place < len(spans):
        span = spans[place]
        place += 1
        if leads_in(span.of(text)):
            items, after = items_in(text, spans, place)
            if items:
                yield from _listed(text, _lead_in(span, span.of(text)), items)
                place = after
                continue
        while place < len(spans) and spans[place].start - span.end < 3 and _ADDED.match(text, spans[place].start):
            span = Span(span.start, spans[place].end)
            place += 1
        yield Unit(span, span.of(text))


def duty_in(text: str) -> Duty | None:
    """Give the duty that a text states, as the grammar of its language reads it."""
    return grammar_of(language_of(text)).duty(text)


def _lead_in(span: Span, text: str) -> _LeadIn:
    grammar = grammar_of(language_of(text))
    duty = duty_in(text) or grammar.duty(f"{text.rstrip(_LEADS_ON)}{grammar.full_stop}")
    return _LeadIn(span, text, duty, duty.body_as_written if duty else grammar.body(text.rstrip(_LEADS_ON)))


def _listed(text: str, lead: _LeadIn, items: Sequence[Item]) -> Iterator[Unit]:
    """Give the units of a list: one where its items only tell of one duty, else one for each item."""
    together = Span(lead.span.start, items[-1].whole.end)
    if lead.duty and len(together) <= LONGEST and _is_one_duty(text, lead, items):
        yield Unit(together, f"{lead.text}{text[lead.span.end : together.end]}")
        for note in notes_of(items):
            yield from _of_note(text, note)
        return
    if lead.duty is None and _fits("purposes", lead.text.rstrip(_LEADS_ON)):
        items = [item for item in items if not _commands(item.words(text))]
    yield from _before_announcement(lead)
    for item in items:
        yield from _of_item(text, lead, item)


def _before_announcement(lead: _LeadIn) -> Iterator[Unit]:
    """Give what a lead-in demands itself before the clause that announces its items, or after it."""
    before, _, last = lead.text.rpartition("，") if lead.duty else ("", "", "")
    stop = grammar_of(language_of(before)).full_stop
    if _fits("own_items", last) and not _fits("own_items", before) and (duty := duty_in(f"{before}{stop}")) and duty.is_command:
        yield Unit(lead.span, f"{before}{stop}")
    elif lead.duty and before and _fits("acts_on_following", before) and not _fits("own_items", last):
        yield Unit(lead.span, f"{lead.text.rstrip(_LEADS_ON)}{stop}")


def _is_one_duty(text: str, lead: _LeadIn, items: Sequence[Item]) -> bool:
    """Say whether items are conditions, examples, or parts of what the lead-in alone demands."""
    if are_alternatives(text, items):
        return not _each_holds(lead)
    if _opens_actions(lead):
        return False
    if _has_own_items(lead.text):
        figures = any(_tells_when_or_how_much(item.span.of(text)) for item in items) and not _fits("conditions", lead.text)
        return not (figures or _fits("own_items", lead.text))
    words = [item.words(text) for item in items]
    if all(_commands(one) for one in words):
        return False
    conditions = conditions_in(lead.text)
    opens = bool(conditions) and conditions[-1].end >= len(lead.text.rstrip(_LEADS_ON)) and lead.duty is not None
    completes = all(_fits("completes", one) for one in words)
    return opens or completes or _fits("conditions", lead.text)


def _commands(words: str) -> bool:
    duty = duty_in(f"{words}.")
    return duty is not None and duty.is_command


def _each_holds(lead: _LeadIn) -> bool:
    """Say whether a lead-in forbids or allows each of its alternatives: “must not: (a) …; or (b) …”."""
    if lead.duty is None or _fits("conditions", lead.text) or _fits("excepting", lead.text):
        return False
    return lead.duty.modality is Modality.MUST_NOT or (lead.duty.modality is Modality.MAY and _opens_actions(lead))


def _opens_actions(lead: _LeadIn) -> bool:
    """Say whether the items of a lead-in begin with what is to be done: “may, on request: (a) …”."""
    return lead.duty is not None and not _fits("conditions", lead.text) and _fits("takes_verb", lead.text.rstrip(_LEADS_ON))


def _of_item(text: str, lead: _LeadIn, item: Item) -> Iterator[Unit]:
    unit = _led(text, lead, item)
    if item.under:
        yield from _listed(text, _lead_in(item.span, _with_condition(lead, unit.text).rstrip(_STOPS) + _LEADS_ON[-1]), item.under)
    else:
        yield unit
    for note in item.notes:
        yield from _of_note(text, note)


def _with_condition(lead: _LeadIn, text: str) -> str:
    """Give the words of an item that itself leads to items after the condition with which the line above begins."""
    conditions = conditions_in(lead.text)
    if not conditions or lead.text[: conditions[0].start].strip() or text.startswith(conditions[0].of(lead.text)):
        return text
    words = text[end_of_item_label(text) :]
    comma = language_of(text).entry("requirements", "comma")
    return f"{conditions[0].of(lead.text)}{comma}{words}"


def _of_note(text: str, note: Item) -> Iterator[Unit]:
    if note.under:
        yield from _listed(text, _lead_in(note.span, note.span.of(text)), note.under)
    else:
        yield Unit(note.span, note.span.of(text))


def _led(text: str, lead: _LeadIn, item: Item) -> Unit:
    """Give the unit of an item: with the words of its lead-in where they go on in it."""
    own, words = duty_in(item.span.of(text)), item.words(text)
    whole = lead.text.rstrip(_LEADS_ON)
    begun = _without_announcement(whole)
    stop = grammar_of(language_of(words)).full_stop
    if own and not own.is_command and own.subject is None and lead.body and lead.duty is None and duty_in(f"{begun} {words}{stop}"):
        return Unit(item.span, f"{begun} {words}{stop}")  # “Staff: (a) must …”
    states = own is not None and not own.is_command and not (begun == whole and words[:1].islower() and _fits("takes_item", begun))
    if (
        lead.duty is None
        and own
        and own.is_command
        and _fits("introduces", begun)
        and duty_in(introduced := f"{begun}, {_lowered(words)}{stop}")
    ):
        return Unit(item.span, introduced)
    if own and own.is_command and own.modality is Modality.SHOULD and (lead.duty is None or lead.duty.is_command):
        return Unit(item.span, item.span.of(text), None, lead.body)
    if lead.duty is None or not words or (item.notes and not own) or states:
        # Where words are parted by spaces a subject is written, and the lead-in's does not act for it.
        names_none = own is not None and own.subject is not None and language_of(text).parts_words
        governs = (own and own.is_command) or _has_own_items(lead.text)
        return Unit(item.span, item.span.of(text), lead.duty if governs else None, "" if names_none else lead.body)
    asks_comma = lead.text == lead.span.of(text) and _fits("opens_aside", begun) and _fits("takes_verb", begun)
    begun += "," if asks_comma else ""
    joined = f"{begun} {_lowered(words)}{stop}"
    commands = (own or duty_in(words + stop)) is not None and not (own and not own.is_command)
    if (asks_comma or _fits("takes_verb", begun) or (not commands and _fits("takes_item", begun))) and duty_in(joined):
        return Unit(item.span, joined)
    if not commands and _fits("acts_on_following", whole) and duty_in(named := f"{whole}{_LISTED}{words}{stop}"):
        return Unit(item.span, named)
    return Unit(item.span, item.span.of(text), lead.duty, lead.body)


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _without_announcement(lead_in: str) -> str:
    """Give a lead-in without the words that only announce its items: “the following steps”."""
    for following in patterns_in(language_of(lead_in), "requirements", "following"):
        lead_in = following.sub("", lead_in).rstrip(_LEADS_ON)
    return lead_in


def _has_own_items(text: str) -> bool:
    """Say whether the language of a lead-in tells by its words whether each item is a duty of its own."""
    return bool(patterns_in(language_of(text), "requirements", "own_items"))


def _fits(kind: str, text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns_in(language_of(text), "requirements", kind))


def _tells_when_or_how_much(text: str) -> bool:
    text = text[:LONGEST]  # what is longer becomes no requirement
    return bool(deadline_in(text, 2000)) or bool(targets_in(text, 0))


def _semicolons(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Part sentences at semicolons, and where another body has to act, if each part states a duty of its own with its own figure, date
    or body, and no condition at the start holds for all."""
    for span in spans:
        cuts = [found.end() for found in _PARTS.finditer(span.of(text))] or _clauses(span.of(text))
        parts = [Span(*ends).shifted(span.start) for ends in zip([0, *cuts], [*cuts, len(span)], strict=True)]
        written = [part.of(text) for part in parts]
        own = all(map(_of_its_own, written)) and not _holds_for_all(written[0])
        if cuts and (own or all(map(_of_its_own_case, written))):
            yield from (Span(part.start, part.start + len(_TAIL.sub("", part.of(text)))) for part in parts)
        else:
            yield span


def _by_body(text: str, span: Span) -> Iterator[Span]:
    """Part a sentence where the grammar of its language says that duties of further bodies begin."""
    written = span.of(text)
    cuts = grammar_of(language_of(written)).clauses(written) if len(written) <= LONGEST else ()
    for start, end in zip([0, *cuts], [*cuts, len(written)], strict=True):
        yield Span(start, start + len(written[start:end].rstrip(_BETWEEN if end < len(written) else ""))).shifted(span.start)


def _clauses(sentence: str) -> list[int]:
    """Give where clauses begin of which each names who has to act: “The board approves …, and the manager must …”."""
    cuts = [found.end() for one in patterns_in(language_of(sentence), "requirements", "clauses") for found in one.finditer(sentence)]
    parts = [sentence[start:end] for start, end in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]
    stop = grammar_of(language_of(sentence)).full_stop
    if any(_fits("dangles", part) for part in parts[:-1]):
        return []
    return cuts if cuts and all((duty := duty_in(_LISTED_TAIL.sub(stop, part, count=1))) and duty.body_as_written for part in parts) else []


def _holds_for_all(part: str) -> bool:
    """Say whether the first part of a sentence begins with a condition of all its parts: “If …, A must …; B must …”."""
    conditions = conditions_in(part)
    duty = duty_in(part) if conditions and language_of(part).parts_words else None
    return bool(conditions) and (duty is None or duty.subject is None or conditions[0].start <= duty.subject)


def _of_its_own(text: str) -> bool:
    duty = duty_in(_LISTED_TAIL.sub(".", text, count=1))
    return duty is not None and (bool(duty.body_as_written) or _tells_when_or_how_much(text))


def _of_its_own_case(text: str) -> bool:
    """Say whether a part of a sentence begins with the condition of what it demands."""
    conditions = conditions_in(text)
    return bool(conditions) and not text[: conditions[0].start].strip() and duty_in(_LISTED_TAIL.sub(".", text, count=1)) is not None


def _is_heading(document: Document, plain: Mapping[str, str], span: Span) -> bool:
    """Say whether the sentence is a heading's line, or the title; `plain` gives the headings without what is no letter."""
    own = _plain(span.of(document.text))
    return bool(own) and (own in (plain[heading] for heading in document.heading_at(span.start)) or own == plain[document.title])


def _is_statement(line: str) -> bool:
    """Say whether a line that stands as a heading is a sentence that demands something, as numbered lines can be."""
    duty = duty_in(line)
    is_clause = bool(_CLAUSE_NUMBER.match(line)) and len(line) >= _SHORTEST_STATEMENT
    return duty is not None and not duty.is_command and (is_clause or _fits("states_rule", line))


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
