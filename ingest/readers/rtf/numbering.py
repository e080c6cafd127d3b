"""The lists of rich text whose items do not hold their numbers: what the tables at the head of the file say of them."""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.readers.shared.list_levels import BULLET, Level, List

_BRACE = re.compile(r"(?<!\\)[{}]")
_WORD = re.compile(
    r"\\(list|listlevel|levelnfcn?|levelstartat|listid|listoverride|listoverridestartat|lfolevel|ls)(-?\d{1,10})?(?![a-z\d])"
)
_TEXT = re.compile(r"\{\\leveltext([^{};]{0,500});\}")
_PART = re.compile(r"\\'([0-9a-f]{2})|\\u(-?\d{1,6}) ?\?|\\[a-z]{1,32}-?\d{0,10} ?|([^\\\r\n])", re.IGNORECASE)
_FORMATS = {
    "0": "decimal", "1": "upper-roman", "2": "lower-roman", "3": "upper-letter", "4": "lower-letter", "5": "ordinal", "6": "cardinal-words",
    "7": "ordinal-words", "10": "chinese-digits", "11": "chinese", "14": "full-width", "18": "circled", "22": "zero", "23": BULLET,
    "26": "dotted", "27": "bracketed", "28": "circled", "30": "stem", "31": "branch", "33": "chinese", "34": "chinese-legal-traditional",
    "35": "chinese", "36": "chinese-digits", "37": "chinese", "38": "chinese-legal", "39": "chinese", "255": "none",
}  # fmt: skip
_LONGEST = 200_000  # characters of a table


@dataclass(slots=True)
class Numbers:
    """Counts the lists of a rich text as its paragraphs come, in order."""

    lists: dict[str, List] = field(default_factory=dict)
    uses: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)

    @classmethod
    def of(cls, source: str) -> "Numbers":
        """Read the tables of a rich text; where its items hold their numbers, there is nothing to count."""
        if "\\listtext" in source or "\\pntext" in source:
            return cls()
        return cls(dict(_lists(_group(source, "listtable"))), dict(_uses(_group(source, "listoverridetable"))))

    def next(self, use: str, level: int) -> str:
        """Count a paragraph of the list that is used as `use` (the number behind `\\ls`) at `level`, and give what stands before it."""
        key, starts = self.uses.get(use, ("", {}))
        return self.lists[key].next(level, starts=starts) if key in self.lists else ""


def _group(source: str, name: str) -> str:
    """Give the first group of a name, empty where there is none."""
    start, depth = source.find(f"{{\\*\\{name}"), 0
    group = source[start : start + _LONGEST] if start >= 0 else ""
    for brace in _BRACE.finditer(group):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return group[: brace.end()]
    return group


def _lists(table: str) -> Iterator[tuple[str, List]]:
    """Give the lists of a table by their ids, which stand behind their levels."""
    own: dict[int, Level] = {}
    format, start = "0", 1
    texts = [*_TEXT.finditer(table)]
    places = [text.start() for text in texts]
    for word in _WORD.finditer(table):
        if word[1] == "list":
            own = {}
        elif word[1] == "listlevel":
            format, start, place = "0", 1, bisect(places, word.end())
            own[len(own)] = Level("decimal", _text(texts[place][1]) if place < len(texts) else "")
        elif own and word[1].startswith("levelnfc"):
            format = word[2] or "0"
        elif own and word[1] == "levelstartat":
            start = int(word[2] or 1)
        elif word[1] == "listid":
            yield word[2] or "", List(own)
        if own and word[1].startswith("level"):
            own[len(own) - 1] = Level(_FORMATS.get(format, "decimal"), own[len(own) - 1].text, start)


def _uses(table: str) -> Iterator[tuple[str, tuple[str, dict[int, int]]]]:
    """Give of each use of a list its number, the list's id, and the levels that begin anew there, with their first numbers."""
    id, level = "", -1
    starts: dict[int, int] = {}
    for word in _WORD.finditer(table):
        if word[1] == "listoverride":
            id, level, starts = "", -1, {}
        elif word[1] == "lfolevel":
            level += 1
        elif word[1] == "levelstartat":
            starts[max(level, 0)] = int(word[2] or 1)
        elif word[1] == "listid":
            id = word[2] or ""
        elif word[1] == "ls":
            yield word[2] or "", (id, starts)


def _text(source: str) -> str:
    """Give the text of a level, of which the first character says how long it is, with `%1` for the number of the first level."""
    parts: list[str] = []
    for part in _PART.finditer(source):
        if part[1]:
            code = int(part[1], 16)
            parts.append(f"%{code + 1}" if code < 9 else chr(code))
        elif part[2]:
            parts.append(chr(int(part[2]) % 0x10000))
        elif part[3]:
            parts.append(part[3])
    return "".join(parts[1:])
