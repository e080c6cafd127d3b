"""Where words of a document's text stand in what its file shows: both run in the same order, with differences."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from assistant.viewing.rendering.words import keys_in, names_in_rows, words_of
from language.span import Span

_RUN = 4  # words that together stand in a text once
_LONGEST = 6_000  # words around those that are looked for
_MOST_PAIRS = 200_000  # pairs of equal words among which the right ones are chosen; a text that says one word again and again has more


class Matching:
    """A document's text beside the text that is shown of it."""

    def __init__(self, text: str, shown: str) -> None:
        self._shown = words_of(shown)
        self._shown_text = shown
        self._names = names_in_rows(text)
        self._keys = keys_in(text)
        every = words_of(text)
        kept = [place for place, start in enumerate(every.starts) if not _within(self._names, start)]
        self._words = [every.words[place] for place in kept]
        self._starts = [every.starts[place] for place in kept]
        self._ends = [every.ends[place] for place in kept]
        self._anchors = _anchors(self._words, self._shown.words)
        self._text = text

    def find(self, cited: Span) -> list[Span] | None:
        """Give the spans of the shown text that hold the words of a span of the document, also those of which it holds a part; None
        where some are not there."""
        first, last = bisect_right(self._ends, cited.start), bisect_left(self._starts, cited.end)
        if first >= last:
            return None
        found = self._matched(first, last)
        missing = [place for place in range(first, last) if place not in found]
        if missing:
            self._find_merged(missing, found)
        if not found or any(place not in found and not _within(self._keys, self._starts[place]) for place in range(first, last)):
            return None
        places = set(found.values())
        self._add_names(found, places, cited)
        return self._spans(sorted(places), cited.of(self._text))

    def _matched(self, first: int, last: int) -> dict[int, int]:
        """Pair the words from `first` to `last` with those shown between the nearest runs of words that both texts hold once."""
        before = bisect_right(self._anchors, (first - _RUN, len(self._shown.words))) - 1
        after = bisect_left(self._anchors, (last, -1))
        begin, shown_begin = self._anchors[before] if before >= 0 else (0, 0)
        end, shown_end = self._anchors[after] if after < len(self._anchors) else (len(self._words), len(self._shown.words))
        right = self._shown.words[shown_begin:shown_end]
        counts = Counter(right)
        for reach in (_LONGEST, 0):
            start = max(begin, first - reach)
            left = self._words[start : min(end, last + reach)]
            if sum(counts[word] for word in left) <= _MOST_PAIRS:
                break
        else:
            return {}
        blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
        pairs = ((start + one.a + step, shown_begin + one.b + step) for one in blocks for step in range(one.size))
        return {place: shown for place, shown in pairs if first <= place < last}

    def _find_merged(self, missing: Sequence[int], found: dict[int, int]) -> None:
        """Pair words that stand further up in the table: a cell that is merged over rows is shown once, and named for each."""
        top = min(found.values(), default=0)
        for run in _runs(missing):
            wanted = tuple(self._words[place] for place in run)
            for place in range(top - len(run), max(-1, top - _LONGEST), -1):
                if self._shown.words[place : place + len(run)] == wanted:
                    found.update(zip(run, range(place, place + len(run)), strict=True))
                    break

    def _add_names(self, found: dict[int, int], places: set[int], cited: Span) -> None:
        """Add the names of columns where what is shown has them before their values too."""
        for name in self._names[bisect_left(self._names, cited.start, key=_start) : bisect_left(self._names, cited.end, key=_start)]:
            place = found.get(bisect_left(self._starts, name.end))
            wanted = words_of(name.of(self._text)).words
            if place is not None and self._shown.words[max(0, place - len(wanted)) : place] == wanted:
                places.update(range(place - len(wanted), place))

    def _spans(self, places: Sequence[int], quote: str) -> list[Span]:
        """Join words that stand side by side to spans, with the signs between them and those that end the quote."""
        spans = []
        for run in _runs(places):
            start, end = self._shown.starts[run[0]], self._shown.ends[run[-1]]
            spans.append(Span(start, end))
        first, last = spans[0], spans[-1]
        spans[0] = Span(first.start - self._signs(first.start - 1, -1, _head(quote)), first.end)
        last = spans[-1]
        spans[-1] = Span(last.start, last.end + self._signs(last.end, 1, _tail(quote)))
        return spans

    def _signs(self, place: int, step: int, wanted: str) -> int:
        """Count the signs from a place on that the quote has there too."""
        count = 0
        for sign in wanted:
            at = place + count * step
            if not 0 <= at < len(self._shown_text) or self._shown_text[at] != sign:
                break
            count += 1
        return count


def _head(quote: str) -> str:
    """Give the signs before the first word of a quote, the last first."""
    words = words_of(quote)
    return quote[: words.starts[0]][::-1] if words.starts else ""


def _tail(quote: str) -> str:
    words = words_of(quote)
    return quote[words.ends[-1] :] if words.ends else ""


def _start(span: Span) -> int:
    return span.start


def _within(spans: Sequence[Span], place: int) -> bool:
    number = bisect_right(spans, place, key=_start) - 1
    return number >= 0 and place < spans[number].end


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Part numbers into runs of those that follow each other."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _anchors(words: Sequence[str], shown: Sequence[str]) -> list[tuple[int, int]]:
    """Give the places of runs of words that each text holds once, as far as they come in the same order in both."""
    left, right = _once(words), _once(shown)
    pairs = [(place, right[run]) for run, place in left.items() if run in right]
    return _ascending(sorted(pairs))


def _once(words: Sequence[str]) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1)]
    counts = Counter(runs)
    return {run: place for place, run in enumerate(runs) if counts[run] == 1}


def _ascending(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest row of pairs in which both numbers rise."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, shown) in enumerate(pairs):
        length = bisect_left(ends, shown)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [shown]
        last[length : length + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]
