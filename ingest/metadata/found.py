"""What a text says of itself: title, issuer, number, dates, language and status; nothing where it is not sure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from ingest.metadata.dates import DATE_AT_START, date_in, date_of_label, date_of_line, days_come_first, plain
from ingest.metadata.heads import ISSUER_LABEL, body_under_title, issued_by, parted_head
from ingest.metadata.numbers import found_number, number_alone
from ingest.metadata.signature import is_signing_body, rows_of_dates, signature_of
from ingest.metadata.titles import AFTER_BODY, found_title, names_something
from ingest.metadata.validity import found_effective, found_expiry, found_status
from ingest.readers.draft import PAGE_BREAK, Line
from language.language import language_code_of, language_of
from language.lexicon import any_of
from language.text.front_lines import front_parts
from language.text.joining import without_set_off_spaces

_BODY_TITLE = re.compile(rf"^(?P<issuer>{any_of('metadata', 'body_titles')})\s*[:：]\s+\S")
_BYLINE = re.compile(rf"[（(](?P<issuer>{any_of('metadata', 'byline_bodies')})[）)]\W{{0,2}}$")
_LETTERHEAD = re.compile(f"{any_of('metadata', 'letterheads')}|{any_of('metadata', 'heads_of_notices')}")
LETTERHEAD_END = re.compile(rf"{any_of('metadata', 'letterhead_end')}$")
_DECREE = re.compile(any_of("metadata", "decrees"))
_NUMBER_OF_DECREE = re.compile(any_of("metadata", "numbers_of_decrees"))
_PUT_IN_FORCE = re.compile(any_of("metadata", "put_in_force"))
_PROMULGATED_BY = re.compile(any_of("metadata", "promulgated_by"))
_ADOPTED = re.compile(any_of("metadata", "adopted"), re.IGNORECASE)
_IN_FORCE = re.compile(
    rf"{any_of('metadata', 'force_from')}\s?(?:{DATE_AT_START.pattern})|(?:{DATE_AT_START.pattern})\s?{any_of('metadata', 'force_since')}",
    re.IGNORECASE,
)
_NOTHING = re.compile(rf"\W*+(?:{any_of('metadata', 'nothing')}\W*+)?$|\S*(?:://|\bwww\.)", re.IGNORECASE)
_SEARCHED, _LONGEST_ADOPTION = 12, 200
_HEAD = 40  # lines among which a text stands that a decree puts in force
_MOST_BODIES = 4  # over a document's number
_ASSENTED = re.compile(rf"^\W{{0,3}}{any_of('metadata', 'acts_open')}.{{0,2000}}\[(?P<date>{DATE_AT_START.pattern})\]", re.IGNORECASE)
_DATED_TITLE = re.compile(rf"{any_of('metadata', 'dated_titles')}(?P<date>(?i:{DATE_AT_START.pattern}))")
_MINUTES = re.compile(any_of("metadata", "minutes"), re.IGNORECASE)
_DAY_OF_MEETING = re.compile(any_of("metadata", "meeting_days"), re.IGNORECASE)
_TITLES = 4  # lines among which the title stands
_DATES_OF_A_TEXT = 3  # where more stand in lines of their own, it is a list of news


def found_properties(lines: list[Line], cut: list[Line], name: str, given: dict[str, str]) -> dict[str, str]:
    """Give all PROPERTIES of a document: as `given`, else as its text states them; a property that neither states is empty.

    `lines` are its text, `cut` what stood around it, `name` its file's.
    """
    lines, cut = (
        [replace(line, text=text) for line in part for text in front_parts(line.text.replace(PAGE_BREAK, ""))] for part in (lines, cut)
    )
    lines = parted_head(lines)
    known = {key: without_set_off_spaces(value) for key, value in given.items() if value}
    head, below = _letterhead(lines)
    if head and _without_spaces(known.get("title", "")) in ("", *head):
        known["title"] = found_title(below, "") or found_title(lines, name)
        known.setdefault("issuer", ", ".join(LETTERHEAD_END.sub("", body) for body in head))
    for key, value in _decree(lines).items():
        known.setdefault(key, value)
    title = known.get("title") or found_title(lines, name)
    text = "\n".join(line.text for line in lines)
    dated = plain(text)
    promulgated = _promulgated(lines)
    promulgated_by = promulgated.get("issuer", "")
    signed = signature_of([line.text for line in lines])
    issued = known.get("issued") or found_date(lines, cut, signed.date) or date_in(PurePath(name).stem)
    effective = known.get("effective") or found_effective(dated, issued)
    found = {
        "title": title,
        "issuer": found_issuer(lines, cut) or signed.body or body_under_title(lines, title) or _body_before(title) or promulgated_by,
        "number": found_number(lines, cut) or promulgated.get("number", ""),
        "issued": issued,
        "effective": effective,
        "expires": found_expiry(dated, effective or issued),
        "language": language_code_of(text),
        "status": found_status(lines, title, name),
    }
    return found | known


def _letterhead(lines: list[Line]) -> tuple[list[str], list[Line]]:
    """Give the bodies over a document's number, the last perhaps with a word for a document, each without spaces, and the lines below the
    number; nothing where there is none, nor where the first of several words is no body and no title follows."""
    top = [number for number, line in enumerate(lines) if names_something(line.text)][: _MOST_BODIES + 2]
    place = next((place for place, number in enumerate(top) if number_alone(lines[number].text)), 0)
    head = [_without_spaces(lines[number].text) for number in top[:place]]
    if not head or place + 1 >= len(top):
        return [], lines
    if any(language_of(one).parts_words for one in head):
        below = lines[top[place + 1] :]
        return (head, below) if all(map(is_signing_body, head)) and found_title(below, "") else ([], lines)
    if not all(map(is_signing_body, head[:-1])) or not (_LETTERHEAD.fullmatch(head[-1]) or is_signing_body(head[-1])):
        return [], lines
    return head, lines[top[place + 1] :]


def _decree(lines: list[Line]) -> dict[str, str]:
    """Give issuer, number and title of a text that a decree of a body, named over its number, puts in force; nothing of another."""
    first, second, *others = [*(_without_spaces(line.text) for line in lines if line.text), "", ""][:_HEAD]
    if not (issuer := _DECREE.fullmatch(first)) or not _NUMBER_OF_DECREE.fullmatch(second):
        return {}
    named = next((found["title"] for text in others[:3] if (found := _PUT_IN_FORCE.search(text))), "")
    title = named if named in others else f"{first}{second}"
    return {"issuer": issuer["issuer"], "number": f"{first}{second}", "title": title}


def _promulgated(lines: list[Line]) -> dict[str, str]:
    """Give who first promulgated a text, and under which number, as a line in its head says; nothing where none does."""
    head = [line.text for line in lines if line.text][:_SEARCHED]
    found = next((found for text in head if _ADOPTED.search(text) and (found := _PROMULGATED_BY.search(text))), None)
    if found is None:
        return {}
    number = next((value for key, value in found.groupdict().items() if key.startswith("number") and value), "")
    issuer = next((value for key, value in found.groupdict().items() if key.startswith("issuer") and value), "")
    return {"issuer": issuer, "number": _without_spaces(number) if number != issuer else ""}


def _without_spaces(text: str) -> str:
    """Give a text without its spaces where they part no words."""
    return text if not text or language_of(text).parts_words else "".join(text.split())


def found_date(lines: list[Line], cut: Iterable[Line], signed: str = "") -> str:
    """Give the ISO date that a labelled line, or “Issued by … on …”, states near either end of the text, else that under which it is
    `signed`, else that of a line of its own near either end.

    Where there is none, that of the last adoption or amendment that stands under the title. Where more than three different ones stand
    in lines of the text, as in a list of news, none is the document's; nor is one in a row of lines with dates, as in a table.
    """
    habit = days_come_first("\n".join(line.text for line in lines))
    texts = [line.text for line in lines]
    edges = [*texts[:_SEARCHED], *texts[-_SEARCHED // 2 :], *(line.text for line in cut)]
    labelled = (date_of_label(text, habit) or issued_by(text)[1] for text in edges)
    if stated := next(filter(None, labelled), "") or signed:
        return stated
    in_rows = set(rows_of_dates([text for text in texts if text]))
    head = [text for text in texts if text][:_SEARCHED]
    found = next((day for text in edges if text not in in_rows and (day := date_of_line(text, habit))), "")
    found = found or _last_adopted(texts[:_SEARCHED]) or _of_title(head) or _of_meeting(head, habit)
    several = {date_of_line(text, habit) for text in texts if len(text) <= 60} - {""}
    return found if found and len(several) <= _DATES_OF_A_TEXT else ""


def _last_adopted(head: Iterable[str]) -> str:
    """Give the latest of the dates on which lines under the title say that the text was adopted or amended, empty where none does.

    From when it is in force, as such a line may say too, is none of them.
    """
    told = (_IN_FORCE.sub(" ", plain(text)) for text in head if len(text) <= _LONGEST_ADOPTION and _ADOPTED.search(text))
    return max((day for text in told for date in DATE_AT_START.finditer(text) if (day := date_in(date[0]))), default="")


def _of_title(head: list[str]) -> str:
    """Give the day that a title holds as its own, or that stands in brackets where an act of parliament opens; empty where none does."""
    told = [_DATED_TITLE.search(plain(text)) for text in head[:_TITLES]] + [_ASSENTED.search(plain(text)) for text in head]
    return next((date_in(found["date"]) for found in told if found), "")


def _of_meeting(head: list[str], day_first: bool | None) -> str:
    """Give the day of the meeting of which a text is the minutes, empty where it is none or tells no day in its head."""
    if not any(_MINUTES.search(text) for text in head[:_TITLES]):
        return ""
    return next((day for text in head if _DAY_OF_MEETING.search(text) and (day := date_in(text, day_first))), "")


def found_issuer(lines: list[Line], cut: Iterable[Line]) -> str:
    """Give the issuer that a labelled line near either end names, a title “Body: subject”, a byline at the end, or a line at the top that
    says who issued the text."""
    edges = [line.text for line in [*lines[:_SEARCHED], *lines[-_SEARCHED // 2 :], *cut]]
    labelled = next((found for text in edges if (found := ISSUER_LABEL.match(text)) and not _NOTHING.match(found["issuer"])), None)
    title = next((line.text for line in lines if line.text), "")
    end = next((line.text for line in reversed(lines) if line.text), "")
    named = labelled or _BODY_TITLE.match(title) or _BYLINE.search(end)
    said = (body for line in lines[: 2 * _SEARCHED] if (body := issued_by(line.text)[0]))
    return named["issuer"].rstrip(".。 ") if named else next(said, "")


def issuer_in_title(title: str) -> str:
    """Give the body that a title names as its own: “Body: subject”, or “body on a matter”; empty where it names none."""
    named = _BODY_TITLE.match(title)
    return named["issuer"] if named else _body_before(title)


def _body_before(title: str) -> str:
    """Give the body with which a title begins, as in “body on a matter”; empty where it begins with none."""
    start = AFTER_BODY.search(title)
    return title[: start.start()] if start and is_signing_body(title[: start.start()]) else ""
