"""The parts of a sentence of which each states a duty of its own."""

import re
from collections.abc import Iterator, Sequence

from ingest.extraction.conditions import conditions_in
from ingest.extraction.unit import LONGEST, duty_in, fits, tells_when_or_how_much
from language.grammar import grammar_of
from language.language import language_of
from language.lexicon import any_of, patterns_in
from language.span import Span

_JOINS = any_of("requirements", "joins")
_TAIL = re.compile(rf"(?<!\s)(?:,\s*)?\s*+(?:{_JOINS}\s+)?$")
_LISTED_TAIL = re.compile(rf"(?<![;,\s])[;,\s]*+(?:(?<![^\W\d_]){_JOINS})?\s*$")
_PARTS = re.compile(rf";\s+(?:{_JOINS}\s+)?")
_BETWEEN = " \n,，"


def by_semicolons(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Part sentences at semicolons, and where another body has to act, if each part states a duty of its own with its own figure, date
    or body, and no condition at the start holds for all."""
    for span in spans:
        cuts = [found.end() for found in _PARTS.finditer(span.of(text))] or _clauses(span.of(text))
        parts = [Span(*ends).shifted(span.start) for ends in zip([0, *cuts], [*cuts, len(span)], strict=True)]
        written = [part.of(text) for part in parts]
        own = all(map(_of_its_own, written)) and not _holds_for_all(written[0])
        if cuts and (own or all(map(_of_its_own_case, written))):
            yield from (Span(part.start, part.start + len(_TAIL.sub("", part.of(text)))) for part in parts)
        else:
            yield span


def by_body(text: str, span: Span) -> Iterator[Span]:
    """Part a sentence where the grammar of its language says that duties of further bodies begin."""
    written = span.of(text)
    cuts = grammar_of(language_of(written)).clauses(written) if len(written) <= LONGEST else ()
    for start, end in zip([0, *cuts], [*cuts, len(written)], strict=True):
        yield Span(start, start + len(written[start:end].rstrip(_BETWEEN if end < len(written) else ""))).shifted(span.start)


def _clauses(sentence: str) -> list[int]:
    """Give where clauses begin of which each names who has to act: “The board approves …, and the manager must …”."""
    cuts = [found.end() for one in patterns_in(language_of(sentence), "requirements", "clauses") for found in one.finditer(sentence)]
    parts = [sentence[start:end] for start, end in zip([0, *cuts], [*cuts, len(sentence)], strict=True)]
    stop = grammar_of(language_of(sentence)).full_stop
    if any(fits("dangles", part) for part in parts[:-1]):
        return []
    return cuts if cuts and all((duty := duty_in(_LISTED_TAIL.sub(stop, part, count=1))) and duty.body_as_written for part in parts) else []


def _holds_for_all(part: str) -> bool:
    """Say whether the first part of a sentence begins with a condition of all its parts: “If …, A must …; B must …”."""
    conditions = conditions_in(part)
    duty = duty_in(part) if conditions and language_of(part).parts_words else None
    return bool(conditions) and (duty is None or duty.subject is None or conditions[0].start <= duty.subject)


def _of_its_own(text: str) -> bool:
    duty = duty_in(_LISTED_TAIL.sub(".", text, count=1))
    return duty is not None and (bool(duty.body_as_written) or tells_when_or_how_much(text))


def _of_its_own_case(text: str) -> bool:
    """Say whether a part of a sentence begins with the condition of what it demands."""
    conditions = conditions_in(text)
    return bool(conditions) and not text[: conditions[0].start].strip() and duty_in(_LISTED_TAIL.sub(".", text, count=1)) is not None
