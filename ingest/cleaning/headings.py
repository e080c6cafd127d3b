"""Which lines of a text are headings, where no markup says so."""

import re
from dataclasses import replace

from ingest.readers.draft import Line
from language.tokens import CJK, is_cjk

_LONGEST, _LONGEST_CJK = 200, 60
_NUMERAL = "[一二三四五六七八九十百零〇两0-9]"
# Numbered headings by rank; a heading of one rank closes all open ones of the same or a deeper rank.
_NUMBERED = [
    (re.compile(rf"^(part\s+([ivxlc]+|\d+|[a-z])\b|第{_NUMERAL}+[编部]分?)", re.IGNORECASE), 1),
    (re.compile(rf"^(chapter\s+([ivxlc]+|\d+)\b|第{_NUMERAL}+章)", re.IGNORECASE), 2),
    (re.compile(rf"^(section\s+([ivxlc]+|\d+)\b|第{_NUMERAL}+节|[一二三四五六七八九十]{{1,3}}、|[ivx]{{1,5}}\.\s)", re.IGNORECASE), 3),
    (re.compile(rf"^(article\s+(\d+|[ivxlc]+)\b|第{_NUMERAL}+条|[（(][一二三四五六七八九十]{{1,3}}[）)])", re.IGNORECASE), 4),
    (re.compile(r"^(annex|appendix|schedule)\s+([ivxlc]+|\d+|[a-z])\b|^附件\s*\d*", re.IGNORECASE), 1),
    (re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,3}[.\s]"), 6),
    (re.compile(r"^\d{1,2}\.\d{1,2}[.\s]"), 5),
    (re.compile(r"^\d{1,2}[.、．)](?!\d)"), 4),
]
_ENDS_SENTENCE = re.compile(r"[.!。！;；,，、?？:：]\W{0,2}$")
_CLAUSE = re.compile(rf"^(第{_NUMERAL}+条|article\s+\d+)[\s　:：.]*", re.IGNORECASE)
_LIST_MARK = re.compile(r"^[-*•·–—▪●○+]\s")
_ENTRY = re.compile(r"(\.{3,}|…)\s*(\d{1,4}|[ivxl]{1,6})$")  # of a table of contents
_PLAIN_RANK = 7


def with_headings(lines: list[Line]) -> list[Line]:
    """Mark as headings those lines that look like ones; lines that markup made headings stay as they are."""
    deepest = max((line.level for line in lines), default=0)
    return [line if line.level else replace(line, level=_level(lines, i, deepest)) for i, line in enumerate(lines)]


def _level(lines: list[Line], index: int, marked: int) -> int:
    """Give the level of a line under the `marked` levels that the markup itself uses, 0 for text."""
    text = lines[index].text
    if not text or _LIST_MARK.match(text) or _ENTRY.search(text):
        return 0
    for pattern, rank in _NUMBERED:
        if pattern.match(text):
            return marked + rank if _is_short(text) and not _is_sentence(text) else 0
    return marked + _PLAIN_RANK if _stands_alone(lines, index) else 0


def _is_short(text: str) -> bool:
    return len(text) <= (_LONGEST_CJK if is_cjk(text) else _LONGEST)


def _is_sentence(text: str) -> bool:
    body = _CLAUSE.sub("", text)
    return bool(_ENDS_SENTENCE.search(body)) and len(body) > 1


def _stands_alone(lines: list[Line], index: int) -> bool:
    """Say whether a line without number or end mark leads the text that follows, and is no list's item or verse's line."""
    text = lines[index].text
    if _ENDS_SENTENCE.search(text) or "|" in text or "\t" in text or len(text) > (30 if is_cjk(text) else 90):
        return False
    if not (text[0].isupper() or text[0].isdigit() or re.match(f'[{CJK}“"《【]', text)):
        return False
    before = lines[index - 1].text if index else ""
    following = next((line.text for line in lines[index + 1 : index + 3] if line.text), "")
    return not before and len(following) > max(60 if not is_cjk(following) else 25, len(text)) and len(text.split()) <= 14
