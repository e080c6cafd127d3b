"""Under which conditions a duty holds, or does not: “where …”, “unless …”."""

import re

from language.language import Language, language_of
from language.lexicon import patterns_in
from language.span import Span

_ENDS = " \n\t,，;；.。"


def conditions_in(text: str) -> tuple[Span, ...]:
    """Give where the conditions of a sentence stand, in order, none within another."""
    found: list[Span] = []
    for pattern in _patterns(language_of(text)):
        for one in pattern.finditer(text):
            span = _trimmed(text, Span(*one.span("condition")))
            if (
                len(span) > 1
                and not _is_asked(text, span)
                and not any(span.start < other.end and other.start < span.end for other in found)
            ):
                found.append(span)
    return tuple(sorted(found))


def without(text: str, spans: tuple[Span, ...]) -> str:
    """Give `text` with blanks where `spans` are, so that every other character keeps its place."""
    for span in spans:
        text = text[: span.start] + " " * len(span) + text[span.end :]
    return text


def _patterns(language: Language) -> tuple[re.Pattern[str], ...]:
    return patterns_in(language, "conditions", "clauses")


def _is_asked(text: str, span: Span) -> bool:
    """Say whether the words before a condition make it what is asked or found out: “Ask whether …”, “Check if …”."""
    asked = patterns_in(language_of(text), "conditions", "asked")
    return any(pattern.search(text, 0, span.start) for pattern in asked)


def _trimmed(text: str, span: Span) -> Span:
    written = span.of(text)
    start = span.start + len(written) - len(written.lstrip(_ENDS))
    return Span(start, max(start, span.start + len(written.rstrip(_ENDS))))
