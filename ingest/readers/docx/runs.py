"""The text of Word's runs as it is accepted and seen: deleted, struck and hidden words out, figures that are raised set off."""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
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


class Runs:
    """Gives the texts of elements by the `styles` of a document, and accounts in `draft` for what it leaves out."""

    def __init__(self, styles: Mapping[str | None, etree._Element], draft: Draft) -> None:
        self._styles = styles
        self._draft = draft
        self._fields = Fields()
        self._codes: list[str | None] = []  # of the fields that are open, None once their results begin

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
        text = "".join(self._written(run))
        if kind := self._unseen(run):
            _leave_out(draft, kind, text)
        elif text:
            yield text, self._is_raised(run)
        yield from (piece for child in run if child.tag not in _PARTS for piece in self._pieces(child, draft))

    def _unseen(self, run: etree._Element) -> Message | None:
        """Give the kind of text that a run is where whoever looks at the page does not read it."""
        if self._has(run, "w:vanish") or self._is_white(run):
            return HIDDEN
        return STRUCK if self._has(run, "w:strike") or self._has(run, "w:dstrike") else None

    def _is_raised(self, run: etree._Element) -> bool:
        place = self._property(run, "w:vertAlign")
        if place is not None:
            return place.get(qn("w:val")) == "superscript"
        raise_ = self._property(run, "w:position")
        value = str(raise_.get(qn("w:val"), "0")) if raise_ is not None else "0"
        return value.isdigit() and int(value) >= _LEAST_RAISE

    def _is_white(self, run: etree._Element) -> bool:
        """Say whether a run is white on what may be white: shaded cells, paragraphs and runs, and tables of a style, are not."""
        color = self._property(run, "w:color")
        if color is None or str(color.get(qn("w:val"), "")).upper() not in _WHITE or self._property(run, "w:highlight") is not None:
            return False
        if _is_shaded(run.find(qn("w:rPr"))):
            return False
        for above in run.iterancestors(qn("w:p"), qn("w:tc"), qn("w:tbl"), BOX):
            if above.tag == BOX or _is_shaded(above.find(f"{above.tag!s}Pr")):
                return False
            if above.tag == qn("w:p") and any(
                _is_shaded(style.find(qn(name)))
                for style in self._based(above.find(f"{qn('w:pPr')}/{qn('w:pStyle')}"))
                for name in ("w:pPr", "w:rPr")
            ):
                return False
            if above.tag == qn("w:tbl") and above.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}") is not None:
                return False
        return True

    def _has(self, run: etree._Element, name: str) -> bool:
        mark = self._property(run, name)
        return mark is not None and mark.get(qn("w:val")) not in _OFF

    def _font(self, run: etree._Element, text: str) -> str:
        fonts = self._property(run, "w:rFonts")
        names = ("w:ascii", "w:hAnsi") if text.isascii() else ("w:hAnsi", "w:ascii")
        return next((str(font) for name in names if fonts is not None and (font := fonts.get(qn(name)))), "")

    def _property(self, run: etree._Element, name: str) -> etree._Element | None:
        """Give a property of a run: its own, that of its style, or that of the style of its paragraph."""
        own = run.find(qn("w:rPr"))
        if own is not None and (found := own.find(qn(name))) is not None:
            return found
        paragraph = next(run.iterancestors(qn("w:p")), None)
        of_paragraph = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}") if paragraph is not None else None
        for named in (own.find(qn("w:rStyle")) if own is not None else None, of_paragraph):
            for style in self._based(named):
                if (found := style.find(f"{qn('w:rPr')}/{qn(name)}")) is not None:
                    return found
        return None

    def _based(self, named: etree._Element | None) -> Iterator[etree._Element]:
        """Give the style of a name and those on which it is based."""
        seen: list[etree._Element] = []
        while named is not None and (style := self._styles.get(named.get(qn("w:val")))) is not None and style not in seen:
            yield style
            seen.append(style)
            named = style.find(qn("w:basedOn"))

    def _written(self, run: etree._Element) -> Iterator[str]:
        """Give what stands in a run itself."""
        for child in run:
            if child.tag == qn("w:t"):
                text = child.text or ""
                yield in_unicode(text, self._font(run, text))
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
            elif child.tag == qn("w:instrText") and self._codes and self._codes[-1] is not None:
                self._codes[-1] += child.text or ""

    def _passed(self, mark: str) -> str:
        """Give what a field shows without a result, at its end; `mark` is where in it a run stands."""
        if mark == "begin":
            self._codes.append("")
        elif mark == "separate" and self._codes:
            self._codes[-1] = None
        elif mark == "end" and self._codes:
            return self._fields.shown(self._codes.pop() or "")
        return ""


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
