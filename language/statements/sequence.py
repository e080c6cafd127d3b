"""What a text says comes first: “A before B”, “after B, A”, 先 A 再 B."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from language.language import language_of
from language.lexicon import any_of, any_word_of
from language.span import Span
from language.statements.cues import cues, demands_of, has_cue
from language.statements.measures import days_of_any_year
from language.statements.quantities import quantities

_SENTENCE = re.compile(r"[;；。\n]+|(?<=[a-z])\.\s")
_PART = re.compile(r"[,，、;；]")
_AROUND_DATES = re.compile(rf"{any_word_of('cues', 'around_dates')}|{any_of('months')}", re.IGNORECASE)
_MARKS = " ，。,."
_LEAST = 2  # characters of what a word such as “before” belongs to
_BEGINS = re.compile(rf"[，；、]|{any_of('cues', 'begins_told')}")
_ENDS = re.compile(rf"[,;]|{any_of('cues', 'ends_told')}", re.IGNORECASE)
_VERB = re.compile(any_word_of("cues", "finite"), re.IGNORECASE)
_ENDS_BEFORE_VERB = re.compile(rf"{_ENDS.pattern}|{_VERB.pattern}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sequel:
    """Two things that a text says come one after the other, each in its words; `word` is where it says so.

    `own` are the words to which it belongs: “before its approval”; empty of a word that stands between the two.
    """

    first: str
    second: str
    word: Span
    own: str = ""

    @property
    def is_before(self) -> bool:
        return self.own == self.second


def sequels(text: str) -> Iterator[Sequel]:
    """Find what `text` says comes before what, sentence by sentence."""
    begin = 0
    for sentence in _SENTENCE.split(text):
        begin = text.index(sentence, begin)
        yield from (replace(one, word=one.word.shifted(begin)) for one in _in_sentence(sentence))


def _in_sentence(text: str) -> Iterator[Sequel]:
    for kind in ("before", "after"):
        for word in cues(text, kind):
            told = _told(text, word)
            rest = _rest(text, told, word)
            if not _is_date(own := told.of(text)):
                # what may not be done before another is done after it
                is_first = (kind == "before") is not (has_cue(rest, "denied") or "must_not" in demands_of(rest))
                yield Sequel(rest, own, word, own) if is_first else Sequel(own, rest, word, own)
    for word in (*cues(text, "later"), *cues(text, "leads_to")):
        if first := _nearest(text[: word.start]):
            yield Sequel(first, text[word.end :], word)
    for word in cues(text, "follows_from"):
        if text[: word.start].strip():
            yield Sequel(_PART.split(text[word.end :], maxsplit=1)[0], text[: word.start], word)
    for word in cues(text, "earlier"):
        parts = [part for part in _PART.split(text[word.end :]) if part.strip()]
        if parts and (rest := " ".join(parts[1:]) or text[: word.start]).strip():
            yield Sequel(parts[0], rest, word)


def reasoned(text: str) -> Iterator[tuple[str, str]]:
    """Give what `text` says is a reason, each with what follows from it: “A, therefore B”, “B because A”, 因为 A，所以 B."""
    for sentence in _SENTENCE.split(text):
        for word in cues(sentence, "therefore"):
            if first := _nearest(sentence[: word.start]):
                yield first, sentence[word.end :]
        for word in cues(sentence, "reason"):
            reason = _PART.split(sentence[word.end :], maxsplit=1)[0]
            yield reason, f"{sentence[: word.start]} {sentence[word.end + len(reason) :]}"


def _nearest(before: str) -> str:
    """Give what stands before a word; where words are not parted, the last clause."""
    if language_of(before).parts_words:
        return before.strip()
    return next((one for one in reversed(_PART.split(before)) if len(one.strip()) >= _LEAST), "")


def _rest(text: str, told: Span, word: Span) -> str:
    """Give what a text says beside what a word belongs to; where words are not parted, of what stands before that the same clause alone."""
    before, after = text[: told.start], text[max(told.end, word.end) :]
    if not language_of(text).parts_words and len(after.strip(_MARKS)) > _LEAST:
        before = _PART.split(before)[-1]
    return f"{before} {after}"


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
