"""Rich text as it is accepted and seen, still as rich text: hidden, deleted and struck words out, signs of fonts and fields without a
result as they are shown, notes and boxes after their paragraph."""

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from ingest.readers.draft import Draft
from ingest.readers.rtf.head import Head, decoded, escaped
from ingest.readers.rtf.numbering import Numbers
from ingest.readers.shared.fields import Fields
from ingest.readers.shared.list_levels import space_after
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from ingest.readers.shared.symbols import in_unicode
from language.messages import message

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'[0-9a-f]{2}|\\[^a-z]|[{}\r\n]|[^\\{}\r\n]{1,1000}", re.IGNORECASE | re.DOTALL)
_KINDS = {"hidden": message("hidden text"), "struck": message("struck or deleted text"), "comment": message("comments of reviewers")}
_UNSEEN = {"v": "hidden", "deleted": "struck", "strike": "struck", "striked": "struck"}
_RAISED = ("super", "up")
_NOTES = ("footnote", "shptxt")  # the latter in a box, which a reader that does not draw passes over
_MARGINS = frozenset(f"{kind}{page}" for kind in ("header", "footer") for page in ("", "f", "l", "r"))
_COLOURED = ("highlight", "chcbpat", "cbpat", "cb")
_AHEAD = 16  # tokens behind a raised figure, among which what follows it is looked for, and characters of them
_ENDS = ("par", "cell", "row", "sect", "page")
_BEFORE = 12  # characters that tell what a raised figure belongs to
_ASIDE = frozenset("fonttbl colortbl stylesheet info pict object listtable listoverridetable rsidtbl generator shpinst shprslt".split())
_STYLING = {
    *_UNSEEN,
    *_RAISED,
    *_COLOURED,
    *_ASIDE,
    "nosupersub",
    "sub",
    "dn",
    "plain",
    "intbl",
    "pard",
    "cs",
    "cf",
    "f",
    "annotation",
    "ls",
    "ilvl",
}


@dataclass(frozen=True, slots=True)
class _Style:
    """How a group writes: as hidden or struck text, as raised figures, or what is no text, such as the tables at the head of the file."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    aside: bool = False
    in_table: bool = False
    white: bool = False
    coloured: bool = False
    comment: bool = False
    code: bool = False
    font: str = ""
    list: str = ""
    level: int = 0
    skipped: int = 1  # characters behind one of Unicode, for programs that do not know it

    @property
    def unseen(self) -> str:
        """Say why nobody sees what is written so, empty where it is seen."""
        if self.comment:
            return "comment"
        if self.hidden or (self.white and not self.coloured):
            return "hidden"
        return "struck" if self.struck else ""


@dataclass(slots=True)
class _Walk:
    """What of a source was passed: what stays of it, and what waits: raised figures, and notes until their paragraph ends. `fields` are
    those that are open, each with its code and what is known of its box; a paragraph that is an item `is_numbered` from its first word."""

    source: str
    draft: Draft
    head: Head
    kept: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    raised: str = ""
    unseen: dict[str, str] = field(default_factory=dict)
    before: str = ""
    style: _Style = field(default_factory=_Style)
    groups: list[tuple[_Style, list[str] | None, str]] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    counted: Fields = field(default_factory=Fields)
    numbers: Numbers = field(default_factory=Numbers)
    is_numbered: bool = False
    codes: list["_Code"] = field(default_factory=list)
    to_skip: int = 0
    place: int = 0


@dataclass(slots=True)
class _Code:
    """What a field is: its code, what is shown of it, and of a box in a form whether it is ticked."""

    depth: int
    code: str = ""
    has_result: bool = False
    is_box: bool = False
    ticked: str = ""


def accepted(source: str, encoding: str, draft: Draft) -> tuple[str, list[str]]:
    """Give the source of a rich text without what nobody sees in it, and those of its headers and footers; accounts in `draft` for the
    rest. `encoding` is that of its characters beyond ASCII."""
    walk = _Walk(source, draft, Head.of(source, encoding), numbers=Numbers.of(source))
    for token in _TOKEN.finditer(source):
        walk.place = token.end()
        if token[0] == "{":
            walk.to_skip = 0
            walk.groups.append((walk.style, None, ""))
            walk.kept.append("{")
        elif token[0] == "}":
            walk.to_skip = 0
            _close(walk)
        elif token[1] == "u" and token[2]:
            walk.to_skip = walk.style.skipped
            _write(walk, chr(int(token[2]) % 0x10000))
        elif token[1]:
            _control(walk, token[0], token[1].lower(), token[2])
        elif token[0] in "\r\n":
            walk.kept.append(token[0])  # it ends a word of control
        else:
            _write_known(walk, token[0])
    if walk.groups:
        draft.warnings.append(message("The end of the file is missing: it was read as far as it goes."))
    while walk.groups:
        _close(walk)
    _settle(walk)
    return "".join(walk.kept), walk.margins


def _write_known(walk: _Walk, text: str) -> None:
    """Write what programs know that do not know Unicode, but for what stands in the place of a character of it."""
    size = 1 if text[0] == "\\" else len(text)
    if size > walk.to_skip:
        _write(walk, text[walk.to_skip :])
    walk.to_skip = max(0, walk.to_skip - size)


def _close(walk: _Walk) -> None:
    _settle(walk)
    if walk.codes and walk.codes[-1].depth == len(walk.groups):
        _show(walk, walk.codes.pop())
    if len(walk.groups) == 1:
        _end_notes(walk)
    walk.kept.append("}")
    if walk.groups:
        walk.style, outside, kind = walk.groups.pop()
        if outside is not None:  # what was kept is a note, or a margin
            (walk.margins if kind in _MARGINS else walk.notes).append("".join(walk.kept)[:-1])
            walk.kept = outside
            walk.kept.append("}")


def _show(walk: _Walk, field: _Code) -> None:
    """Write what a field shows that has no result."""
    if field.is_box:
        walk.kept.append(escaped("☑" if field.ticked == "1" else "☐"))
    elif not field.has_result:
        walk.kept.append(escaped(walk.counted.shown(field.code)))


def _control(walk: _Walk, token: str, name: str, value: str | None) -> None:
    is_on = value != "0"
    if name in (*_NOTES, *_MARGINS) and walk.groups:
        _settle(walk)
        style, _, _ = walk.groups[-1]
        walk.groups[-1] = (style, walk.kept, name)
        walk.kept, walk.style, walk.before = [], _Style(skipped=walk.style.skipped), ""
        return
    _settle(walk)
    if name == "pntext":  # the number of an item as older programs write it, which a reader of notes to programs passes over
        return
    if name == "uc":  # what is kept has always one
        walk.style = replace(walk.style, skipped=max(0, min(int(value or 1), 9)))
        return
    if not _is_of_field(walk, name, value):
        _restyle(walk, name, value, is_on)
    walk.kept.append(" " if name in ("par", "line") and walk.style.in_table else token)  # in a cell they end no row
    if name in _ENDS and not walk.style.aside and not any(outside is not None for _, outside, _ in walk.groups):
        _end_notes(walk)
        walk.before, walk.is_numbered = "", False


def _is_of_field(walk: _Walk, name: str, value: str | None) -> bool:
    """Say whether a word of control is one of a field, and take note of what it says."""
    if name == "field":
        walk.codes.append(_Code(len(walk.groups)))
    elif not walk.codes:
        return False
    elif name == "fldinst":
        walk.style = replace(walk.style, code=True)
    elif name == "fldrslt":
        walk.style = replace(walk.style, code=False)
    elif name == "fftype":
        walk.codes[-1].is_box = value == "1"
    elif name == "ffres" and value in ("0", "1"):
        walk.codes[-1].ticked = value
    elif name == "ffdefres":
        walk.codes[-1].ticked = walk.codes[-1].ticked or value or ""
    else:
        return False
    return True


def _restyle(walk: _Walk, name: str, value: str | None, is_on: bool) -> None:
    """Take note of how a word of control has what follows it written."""
    if name not in _STYLING:
        return
    style, head = walk.style, walk.head
    changed: dict[str, Any]
    if name in _UNSEEN:
        changed = {_UNSEEN[name]: is_on}
    elif name in (*_RAISED, "nosupersub", "sub", "dn"):
        changed = {"raised": name in _RAISED and is_on}
    elif name == "plain":
        changed = {"hidden": False, "struck": False, "raised": False, "white": False, "coloured": False, "font": ""}
    elif name in ("intbl", "pard"):
        changed = {"in_table": name == "intbl", "coloured": style.coloured and name == "intbl"}
        changed |= {"list": "", "level": 0} if name == "pard" else {}
    elif name in _COLOURED:
        changed = {"coloured": is_on and value not in head.white}
    else:
        by_value: dict[str, dict[str, Any]] = {
            "cs": {"hidden": style.hidden or value in head.hidden_styles},
            "cf": {"white": value in head.white and not head.has_coloured_cells},
            "f": {"font": head.symbol_fonts.get(value or "", "")},
            "annotation": {"comment": True},
            "ls": {"list": value or ""},
            "ilvl": {"level": int(value or 0)},
        }
        changed = by_value.get(name, {"aside": True})
    if any(getattr(style, key) != new for key, new in changed.items()):
        walk.style = replace(style, **changed)


def _end_notes(walk: _Walk) -> None:
    walk.kept += [f"{note}\\par " for note in walk.notes]
    walk.notes = []


def _write(walk: _Walk, text: str) -> None:
    """Write characters, or one of a code page as its escape."""
    style = walk.style
    if style.aside and not style.comment:
        walk.kept.append(escaped(text))
    elif style.code:
        walk.codes[-1].code += text[-1] if len(text) == 2 and text[0] == "\\" and text != "\\~" else text
    elif style.unseen:
        walk.unseen[style.unseen] = walk.unseen.get(style.unseen, "") + text
    elif style.raised:
        walk.raised += text
    else:
        is_escape = text[0] == "\\"
        is_character = not is_escape or text.startswith("\\'")
        if walk.codes and is_character and text.strip():
            walk.codes[-1].has_result = True
        sign = text
        if is_character and style.font:
            sign = "".join(in_unicode(one, style.font) for one in (chr(int(text[2:], 16)) if is_escape else text))
        if style.list and not walk.is_numbered and text.strip():
            walk.is_numbered = True
            if mark := walk.numbers.next(style.list, style.level):
                walk.kept.append(escaped(f"{mark}{space_after(mark)}"))
        walk.kept.append(escaped(sign))
        walk.before = (walk.before + sign)[-_BEFORE:]


def _settle(walk: _Walk) -> None:
    """Decide on what waited: figures that were raised, and words that nobody sees."""
    for kind, text in walk.unseen.items():
        if text.strip():
            walk.draft.leave_out(_KINDS[kind], decoded(text, walk.head.encoding), tell=kind != "comment")
    walk.unseen = {}
    if walk.raised:
        raised = decoded(walk.raised, walk.head.encoding)
        read = as_read(walk.before, raised, _ahead(walk))
        if read is None:
            walk.draft.leave_out(NOTE_MARKS, raised)
        else:
            walk.kept.append(escaped(read))
        walk.raised = ""


def _ahead(walk: _Walk) -> str:
    """Give what is written soon behind the place that was reached."""
    tokens = (token[0] for token in islice(_TOKEN.finditer(walk.source, walk.place), _AHEAD))
    return "".join(token for token in tokens if token[0] not in "\\{}")[:_AHEAD]
