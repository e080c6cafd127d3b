"""The numbers that OpenDocument counts: of lists, which may go on later, and of headings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.odt.names import qn, whole
from ingest.readers.shared.numerals import written
from language import letters_of_lists
from language.chinese.counting import STYLES_BY_FIRST

_STYLES = {"1": "decimal", "a": "lower-letter", "A": "upper-letter", "i": "lower-roman", "I": "upper-roman"}
_STYLES |= STYLES_BY_FIRST | letters_of_lists.STYLES_BY_FIRST
_PLACE = re.compile(r"%(\d{1,2})%")
_DEEPEST = 10
_LARGEST = 100_000


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level writes its numbers; `format` is empty where it writes none, None where it has a bullet."""

    format: str | None = ""
    before: str = ""
    after: str = ""
    start: int = 1
    shown: int = 1
    pattern: str = ""


@dataclass(slots=True)
class Counted:
    """A list as far as it was counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int, start: str | None = None) -> str:
        """Count an item at a depth from 1, and give what stands before it; “-” for a bullet."""
        own = self.levels.get(depth, _Level(None))
        self.counts[depth] = whole(start, 0, _LARGEST) if start else self.counts.get(depth, own.start - 1) + 1
        for deeper in [each for each in self.counts if each > depth]:
            del self.counts[deeper]
        if own.format is None:
            return "-"
        if own.pattern:
            return _PLACE.sub(lambda mark: self._shown(int(mark[1])), own.pattern).strip()
        if not own.format:
            return ""
        places = range(max(1, depth - own.shown + 1), depth + 1)
        return f"{own.before}{'.'.join(filter(None, map(self._shown, places)))}{own.after}".strip()

    def _shown(self, depth: int) -> str:
        own = self.levels.get(depth, _Level())
        return written(self.counts.get(depth, own.start), _STYLES.get(own.format[0], "decimal")) if own.format else ""


class Numbering:
    """The lists of a text in their order."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        roots = list(roots)
        self._styles = {style.get(qn("style:name")): _levels(style) for root in roots for style in root.iter(qn("text:list-style"))}
        self._last: dict[str | None, Counted] = {}
        self._by_id: dict[str, Counted] = {}
        outline = next((outline for root in roots for outline in root.iter(qn("text:outline-style"))), None)
        self.headings = Counted({} if outline is None else _levels(outline))
        self._outline = None if outline is None else outline.get(qn("style:name"))

    def opened(self, element: etree._Element, of_paragraphs: str | None = None) -> Counted:
        """Give the list that an element begins or goes on with; `of_paragraphs` is the style of its paragraphs where it names none."""
        style = element.get(qn("text:style-name")) or of_paragraphs
        if style is not None and style == self._outline:  # headings that stand in a list, as LibreOffice may write them
            return self.headings
        earlier = self._by_id.get(str(element.get(qn("text:continue-list"))))
        if earlier is None and element.get(qn("text:continue-numbering")) == "true":
            earlier = self._last.get(style)
        found = earlier or Counted(self._styles.get(style, {}))
        self._last[style] = found
        if (id := element.get(qn("xml:id"))) is not None:
            self._by_id[str(id)] = found
        return found

    def next_alone(self, paragraph: etree._Element) -> str:
        """Count a paragraph that is numbered without standing in a list, and give what stands before it."""
        key = str(paragraph.get(qn("text:list-id"), ""))
        if key not in self._by_id:
            self._by_id[key] = Counted(self._styles.get(paragraph.get(qn("text:style-name")), {}))
        return self._by_id[key].next(whole(paragraph.get(qn("text:level")), 1, _DEEPEST), paragraph.get(qn("text:start-value")))


def _levels(style: etree._Element) -> dict[int, _Level]:
    return {whole(level.get(qn("text:level")), 1, _DEEPEST): _level(level) for level in style if isinstance(level.tag, str)}


def _level(level: etree._Element) -> _Level:
    if level.tag in (qn("text:list-level-style-bullet"), qn("text:list-level-style-image")):
        return _Level(None)
    return _Level(
        str(level.get(qn("style:num-format"), "")),
        str(level.get(qn("style:num-prefix"), "")),
        str(level.get(qn("style:num-suffix"), "")),
        whole(level.get(qn("text:start-value")), 1, _LARGEST),
        whole(level.get(qn("text:display-levels")), 1, _DEEPEST),
        str(level.get(qn("loext:num-list-format"), "")),
    )
