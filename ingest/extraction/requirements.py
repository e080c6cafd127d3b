"""The requirements that a document states, each with its span."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.cleaning.quality import warnings_of
from ingest.extraction.deadlines import deadline_in, year_of
from ingest.extraction.targets import targets_in
from ingest.extraction.themes import theme_of
from language.chinese.grammar import chinese_duty
from language.duty import Duty
from language.english.actors import body_in
from language.english.grammar import english_duty, subject_in
from language.modality import Modality
from language.sentences import sentences
from language.span import Span
from language.tokens import is_cjk
from vectorstore.document import Document
from vectorstore.requirement import Requirement

_ITEM = re.compile(r"\s*(?:[(（](?:[a-z]{1,4}|\d{1,2}|[一二三四五六七八九十]{1,2})[)）]|[a-z]\.\s|[-•*–·●]\s|[①-⑳]|\d{1,2}[.、)]\s?(?!\d))")
_TAIL = re.compile(r"(?<!\s)\s*+(?:and\s+)?$")
_LISTED_TAIL = re.compile(r"(?<![;\s])[;\s]*+(?:and)?\s*$")
_OPEN = re.compile(r"[:：—]\W{0,2}$|\b(?:and|or)$")
_RESPONSIBLE = re.compile(
    r"[（(]?(?:责任|牵头|负责|主责|承办|配合)(?:单位|部门|处室|主体|人)[:：]|[（(][^（）()：:]{2,60}(?:牵头|按职责分工负责|"
    r"分工负责|负责)[）)]|\(?(?:responsible|lead) (?:unit|department|body|agency)s?:",
    re.IGNORECASE,
)
_RESPONSIBLE_NAMES = re.compile(r"[:：]\s*(?P<who>[^。；;.）)\n]{2,80})")
_OTHER_MATTER = re.compile(
    r"\b(?:for (?:further|more) information\b.{0,80}\bplease|copyright|all rights reserved|disclaimer|cookies?|click here|"
    r"subscribe|contact (?:us|this (?:site|website))|"
    r"this (?:site|website)|reproduc|reprint|infring)"
    r"|版权|转载|本网|本站|责任编辑|未经授权|侵权|订阅|扫码|点击",
    re.IGNORECASE,
)
_PAST_YEAR = re.compile(r"^\W*(?:in|during|since|by the end of) ((?:19|20)\d\d)\b", re.IGNORECASE)
_CONDITIONS = re.compile(
    r"\b(?:if|when|where|unless|cases?|conditions?|circumstances)\b[^:：]{0,30}[:：]|(?:情形|条件|之一)[^:：]{0,12}[:：]", re.IGNORECASE
)
_LONGEST_LIST = 1500
_LONGEST = 2500
_LONGEST_ACTION = 240
_SHORTEST, _SHORTEST_CJK = 18, 7


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
    return [row for unit in _units(document) if (row := _row(document, unit, year, normal, terms))]


def _duty(text: str) -> Duty | None:
    return chinese_duty(text) if is_cjk(text) else english_duty(text)


def _row(document: Document, unit: _Unit, year: int | None, normal: Callable[[str], str], terms: Sequence[str]) -> Requirement | None:
    quote = unit.span.of(document.text)
    if len(quote) < (_SHORTEST_CJK if is_cjk(quote) else _SHORTEST) or len(quote) > _LONGEST or _OTHER_MATTER.search(quote):
        return None
    duty = _governed(_duty(quote), unit.led, quote)
    past = _PAST_YEAR.match(quote)
    if duty is None or (past and year and int(past[1]) < year and duty.modality is Modality.SHOULD):
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
        warnings=tuple(map(str, warnings_of(quote))),
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
    label = _ITEM.match(quote)
    return replace(led, action=label.end() if label else 0, start=0, subject=None)


def _action(quote: str, start: int) -> str:
    """Give the words of the quote that say what is to be done, cut after a whole one where they are many."""
    start += len(quote[start:]) - len(quote[start:].lstrip(' \n\t:：,，“"‘'))
    action = quote[start:].rstrip(" \n\t.;。；")
    if responsible := _RESPONSIBLE.search(action):
        action = action[: responsible.start()].rstrip(" \n\t.;。；")
    if len(action) <= _LONGEST_ACTION:
        return action
    cut = action[:_LONGEST_ACTION]
    return cut if is_cjk(cut) else cut.rpartition(" ")[0]


def _units(document: Document) -> Iterator[_Unit]:
    text = document.text
    plain = {heading: _plain(heading) for section in document.sections for heading in section.path} | {
        document.title: _plain(document.title)
    }
    spans = [span for span in _semicolons(text, sentences(text)) if not _is_heading(document, plain, *span)]
    place = 0
    while place < len(spans):
        start, end = spans[place]
        place += 1
        last = place
        if _OPEN.search(text[start:end]):
            while last < len(spans) and _ITEM.match(text, spans[last][0]):
                last += 1
        if last > place:
            lead_in = text[start:end]
            lead = _duty(lead_in) or _duty(lead_in.rstrip(" :：—") + ("。" if is_cjk(lead_in) else "."))
            items = spans[place:last]
            of_their_own = any(_tells_when_or_how_much(text[a:b]) for a, b in items) and not _CONDITIONS.search(lead_in)
            if lead and not of_their_own and spans[last - 1][1] - start <= _LONGEST_LIST:
                yield _Unit(Span(start, items[-1][1]))
            else:
                body = lead.body_as_written if lead else body_in(subject_in(lead_in.rstrip(" :：—"))) if not is_cjk(lead_in) else ""
                for a, b in items:
                    yield _Unit(Span(a, b), lead, body)
            place = last
            continue
        while place < len(spans) and spans[place][0] - end < 3 and _RESPONSIBLE.match(text, spans[place][0]):
            end = spans[place][1]
            place += 1
        yield _Unit(Span(start, end))


def _tells_when_or_how_much(text: str) -> bool:
    text = text[:_LONGEST]  # what is longer becomes no requirement
    return bool(deadline_in(text, 2000)) or bool(targets_in(text, 0))


def _semicolons(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Part sentences at semicolons where each part states a duty of its own with its own figure, date or body."""
    for start, end in spans:
        cuts = [found.end() for found in re.finditer(r";\s+(?:and\s+)?", text[start:end])]
        parts = [(start + a, start + b) for a, b in zip([0, *cuts], [*cuts, end - start], strict=True)]
        if cuts and all(_of_its_own(text[a:b]) for a, b in parts):
            yield from ((a, b - (len(text[a:b]) - len(_TAIL.sub("", text[a:b])))) for a, b in parts)
        else:
            yield start, end


def _of_its_own(text: str) -> bool:
    duty = _duty(_LISTED_TAIL.sub(".", text, count=1))
    return duty is not None and (bool(duty.body_as_written) or _tells_when_or_how_much(text))


def _is_heading(document: Document, plain: Mapping[str, str], start: int, end: int) -> bool:
    """Say whether the sentence is a heading's line, or the title; `plain` gives the headings without what is no letter."""
    own = _plain(document.text[start:end])
    return bool(own) and (own in (plain[heading] for heading in document.heading_at(start)) or own == plain[document.title])


def _plain(text: str) -> str:
    return re.sub(r"\W", "", text).lower()
