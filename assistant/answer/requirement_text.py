"""Requirements in words and as JSON."""

from dataclasses import asdict
from datetime import date
from typing import Any

from language.lexicon import pattern_of
from language.messages import ENGLISH, Translations
from vectorstore.requirement import Requirement

_EACH = pattern_of("bodies", "each")


def requirement_as_dict(requirement: Requirement) -> dict[str, Any]:
    """Give the requirement as the JSON of the command prints it."""
    return {
        "id": requirement.id,
        "document": requirement.document,
        "quote": requirement.quote,
        "start": requirement.span.start,
        "end": requirement.span.end,
        "body": _body(requirement),
        "modality": requirement.modality,
        "action": requirement.action,
        "deadline": requirement.deadline or None,
        "deadline_text": requirement.deadline_text,
        "target": [asdict(target) for target in requirement.targets],
        "theme": requirement.theme,
        "quantifier": requirement.quantifier,
        "condition": requirement.condition,
        "recurrence": requirement.recurrence,
        "rrule": requirement.rrule,
        "replaces": requirement.replaces,
        "replaced_by": requirement.replaced_by,
        "sentence": requirement.sentence,
        "warnings": [str(warning) for warning in requirement.warnings],
    }


def _body(requirement: Requirement) -> str:
    """Give the body, in languages that keep it with the word that says that each one is meant."""
    each = _EACH.match(requirement.body_as_written)
    return requirement.body_as_written if each and requirement.body_as_written[each.end() :] == requirement.body else requirement.body


def due_status(requirement: Requirement, today: date, *, is_settled: bool = False) -> str:
    """Say whether what is not settled is “overdue”, “due soon” within 30 days, or neither, which is empty."""
    if not requirement.deadline or is_settled:
        return ""
    days = (date.fromisoformat(requirement.deadline) - today).days
    return "overdue" if days < 0 else "due soon" if days <= 30 else ""


def due_line(requirement: Requirement, day: str, today: date, *, is_settled: bool = False, _: Translations = ENGLISH) -> str:
    """Say when a requirement is due: its date and whether that is over, or how often it is due and when next; `day` is that day."""
    if requirement.replaced_by or not (day or requirement.deadline_text or requirement.recurrence):
        return ""
    if requirement.deadline:
        due = due_status(requirement, today, is_settled=is_settled)
        return f"{requirement.deadline} ({_(due)})" if due else requirement.deadline
    words = " ".join((requirement.recurrence or requirement.deadline_text).split())
    return _("{often} · next {date}", often=words, date=day) if day else words


def summary_line(requirement: Requirement) -> str:
    """Say who must, should, may or must not do what, in the language of the document: the sentence made of the fields, else the quote."""
    return requirement.sentence or " ".join(requirement.quote.split())


def targets_in_words(requirement: Requirement, _: Translations = ENGLISH) -> list[str]:
    """Give each target of the requirement as “≥ 70 % (the main tasks)”."""
    signs = {">=": "≥", "<=": "≤"}
    parts = (
        (signs.get(one.comparison, one.comparison), _.number(one.value), one.unit, one.text and f"({one.text})")
        for one in requirement.targets
    )
    return [" ".join(filter(None, part)) for part in parts]
