"""The requirements that a document states, each with its span."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.cleaning.quality import warnings_of
from ingest.extraction.deadlines import deadline_in, year_of
from ingest.extraction.targets import targets_in
from ingest.extraction.themes import theme_of
from language.grammar import Duty, grammar_of
from language.language import language_of
from language.lexicon import any_of, pattern_of
from language.span import Span
from language.statements.modality import Modality
from language.text.numbering import end_of_item_label
from language.text.sentences import sentences
from vectorstore.document import Document
from vectorstore.requirement import Requirement

_JOINS = any_of("requirements", "joins")
_TAIL = re.compile(rf"(?<!\s)\s*+(?:{_JOINS}\s+)?$")
_LISTED_TAIL = re.compile(rf"(?<![;\s])[;\s]*+(?:{_JOINS})?\s*$")
_PARTS = re.compile(rf";\s+(?:{_JOINS}\s+)?")
_OPEN = re.compile(rf"[:：—]\W{{0,2}}$|{any_of('requirements', 'goes_on')}")
_RESPONSIBLE = pattern_of("requirements", "responsible")
_RESPONSIBLE_NAMES = re.compile(r"[:：]\s*(?P<who>[^。；;.）)\n]{2,80})")
_OTHER_MATTER, _CONDITIONS = pattern_of("requirements", "other_matter"), pattern_of("requirements", "conditions")
_PAST_YEAR = pattern_of("requirements", "past_year")
_LEADS_ON = " :：—"
_LONGEST_LIST = 1500
_LONGEST = 2500
_LONGEST_ACTION = 240
_SHORTEST = 18  # where a language says nothing else


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence with the list that it leads in, and the line that says who is responsible; `led` is the duty of a
    lead-in that does not stand with its items, `body_as_written` whom it names."""

    span: Span
    led: Duty | None = None
    body_as_written: str = ""


def requirements_in(document: Document, normal: Callable[[str], str], terms: Sequence[str] = ()) -> list[Requirement]:
    """Give the requirements of `document` in the order of its text; `normal` gives the one name of a body, `terms` are its terms.

    What the text leaves open stays empty. A sentence that only reports, defines or leads to another is none.
    """
    year = year_of(document)
    return [found for unit in _units(document) if (found := _requirement(document, unit, year, normal, terms))]


def _duty(text: str) -> Duty | None:
    return grammar_of(language_of(text)).duty(text)


def _is_short(quote: str) -> bool:
    return len(quote) < int((language_of(quote).lexicon("requirements") or {}).get("shortest", _SHORTEST))


def _requirement(
    document: Document, unit: _Unit, year: int | None, normal: Callable[[str], str], terms: Sequence[str]
) -> Requirement | None:
    quote = unit.span.of(document.text)
    if _is_short(quote) or len(quote) > _LONGEST or _OTHER_MATTER.search(quote):
        return None
    duty = _governed(_duty(quote), unit.led, quote)
    past = _PAST_YEAR.match(quote)
    if duty is None or (past and year and int(past["y"]) < year and duty.modality is Modality.SHOULD):
        return None
    duty = replace(duty, body_as_written=duty.body_as_written or unit.body_as_written)
    if not duty.body_as_written and (responsible := _RESPONSIBLE.search(quote)):
        names = _RESPONSIBLE_NAMES.search(quote, responsible.end() - 1)
        duty = replace(duty, body_as_written=names["who"].strip() if names else "")
    action = min(duty.action, len(quote))
    deadline = deadline_in(quote, year, duty.start, document.issued)
    return Requirement(
        unit.span,
        quote=quote,
        modality=duty.modality,
        action=_action(quote, action if duty.subject is None or duty.subject < 0 else duty.subject),
        body=normal(duty.body_as_written),
        body_as_written=duty.body_as_written,
        deadline=deadline.date if deadline else "",
        deadline_text=deadline.span.of(quote) if deadline else "",
        targets=tuple(targets_in(quote, action)),
        theme=theme_of(document, unit.span.start, quote, terms),
        warnings=tuple(warnings_of(quote)),
    )


def _governed(own: Duty | None, led: Duty | None, quote: str) -> Duty | None:
    """Give the duty of an item, where it stands alone, from its own words and from those of the line that leads to it.

    A lead-in such as “must not:” governs an item that only commands.
    """
    if led is None or (own and not own.is_command):
        return own
    if own:
        modality = led.modality if own.modality is Modality.MUST else own.modality
        return replace(own, modality=modality, body_as_written=own.body_as_written or led.body_as_written)
    return replace(led, action=end_of_item_label(quote), start=0, subject=None)


def _action(quote: str, start: int) -> str:
    """Give the words of the quote that say what is to be done, cut after a whole one where they are many."""
    start += len(quote[start:]) - len(quote[start:].lstrip(' \n\t:：,，“"‘'))
    action = quote[start:].rstrip(" \n\t.;。；")
    if responsible := _RESPONSIBLE.search(action):
        action = action[: responsible.start()].rstrip(" \n\t.;。；")
    if len(action) <= _LONGEST_ACTION:
        return action
    cut = action[:_LONGEST_ACTION]
    return cut.rpartition(" ")[0] if language_of(cut).parts_words else cut


def _units(document: Document) -> Iterator[_Unit]:
    text = document.text
    plain = {heading: _plain(heading) for section in document.sections for heading in section.path} | {
        document.title: _plain(document.title)
    }
    spans = [span for span in _semicolons(text, sentences(text)) if not _is_heading(document, plain, span)]
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
            lead = _duty(lead_in) or grammar.duty(f"{lead_in.rstrip(_LEADS_ON)}{grammar.full_stop}")
            items = spans[place:last]
            of_their_own = any(_tells_when_or_how_much(item.of(text)) for item in items) and not _CONDITIONS.search(lead_in)
            if lead and not of_their_own and spans[last - 1].end - span.start <= _LONGEST_LIST:
                yield _Unit(Span(span.start, items[-1].end))
            else:
                body = lead.body_as_written if lead else grammar.body(lead_in.rstrip(_LEADS_ON))
                for item in items:
                    yield _Unit(item, lead, body)
            place = last
            continue
        while place < len(spans) and spans[place].start - span.end < 3 and _RESPONSIBLE.match(text, spans[place].start):
            span = Span(span.start, spans[place].end)
            place += 1
        yield _Unit(span)


def _tells_when_or_how_much(text: str) -> bool:
    text = text[:_LONGEST]  # what is longer becomes no requirement
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


def _of_its_own(text: str) -> bool:
    duty = _duty(_LISTED_TAIL.sub(".", text, count=1))
    return duty is not None and (bool(duty.body_as_written) or _tells_when_or_how_much(text))


def _is_heading(document: Document, plain: Mapping[str, str], span: Span) -> bool:
    """Say whether the sentence is a heading's line, or the title; `plain` gives the headings without what is no letter."""
    own = _plain(span.of(document.text))
    return bool(own) and (own in (plain[heading] for heading in document.heading_at(span.start)) or own == plain[document.title])


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
