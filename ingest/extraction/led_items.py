"""The items of lists as units, each with what the line says that leads to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extraction.conditions import conditions_in
from ingest.extraction.lists import Item, are_alternatives, notes_of
from ingest.extraction.unit import LONGEST, Unit, duty_in, fits, tells_when_or_how_much
from language.grammar import Duty, grammar_of
from language.language import language_of
from language.lexicon import patterns_in
from language.span import Span
from language.statements.modality import Modality
from language.text.numbering import end_of_item_label

_LEADS_ON = " :：—"
_LISTED = "："
_STOPS = " :：—.。"


@dataclass(frozen=True, slots=True)
class LeadIn:
    """The words before a list, the duty that they state, and whom they name."""

    span: Span
    text: str
    duty: Duty | None
    body: str


def lead_in_of(span: Span, text: str) -> LeadIn:
    """Give the line at `span`, whose words are `text`, as one that leads to items."""
    grammar = grammar_of(language_of(text))
    duty = duty_in(text) or grammar.duty(f"{text.rstrip(_LEADS_ON)}{grammar.full_stop}")
    return LeadIn(span, text, duty, duty.body_as_written if duty else grammar.body(text.rstrip(_LEADS_ON)))


def listed(text: str, lead: LeadIn, items: Sequence[Item]) -> Iterator[Unit]:
    """Give the units of a list: one where its items only tell of one duty, else one for each item."""
    together = Span(lead.span.start, items[-1].whole.end)
    if lead.duty and len(together) <= LONGEST and _is_one_duty(text, lead, items):
        yield Unit(together, f"{lead.text}{text[lead.span.end : together.end]}")
        for note in notes_of(items):
            yield from _of_note(text, note)
        return
    if lead.duty is None and fits("purposes", lead.text.rstrip(_LEADS_ON)):
        items = [item for item in items if not _commands(item.words(text))]
    yield from _before_announcement(lead)
    for item in items:
        yield from _of_item(text, lead, item)


def _before_announcement(lead: LeadIn) -> Iterator[Unit]:
    """Give what a lead-in demands itself before the clause that announces its items, or after it."""
    before, _, last = lead.text.rpartition("，") if lead.duty else ("", "", "")
    stop = grammar_of(language_of(before)).full_stop
    if fits("own_items", last) and not fits("own_items", before) and (duty := duty_in(f"{before}{stop}")) and duty.is_command:
        yield Unit(lead.span, f"{before}{stop}")
    elif lead.duty and before and fits("acts_on_following", before) and not fits("own_items", last):
        yield Unit(lead.span, f"{lead.text.rstrip(_LEADS_ON)}{stop}")


def _is_one_duty(text: str, lead: LeadIn, items: Sequence[Item]) -> bool:
    """Say whether items are conditions, examples, or parts of what the lead-in alone demands."""
    if are_alternatives(text, items):
        return not _each_holds(lead)
    if _opens_actions(lead):
        return False
    if _has_own_items(lead.text):
        figures = any(tells_when_or_how_much(item.span.of(text)) for item in items) and not fits("conditions", lead.text)
        return not (figures or fits("own_items", lead.text))
    words = [item.words(text) for item in items]
    if all(_commands(one) for one in words):
        return False
    conditions = conditions_in(lead.text)
    opens = bool(conditions) and conditions[-1].end >= len(lead.text.rstrip(_LEADS_ON)) and lead.duty is not None
    completes = all(fits("completes", one) for one in words)
    return opens or completes or fits("conditions", lead.text)


def _commands(words: str) -> bool:
    duty = duty_in(f"{words}.")
    return duty is not None and duty.is_command


def _each_holds(lead: LeadIn) -> bool:
    """Say whether a lead-in forbids or allows each of its alternatives: “must not: (a) …; or (b) …”."""
    if lead.duty is None or fits("conditions", lead.text) or fits("excepting", lead.text):
        return False
    return lead.duty.modality is Modality.MUST_NOT or (lead.duty.modality is Modality.MAY and _opens_actions(lead))


def _opens_actions(lead: LeadIn) -> bool:
    """Say whether the items of a lead-in begin with what is to be done: “may, on request: (a) …”."""
    return lead.duty is not None and not fits("conditions", lead.text) and fits("takes_verb", lead.text.rstrip(_LEADS_ON))


def _of_item(text: str, lead: LeadIn, item: Item) -> Iterator[Unit]:
    unit = _led(text, lead, item)
    if item.under:
        yield from listed(text, lead_in_of(item.span, _with_condition(lead, unit.text).rstrip(_STOPS) + _LEADS_ON[-1]), item.under)
    else:
        yield unit
    for note in item.notes:
        yield from _of_note(text, note)


def _with_condition(lead: LeadIn, text: str) -> str:
    """Give the words of an item that itself leads to items after the condition with which the line above begins."""
    conditions = conditions_in(lead.text)
    if not conditions or lead.text[: conditions[0].start].strip() or text.startswith(conditions[0].of(lead.text)):
        return text
    words = text[end_of_item_label(text) :]
    comma = language_of(text).entry("requirements", "comma")
    return f"{conditions[0].of(lead.text)}{comma}{words}"


def _of_note(text: str, note: Item) -> Iterator[Unit]:
    if note.under:
        yield from listed(text, lead_in_of(note.span, note.span.of(text)), note.under)
    else:
        yield Unit(note.span, note.span.of(text))


def _led(text: str, lead: LeadIn, item: Item) -> Unit:
    """Give the unit of an item: with the words of its lead-in where they go on in it."""
    own, words = duty_in(item.span.of(text)), item.words(text)
    whole = lead.text.rstrip(_LEADS_ON)
    begun = _without_announcement(whole)
    stop = grammar_of(language_of(words)).full_stop
    if own and not own.is_command and own.subject is None and lead.body and lead.duty is None and duty_in(f"{begun} {words}{stop}"):
        return Unit(item.span, f"{begun} {words}{stop}")  # “Staff: (a) must …”
    states = own is not None and not own.is_command and not (begun == whole and words[:1].islower() and fits("takes_item", begun))
    if (
        lead.duty is None
        and own
        and own.is_command
        and fits("introduces", begun)
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
    asks_comma = lead.text == lead.span.of(text) and fits("opens_aside", begun) and fits("takes_verb", begun)
    begun += "," if asks_comma else ""
    joined = f"{begun} {_lowered(words)}{stop}"
    commands = (own or duty_in(words + stop)) is not None and not (own and not own.is_command)
    if (asks_comma or fits("takes_verb", begun) or (not commands and fits("takes_item", begun))) and duty_in(joined):
        return Unit(item.span, joined)
    if not commands and fits("acts_on_following", whole) and duty_in(named := f"{whole}{_LISTED}{words}{stop}"):
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
