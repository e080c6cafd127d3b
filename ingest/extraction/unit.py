"""A unit of a text: words that can state a duty."""

from dataclasses import dataclass

from ingest.extraction.deadlines import deadline_in
from ingest.extraction.targets import targets_in
from language.grammar import Duty, grammar_of
from language.language import language_of
from language.lexicon import patterns_in
from language.span import Span

LONGEST = 2500
"""The characters of the longest unit that becomes a requirement."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that can state a duty; `text` are those at `span`, of an item after those that lead to it where they go on in it.

    `led` is the duty of a lead-in whose words do not go on in the item, `body_as_written` whom the lead-in names.
    """

    span: Span
    text: str
    led: Duty | None = None
    body_as_written: str = ""


def duty_in(text: str) -> Duty | None:
    """Give the duty that a text states, as the grammar of its language reads it; None of one that is too long to become a requirement."""
    return grammar_of(language_of(text)).duty(text) if len(text) <= LONGEST else None


def fits(kind: str, text: str) -> bool:
    """Say whether a text has words of a kind that the lexicon of requirements in its language lists."""
    return any(pattern.search(text) for pattern in patterns_in(language_of(text), "requirements", kind))


def tells_when_or_how_much(text: str) -> bool:
    """Say whether a text states a deadline or a target."""
    text = text[:LONGEST]  # what is longer becomes no requirement
    return bool(deadline_in(text, 2000)) or bool(targets_in(text, 0))
