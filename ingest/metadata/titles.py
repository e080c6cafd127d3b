"""What a document is called."""

import re
from pathlib import PurePath

from ingest.metadata.dates import date_of_line
from ingest.metadata.numbers import number_alone
from ingest.metadata.signature import is_signing_body
from ingest.readers.draft import Line
from language.language import language_of
from language.lexicon import any_of
from language.text.front_lines import is_front_line
from language.text.joining import without_spaces_at_end
from language.text.numbering import rank_of

AFTER_BODY = re.compile(any_of("metadata", "titles_after_body"))
"""How a title goes on after the body whose document it is."""

_LABEL = re.compile(rf"^\W*{any_of('metadata', 'title_labels')}\s*[:：]\s*(?P<title>[^\W_].{{2,300}}?)\s*$", re.IGNORECASE)
_ENDS = re.compile(rf"{any_of('metadata', 'titles_end')}$")
_REST = re.compile(any_of("metadata", "rests_of_titles"))
_ABOVE = re.compile(any_of("metadata", "above_titles"))
_LETTERHEAD = re.compile(any_of("metadata", "letterheads"))
_OF_INSTRUMENT = re.compile(any_of("metadata", "numbers_of_instruments"))
_HANDS_ON = re.compile(any_of("metadata", "hands_on"), re.IGNORECASE)
_SALUTATION = re.compile(any_of("metadata", "salutations"), re.IGNORECASE)
_NO_TITLE = re.compile(r"[.。!！;；,，|]$|\s\|\s")
_SEARCHED = 12
_MOST_LINES = 4  # of a title
_LONGEST_REST = 40


def found_title(lines: list[Line], name: str) -> str:
    """Give the title that a labelled line states, else the text's first line that states no property where it can be one, joined with
    the next ones where it goes on there; else the file's name in words."""
    labelled = next((found["title"] for line in lines[:_SEARCHED] if (found := _LABEL.match(line.text))), "")
    leading = [labelled] if labelled else [line.text for line in lines if names_something(line.text)][: 2 * _MOST_LINES]
    leading = [_handed_on(text) for text in leading]
    below = [text for text in leading if not (number_alone(text) or date_of_line(text) or _LETTERHEAD.fullmatch("".join(text.split())))]
    if len(below) > 1 and below[0].isupper() and not below[1].isupper() and any(map(_OF_INSTRUMENT.fullmatch, leading)):
        below = below[1:]  # the matter
    titles = [_joined(below)] if below and (below == leading or not _opens(below[0])) else []
    for text in [*titles, *(one for one in leading[:1] if number_alone(one))]:
        if len(text) <= language_of(text).limit("title") and text[0].isalnum() and not date_of_line(text) and not _NO_TITLE.search(text):
            return without_spaces_at_end(text)
    return title_in_name(name)


def _handed_on(text: str) -> str:
    """Give what a notice hands on where its own title is too long for one; else the text."""
    named = _HANDS_ON.search(text) if len(text) > language_of(text).limit("title") else None
    return named["title"] if named else text


def title_in_name(name: str) -> str:
    """Give the name of a file in words, without a date in it."""
    stem = re.sub(r"(19|20)\d\d[-_.]\d\d?[-_.]\d\d?", "", PurePath(name).stem) or PurePath(name).stem
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:]


def names_something(text: str) -> bool:
    """Say whether a line may be a title, a body or a number: it has letters, states no property and is no mark of secrecy or haste."""
    return any(map(str.isalpha, text)) and not is_front_line(text) and not _ABOVE.fullmatch(text.strip())


def _opens(text: str) -> bool:
    """Say whether a line opens the text itself: the heading of a part, or whom the text addresses."""
    return bool(rank_of(text) or _SALUTATION.match(text))


def _joined(leading: list[str]) -> str:
    """Give a title with the lines over which it goes on: the body in front of it, and what ends it."""
    first, *rest = leading[: _MOST_LINES + 1]
    if rest and is_signing_body(first) and AFTER_BODY.match(rest[0]):
        first, *rest = f"{first}{rest[0]}", *rest[1:]
    if rest and _REST.fullmatch(rest[0]):
        return f"{first}{rest[0]}"
    if language_of(first).parts_words or _ENDS.search(first) or _NO_TITLE.search(first) or _opens(first):
        return first
    for count in range(1, min(len(rest), _MOST_LINES - 1) + 1):
        text = "".join(rest[count - 1].split())
        if len(text) > _LONGEST_REST or _NO_TITLE.search(text) or _opens(text) or AFTER_BODY.match(text):
            break
        if _ENDS.search(text):
            return first + "".join("".join(one.split()) for one in rest[:count])
    return first
