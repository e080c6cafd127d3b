"""What a text says comes first: “A before B”, “after B, A”, 先 A 再 B."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.language import language_of
from language.lexicon import any_of, any_word_of
from language.span import Span
from language.statements.cues import cues
from language.statements.measures import days_of_any_year
from language.statements.quantities import quantities

_SENTENCE = re.compile(r"[;；。\n]+|(?<=[a-z])\.\s")
_PART = re.compile(r"[,，、;；]")
_AROUND_DATES = re.compile(rf"{any_word_of('cues', 'around_dates')}|{any_of('months')}", re.IGNORECASE)
_LEAST = 2  # characters of what a word such as “before” belongs to
_BEGINS = re.compile(rf"[，；、]|{any_of('cues', 'begins_told')}")
_ENDS = re.compile(rf"[,;]|{any_of('cues', 'ends_told')}", re.IGNORECASE)
_VERB = re.compile(any_word_of("cues", "finite"), re.IGNORECASE)
_ENDS_BEFORE_VERB = re.compile(rf"{_ENDS.pattern}|{_VERB.pattern}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sequel:
    """Two things that a text says come one after the other, each in its words; `word` is where it says so."""

    first: str
    second: str
    word: Span


def sequels(text: str) -> Iterator[Sequel]:
    """Find what `text` says comes before what, sentence by sentence."""
    begin = 0
    for sentence in _SENTENCE.split(text):
        begin = text.index(sentence, begin)
        yield from (Sequel(one.first, one.second, one.word.shifted(begin)) for one in _in_sentence(sentence))


def _in_sentence(text: str) -> Iterator[Sequel]:
    for kind in ("before", "after"):
        for word in cues(text, kind):
            told = _told(text, word)
            rest = f"{text[: told.start]} {text[told.end :]}"
            if not _is_date(own := told.of(text)):
                yield Sequel(rest, own, word) if kind == "before" else Sequel(own, rest, word)
    for word in cues(text, "later"):
        if text[: word.start].strip():
            yield Sequel(text[: word.start], text[word.end :], word)
    for word in cues(text, "earlier"):
        parts = [part for part in _PART.split(text[word.end :]) if part.strip()]
        if parts and (rest := " ".join(parts[1:]) or text[: word.start]).strip():
            yield Sequel(parts[0], rest, word)


def _is_date(text: str) -> bool:
    """Say whether `text` names a day, a month or a year and nothing else."""
    dates = [*days_of_any_year(text), *(one for one in quantities(text) if one.kind == "date")]
    for one in sorted(dates, key=lambda one: one.span, reverse=True):
        text = text[: one.span.start] + text[one.span.end :]
    return not re.search(r"[^\W\d]", _AROUND_DATES.sub(" ", text))


def _told(text: str, word: Span) -> Span:
    """Give the words to which a word such as “before” belongs: those after it, in Chinese those before."""
    if language_of(text).parts_words:
        is_told = _VERB.search(text, 0, word.start)  # what comes before has a verb, so that the next one belongs to the words after
        end = (_ENDS if is_told else _ENDS_BEFORE_VERB).search(text, word.end + _LEAST)
        return Span(word.end, end.start() if end else len(text))
    begin = max((one.end() for one in _BEGINS.finditer(text, 0, word.start)), default=0)
    return Span(begin, word.start)
