"""Which part of a document a question names: by its number (“chapter 5”) or by its heading (“the chapter on fees”)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from language.chinese.numerals import NUMERAL
from language.lexicon import patterns_of, values_of
from language.span import Span
from language.statements.quantities import whole_number, with_plain_numbers
from language.text.overlap import coverage, weighted_coverage
from language.text.tokens import STOP_WORDS, telling_words, words
from vectorstore.document import Document

_ARTICLE = 4
_LEAST_SHARE = 0.6  # of the words by which a part is named that its heading holds
_MOST_OF_THEME, _HALF = 0.8, 0.5
_FEWEST = 2  # words of a heading that can be told from words of a question by chance
_LABEL = re.compile(rf"\W*(?P<value>\d+(?:\.\d+)*|[A-Z]|[IVXLC]+|[{NUMERAL}]+)(?:[.．、)）:：]|\s)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LINE = re.compile(r"^.{0,40}", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Number:
    """The number of a part: its level as the lexicons count them, 0 where no word says it, and what it can be read as."""

    level: int
    values: frozenset[str]


def part_named(question: str, document: Document) -> Span | None:
    """Give the span of the part that `question` names, with its heading; None where it names none of `document`."""
    within: Span | None = None
    for number in sorted(_numbers(with_plain_numbers(question)), key=lambda one: one.level):
        within = _numbered(document, number, within or Span(0, len(document.text))) or within
    return within or _headed(question, document)


def part_on(question: str, theme: Mapping[str, float], document: Document, places: Sequence[int]) -> Span | None:
    """Give the deepest part around the first of the `places` found in `document` whose heading says what `question` is about.

    All words of the heading stand in the question, or it holds most of the `theme`, of weighed words, that the question names: half is
    enough where all places stand in the part.
    """
    asked = set(words(question))
    for span, path in sorted(section_spans(document, Span(0, len(document.text))), key=lambda one: -one[0].start):
        if not span.start <= places[0] < span.end:
            continue
        own = set(telling_words(_without_number(path[-1]))) - STOP_WORDS
        least = _HALF if len(places) > 1 and all(span.start <= place < span.end for place in places) else _MOST_OF_THEME
        if (len(own) >= _FEWEST and own <= asked) or (theme and weighted_coverage(theme, own) >= least):
            return span
    return None


def _without_number(heading: str) -> str:
    for pattern in patterns_of("summaries", "numbered"):
        heading = pattern.sub(" ", heading)
    return heading


def heading_asked(question: str) -> str:
    """Give the words by which `question` says what the part that it asks for is about, empty where it asks for no part."""
    found = (pattern.search(question) for pattern in patterns_of("summaries", "about"))
    return next((one["what"].strip() for one in found if one), "")


def section_spans(document: Document, within: Span) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Give the headed parts `within` a span, each with the parts under it, and its heading path."""
    sections = [one for one in document.sections if within.start <= one.span.start < within.end]
    for place, section in enumerate(sections):
        if not section.path or (place and sections[place - 1].path == section.path):
            continue
        depth = len(section.path)
        after = (one.span.start for one in sections[place + 1 :] if one.path[:depth] != section.path)
        yield Span(section.span.start, next(after, min(within.end, sections[-1].span.end))), section.path


def _numbered(document: Document, number: _Number, within: Span) -> Span | None:
    """Give the part of this number: one of the same level, else one whose heading says no level, else, but for articles, any."""
    ranked = []
    for span, path in section_spans(document, within):
        own = _number_of(path[-1])
        if own and own.values & number.values:
            ranked.append(((own.level != number.level) + (own.level not in (0, number.level)), len(path), span.start, span))
    best = min(ranked, default=None)
    if best and (best[0] == 0 or number.level < _ARTICLE):
        return best[-1]
    return _article(document, number, within) if number.level == _ARTICLE else None


def _article(document: Document, number: _Number, within: Span) -> Span | None:
    """Give the lines from the one that begins with the number of an article to that of the next article or heading."""
    begin: int | None = None
    for line in _LINE.finditer(document.text, within.start, within.end):
        own = _number_of(line[0], labelled_only=True)
        if own is None or own.level != _ARTICLE:
            continue
        if begin is not None:
            return Span(begin, line.start())
        if own.values & number.values:
            begin = line.start()
            section = next((one for one in document.sections if one.span.start <= begin < one.span.end), None)
            within = Span(within.start, section.span.end) if section else within
    return Span(begin, within.end) if begin is not None else None


def _headed(question: str, document: Document) -> Span | None:
    """Give the part whose heading holds most of the words by which the question names one."""
    asked = set(telling_words(heading_asked(question))) - STOP_WORDS
    shares = [
        (coverage(asked, set(words(path[-1]))), -span.start, span) for span, path in section_spans(document, Span(0, len(document.text)))
    ]
    best = max(shares, default=None)
    return best[-1] if asked and best and best[0] >= _LEAST_SHARE else None


def _numbers(text: str) -> Iterator[_Number]:
    levels = values_of("summaries", "levels")
    for pattern in patterns_of("summaries", "numbered"):
        for found in pattern.finditer(text):
            yield _Number(levels[found["level"].lower()], _readings(found["value"]))


def label_of_part(line: str) -> str:
    """Give the number with which a line begins, as it is written with its level: “Article 7”; empty where it begins with none."""
    return next((found[0] for pattern in patterns_of("summaries", "numbered") if (found := pattern.match(line))), "")


def _number_of(heading: str, labelled_only: bool = False) -> _Number | None:
    """Give the number with which a heading or line begins."""
    levels = values_of("summaries", "levels")
    for pattern in patterns_of("summaries", "numbered"):
        if found := pattern.match(heading):
            return _Number(levels[found["level"].lower()], _readings(found["value"]))
    label = None if labelled_only else _LABEL.match(heading)
    return _Number(0, _readings(label["value"])) if label else None


def _readings(value: str) -> frozenset[str]:
    """Give what a number can be read as: “V” is a letter and five."""
    plain = value.lower()
    readings = {plain}
    if set(plain) <= _ROMAN.keys():
        readings.add(str(_roman(plain)))
    if plain.isdecimal() or set(plain) <= set(NUMERAL):
        readings.add(str(whole_number(plain)))
    return frozenset(readings)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
