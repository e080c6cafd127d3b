"""Plain text and Markdown."""

import re

from ingest.decoding import decode
from ingest.lines import Draft, Line

_HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(\s+#+)?\s*$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")
_RULE = re.compile(r"^ {0,3}([-*_=])(\s*\1){2,}\s*$")
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|__)")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\((https?://|mailto:|/|\.|#)[^()\s]{0,2000}(\s+\"[^\"]{0,200}\")?\)")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
_QUOTE_MARK = re.compile(r"^ {0,3}>\s?")
_STRAY_STARS = re.compile(r"^\s*\*{2,3}|(?<=\s)\*{2,3}|\*{2,3}(?=\s|$)|(?<=[.。！？;；:：])\s?\*(?=\s)")


def read_plain(content: bytes) -> Draft:
    """Read plain text; marks of emphasis that a site left in it are dropped."""
    return Draft([Line(_STRAY_STARS.sub(" ", line)) for line in decode(content).split("\n")])


def read_markdown(content: bytes) -> Draft:
    """Read Markdown: headings as such; of marks, links and fences their text. Raw HTML stays text like any other."""
    draft = Draft()
    fenced = False
    for line in decode(content).split("\n"):
        if _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            draft.lines.append(Line(line))
        elif not _RULE.match(line) and not _TABLE_RULE.match(line):
            draft.lines.append(_markdown_line(line))
    first = next((line for line in draft.lines if line.text), None)
    if first and first.level == 1:
        draft.title = first.text
    return draft


def _markdown_line(line: str) -> Line:
    heading = _HEADING.match(line)
    text = heading[2] if heading else _QUOTE_MARK.sub("", line)
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    return Line(text, len(heading[1]) if heading else 0)
