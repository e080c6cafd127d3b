"""What a language model says, statement by statement, each with the numbers that it cites."""

import re
from dataclasses import dataclass

from assistant.writing.citation_markers import before_stops, split
from language.text.sentences import sentences

_LEAD = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)、])\s+")
_MARKUP = re.compile(r"\*\*|__|^#+\s*|`", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a reply without its numbers, on line `line` of it, after `lead`, such as the mark of a list."""

    text: str
    numbers: tuple[int, ...]
    line: int = 0
    lead: str = ""


def said_in(written: str) -> list[Said]:
    """Cut prose with markers such as [1] into sentences."""
    found = []
    lines = [line for line in _MARKUP.sub("", before_stops(written)).splitlines() if line.strip()]
    for place, line in enumerate(lines):
        lead = _LEAD.match(line)
        begin = lead.end() if lead else 0
        for span in sentences(line, begin):
            text, numbers = split(span.of(line))
            if text:
                found.append(Said(text, tuple(numbers), place, lead[0] if lead and span.start == begin else ""))
    return found
