"""What a text says comes first: “A before B”, “after B, A”, 先 A 再 B."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from language.language import language_of
from language.span import Span
from language.statements.cues import cues

_SENTENCE = re.compile(r"[;；。\n]+|(?<=[a-z])\.\s")
_PART = re.compile(r"[,，、;；]")
_DATE = re.compile(r"[\W\d年月日底末初]*")
_ENDS = re.compile(r"[,;]|\b(?:and (?:it|they|must|only|shall)|must|shall|may|has to|have to)\b")


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
            if not _DATE.fullmatch(own := told.of(text)):
                yield Sequel(rest, own, word) if kind == "before" else Sequel(own, rest, word)
    for word in cues(text, "later"):
        if text[: word.start].strip():
            yield Sequel(text[: word.start], text[word.end :], word)
    for word in cues(text, "earlier"):
        parts = [part for part in _PART.split(text[word.end :]) if part.strip()]
        if parts and (rest := " ".join(parts[1:]) or text[: word.start]).strip():
            yield Sequel(parts[0], rest, word)


def _told(text: str, word: Span) -> Span:
    """Give the words to which a word such as “before” belongs: those after it, in Chinese those before."""
    if language_of(text).parts_words:
        end = _ENDS.search(text, word.end)
        return Span(word.end, end.start() if end else len(text))
    return Span(max(text.rfind(mark, 0, word.start) for mark in "，；、") + 1, word.start)
