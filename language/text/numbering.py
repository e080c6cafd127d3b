"""How texts number their parts: chapters, articles, items, and references to them; one set of patterns for all languages."""

import re

from language.lexicon import any_of

_NUMBERED = (
    *(
        (re.compile(rf"^{any_of('numbering', level)}", re.IGNORECASE), rank)
        for level, rank in (("part", 1), ("chapter", 2), ("section", 3), ("article", 4), ("annex", 1))
    ),
    (re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,3}[.\s]"), 6),
    (re.compile(r"^\d{1,2}\.\d{1,2}[.\s]"), 5),
    (re.compile(r"^\d{1,2}[.、．)](?!\d)"), 4),
)
_CLAUSE = re.compile(rf"^{any_of('numbering', 'clause')}[\s\u3000:：.]*", re.IGNORECASE)
_LABEL = re.compile(
    rf"^(?:\W*(?:\d+(?:\.\d+)*|{any_of('numbering', 'counts')})[.、)）]\s*|{any_of('numbering', 'labels')}\s*)", re.IGNORECASE
)
_COUNTED = re.compile(rf"(?:{any_of('numbering', 'levels')}\s+)?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[IVX]{{1,5}})", re.IGNORECASE)


def rank_of(text: str) -> int:
    """Give the rank of the number that `text` begins with, 1 of a part to 6 of an item such as 1.2.3; 0 where it has none."""
    return next((rank for pattern, rank in _NUMBERED if pattern.match(text)), 0)


def without_clause_number(text: str) -> str:
    """Give `text` without the number of an article that it begins with."""
    return _CLAUSE.sub("", text)


def without_number(heading: str) -> str:
    """Give `heading` without the number of any kind that it begins with."""
    return _LABEL.sub("", heading)


def is_number(text: str) -> bool:
    """Say whether the whole of `text` is a number of a part, such as “Article 4”, “1.2” or “IV”."""
    return _COUNTED.fullmatch(text) is not None
