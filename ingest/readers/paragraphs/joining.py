"""Parts of a text that a line's end parted, joined."""

import re
from collections.abc import Mapping

from language.text.joining import seam

_HYPHENS = ("-", "\u00ad", "\u2010")
_HYPHENATED = re.compile(rf"(?P<chain>-?)(?P<head>(?<![^\W\d_])[^\W\d_]++)[{''.join(_HYPHENS)}]$")
_WORD_AT_START = re.compile(r"[^\W\d_]+")


def joined(before: str, after: str, vocabulary: Mapping[str, int], turns: str = "") -> str:
    """Join two parts of a text over a line's end, and over a page's where `turns` holds its mark.

    A hyphen there is dropped, unless both parts are words of the `vocabulary`, by their frequency, and the whole is none.
    """
    if (before.endswith("\u00ad") or (before.endswith(("-", "–")) and before[-2:-1].isdigit())) and after[:1].isdigit():
        return before.replace("\u00ad", "-") + turns + after
    hyphenated = _HYPHENATED.search(before) if before.endswith(_HYPHENS) else None
    following = _WORD_AT_START.match(after)
    if not hyphenated or not following:
        return before + seam(before, after) + turns + after
    head, tail = hyphenated["head"], following[0]
    are_words = vocabulary.get(tail.lower(), 0) > 1 and vocabulary.get(head.lower(), 0) > 1 and not vocabulary.get((head + tail).lower())
    is_compound = are_words or not tail[0].islower() or head.isupper() or bool(hyphenated["chain"])
    return before[:-1] + ("-" if is_compound else "") + turns + after
