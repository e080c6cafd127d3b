"""The text of Word's runs as it is accepted and seen: deleted, struck and hidden words out, figures that are raised set off."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby, zip_longest

from docx.oxml.ns import qn
from lxml import etree

from ingest.readers.draft import Draft
from ingest.readers.shared.fields import Fields
from ingest.readers.shared.omml import FORMULA, formula
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from ingest.readers.shared.symbols import in_unicode
from language.messages import Message, message

HIDDEN, STRUCK = message("hidden text"), message("struck or deleted text")
_PLACEHOLDERS = message("fields of a form that nobody filled in")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BOX = qn("w:txbxContent")
_PARTS = {qn("w:rPr"), qn("w:pPr"), qn("w:instrText"), qn("w:tcPr"), qn("w:tblPr"), qn("w:rt"), BOX, FALLBACK}
_DELETED = {qn("w:del"), qn("w:moveFrom")}
_WHITE = {"FFFFFF"}
_OFF = ("0", "false", "off")
_LEAST_RAISE = 4  # half points
Piece = tuple[str, bool]
"""A text, and whether it is raised."""
_PROPERTIES, _PARAGRAPH, _VALUE, _RUN_STYLE = qn("w:rPr"), qn("w:p"), qn("w:val"), qn("w:rStyle")
_PARAGRAPH_STYLE = f"{qn('w:pPr')}/{qn('w:pStyle')}"


@dataclass(frozen=True, slots=True)
class _Look:
    """The properties of a run: its `own`, and those of its `styles` by the names of their elements, the nearest first."""

    own: etree._Element | None
    styles: tuple[Mapping[str, etree._Element], ...]

    def get(self, name: str) -> etree._Element | None:
        """Give a property by its name, such as “w:strike”."""
        tag = qn(name)
        if self.own is not None and (found := self.own.find(tag)) is not None:
            return found
        return next((style[tag] for style in self.styles if tag in style), None)

    def has(self, name: str) -> bool:
        """Say whether a property is on."""
        mark = self.get(name)
        return mark is not None and mark.get(_VALUE) not in _OFF


@dataclass(slots=True)
class _Field:
    """A field that is open: its code, whether its result has begun, and whether that shows anything."""

    code: str = ""
    is_in_result: bool = False
    shows_result: bool = False


class Runs:
    """Gives the texts of elements by the `styles` of a document, and accounts in `draft` for what it leaves out."""

    def __init__(self, styles: Mapping[str | None, etree._Element], draft: Draft) -> None:
        self._styles = styles
        self._draft = draft
        self._fields = Fields()
        self._known: dict[str | None, Mapping[str, etree._Element]] = {}
        self._open: list[_Field] = []

    def text(self, element: etree._Element) -> str:
        """Give the text under an element, and account for what is left out of it."""
        return self._joined(list(self._pieces(element, self._draft)), self._draft)

    def glance(self, element: etree._Element) -> str:
        """Give the text under an element and account for nothing: it is read again."""
        kept = deepcopy(self._fields)
        text = self._joined(list(self._pieces(element, aside := Draft())), aside)
        self._fields = kept
        return text

    def _joined(self, pieces: list[Piece], draft: Draft) -> str:
        text = ""
        groups = [(raised, [part for part, _ in group]) for raised, group in groupby(pieces, key=lambda piece: piece[1])]
        for (raised, parts), (_, after) in zip_longest(groups, groups[1:], fillvalue=(False, [])):
            if not raised:
                for part in parts:
                    text += f" {part}" if _is_mixed_number(text, part) else part
            elif (read := as_read(text.rpartition("\n")[2], "".join(parts), "".join(after))) is None:
                draft.leave_out(NOTE_MARKS, "".join(parts))
            else:
                text += read
        return text

    def _pieces(self, element: etree._Element, draft: Draft) -> Iterator[Piece]:
        for child in element:
            if child.tag in _PARTS or not isinstance(child.tag, str):
                continue
            if child.tag in _DELETED:
                _leave_out(draft, STRUCK, "".join(text.text or "" for text in child.iter(qn("w:delText"), qn("w:t"))))
            elif child.tag == qn("w:sdt") and child.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None:
                draft.leave_out(_PLACEHOLDERS, "".join(text.text or "" for text in child.iter(qn("w:t"))))
            elif child.tag == qn("w:r"):
                yield from self._run(child, draft)
            elif child.tag == FORMULA:
                yield formula(child), False
            else:
                yield from self._pieces(child, draft)
                if child.tag == qn("w:p"):
                    yield "\n", False

    def _run(self, run: etree._Element, draft: Draft) -> Iterator[Piece]:
        look = self._look(run)
        text = "".join(self._written(run, look))
        if kind := self._unseen(run, look):
            _leave_out(draft, kind, text)
        elif text:
            yield text, _is_raised(look)
        yield from (piece for child in run if child.tag not in _PARTS for piece in self._pieces(child, draft))

    def _unseen(self, run: etree._Element, look: _Look) -> Message | None:
        """Give the kind of text that a run is where whoever looks at the page does not read it."""
        if look.has("w:vanish") or self._is_white(run, look):
            return HIDDEN
        return STRUCK if look.has("w:strike") or look.has("w:dstrike") else None

    def _is_white(self, run: etree._Element, look: _Look) -> bool:
        """Say whether a run is white on what may be white: shaded cells, paragraphs and runs, and tables of a style, are not."""
        color = look.get("w:color")
        if color is None or str(color.get(qn("w:val"), "")).upper() not in _WHITE or look.get("w:highlight") is not None:
            return False
        if _is_shaded(look.own):
            return False
        for above in run.iterancestors(qn("w:p"), qn("w:tc"), qn("w:tbl"), BOX):
            if above.tag == BOX or _is_shaded(above.find(f"{above.tag!s}Pr")):
                return False
            if above.tag == qn("w:p") and any(
                _is_shaded(style.find(qn(name))) for style in self._based(_style_of(above)) for name in ("w:pPr", "w:rPr")
            ):
                return False
            if above.tag == qn("w:tbl") and above.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is not None:
                return False
        return True

    def _look(self, run: etree._Element) -> "_Look":
        """Give how a run looks: by its own properties, its style and the style of its paragraph."""
        own = run.find(_PROPERTIES)
        named = own.find(_RUN_STYLE) if own is not None else None
        paragraph = next(run.iterancestors(_PARAGRAPH), None)
        of_paragraph = paragraph.find(_PARAGRAPH_STYLE) if paragraph is not None else None
        return _Look(own, tuple(self._of_style(one.get(_VALUE)) for one in (named, of_paragraph) if one is not None))

    def _of_style(self, id: str | None) -> Mapping[str, etree._Element]:
        """Give the properties of runs by the name of their elements that a style has, or has from those on which it is based."""
        if id not in self._known:
            found: dict[str, etree._Element] = {}
            for style in self._based(id):
                for one in style.findall(f"{_PROPERTIES}/*"):
                    found.setdefault(str(one.tag), one)
            self._known[id] = found
        return self._known[id]

    def _based(self, id: str | None) -> Iterator[etree._Element]:
        """Give the style of an id and those on which it is based."""
        seen: list[etree._Element] = []
        while id is not None and (style := self._styles.get(id)) is not None and style not in seen:
            yield style
            seen.append(style)
            base = style.find(qn("w:basedOn"))
            id = base.get(_VALUE) if base is not None else None

    def _written(self, run: etree._Element, look: _Look) -> Iterator[str]:
        """Give what stands in a run itself."""
        for child in run:
            if child.tag == qn("w:t"):
                text = child.text or ""
                for field in self._open:
                    field.shows_result |= field.is_in_result and bool(text.strip())
                yield in_unicode(text, _font(look, text))
            elif child.tag == qn("w:sym"):
                code = str(child.get(qn("w:char"), ""))
                yield in_unicode(chr(int(code, 16)), str(child.get(qn("w:font"), ""))) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
            elif child.tag in (qn("w:tab"), qn("w:ptab")):
                yield " "
            elif child.tag in (qn("w:br"), qn("w:cr")):
                yield "\n"
            elif child.tag == qn("w:noBreakHyphen"):
                yield "-"
            elif child.tag == qn("w:fldChar"):
                yield _value(child)
                yield self._passed(str(child.get(qn("w:fldCharType"))))
            elif child.tag == qn("w:instrText") and self._open and not self._open[-1].is_in_result:
                self._open[-1].code += child.text or ""

    def _passed(self, mark: str) -> str:
        """Give what a field shows without a result, at its end; `mark` is where in it a run stands."""
        if mark == "begin":
            self._open.append(_Field())
        elif mark == "separate" and self._open:
            self._open[-1].is_in_result = True
        elif mark == "end" and self._open:
            field = self._open.pop()
            return "" if field.shows_result else self._fields.shown(field.code)
        return ""


def _is_raised(look: _Look) -> bool:
    place = look.get("w:vertAlign")
    if place is not None:
        return place.get(_VALUE) == "superscript"
    raise_ = look.get("w:position")
    value = str(raise_.get(_VALUE, "0")) if raise_ is not None else "0"
    return value.isdigit() and int(value) >= _LEAST_RAISE


def _font(look: _Look, text: str) -> str:
    fonts = look.get("w:rFonts")
    names = ("w:ascii", "w:hAnsi") if text.isascii() else ("w:hAnsi", "w:ascii")
    return next((str(font) for name in names if fonts is not None and (font := fonts.get(qn(name)))), "")


def _style_of(paragraph: etree._Element) -> str | None:
    named = paragraph.find(_PARAGRAPH_STYLE)
    return str(named.get(_VALUE)) if named is not None else None


def _value(mark: etree._Element) -> str:
    """Give the value of a field of a form that has no text: whether a box is ticked, what was chosen of a list."""
    box, choices = mark.find(f"{qn('w:ffData')}/{qn('w:checkBox')}"), mark.find(f"{qn('w:ffData')}/{qn('w:ddList')}")
    if box is not None:
        state = next((found for name in ("w:checked", "w:default") if (found := box.find(qn(name))) is not None), None)
        return "☑" if state is not None and state.get(qn("w:val")) not in _OFF else "☐"
    if choices is None:
        return ""
    chosen = choices.find(qn("w:result"))
    place = str(chosen.get(qn("w:val"), "0")) if chosen is not None else "0"
    entries = [str(one.get(qn("w:val"), "")) for one in choices.iterchildren(qn("w:listEntry"))]
    return entries[int(place)] if place.isdigit() and int(place) < len(entries) else ""


def _is_shaded(properties: etree._Element | None) -> bool:
    shade = properties.find(qn("w:shd")) if properties is not None else None
    if shade is None:
        return False
    fill, pattern = str(shade.get(qn("w:fill"), "auto")).upper(), str(shade.get(qn("w:val"), "clear"))
    return fill not in ("AUTO", *_WHITE) or pattern not in ("clear", "nil") or shade.get(qn("w:themeFill")) is not None


def _leave_out(draft: Draft, kind: Message, text: str) -> None:
    if text.strip():
        draft.leave_out(kind, text, tell=True)


def _is_mixed_number(before: str, text: str) -> bool:
    """Say whether a fraction follows a whole number, as in 2 1/2."""
    return before[-1:].isdigit() and bool(re.match(r"\d+/\d", text))
