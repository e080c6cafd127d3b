"""How texts number their parts: chapters, articles, items, and references to them; one set of patterns for all languages."""

import re

from language.lexicon import any_of

BULLETS = "•*·●○◦■□▪▫◆◇►▸▶➤➢✓✔✗✘❌✅☑☒☐‣"
"""Characters with which items of lists begin, beside dashes."""

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
_COUNTED = re.compile(rf"(?:{any_of('numbering', 'levels')}\s+)?(?:\d{{1,3}}(?:\.\d{{1,3}})*|[IVX]{{1,5}}|[a-z])", re.IGNORECASE)

_ITEM = re.compile(
    rf"\s*(?:[(（](?:{any_of('numbering', 'in_brackets')}|[A-Z]|[IVX]{{2,5}}|\d{{1,2}})[)）]|[a-zA-H][.)]\s|"
    rf"[-–{BULLETS}]\ufe0f?\s(?:\((?:[a-z]|[ivx]{{1,5}}|\d{{1,2}})\)\s)?|"
    r"[①-⑳]|\d{1,2}[.、)]\s?(?!\d))"
)
_OUTLINE = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,9})\.?\s+")
_BULLET = re.compile(rf"\s*(?:[{BULLETS}]\ufe0f?|[-–](?!\s+\d))\s+")  # before a figure it may be a minus
_LINE = re.compile(
    rf"\(?\d{{1,3}}(\.\d{{1,3}}){{0,7}}[.)、]?\s|\(?[a-z][.)]\s|\(?[ivx]{{1,5}}[.)]\s|{any_of('numbering', 'opens_line')}", re.IGNORECASE
)
_SENTENCE = re.compile(rf"\s*(?:{any_of('numbering', 'opens_sentence')}|[（(]\w{{1,3}}[）)]|\d{{1,2}}[.、)])[\s\u3000.:]*", re.IGNORECASE)
_REFERENCE = re.compile(rf"{any_of('numbering', 'reference')}$", re.IGNORECASE)
_REFERENCE_AFTER = re.compile(rf"\s?{any_of('numbering', 'reference_after')}")
_LONGEST_REFERENCE = 200


def rank_of(text: str) -> int:
    """Give the rank of the number that `text` begins with, 1 of a part to 6 of an item such as 1.2.3; 0 where it has none."""
    return next((rank for pattern, rank in _NUMBERED if pattern.match(text)), 0)


def without_clause_number(text: str) -> str:
    """Give `text` without the number of an article that it begins with."""
    return _CLAUSE.sub("", text)


def opens_clause(text: str) -> bool:
    """Say whether a text begins with the number of an article of a law or of rules."""
    return _CLAUSE.match(text.lstrip()) is not None


def is_number(text: str) -> bool:
    """Say whether the whole of `text` is a number of a part, such as “Article 4”, “1.2” or “IV”."""
    return _COUNTED.fullmatch(text) is not None


def end_of_item_label(text: str, start: int = 0) -> int:
    """Give where the label ends with which an item of a list begins at `start`, such as “(a)”, “2.” or a bullet; 0 where none does."""
    found = _ITEM.match(text, start)
    return found.end() if found else 0


def outline_number(text: str, start: int, end: int) -> tuple[tuple[str, ...], int]:
    """Give the numbers with which `text[start:end]` begins, 5, 4 and 1 of “5.4.1”, and where they end; none where it begins with none."""
    found = _OUTLINE.match(text, start, end)
    return (tuple(found[1].split(".")), found.end()) if found else ((), start)


def end_of_bullet(text: str) -> int:
    """Give where the bullet ends with which `text` begins; 0 where it has none."""
    found = _BULLET.match(text)
    return found.end() if found else 0


def end_of_sentence_number(text: str) -> int:
    """Give where the number ends with which a sentence begins, such as “Article 3” or “(2)”; 0 where it has none."""
    found = _SENTENCE.match(text)
    return found.end() if found else 0


def opens_numbered_line(text: str) -> bool:
    """Say whether a line of a page begins with a number that begins an item or a part."""
    return _LINE.match(text) is not None


def follows_reference(text: str, start: int) -> bool:
    """Say whether a word that refers to a part stands before the number at `start`: “Article”, “No.”, 第."""
    return _REFERENCE.search(text, max(0, start - _LONGEST_REFERENCE), start) is not None


def names_part(after: str) -> bool:
    """Say whether the word that follows a number makes it that of a part or a document: 条, 号."""
    return _REFERENCE_AFTER.match(after) is not None
