"""What the words of one duty say: who, under which condition, how many, by when and to which figures."""

from dataclasses import dataclass, replace

from ingest.extraction.conditions import conditions_in, without
from ingest.extraction.deadlines import Deadline, deadline_in
from ingest.extraction.targets import targets_in
from ingest.extraction.unit import duty_in
from language.grammar import Duty
from language.language import language_of
from language.lexicon import patterns_in
from language.span import Span
from language.statements.modality import Modality
from language.statements.recurrences import Recurrence, recurrence_in, term_in, yearly_in
from language.text.numbering import end_of_item_label
from vectorstore.requirement import Target


@dataclass(frozen=True, slots=True)
class Facts:
    """The duty of a text, where its conditions and its quantifier stand in it, its deadline, its figures and how often it is due."""

    duty: Duty
    conditions: tuple[Span, ...]
    quantifier: Span | None
    deadline: Deadline | None
    targets: tuple[Target, ...]
    recurrence: Recurrence | None = None

    @property
    def due(self) -> Span | None:
        """Where the words stand that say by when, once or every time."""
        if self.deadline:
            return self.deadline.span
        return self.recurrence.span if self.recurrence and self.recurrence.rule else None

    @property
    def action(self) -> int:
        """Where the words begin that say what is to be done: after the modal, or with the thing of which it is demanded."""
        duty = self.duty
        return duty.action if duty.acts or duty.subject is None or duty.subject < 0 else duty.subject


def facts_in(text: str, year: int | None, issued: str = "", led: Duty | None = None) -> Facts | None:
    """Read a text, None where it states no duty; `year` is “this year”, `issued` the date of its document, `led` the duty of
    the line that leads to it."""
    duty = governed(duty_in(text), led, text)
    if duty is None:
        return None
    conditions = conditions_in(text)
    main = without(text, conditions)
    action = min(duty.action, len(text))
    recurrence = recurrence_in(main) or yearly_in(main)
    once = without(main, (recurrence.span,)) if recurrence and recurrence.rule else main
    is_banned = duty.modality is Modality.MUST_NOT  # for such a time, and not by its end
    term = None if is_banned or (recurrence and recurrence.rule) else term_in(main)
    return Facts(
        replace(duty, action=action),
        conditions,
        _quantifier(text, duty),
        deadline_in(once, year, duty.start, issued) or (Deadline("", term) if term else None),
        tuple(targets_in(main, action)),
        recurrence,
    )


def governed(own: Duty | None, led: Duty | None, text: str) -> Duty | None:
    """Give the duty of an item, where it stands alone, from its own words and from those of the line that leads to it.

    A lead-in such as “must not:” governs an item that only commands, or that tells what would oblige somebody.
    """
    forbids = led is not None and led.modality is Modality.MUST_NOT
    if led is None or (own and not own.is_command and not (forbids and own.modality is not Modality.MUST_NOT)):
        return own
    if own and not own.is_command:
        own = None
    if own:
        modality = led.modality if own.modality is Modality.MUST else own.modality
        if own.body_as_written:
            return replace(own, modality=modality)
        return replace(own, modality=modality, body_as_written=led.body_as_written, subject=None, is_command=False)
    return replace(led, action=end_of_item_label(text), start=0, subject=None, acts=True)


def _quantifier(text: str, duty: Duty) -> Span | None:
    """Give the words that say how many are meant of what a duty is about, None where none do."""
    if duty.subject is None or duty.subject < 0:
        return None
    for pattern in patterns_in(language_of(text), "quantifiers", "before"):
        if found := pattern.match(text, duty.subject):
            return Span(*found.span())
    return None
