"""The paragraphs of slides as they are seen: with the numbers that the program counts, struck words out, raised figures set off."""

from collections.abc import Iterator, Sequence

from lxml import etree
from pptx.text.text import TextFrame

from ingest.readers.draft import Draft
from ingest.readers.shared.formulas import in_line
from ingest.readers.shared.list_levels import space_after
from ingest.readers.shared.numerals import written
from ingest.readers.shared.omml import FORMULA, formula
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from ingest.readers.shared.symbols import in_unicode
from language.messages import message

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_STRUCK = message("struck or deleted text")
_STYLES = {
    "arabic": "decimal", "alphaLc": "lower-letter", "alphaUc": "upper-letter", "romanLc": "lower-roman", "romanUc": "upper-roman",
    "circleNumDb": "circled", "circleNumWd": "circled", "ea1Chs": "chinese", "ea1Cht": "chinese", "ea1JpnChs": "chinese",
    "arabicDb": "full-width",
}  # fmt: skip
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}", "Minus": "- {} -"}
_LEVELS = 9


def paragraph_lines(frame: TextFrame, draft: Draft, inherited: Sequence[etree._Element] = ()) -> Iterator[str]:
    """Give the lines of a text frame; accounts in `draft` for what it leaves out. `inherited` are the styles of lists that a placeholder
    has from its layout and its master, the nearest first."""
    styles = [*frame._txBody.iterchildren(f"{_DRAWING}lstStyle"), *inherited]
    counts: dict[int, tuple[str, int]] = {}
    for paragraph in frame._txBody.iterchildren(f"{_DRAWING}p"):
        text = _text(paragraph, draft)
        if not text.strip():
            yield text
            continue
        mark = _number(paragraph, styles, counts)
        yield from (f"{mark}{space_after(mark)}{text}" if mark else text).split("\n")


def _number(paragraph: etree._Element, styles: Sequence[etree._Element], counts: dict[int, tuple[str, int]]) -> str:
    """Count a numbered paragraph on its level; a level begins anew after another paragraph of it or of one above."""
    own = paragraph.find(f"{_DRAWING}pPr")
    level = _whole(own, "lvl", 0)
    numbered = _bullet(own)
    for style in styles if numbered is None else ():
        if (numbered := _bullet(style.find(f"{_DRAWING}lvl{min(level, _LEVELS - 1) + 1}pPr"))) is not None:
            break
    for deeper in [one for one in counts if one > level]:
        del counts[deeper]
    if numbered is None or numbered.tag != f"{_DRAWING}buAutoNum":
        counts.pop(level, None)
        return ""
    kind = str(numbered.get("type", "arabicPeriod"))
    before, count = counts.get(level, ("", 0))
    counts[level] = kind, count + 1 if before == kind else _whole(numbered, "startAt", 1)
    ending = next((ending for ending in _AROUND if kind.endswith(ending)), "Plain")
    return _AROUND[ending].format(written(counts[level][1], _STYLES.get(kind.removesuffix(ending), "decimal")))


def _bullet(properties: etree._Element | None) -> etree._Element | None:
    names = ("buAutoNum", "buNone", "buChar")
    return next((found for name in names if properties is not None and (found := properties.find(f"{_DRAWING}{name}")) is not None), None)


def _whole(element: etree._Element | None, name: str, default: int) -> int:
    value = str(element.get(name, "")) if element is not None else ""
    return min(int(value), 100_000) if value.isascii() and value.isdigit() else default


def _text(paragraph: etree._Element, draft: Draft) -> str:
    text = ""
    for child in paragraph:
        if child.tag == f"{_DRAWING}br":
            text += "\n"
        elif child.tag in (f"{_DRAWING}r", f"{_DRAWING}fld"):
            text += _run(child, text, draft)
        else:
            shown = (one for one in child.iter(FORMULA) if next(one.iterancestors(_FALLBACK), None) is None)
            text = in_line([text, *map(formula, shown)])
    return text


def _run(run: etree._Element, before: str, draft: Draft) -> str:
    text, properties = (run.findtext(f"{_DRAWING}t") or "").replace("\v", "\n"), run.find(f"{_DRAWING}rPr")
    if properties is None:
        return text
    if properties.get("strike", "noStrike") != "noStrike" and text.strip():
        draft.leave_out(_STRUCK, text, tell=True)
        return ""
    if str(properties.get("baseline", "0")).lstrip("0").rstrip("%").isdigit():
        after = run.getnext()
        if (read := as_read(before, text, _following(after))) is not None:
            return read
        draft.leave_out(NOTE_MARKS, text)
        return ""
    faces = (properties.find(f"{_DRAWING}{name}") for name in ("sym", "latin"))
    return in_unicode(text, next((str(face.get("typeface", "")) for face in faces if face is not None), ""))


def _following(run: etree._Element | None) -> str:
    """Give what stands in a run and the one behind it."""
    texts = (one.findtext(f"{_DRAWING}t") or "" for one in (run, run.getnext() if run is not None else None) if one is not None)
    return "".join(texts)
