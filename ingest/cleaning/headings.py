"""Which lines of a text are headings, where no markup says so."""

import re
from dataclasses import replace

from ingest.metadata.dates import is_date
from ingest.readers.draft import Line
from language.language import language_of
from language.lexicon import any_word_of
from language.text.numbering import BULLETS, rank_of, without_clause_number
from language.text.scripts import CJK

_ENDS_SENTENCE = re.compile(r"[.!。！;；,，、?？:：]\W{0,2}$")
_LIST_MARK = re.compile(rf"^[-–—+{BULLETS}]\ufe0f?\s")
_ENTRY = re.compile(r"((?<!\.)\.{3,}+|…)\s*+(\d{1,4}|[ivxl]{1,6})$")  # of a table of contents
_OPENS = re.compile(rf'[{CJK}“"《【]')
_ATTENDANCE = re.compile(rf"\W{{0,3}}{any_word_of('metadata', 'attendance_labels')}\s?[:：]", re.IGNORECASE)
_PLAIN_RANK = 7
_NUMBER = re.compile(r"(?P<number>\d{1,2})(?P<style>[.、．)）])(?!\d)")
_LEADS = re.compile(r"[:：]\W{0,2}$")


def with_headings(lines: list[Line]) -> list[Line]:
    """Mark as headings those lines that look like ones; lines that markup made headings stay as they are."""
    deepest = max((line.level for line in lines), default=0)
    items = _items(lines)
    return [line if line.level or i in items else replace(line, level=_level(lines, i, deepest)) for i, line in enumerate(lines)]


def _items(lines: list[Line]) -> frozenset[int]:
    """Give the places of short numbered lines that are items of one list: the first stands under a colon and leads to the next or to marked
    lines, or stands right over the next; the others count on from it, right below or, behind an empty line, where they lead on too."""
    found: set[int] = set()
    last: tuple[str, int] | None = None  # how the item before was numbered
    shown = [i for i, line in enumerate(lines) if line.text]
    for place, i in enumerate(shown):
        is_apart = not (i and lines[i - 1].text)
        if not (numbered := _numbered(lines[i].text)):
            last = None if lines[i].level or (is_apart and not _LIST_MARK.match(lines[i].text)) else last
            continue
        style, number = numbered
        before = lines[shown[place - 1]].text if place else ""
        after = shown[place + 1] if place + 1 < len(shown) else None
        leads = after is not None and (_numbered(lines[after].text) == (style, number + 1) or _LIST_MARK.match(lines[after].text))
        opens = number == 1 and leads and (_LEADS.search(before) or (after == i + 1 and not _LIST_MARK.match(lines[after].text)))
        if opens or (last == (style, number - 1) and not lines[i].level and (leads or not is_apart)):
            found.add(i)
            last = (style, number)
        else:
            last = None
    return frozenset(found)


def _numbered(text: str) -> tuple[str, int] | None:
    """Give how a line is numbered, “1.” or “1)”, and its number; None where it is not."""
    found = _NUMBER.match(text)
    return (found["style"], int(found["number"])) if found else None


def _level(lines: list[Line], index: int, marked: int) -> int:
    """Give the level of a line under the `marked` levels that the markup itself uses, 0 for text."""
    text = lines[index].text
    if not text or _LIST_MARK.match(text) or _ENTRY.search(text):
        return 0
    if rank := rank_of(text):
        return marked + rank if len(text) <= language_of(text).limit("numbered_heading") and not _is_sentence(text) else 0
    return marked + _PLAIN_RANK if _stands_alone(lines, index) else 0


def _is_sentence(text: str) -> bool:
    body = without_clause_number(text)
    return bool(_ENDS_SENTENCE.search(body)) and len(body) > 1


def _stands_alone(lines: list[Line], index: int) -> bool:
    """Say whether a line without number or end mark leads the text that follows, and is no list's item or verse's line."""
    text = lines[index].text
    if (
        is_date(text)
        or _ATTENDANCE.match(text)
        or _ENDS_SENTENCE.search(text)
        or "|" in text
        or "\t" in text
        or len(text) > language_of(text).limit("plain_heading")
    ):
        return False
    if not (text[0].isupper() or text[0].isdigit() or _OPENS.match(text)):
        return False
    before = lines[index - 1].text if index else ""
    following = next((line.text for line in lines[index + 1 : index + 3] if line.text), "")
    return not before and len(following) > max(language_of(following).limit("text_under_heading"), len(text)) and len(text.split()) <= 14
