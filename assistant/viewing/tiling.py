"""Stretches of letters that two texts have in common, also where their order differs."""

from dataclasses import dataclass
from difflib import SequenceMatcher

_GRAM = 4
_SURE = 12  # letters that stand in a text once, as a rule; an ideograph says as much as three
_FIRST_IDEOGRAPH = "\u2e80"
_MOST_CANDIDATES = 64
_STRAY = 100  # letters away from where the text should go on: worth one letter less of a stretch
_FAR = 2_000
_AROUND = 60  # letters beside a gap in which it is filled, besides twice its own length
_LONGEST_GAP = 400


@dataclass(frozen=True, slots=True)
class Tile:
    """So many letters of a quote from `quoted` on that are those of the text from `shown` on."""

    quoted: int
    shown: int
    length: int


def nearest(wanted: str, text: str, place: int) -> int:
    """Give where `wanted` stands in `text` nearest to a place, -1 where it does not."""
    before, after = text.rfind(wanted, 0, place + len(wanted)), text.find(wanted, place)
    if before < 0 or after < 0:
        return max(before, after)
    return before if place - before < after - place else after


def tiles(quote: str, text: str, place: int) -> list[Tile]:
    """Give what of a quote stands in the text, in the order of the quote: long stretches first, then what lies between, near them."""
    sure = _sure(quote, text, place)
    found, end = [], 0
    for number, tile in enumerate([*sure, Tile(len(quote), -1, 0)]):
        before = sure[number - 1] if number else None
        found += _between(quote, end, tile.quoted, text, _windows(text, tile.quoted - end, before, tile if tile.length else None, place))
        if tile.length:
            found.append(tile)
        end = tile.quoted + tile.length
    return found


def _sure(quote: str, text: str, place: int) -> list[Tile]:
    """Give the stretches that are long enough to be no accident, each from where the one before ends."""
    grams: dict[str, list[int]] = {}
    for start in range(len(text) - _GRAM + 1):
        grams.setdefault(text[start : start + _GRAM], []).append(start)
    found, begin, goes_on = [], 0, place
    while begin <= len(quote) - _GRAM:
        best = _best(quote, begin, text, grams.get(quote[begin : begin + _GRAM], []), goes_on)
        if best is None:
            begin += 1
            goes_on += 1
            continue
        found.append(best)
        begin, goes_on = begin + best.length, best.shown + best.length
    return found


def _best(quote: str, begin: int, text: str, candidates: list[int], goes_on: int) -> Tile | None:
    """Give the longest stretch from a letter of the quote on, rather one that is where the text should go on."""
    if len(candidates) > _MOST_CANDIDATES:
        candidates = sorted(candidates, key=lambda one: abs(one - goes_on))[:_MOST_CANDIDATES]
    alike = [Tile(begin, one, _common(quote, begin, text, one)) for one in candidates]
    sure = [tile for tile in alike if _weight(quote[begin : begin + min(tile.length, _SURE)]) >= _SURE]
    return max(sure, key=lambda tile: tile.length - min(abs(tile.shown - goes_on), _FAR) / _STRAY, default=None)


def _common(quote: str, begin: int, text: str, start: int) -> int:
    length = 0
    for one, other in zip(quote[begin:], text[start : start + len(quote) - begin], strict=False):
        if one != other:
            break
        length += 1
    return length


def _weight(letters: str) -> int:
    return sum(3 if letter >= _FIRST_IDEOGRAPH else 1 for letter in letters)


def _windows(text: str, gap: int, before: Tile | None, after: Tile | None, place: int) -> list[tuple[int, int]]:
    """Give where in the text what is missing between two tiles may stand: after the one, before the other, or around the place."""
    reach = 2 * gap + _AROUND
    begin = before.shown + before.length if before else None
    end = after.shown if after else None
    if begin is not None and end is not None and 0 <= end - begin <= 2 * reach:
        return [(begin, end)]
    beside = [(begin, min(begin + reach, len(text)))] if begin is not None else []
    beside += [(max(0, end - reach), end)] if end is not None else []
    return beside or [(max(0, place - reach), min(len(text), place + reach))]


def _between(quote: str, begin: int, end: int, text: str, windows: list[tuple[int, int]]) -> list[Tile]:
    """Give the tiles of a stretch of the quote that is in no long one, by the window that has most of it."""
    wanted = quote[begin:end]
    if not 0 < len(wanted) <= _LONGEST_GAP:
        return []
    best: list[Tile] = []
    for first, last in windows:
        whole = text.find(wanted, first, last)
        if whole >= 0:
            return [Tile(begin, whole, len(wanted))]
        blocks = SequenceMatcher(None, wanted, text[first:last], autojunk=False).get_matching_blocks()
        found = [Tile(begin + one.a, first + one.b, one.size) for one in blocks if one.size]
        best = max(best, found, key=lambda some: sum(tile.length for tile in some))
    return best
