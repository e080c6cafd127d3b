"""The paragraphs of slides as they are seen: with the numbers that the program counts, struck words out, raised figures set off."""

from collections.abc import Iterator

from lxml import etree
from pptx.text.text import TextFrame

from ingest.readers.draft import Draft
from ingest.readers.shared.numerals import written
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from language.messages import message

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRUCK = message("struck or deleted text")
_STYLES = {
    "arabic": "decimal", "alphaLc": "lower-letter", "alphaUc": "upper-letter", "romanLc": "lower-roman", "romanUc": "upper-roman",
    "circleNumDb": "circled", "circleNumWd": "circled", "ea1Chs": "chinese", "ea1Cht": "chinese", "ea1JpnChs": "chinese",
    "arabicDb": "full-width",
}  # fmt: skip
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}", "Minus": "- {} -"}
_LEVELS = 9


def paragraph_lines(frame: TextFrame, draft: Draft) -> Iterator[str]:
    """Give the lines of a text frame; accounts in `draft` for what it leaves out."""
    counts: dict[int, tuple[str, int]] = {}
    for paragraph in frame._txBody.iterchildren(f"{_DRAWING}p"):
        text = _text(paragraph, draft)
        if not text.strip():
            yield text
            continue
        mark = _number(paragraph, frame._txBody, counts)
        yield from (f"{mark} {text}" if mark else text).split("\n")


def _number(paragraph: etree._Element, body: etree._Element, counts: dict[int, tuple[str, int]]) -> str:
    """Count a numbered paragraph on its level; a level begins anew after another paragraph of it or of one above."""
    own = paragraph.find(f"{_DRAWING}pPr")
    level = _whole(own, "lvl", 0)
    numbered = _bullet(own)
    if numbered is None:
        numbered = _bullet(body.find(f"{_DRAWING}lstStyle/{_DRAWING}lvl{min(level, _LEVELS - 1) + 1}pPr"))
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
    return text


def _run(run: etree._Element, before: str, draft: Draft) -> str:
    text, properties = (run.findtext(f"{_DRAWING}t") or "").replace("\v", "\n"), run.find(f"{_DRAWING}rPr")
    if properties is None:
        return text
    if properties.get("strike", "noStrike") != "noStrike" and text.strip():
        draft.leave_out(_STRUCK, text, tell=True)
        return ""
    if str(properties.get("baseline", "0")).lstrip("0").rstrip("%").isdigit():
        if (read := as_read(before, text)) is not None:
            return read
        draft.leave_out(NOTE_MARKS, text)
        return ""
    return text
