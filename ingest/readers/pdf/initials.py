"""Initials: large letters at the start of a text that reach over several of its lines."""

from bisect import bisect_left, bisect_right
from collections import Counter

from ingest.readers.pdf.words import Word
from language.text.joining import is_unspaced

_LARGER = 1.7  # times the size of the text: the least size of an initial
_WHOLE_WORDS = ("A", "I", "O")


def join_initials(words: list[Word]) -> list[Word]:
    """Join each initial with the word that it begins, and let the lines beside it begin where it does."""
    least = _LARGER * min((word.size for word in words), default=0)
    if not any(_can_be_initial(word, least) for word in words):
        return words
    known = Counter(one.lower().rstrip(".,;:") for word in words for one in word.text.split())
    from_left = sorted(words, key=lambda word: word.left)
    lefts = [word.left for word in from_left]
    kept: list[Word] = []
    for initial in words:
        if not _can_be_initial(initial, least):
            kept.append(initial)
            continue
        near = slice(bisect_left(lefts, initial.right - initial.size), bisect_right(lefts, initial.right + initial.size))
        beside = [word for word in from_left[near] if _stands_beside(initial, word)]
        first = next((word for word in beside if _is_on_first_line(initial, word)), None)
        if first is None:
            kept.append(initial)
            continue
        is_word = (initial.spaced and not is_unspaced(initial.text)) or (
            initial.text in _WHOLE_WORDS and known[first.text.split()[0].lower().rstrip(".,;:")] > 1
        )
        first.text = f"{initial.text} {first.text}" if is_word else initial.text + first.text
        for word in beside:
            word.left = initial.left
    return kept


def _can_be_initial(word: Word, least: float) -> bool:
    return len(word.text) == 1 and word.size >= least and (word.text.isupper() or is_unspaced(word.text)) and word.turn == 0


def _is_on_first_line(initial: Word, word: Word) -> bool:
    return word.text[0].isalpha() and -0.2 * word.size < word.baseline - initial.top < 1.6 * word.size


def _stands_beside(initial: Word, word: Word) -> bool:
    if word is initial or initial.size < _LARGER * word.size or word.turn:
        return False
    return (
        -0.3 * word.size < word.left - initial.right < 0.9 * word.size and initial.top < word.centre[1] < initial.baseline + 0.3 * word.size
    )
