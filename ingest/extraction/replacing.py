"""Where a text says that a part of a document, or a former figure, no longer applies."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from language.lexicon import pattern_of, patterns_of
from language.span import Span
from language.statements.quantities import quantities, whole_number
from language.text.numbering import end_of_sentence_number
from language.text.sentences import sentences
from vectorstore.document import Document
from vectorstore.requirement import Requirement

_ENDS, _TAKES_PLACE, _FORMER, _OPEN = (pattern_of("replacing", key) for key in ("ends", "takes_place", "former", "open"))
_PARTS = {kind: patterns_of("replacing", f"{kind}s") for kind in ("article", "item")}
_NUMBER = re.compile(r"\d+(?:\.\d+)*|[^\W\d_a-z]+", re.IGNORECASE)
_LONGEST, _NEAR = 400, 300


@dataclass(frozen=True, slots=True)
class Part:
    """The article or item of this number."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class Replacing:
    """A sentence that says that something no longer applies: these parts of a document, or, where it names none, the former duty with
    these figures."""

    span: Span
    text: str
    parts: frozenset[Part]
    figures: frozenset[tuple[str, str]] = frozenset()


def replacing_in(document: Document) -> Iterator[Replacing]:
    """Find these sentences of a document in order."""
    if not (_ENDS.search(document.text) or _TAKES_PLACE.search(document.text)):
        return
    for span in sentences(document.text):
        if len(span) <= _LONGEST and (found := _read(span, span.of(document.text))):
            yield found


def figures_of(text: str) -> frozenset[tuple[str, str]]:
    """Give the kind and the value of each figure of a text, but for its dates."""
    return frozenset((one.kind, str(one.value)) for one in quantities(text) if one.kind != "date")


def part_of(kind: str, number: str) -> Part:
    """Give the part with a number in digits or numerals."""
    return Part(kind, number if "." in number else str(whole_number(number)))


def rows_stating(replacing: Replacing, rows: Sequence[Requirement], text: str) -> list[Requirement]:
    """Give the rows of a document that stand in the sentence, else the last one before it in its paragraph."""
    own = [row for row in rows if row.span.start < replacing.span.end and replacing.span.start < row.span.end]
    if own:
        return own
    before = [row for row in rows if row.span.end <= replacing.span.start]
    last = max(before, key=lambda row: row.span.end, default=None)
    near = last and replacing.span.start - last.span.end <= _NEAR and "\n" not in text[last.span.end : replacing.span.start]
    return [row for row in before if last and near and row.span == last.span]


def _read(span: Span, text: str) -> Replacing | None:
    if _OPEN.search(text):
        return None
    label = _end_of_own_number(text)
    takes_place, ends = _TAKES_PLACE.search(text, label), _ENDS.search(text, label)
    named = text[takes_place.end() :] if takes_place else text[label : ends.start()] if ends else ""
    parts = _parts(named)
    if parts:
        return Replacing(span, text, parts)
    figures = figures_of(named)
    return Replacing(span, text, frozenset(), figures) if _FORMER.search(named) and figures else None


def _end_of_own_number(text: str) -> int:
    """Give where the number of the sentence itself ends, 0 where what it begins with is what it speaks of: “Article 2 of …”."""
    end = end_of_sentence_number(text)
    return 0 if not text[:end].endswith((" ", "\u3000", ".", ":")) or text[end : end + 1].islower() else end


def _parts(named: str) -> frozenset[Part]:
    """Give the parts that are named, none where one lies within another."""
    found = {
        kind: [number for pattern in patterns for match in pattern.finditer(named) for number in _NUMBER.findall(match["numbers"])]
        for kind, patterns in _PARTS.items()
    }
    if all(found.values()):
        return frozenset()
    return frozenset(part_of(kind, number) for kind, numbers in found.items() for number in numbers if number.lower() != "and")
