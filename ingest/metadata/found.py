"""What a text says of itself: title, issuer, number, dates, language and status; nothing where it is not sure."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from ingest.metadata.dates import DATE_AT_START, date_in, date_of_line
from ingest.metadata.validity import found_effective, found_expiry, found_status
from ingest.readers.draft import PAGE_BREAK, Line
from language.language import language_code_of, language_of
from language.lexicon import any_of

_ISSUER_LABEL = re.compile(
    rf"^\W*{any_of('metadata', 'issuer_labels')}\s*[:：]\s*(?P<issuer>.{{2,160}}?)\s*(?:{any_of('metadata', 'dated_after')}\s*[:：].*)?$",
    re.IGNORECASE,
)
_BODY_TITLE = re.compile(rf"^(?P<issuer>{any_of('metadata', 'body_titles')})\s*[:：]\s+\S")
_BYLINE = re.compile(rf"[（(](?P<issuer>{any_of('metadata', 'byline_bodies')})[）)]\W{{0,2}}$")
_NUMBER = re.compile(any_of("metadata", "numbers"))
_LETTERHEAD = re.compile(any_of("metadata", "letterheads"))
_LETTERHEAD_END = re.compile(rf"{any_of('metadata', 'letterhead_end')}$")
_NUMBER_LABEL = re.compile(rf"^\W*{any_of('metadata', 'number_labels')}\s*[:：]\s*(?P<number>\S.{{1,60}}?)\s*$", re.IGNORECASE)
_ADOPTED = re.compile(any_of("metadata", "adopted"), re.IGNORECASE)
_SEARCHED, _LONGEST_ADOPTION = 12, 200


def found_properties(lines: list[Line], cut: list[Line], name: str, given: dict[str, str]) -> dict[str, str]:
    """Give all PROPERTIES of a document: as `given`, else as its text states them; a property that neither states is empty.

    `lines` are its text, `cut` what stood around it, `name` its file's.
    """
    lines, cut = ([replace(line, text=line.text.replace(PAGE_BREAK, "")) for line in part] for part in (lines, cut))
    known = {key: value for key, value in given.items() if value}
    head, below = _letterhead(lines)
    if head and known.get("title", head) == head:
        known["title"] = found_title(below, name)
        known.setdefault("issuer", _LETTERHEAD_END.sub("", head))
    title = known.get("title") or found_title(lines, name)
    text = "\n".join(line.text for line in lines)
    issued = known.get("issued") or found_date(lines, cut) or date_in(PurePath(name).stem)
    effective = known.get("effective") or found_effective(text, issued)
    found = {
        "title": title,
        "issuer": found_issuer(lines, cut),
        "number": found_number(lines, cut),
        "issued": issued,
        "effective": effective,
        "expires": found_expiry(text, effective or issued),
        "language": language_code_of(text),
        "status": found_status(lines, title, name),
    }
    return found | known


def _letterhead(lines: list[Line]) -> tuple[str, list[Line]]:
    """Give the line “body + word for a document” over a document's number, and the lines below the number; nothing where there is none."""
    top = [number for number, line in enumerate(lines) if line.text][:3]
    if len(top) < 3 or not _LETTERHEAD.fullmatch(lines[top[0]].text) or not _NUMBER.fullmatch(lines[top[1]].text):
        return "", lines
    return lines[top[0]].text, lines[top[2] :]


def found_date(lines: list[Line], cut: Iterable[Line]) -> str:
    """Give the ISO date that a line of its own, or a labelled one, states near either end of the text.

    Where there is none, that of the last adoption or amendment that stands under the title. Where more than three different ones stand
    in lines of the text, as in a list of news, none is the document's.
    """
    edges = [line.text for line in [*lines[:_SEARCHED], *lines[-_SEARCHED // 2 :], *cut]]
    found = next((date for text in edges if (date := date_of_line(text))), "") or _last_adopted([line.text for line in lines[:_SEARCHED]])
    return found if found and len({date_of_line(line.text) for line in lines if len(line.text) <= 60} - {""}) <= 3 else ""


def _last_adopted(head: Iterable[str]) -> str:
    """Give the latest of the dates on which lines under the title say that the text was adopted or amended, empty where none does."""
    told = (text for text in head if len(text) <= _LONGEST_ADOPTION and _ADOPTED.search(text))
    return max((day for text in told for date in DATE_AT_START.finditer(text) if (day := date_in(date[0]))), default="")


def found_issuer(lines: list[Line], cut: Iterable[Line]) -> str:
    """Give the issuer that a labelled line near either end names, a title “Body: subject”, or a byline at the end."""
    edges = [line.text for line in [*lines[:_SEARCHED], *lines[-_SEARCHED // 2 :], *cut]]
    labelled = next((found for text in edges if (found := _ISSUER_LABEL.match(text))), None)
    title = next((line.text for line in lines if line.text), "")
    end = next((line.text for line in reversed(lines) if line.text), "")
    named = labelled or _BODY_TITLE.match(title) or _BYLINE.search(end)
    return named["issuer"].rstrip(".。 ") if named else ""


def found_title(lines: list[Line], name: str) -> str:
    """Give the text's first line where it can be a title, else the file's name in words."""
    leading = [line.text for line in lines if any(character.isalpha() for character in line.text)][:1]
    for text in leading:
        longest = language_of(text).limit("title")
        if len(text) <= longest and text[0].isalnum() and not date_of_line(text) and not re.search(r"[.。!！;；,，|]$|\s\|\s", text):
            return text
    stem = re.sub(r"(19|20)\d\d[-_.]\d\d?[-_.]\d\d?", "", PurePath(name).stem) or PurePath(name).stem
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:]


def found_number(lines: list[Line], cut: Iterable[Line]) -> str:
    """Give the document's own number, which a labelled line states, or a line of its own near the top, or the title's end."""
    edges = [line.text for line in [*lines[:_SEARCHED], *lines[-_SEARCHED // 2 :], *cut]]
    labelled = next((found["number"] for text in edges if (found := _NUMBER_LABEL.match(text))), "")
    if labelled and re.search(r"\d", labelled):
        return labelled
    top = [line.text for line in lines if line.text][:6]
    alone = next((text for text in top if _NUMBER.fullmatch(text.strip("（）() "))), "")
    return alone.strip("（）() ")
