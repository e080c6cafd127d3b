"""Requirements in words and as JSON."""

from datetime import date
from typing import Any

from vectorstore.requirement import Requirement

MODAL_WORDS = {"must": "must", "should": "should", "may": "may", "must_not": "must not"}


def requirement_as_dict(row: Requirement) -> dict[str, Any]:
    """Give the row as the JSON of the command prints it."""
    return {
        "id": row.id, "document": row.document, "quote": row.quote, "start": row.span.start, "end": row.span.end, "body": row.body,
        "modality": row.modality, "action": row.action, "deadline": row.deadline or None, "deadline_text": row.deadline_text,
        "target": [
            {"comparison": target.comparison, "value": target.value, "unit": target.unit, "text": target.text} for target in row.targets
        ],
        "theme": row.theme, "warnings": [str(warning) for warning in row.warnings],
    }  # fmt: skip


def due_status(row: Requirement, today: date, state: str = "open") -> str:
    """Say whether what is not done is “overdue”, “due soon” within 30 days, or neither, which is empty."""
    if not row.deadline or state == "done":
        return ""
    days = (date.fromisoformat(row.deadline) - today).days
    return "overdue" if days < 0 else "due soon" if days <= 30 else ""


def summary_line(row: Requirement) -> str:
    """Say who must, should, may or must not do what."""
    action = " ".join(row.action.split())
    if row.body:
        return f"{row.body} {MODAL_WORDS[row.modality]} {action}"
    says_so = row.modality in ("must", "should") or MODAL_WORDS[row.modality] in action
    return action if says_so else f"{MODAL_WORDS[row.modality]} {action}"


def targets_in_words(row: Requirement) -> list[str]:
    """Give each target of the row as “≥ 70 % (the main tasks)”."""
    signs = {">=": "≥", "<=": "≤"}
    parts = (
        (signs.get(one.comparison, one.comparison), f"{one.value:,.10g}", one.unit, one.text and f"({one.text})") for one in row.targets
    )
    return [" ".join(filter(None, part)) for part in parts]
