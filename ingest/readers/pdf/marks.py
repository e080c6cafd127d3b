"""What a page draws around its words: lines through them, and figures raised above their line."""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import zip_longest

from ingest.readers.pdf.words import Edge, Word
from ingest.readers.shared.raised import NOTE_MARKS, as_read
from language.messages import Message

_STROKES = "/⁄"  # of fractions
_COVERED = 0.85  # of a word's width: what a line through it covers
_JOINED = 6  # words, as which some programs draw each letter, that tell what a raised figure belongs to
_LOWEST, _HIGHEST = 0.14, 0.45  # of the font's size, over the baseline: where a line goes through a word


def take_struck(words: list[Word], edges: list[Edge]) -> tuple[list[Word], list[Word]]:
    """Part the words from those that a line goes through: a line as long as they are, not one that rules the page."""
    level = sorted((edge for edge in edges if edge[2] - edge[0] > edge[3] - edge[1]), key=lambda edge: edge[1])
    if not level:
        return words, []
    heights = [edge[1] for edge in level]
    struck: dict[int, list[Word]] = {}
    for word in words:
        if word.turn:
            continue
        for index in range(
            bisect_left(heights, word.baseline - _HIGHEST * word.size), bisect_right(heights, word.baseline - _LOWEST * word.size)
        ):
            if min(word.right, level[index][2]) - max(word.left, level[index][0]) >= _COVERED * (word.right - word.left):
                struck.setdefault(index, []).append(word)
    taken = {
        id(word)
        for index, own in struck.items()
        if level[index][0] > own[0].left - own[0].size and level[index][2] < max(word.right for word in own) + own[0].size
        for word in own
    }
    return [word for word in words if id(word) not in taken], [word for word in words if id(word) in taken]


def read_raised(words: list[Word]) -> tuple[list[Word], list[tuple[Message, str]]]:
    """Read raised figures: powers stay powers, and marks of notes are left out."""
    kept: list[Word] = []
    left_out: list[tuple[Message, str]] = []
    for word, after in zip_longest(words, words[1:]):
        before = kept[-1] if kept else None
        if before is not None and before.raised and word.joined and _is_level(before, word):
            _append(before, word)
        elif before is not None and _is_raised(word, before):
            kept.append(replace(word, joined=True, raised=True))
        elif after is not None and (after.joined or after.text[0] in _STROKES) and _is_raised(word, after):
            kept.append(replace(word, raised=True))
        elif before is not None and before.raised and not before.spaced and abs(word.left - before.right) < 0.12 * word.size:
            kept.append(replace(word, joined=True))
        else:
            kept.append(word)
    return (_read(kept, left_out) if any(word.raised for word in kept) else kept), left_out


def _read(words: list[Word], left_out: list[tuple[Message, str]]) -> list[Word]:
    kept: list[Word] = []
    for word, after in zip_longest(words, words[1:]):
        before = kept[-1] if kept and word.joined else None
        is_fraction = after is not None and after.text[0] in _STROKES and _touches(word, after)
        read = as_read(_before(kept) if before else "", word.text) if word.raised and not is_fraction else word.text
        if is_fraction and word.raised and before and before.text[-1:].isdigit():
            read = f" {word.text}"
        if read is None and before:
            left_out.append((NOTE_MARKS, word.text))
            before.right, before.spaced, before.ends_line = max(before.right, word.right), word.spaced, word.ends_line
            continue
        kept.append(replace(word, text=read) if read and word.raised else word)
    return kept


def _before(words: list[Word]) -> str:
    """Give the text of the last of the words, with that of those to which it is joined."""
    text = ""
    for word in reversed(words[-_JOINED:]):
        text = word.text + text
        if not word.joined:
            break
    return text


def _append(word: Word, after: Word) -> None:
    word.text += after.text
    word.right, word.spaced, word.ends_line = max(word.right, after.right), after.spaced, after.ends_line


def _is_raised(word: Word, beside: Word) -> bool:
    """Say whether a word stands above the line of the one beside it, and against it."""
    raised = beside.baseline - word.baseline
    smaller = word.size <= 0.9 * beside.size or (word.size < 1.1 * beside.size and raised >= 0.25 * beside.size)
    return smaller and 0.12 * beside.size <= raised <= 0.75 * beside.size and word.turn == beside.turn == 0 and _touches(beside, word)


def _is_level(word: Word, other: Word) -> bool:
    return abs(word.baseline - other.baseline) < 0.1 * word.size and abs(word.size - other.size) < 0.1 * word.size


def _touches(word: Word, other: Word) -> bool:
    gap = max(other.left - word.right, word.left - other.right)
    return -word.size < gap < 0.3 * max(word.size, other.size) and abs(word.centre[1] - other.centre[1]) < max(word.size, other.size)
