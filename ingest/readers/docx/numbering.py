"""The numbers and bullets that Word puts before paragraphs, which stand in no paragraph's text."""

import re
from dataclasses import dataclass, field

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from language.chinese.counting import numeral

_CHINESE = set("chineseCounting chineseCountingThousand japaneseCounting taiwaneseCountingThousand taiwaneseCounting".split())
_ROMAN = list(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "m cm d cd c xc l xl x ix v iv i".split(), strict=True))


@dataclass(frozen=True, slots=True)
class _Level:
    format: str
    text: str
    start: int
    decimal: bool
    restarts: bool


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the lists of a document as its paragraphs come, in order."""

    def __init__(self, document: WordDocument) -> None:
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # a document without lists has no such part
            return
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            levels = {_number(level, "w:ilvl"): _level(level) for level in abstract.iterchildren(qn("w:lvl"))}
            self._lists[abstract.get(qn("w:abstractNumId"))] = _List(levels)
        for num in numbering.iterchildren(qn("w:num")):
            key = num.get(qn("w:numId"))
            link = num.find(qn("w:abstractNumId"))
            self._abstract[key] = link.get(qn("w:val")) if link is not None else ""
            self._starts[key] = {
                _number(override, "w:ilvl"): _value(override, "w:startOverride", 1)
                for override in num.iterchildren(qn("w:lvlOverride"))
                if override.find(qn("w:startOverride")) is not None
            }

    def next(self, key: str, level: int) -> str:
        """Count a paragraph of the list `key` at `level` (0 is the outermost), and give what stands before it."""
        found = self._lists.get(self._abstract.get(key, ""))
        if found is None or level not in found.levels:
            return ""
        if level in self._starts[key]:
            found.counts[level] = self._starts[key].pop(level) - 1
        found.counts[level] = found.counts.get(level, found.levels[level].start - 1) + 1
        for deeper in [each for each in found.counts if each > level and found.levels[each].restarts]:
            del found.counts[deeper]
        own = found.levels[level]
        if own.format == "bullet":
            return "-"
        return re.sub(r"%([1-9])", lambda mark: self._shown(found, int(mark[1]) - 1, own), own.text).strip()

    def _shown(self, found: _List, level: int, own: _Level) -> str:
        kind = found.levels.get(level)
        if kind is None:
            return ""
        return _written(found.counts.get(level, kind.start), "decimal" if own.decimal else kind.format)


def _level(level: etree._Element) -> _Level:
    text, format = level.find(qn("w:lvlText")), level.find(qn("w:numFmt"))
    return _Level(
        format.get(qn("w:val"), "decimal") if format is not None else "decimal",
        text.get(qn("w:val"), "") if text is not None else "",
        _value(level, "w:start", 1),
        level.find(qn("w:isLgl")) is not None,
        _value(level, "w:lvlRestart", 1) != 0,
    )


def _value(element: etree._Element, tag: str, default: int) -> int:
    child = element.find(qn(tag))
    return _number(child, "w:val", default) if child is not None else default


def _number(element: etree._Element, name: str, default: int = 0) -> int:
    value = str(element.get(qn(name), ""))
    return min(int(value), 100_000) if value.isascii() and value.isdigit() else default


def _written(number: int, format: str) -> str:
    if format in ("upperRoman", "lowerRoman"):
        roman, left = "", min(number, 4_000)
        for value, letters in _ROMAN:
            roman += letters * (left // value)
            left %= value
        return roman.upper() if format == "upperRoman" else roman
    if format in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 10)
        return letter.upper() if format == "upperLetter" else letter
    if format in _CHINESE and 0 < number < 100:
        return numeral(number)
    if format.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if format == "none":
        return ""
    return f"{number:02d}" if format == "decimalZero" else str(number)
