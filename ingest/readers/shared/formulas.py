"""Parts of formulas in a line."""

import re
from collections.abc import Iterable

_FRACTION = re.compile(r"\s*\d+/\d")
_ONE = re.compile(r"[-−]?[\w.,%]*$")


def as_operand(text: str) -> str:
    """Give a part of a formula so that an operator beside it takes all of it: a + b as (a + b)."""
    own = text.strip()
    return own if _ONE.match(own) else f"({own})"


def in_line(parts: Iterable[str]) -> str:
    """Join parts of a formula: a fraction after a whole number is set off, 2 1/2."""
    text = ""
    for part in parts:
        text += f" {part}" if text[-1:].isdigit() and _FRACTION.match(part) else part
    return text
