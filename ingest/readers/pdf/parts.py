"""The parts of which runs of characters of a page are made: by the objects that draw them, a word drawn letter by letter in one."""

from functools import cache

import numpy

from ingest.readers.pdf.places import Places
from ingest.readers.pdf.quick import Indexes, Numbers, Truths

UNSPACED = 0x2E80
"""The first code of scripts that part no words."""
_AGAINST = 0.1  # of the font's size: less than that is left, or taken back, between letters of a word that are drawn one by one
_REACHING = 0.02  # of the font's size: less white than that is left between letters, of which the second may reach over its place
_SAMPLED = 4  # letters: one of so many is looked at for its style where all stand as those of a word do


def parts_of(
    places: Places, codes: Indexes, first: Indexes, last: Indexes, by_objects: bool
) -> tuple[Indexes, Indexes, Truths, Truths]:  # fmt: skip
    """Give where the parts of runs begin and end, and whether they are the first and the last of their runs.

    Letters that stand as those of a word do are one part though objects of their own draw them, unless `by_objects`.
    """
    places.find_objects(first, last - 1)
    drawn_together = places.drawn[first] == places.drawn[last - 1]
    if drawn_together.all():
        return first, last, numpy.ones(len(first), bool), numpy.ones(len(first), bool)
    pieced = ~drawn_together
    begin = numpy.sort(numpy.concatenate([first, _cuts(places, codes, first[pieced], last[pieced], by_objects)]))
    run = numpy.searchsorted(first, begin, "right") - 1
    end = numpy.minimum(numpy.append(begin[1:], last[-1]), last[run])
    return begin, end, begin == first[run], end == last[run]


def _cuts(places: Places, codes: Indexes, first: Indexes, last: Indexes, by_objects: bool) -> Indexes:
    """Give the characters within runs with which a new part begins."""
    lengths = last - first
    run = numpy.repeat(numpy.arange(len(first)), lengths)
    letters = numpy.arange(len(run)) + (first - numpy.cumsum(lengths) + lengths)[run]
    inner = letters > first[run]
    if by_objects:
        places.find_objects(letters)
        cuts: Indexes = letters[inner & (places.drawn[letters] != places.drawn[letters - 1])]
        return cuts
    styles = places.numbers_of_styles(first)
    doubtful = inner & ~_go_on_line(places, codes, letters, places.styles.sizes()[styles][run])
    sampled = doubtful | ((letters - first[run]) % _SAMPLED == 0)
    sampled[:-1] |= doubtful[1:]
    unlike = places.numbers_of_styles(letters[sampled]) != styles[run[sampled]]
    unsure = ~places.styles.are_plain()[styles]
    unsure[run[sampled][unlike]] = True
    may_begin = numpy.where(unsure[run], inner, doubtful)
    own, run = letters[may_begin], run[may_begin]
    places.find_objects(own, own - 1)
    are_new = places.drawn[own] != places.drawn[own - 1]
    own, run = own[are_new], run[are_new]
    own_styles = places.numbers_of_styles(own)
    places.find_origins(first, own)
    sizes, near = places.styles.sizes()[own_styles], _alphabetic(codes, own) & places.styles.are_plain()[own_styles]
    near &= numpy.abs(places.x[own] - places.boxes[own - 1, 2]) < _AGAINST * sizes
    found: list[int] = []
    before = style = -1
    level = 0.0
    for one, number, own_style, own_level, is_near in zip(
        own.tolist(), run.tolist(), own_styles.tolist(), places.y[own].tolist(), near.tolist(), strict=True
    ):
        if number != before:
            before, style, level = number, int(styles[number]), float(places.y[first[number]])
        if own_style != style or own_level != level or not is_near:
            found.append(one)
            style, level = own_style, own_level
    return numpy.array(found, int)


def _go_on_line(places: Places, codes: Indexes, letters: Indexes, sizes: Numbers) -> Truths:
    """Say which letters of runs stand right after a letter and reach as high and low."""
    places.find_boxes(letters)
    left, top, right, bottom = places.boxes[letters].T
    go_on = numpy.zeros(len(letters), bool)
    gaps, sizes = left[1:] - right[:-1], sizes[1:]
    go_on[1:] = (top[1:] == top[:-1]) & (bottom[1:] == bottom[:-1]) & (gaps > -_AGAINST * sizes) & (gaps < _REACHING * sizes)
    return go_on & _alphabetic(codes, letters)


def _alphabetic(codes: Indexes, indexes: Indexes) -> Truths:
    """Say which characters are letters of scripts that part words, as those before them are."""
    known = _letters()
    return known[numpy.minimum(codes[indexes], UNSPACED)] & known[numpy.minimum(codes[indexes - 1], UNSPACED)]


@cache
def _letters() -> Truths:
    return numpy.array([chr(code).isalpha() for code in range(UNSPACED)] + [False])
