"""A number format, parted into its sections and their marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_SECTION = re.compile(r'(?:"[^"]*"?|\[[^\]]*\]?|[\\!_*].|[^;])*', re.DOTALL)
_CONDITION = re.compile(r"(?P<sign><=|>=|<>|<|>|=)(?P<limit>-?\d+(\.\d+)?)$")
_MARK = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<general>General)|(?P<exponent>E[+-])|(?P<text>@)'
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>[%％])|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
SCRIPT = re.compile(r"DBNum([12])$", re.IGNORECASE)
LEGAL = 2
"""The script of bank notes."""

Marks = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a format: the marks that it shows, and where it holds, if it says so; `script` is the number of DBNum in it, or 0."""

    code: str
    marks: Marks
    condition: tuple[str, Decimal] | None
    script: int = 0


@lru_cache(maxsize=1_000)
def sections_of(code: str) -> tuple[Section, ...]:
    return tuple(section_of(part) for part in parts_of(code))


def parts_of(code: str) -> Iterator[str]:
    start = 0
    while start <= len(code):
        found = _SECTION.match(code, start)
        end = found.end() if found else len(code)
        yield code[start:end]
        start = max(end, start) + 1


def section_of(code: str) -> Section:
    marks: list[tuple[str, str]] = []
    condition, script = None, 0
    for found in _MARK.finditer(code):
        kind = found.lastgroup or ""
        if kind == "bracket":
            bracket = found["bracket"]
            if limit := _CONDITION.match(bracket):
                condition = (limit["sign"], Decimal(limit["limit"]))
            elif number := SCRIPT.match(bracket):
                script = int(number[1])
            elif bracket.startswith("$"):
                marks.append(("plain", bracket[1:].split("-")[0]))
        elif kind:
            marks.append(("plain" if kind in ("quoted", "escaped") else kind, found[kind]))
    return Section(code, tuple(marks), condition, script)
