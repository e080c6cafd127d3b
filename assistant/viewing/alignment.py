"""Where a quote stands in the text of another rendition of its document: other line breaks, order of columns and cells, characters."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from assistant.viewing.folding import Folded, folded, without_names
from assistant.viewing.tiling import Tile, nearest, tiles
from language.span import Span

LEAST_FOUND = 0.9
"""The part of a quote's letters that must be found."""


def spans_of_quote(quote: str, text: str, expected: int = 0) -> tuple[Span, ...] | None:
    """Give where the words of `quote` stand in `text`, in the order of the text, as few spans as can be.

    Letters, figures and most signs are compared, whatever their case and form; space, dashes, quotation marks, bullets and the marks
    and names of columns in rows do not count. Among equal places the one nearest to the offset `expected` is given. None where
    less than nine tenths of the quote are found.
    """
    wanted, shown = folded(quote), folded(text)
    if not wanted.letters:
        return None
    place = shown.place(expected)
    found = nearest(wanted.letters, shown.letters, place)
    if found >= 0:
        return (shown.span(found, found + len(wanted.letters)),)
    values = folded(without_names(quote))
    if values.letters != wanted.letters and values.letters and (spans := _spans(values, shown, place)):
        return spans
    return _spans(wanted, shown, place)


def expected_place(quote: str, text: str, start: int, shown: str) -> int:
    """Give the offset in `shown` at which a quote is to be expected that begins at an offset of `text`: where both have its letters
    equally often, the same of these places, else in proportion."""
    wanted, own, other = folded(quote).letters, folded(text), folded(shown)
    places, others = _places(wanted, own.letters), _places(wanted, other.letters)
    number = bisect_left(places, own.place(start))
    if len(places) == len(others) and number < len(places):
        return other.starts[others[number]]
    return len(shown) * start // max(1, len(text))


def _places(wanted: str, text: str) -> list[int]:
    return [found.start() for found in re.finditer(re.escape(wanted), text)] if wanted else []


def _spans(wanted: Folded, shown: Folded, place: int) -> tuple[Span, ...] | None:
    found = tiles(wanted.letters, shown.letters, place)
    if sum(tile.length for tile in found) < LEAST_FOUND * len(wanted.letters):
        return None
    return tuple(shown.span(begin, end) for begin, end in _joined(found))


def _joined(found: list[Tile]) -> Iterator[tuple[int, int]]:
    """Give the stretches of letters that tiles cover; tiles that follow each other in the text are one."""
    begin = end = -1
    for tile in sorted(found, key=lambda tile: tile.shown):
        if tile.shown > end:
            if end > begin:
                yield begin, end
            begin = tile.shown
        end = max(end, tile.shown + tile.length)
    if end > begin:
        yield begin, end
