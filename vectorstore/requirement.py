"""One duty that a document states, and the span that states it."""

from dataclasses import dataclass
from typing import Literal, get_args

from language.messages import Message
from language.span import Span

MODALITIES = ("must", "should", "may", "must_not")
"""What a requirement can be: an obligation, a plan or encouragement, a permission, a prohibition."""
MODAL_WORDS = {"must": "must", "should": "should", "may": "may", "must_not": "must not"}
"""The words of a modality, as messages."""
Order = Literal["deadline", "document", "body", "theme"]
ORDERS = get_args(Order)
"""What requirements can be ordered by; within it they stand in the order of the texts."""


@dataclass(frozen=True, slots=True)
class Target:
    """A figure to be reached: one of “>=”, “>”, “=”, “<=” and “<”, the value, its unit, and in the text's words what is measured."""

    comparison: str
    value: float
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """Who must, should, may or must not do what, by when and to which target, as the text at `span` says: `quote`.

    `body` is who has to act, `body_as_written` the same as the text names it; `action` are words of the quote, of an item after those
    of the line that leads to it, and so are `quantifier`, how many of the body or the thing are meant, and `condition`, when the duty
    holds or does not. `deadline` is an ISO date, `deadline_text` the words that state it, or within which time. `recurrence` are the words
    that say how often, `rrule` the same as a rule of iCalendar (RFC 5545) as far as they say it. `replaces` are the words that say
    what the duty replaces, `replaced_by` is the id of the requirement that replaces it, or where there is none the name of the document
    that says that it no longer applies. `sentence` is made of the fields; it is empty where it would not say what the quote says, which
    then stands alone. One sentence can state several requirements. Whatever the text leaves open is empty. `id`, `document` (its name)
    and `title` are empty until the library has stored it; the id stays the same while document and quote do.
    """

    span: Span
    quote: str
    modality: str
    action: str
    body: str = ""
    body_as_written: str = ""
    deadline: str = ""
    deadline_text: str = ""
    targets: tuple[Target, ...] = ()
    theme: str = ""
    warnings: tuple[Message, ...] = ()
    quantifier: str = ""
    condition: str = ""
    recurrence: str = ""
    rrule: str = ""
    replaces: str = ""
    replaced_by: str = ""
    sentence: str = ""
    id: str = ""
    document: str = ""
    title: str = ""
