"""Parts of formulas in a line."""

import re

_ONE = re.compile(r"[-−]?[\w.,%]*$")


def as_operand(text: str) -> str:
    """Give a part of a formula so that an operator beside it takes all of it: a + b as (a + b)."""
    own = text.strip()
    return own if _ONE.match(own) else f"({own})"
