"""Requirements as tables and calendars for other programs."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from assistant.answer.requirement_text import summary_line, targets_in_words
from assistant.requirements.rows import LedgerRow
from assistant.spreadsheets import csv_of, without_controls, workbook_of
from language.messages import ENGLISH, Translations, message
from vectorstore.requirement import MODAL_WORDS

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_HEADINGS = (
    message("Document"),
    message("Issuer"),
    message("Document number"),
    message("Who"),
    message("Duty"),
    message("Requirement"),
    message("Condition"),
    message("Due"),
    message("Due in words"),
    message("How often"),
    message("Comparison"),
    message("Value"),
    message("Unit"),
    message("Measures"),
    message("Further targets"),
    message("Theme"),
    message("State"),
    message("Assigned to"),
    message("Note"),
    message("Marked by"),
    message("Marked at"),
    message("Corrected by"),
    message("Replaced"),
    message("Warnings"),
    message("Quote"),
)
COLUMNS = tuple(one.id for one in _HEADINGS)
"""The columns of a table; the targets after the first stand in words."""
_WIDTHS = {
    "Document": 32, "Issuer": 24, "Who": 24, "Requirement": 70, "Condition": 30, "Due": 12, "Measures": 30, "Quote": 80, "Warnings": 30,
    "Note": 24,
}  # fmt: skip
_SHORT = 80
_BEFORE = timedelta(days=7)


def as_csv(rows: Sequence[LedgerRow], _: Translations = ENGLISH) -> str:
    """Give the requirements as CSV, with what is ours in it in the language of `_`."""
    return csv_of(_table(rows, _))


def as_xlsx(rows: Sequence[LedgerRow], _: Translations = ENGLISH) -> bytes:
    """Give the requirements as a workbook, with what is ours in it in the language of `_`."""
    return workbook_of({_("Requirements"): _table(rows, _)}, {_(name): width for name, width in _WIDTHS.items()})


def _table(rows: Sequence[LedgerRow], _: Translations) -> list[Sequence[Any]]:
    return [[_.tell(heading) for heading in _HEADINGS], *(_cells(row, _) for row in rows)]


def as_calendar(rows: Iterable[LedgerRow], today: date, *, past: bool = False, _: Translations = ENGLISH) -> bytes:
    """Give what is open and due as an iCalendar file: whole days, recurring ones by their rule, each with an alarm a week before.

    What was due before `today` stands in it where `past`. What is replaced stands in it as cancelled, so that a calendar which has it
    already takes it out.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Policy Assistant//Requirements//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Requirements"))
    calendar.add("refresh-interval", timedelta(hours=12), parameters={"value": "DURATION"})
    for row in rows:
        if not row.is_settled and row.due.day and (past or row.due.day >= today.isoformat()):
            calendar.add_component(_event(row, _))
    return bytes(calendar.to_ical())


def _event(row: LedgerRow, _: Translations) -> "Event":
    from icalendar import Event, vRecur

    event, requirement = Event(), row.requirement
    event.add("uid", f"{requirement.id}@policy-assistant")
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", date.fromisoformat(row.due.day))
    event.add("transp", "TRANSPARENT")
    if row.due.recurs:
        event.add("rrule", vRecur.from_ical(requirement.rrule))
    replaced = f"{_('replaced')}: " if requirement.replaced_by else ""
    summary = without_controls(f"{replaced}{_shortened(summary_line(requirement))}")
    event.add("summary", summary)
    place = ", ".join(filter(None, (requirement.title, row.issuer, row.number)))
    event.add("description", without_controls(f"{requirement.quote}\n\n{place}"))
    if requirement.theme:
        event.add("categories", [requirement.theme])
    if replaced:
        event.add("status", "CANCELLED")
    else:
        event.add_component(_alarm(summary))
    return event


def _alarm(text: str) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -_BEFORE)
    alarm.add("description", text)
    return alarm


def _cells(row: LedgerRow, _: Translations) -> list[Any]:
    one, status = row.requirement, row.status
    first = one.targets[0] if one.targets else None
    return [
        one.title, row.issuer, row.number, one.body, _(MODAL_WORDS[one.modality]), summary_line(one), one.condition,
        date.fromisoformat(row.due.day) if row.due.day else None, one.deadline_text, one.recurrence,
        first.comparison if first else "", first.value if first else None, first.unit if first else "", first.text if first else "",
        "; ".join(targets_in_words(one, _)[1:]), _(one.theme) if one.theme else "", _(row.state),
        status.assignee if status else "", status.note if status else "",
        status.name if status else "", status.at[:10] if status else "", row.correction.name if row.correction else "",
        _("replaced") if one.replaced_by else "", " ".join(map(_.tell, one.warnings)), one.quote,
    ]  # fmt: skip


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
