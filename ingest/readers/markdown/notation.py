"""What writers of Markdown use beyond CommonMark, written as it is shown: marks of notes, formulas of LaTeX, boxes that are ticked."""

import re

from ingest.readers.draft import Draft
from ingest.readers.shared.latex import formula
from ingest.readers.shared.raised import NOTE_MARKS, as_read

_NOTE = re.compile(r"^ {0,3}\[\^(?P<name>[^\]\s]{1,40})\]:[ \t]*", re.MULTILINE)
_MARK = re.compile(r"\[\^(?P<name>[^\]\s]{1,40})\]")
_BOX = re.compile(r"^(?P<before>[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[(?P<tick>[ xX])\](?=[ \t])", re.MULTILINE)
_FORMULA = re.compile(r"(?<![\\$\w])\$\$?(?=[^\s$])(?P<own>[^$\n`]{1,400})(?<=[^\s\\])\$\$?(?![\d$])")
_IS_FORMULA = re.compile(r"\\[A-Za-z%]|[\^_]")
_RAISED = re.compile(r"(?:\{\s*\})?\s*\^\s*\{?\s*(?P<mark>[^{}\\^]{1,12}?)\s*\}?")
_FENCE = re.compile(r"^ {0,3}(```+|~~~+)", re.MULTILINE)


def as_shown(text: str, draft: Draft) -> str:
    """Give a text with as many lines; where it shows source code, it stays as it is."""
    if _FENCE.search(text):
        return text
    text = _BOX.sub(lambda box: f"{box['before']}{'☐' if box['tick'] == ' ' else '☑'}", text)
    text = _FORMULA.sub(lambda found: _written(found, draft), text)
    names = {note["name"] for note in _NOTE.finditer(text)}
    text = _NOTE.sub(lambda note: f"{note['name']} ", text)

    def without(mark: re.Match[str]) -> str:
        if mark["name"] not in names:
            return mark[0]
        draft.leave_out(NOTE_MARKS, mark["name"])
        return ""

    return _MARK.sub(without, text)


def _written(found: re.Match[str], draft: Draft) -> str:
    own = found["own"]
    if not _IS_FORMULA.search(own):
        return found[0]
    before = found.string[max(0, found.start() - 40) : found.start()].rpartition("\n")[2]
    if not (raised := _RAISED.fullmatch(own)):
        return formula(own)
    if (read := as_read(before.rstrip(), raised["mark"])) is None:
        draft.leave_out(NOTE_MARKS, raised["mark"])
    return read or ""
