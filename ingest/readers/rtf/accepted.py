"""Rich text as it is accepted and seen, still as rich text: hidden, deleted and struck words out, notes and boxes after their paragraph."""

import re
from dataclasses import dataclass, field, replace

from ingest.readers.draft import Draft
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from language.messages import message

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-f]{2}|\\[^a-z]|[{}]|[^\\{}]", re.IGNORECASE | re.DOTALL)
_HIDDEN, _STRUCK = message("hidden text"), message("struck or deleted text")
_UNSEEN = {"v": "hidden", "deleted": "struck", "strike": "struck", "striked": "struck"}
_RAISED = ("super", "up")
_NOTES = ("footnote", "shptxt")  # the latter in a box, which a reader that does not draw passes over
_ENDS = ("par", "cell", "row", "sect", "page")
_BEFORE = 12  # characters that tell what a raised figure belongs to
_ASIDE = frozenset("fonttbl colortbl stylesheet info pict object listtable listoverridetable rsidtbl generator shpinst shprslt".split())


@dataclass(frozen=True, slots=True)
class _Style:
    """How a group writes: as hidden or struck text, as raised figures, or what is no text, such as the tables at the head of the file."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    aside: bool = False
    in_table: bool = False


@dataclass(slots=True)
class _Walk:
    """What of a source was passed: what stays of it, and what waits: raised figures, and notes until their paragraph ends."""

    draft: Draft
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raised: str = ""
    unseen: dict[str, str] = field(default_factory=dict)
    before: str = ""
    style: _Style = field(default_factory=_Style)
    groups: list[tuple[_Style, list[str] | None]] = field(default_factory=list)


def accepted(source: str, draft: Draft) -> str:
    """Give the source of a rich text without what nobody sees in it; accounts in `draft` for that."""
    walk = _Walk(draft)
    for token in _TOKEN.finditer(source):
        if token[0] == "{":
            walk.groups.append((walk.style, None))
            walk.kept.append("{")
        elif token[0] == "}":
            _close(walk)
        elif token[1]:
            _control(walk, token[0], token[1].lower(), token[2])
        elif token[0] in "\r\n":
            walk.kept.append(token[0])  # it ends a word of control
        else:
            _write(walk, token[0])
    if walk.groups:
        draft.warnings.append(message("The end of the file is missing: it was read as far as it goes."))
    while walk.groups:
        _close(walk)
    _settle(walk)
    return "".join(walk.kept)


def _close(walk: _Walk) -> None:
    _settle(walk)
    if len(walk.groups) == 1:
        _end_notes(walk)
    walk.kept.append("}")
    if walk.groups:
        walk.style, outside = walk.groups.pop()
        if outside is not None:  # what was kept is a note
            walk.notes.append("".join(walk.kept)[:-1])
            walk.kept = outside
            walk.kept.append("}")


def _control(walk: _Walk, token: str, name: str, value: str | None) -> None:
    is_on = value != "0"
    if name in _NOTES and walk.groups:
        _settle(walk)
        style, _ = walk.groups[-1]
        walk.groups[-1] = (style, walk.kept)
        walk.kept, walk.style, walk.before = [], _Style(), ""
        return
    _settle(walk)
    if name == "pntext":  # the number of an item as older programs write it, which a reader of notes to programs passes over
        return
    if name in _UNSEEN:
        walk.style = replace(walk.style, **{_UNSEEN[name]: is_on})
    elif name in (*_RAISED, "nosupersub", "sub", "dn"):
        walk.style = replace(walk.style, raised=name in _RAISED and is_on)
    elif name == "plain":
        walk.style = replace(walk.style, hidden=False, struck=False, raised=False)
    elif name in ("intbl", "pard"):
        walk.style = replace(walk.style, in_table=name == "intbl")
    elif name in _ASIDE:
        walk.style = replace(walk.style, aside=True)
    walk.kept.append(" " if name == "par" and walk.style.in_table else token)  # a paragraph in a cell ends no row
    if name in _ENDS and not walk.style.aside and not any(outside is not None for _, outside in walk.groups):
        _end_notes(walk)
        walk.before = ""


def _end_notes(walk: _Walk) -> None:
    walk.kept += [f"{note}\\par " for note in walk.notes]
    walk.notes = []


def _write(walk: _Walk, text: str) -> None:
    if walk.style.aside:
        walk.kept.append(text)
    elif walk.style.hidden or walk.style.struck:
        kind = "hidden" if walk.style.hidden else "struck"
        walk.unseen[kind] = walk.unseen.get(kind, "") + text
    elif walk.style.raised:
        walk.raised += text
    else:
        walk.kept.append(text)
        walk.before = (walk.before + text)[-_BEFORE:]


def _settle(walk: _Walk) -> None:
    """Decide on what waited: figures that were raised, and words that nobody sees."""
    for kind, text in walk.unseen.items():
        if text.strip():
            walk.draft.leave_out(_HIDDEN if kind == "hidden" else _STRUCK, text, tell=True)
    walk.unseen = {}
    if walk.raised:
        read = as_read(walk.before, walk.raised)
        if read is None:
            walk.draft.leave_out(NOTE_MARKS, walk.raised)
        else:
            walk.kept.append("".join(one if ord(one) < 128 else f"\\u{ord(one)}?" for one in read))
        walk.raised = ""
