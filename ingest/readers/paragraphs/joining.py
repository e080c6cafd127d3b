"""Parts of a text that a line's end parted, joined."""

import re
from collections.abc import Mapping

from language.lexicon import any_of
from language.text.joining import seam

_HYPHENS = ("-", "\u00ad", "\u2010")
_HYPHENATED = re.compile(rf"(?P<chain>-?)(?P<head>(?<![^\W\d_])[^\W\d_]++)[{''.join(_HYPHENS)}]$")
_COMPOUND = re.compile(any_of("layout", "compounds"), re.IGNORECASE)
_WORD_AT_START = re.compile(r"[^\W\d_]+")


def joined(before: str, after: str, vocabulary: Mapping[str, int], turns: str = "") -> str:
    """Join two parts of a text over a line's end, and over a page's where `turns` holds its mark.

    A hyphen there is dropped, unless both parts are words of the `vocabulary`, by their frequency, and the whole is none, or
    the whole is one that has it everywhere, such as “well-known”.
    """
    if (before.endswith("\u00ad") or (before.endswith(("-", "–")) and before[-2:-1].isdigit())) and after[:1].isdigit():
        return before.replace("\u00ad", "-") + turns + after
    hyphenated = _HYPHENATED.search(before) if before.endswith(_HYPHENS) else None
    following = _WORD_AT_START.match(after)
    if not hyphenated or not following:
        return before + seam(before, after) + turns + after
    head, tail = hyphenated["head"], following[0]
    is_known = _COMPOUND.fullmatch(f"{head}-{tail}") and not vocabulary.get((head + tail).lower())
    are_words = vocabulary.get(tail.lower(), 0) > 1 and vocabulary.get(head.lower(), 0) > 1 and not vocabulary.get((head + tail).lower())
    is_compound = bool(is_known) or are_words or not tail[0].islower() or head.isupper() or bool(hyphenated["chain"])
    return before[:-1] + ("-" if is_compound else "") + turns + after
