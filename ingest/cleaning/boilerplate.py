"""What a web site puts around a text: cut at both ends, never from the middle."""

import re
from dataclasses import replace

from ingest.readers.draft import Line
from language.lexicon import any_of
from language.text.sentences import sentences

_AT_BOTH_ENDS = re.compile(any_of("boilerplate", "at_both_ends"), re.IGNORECASE)
_AT_THE_TOP = re.compile(rf"^{any_of('boilerplate', 'at_the_top')}$", re.IGNORECASE)
_SOURCE = re.compile(rf"^\s*{any_of('metadata', 'source_labels')}\s*[:：]", re.IGNORECASE)
_LONGEST = 900
_SHORTEST = 12  # characters before boilerplate that are a text of their own


def without_boilerplate(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part `lines` into the text and what was cut: from the top as long as it is boilerplate, and from the bottom.

    A paragraph at the bottom that only ends in boilerplate loses its last sentences.
    """
    first, last = 0, len(lines)
    while first < last and (not lines[first].text or _is_cut(lines[first], _AT_THE_TOP)):
        first += 1
    while last > first and (not lines[last - 1].text or _is_cut(lines[last - 1], _SOURCE)):
        last -= 1
    if first == last:
        return lines, []
    cut = lines[:first] + lines[last:]
    own = _before_boilerplate(lines[last - 1].text)
    if own < len(lines[last - 1].text):
        cut = [*cut, replace(lines[last - 1], text=lines[last - 1].text[own:].strip())]
        lines = [*lines[: last - 1], replace(lines[last - 1], text=lines[last - 1].text[:own].rstrip())]
    return lines[first:last], [line for line in cut if line.text]


def _is_cut(line: Line, also: re.Pattern[str]) -> bool:
    text = line.text
    return len(text) <= _LONGEST and bool(also.search(text) or (_AT_BOTH_ENDS.search(text) and not _before_boilerplate(text)))


def _before_boilerplate(text: str) -> int:
    """Give where the boilerplate begins with which a paragraph ends: all of it where its first sentence is some."""
    spans = sentences(text)
    first = next((place for place, span in enumerate(spans) if _AT_BOTH_ENDS.search(span.of(text))), None)
    if first is None or len(text) > _LONGEST:
        return len(text)
    return spans[first].start if first and spans[first].start >= _SHORTEST else 0
