"""Finding a text in a document, and the part of a document around a span."""

import re
from dataclasses import dataclass

from language.span import Span
from vectorstore.document import Document

LONGEST_FIND = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a text stands in a document: the span of the hit, its number from 1, and how many there are."""

    span: Span
    number: int
    count: int


def find_in(document: Document, text: str, after: int, back: bool = False) -> Hit | None:
    """Give the first place after the offset `after`, or with `back` the last before it, that has the words of `text`, whatever the
    case and the space between them; goes on from the other end, and gives None where there is none."""
    words = text[:LONGEST_FIND].split()
    if not words:
        return None
    spans = [Span(*found.span()) for found in re.finditer(r"\s+".join(map(re.escape, words)), document.text, re.IGNORECASE)]
    if not spans:
        return None
    if back:
        place = next((place for place in reversed(range(len(spans))) if spans[place].start < after), len(spans) - 1)
    else:
        place = next((place for place, span in enumerate(spans) if span.start > after), 0)
    return Hit(spans[place], place + 1, len(spans))


def window(document: Document, cited: Span, around: int) -> Span:
    """Give the part of the text that is shown around what is cited, opened and closed where lines do, if one does nearby."""
    first, last = max(0, cited.start - around), min(len(document.text), cited.end + around)
    line = document.text.find("\n", first, cited.start) if first else -1
    stop = document.text.rfind("\n", cited.end, last) if last < len(document.text) else -1
    return Span(line + 1 if line >= 0 else first, stop if stop >= 0 else last)
