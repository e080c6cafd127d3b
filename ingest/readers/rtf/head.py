"""What the head of a rich text says of the rest: its fonts, which of its colours is white, which of its styles hide."""

import re
from dataclasses import dataclass

_FONT = re.compile(r"\\f(\d{1,5})(?![\w])([^;]{0,300});")
_IN_FONT = re.compile(r"\{[^{}]*\}|\\'[0-9a-f]{2}|\\[a-z]+-?\d*[ ]?|[{}]", re.IGNORECASE)
_COLOURS = re.compile(r"\{\\colortbl\s*([^{}]*)\}")
_STYLE = re.compile(r"\{\\\*?\\?(?:\*\s*)?\\?cs(\d{1,5})\b([^{};]*)")
_HIDES = re.compile(r"\\v(?![a-z\d])|\\v1(?!\d)")
_SHADED_CELL = re.compile(r"\\clcbpat(?!0\b)\d|\\clshdng")
_HEX = re.compile(r"(?:\\'[0-9a-f]{2})+", re.IGNORECASE)
_LONGEST = 100_000  # characters in which the head of a file stands


@dataclass(frozen=True, slots=True)
class Head:
    """`fonts` are the names of fonts by their number, `white` the numbers of colours, `hidden_styles` those of styles of characters."""

    encoding: str
    fonts: dict[str, str]
    white: frozenset[str]
    hidden_styles: frozenset[str]
    has_coloured_cells: bool

    @classmethod
    def of(cls, source: str, encoding: str) -> "Head":
        """Read the head of a rich text."""
        head = source[:_LONGEST]
        colours = _COLOURS.search(head)
        parts = colours[1].split(";") if colours else []
        white = {str(place) for place, one in enumerate(parts) if re.findall(r"\\(?:red|green|blue)(\d+)", one) == ["255"] * 3}
        styles = {found[1] for found in _STYLE.finditer(head) if _HIDES.search(found[2])}
        fonts = {found[1]: _IN_FONT.sub("", found[2]).strip() for found in _FONT.finditer(head)}
        return cls(encoding, fonts, frozenset(white), frozenset(styles), _SHADED_CELL.search(source) is not None)


def decoded(text: str, encoding: str) -> str:
    """Give a text of rich text whose characters of a code page are escaped."""
    return _HEX.sub(lambda found: bytes.fromhex(found[0].replace("\\'", "")).decode(encoding, errors="replace"), text)


def escaped(text: str) -> str:
    """Give a text as rich text writes it: what is beyond ASCII by its number."""
    return "".join(one if ord(one) < 128 else f"\\u{ord(one)}?" for one in text)
