"""Requirements as tables and calendars for other programs."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from assistant.answer.requirement_text import summary_line, targets_in_words
from assistant.requirements.rows import LedgerRow
from language.messages import ENGLISH, Translations
from vectorstore.requirement import MODAL_WORDS

if TYPE_CHECKING:
    from icalendar import Alarm, Event

COLUMNS = (
    "Document", "Issuer", "Document number", "Who", "Duty", "Requirement", "Condition", "Due", "Due in words", "How often",
    "Comparison", "Value", "Unit", "Measures", "Further targets", "Theme", "State", "Assigned to", "Note", "Marked by", "Marked at",
    "Corrected by", "Replaced", "Warnings", "Quote",
)  # fmt: skip
"""The columns of a table; the targets after the first stand in words."""
_WIDTHS = {
    "Document": 32, "Issuer": 24, "Who": 24, "Requirement": 70, "Condition": 30, "Due": 12, "Measures": 30, "Quote": 80, "Warnings": 30,
    "Note": 24,
}  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_UNSEEN = "\u2060"  # a word joiner: no letter, no space that a program would strip, and nothing that a person sees
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHORT = 80
_BEFORE = timedelta(days=7)


def as_csv(rows: Sequence[LedgerRow]) -> str:
    """Give the requirements as CSV. Before what a spreadsheet would take for a formula stands a character that nobody sees."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([escape_formula(value) for value in _cells(row)])
    return out.getvalue()


def as_xlsx(rows: Sequence[LedgerRow]) -> bytes:
    """Give the requirements as a workbook: dates are dates, figures are numbers, text is never a formula, filters are on."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Requirements"
    sheet.append(COLUMNS)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for line, row in enumerate(rows, 2):
        for place, value in enumerate(_cells(row), 1):
            cell = sheet.cell(line, place)
            if isinstance(value, str):
                cell.value = _CONTROL.sub("", value)[:32_000]
                cell.data_type = "s"
                cell.alignment = Alignment(wrap_text=len(value) > _SHORT, vertical="top")
            else:
                cell.value = value
                cell.number_format = "yyyy-mm-dd" if isinstance(value, date) else cell.number_format
                cell.alignment = Alignment(vertical="top")
    for place, name in enumerate(COLUMNS, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 14)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(2, len(rows) + 1)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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
        if row.state != "done" and row.due.day and (past or row.due.day >= today.isoformat()):
            calendar.add_component(_event(row, _))
    return bytes(calendar.to_ical())


def _event(row: LedgerRow, _: Translations) -> "Event":
    from icalendar import Event

    event, requirement = Event(), row.requirement
    event.add("uid", f"{requirement.id}@policy-assistant")
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", date.fromisoformat(row.due.day))
    event.add("transp", "TRANSPARENT")
    if row.due.recurs:
        event["rrule"] = requirement.rrule
    replaced = f"{_('replaced')}: " if requirement.replaced_by else ""
    summary = _CONTROL.sub("", f"{replaced}{_shortened(summary_line(requirement))}")
    event.add("summary", summary)
    place = ", ".join(filter(None, (requirement.title, row.issuer, row.number)))
    event.add("description", _CONTROL.sub("", f"{requirement.quote}\n\n{place}"))
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


def _cells(row: LedgerRow) -> list[Any]:
    one, status = row.requirement, row.status
    first = one.targets[0] if one.targets else None
    return [
        one.title, row.issuer, row.number, one.body, MODAL_WORDS[one.modality], summary_line(one), one.condition,
        date.fromisoformat(row.due.day) if row.due.day else None, one.deadline_text, one.recurrence,
        first.comparison if first else "", first.value if first else None, first.unit if first else "", first.text if first else "",
        "; ".join(targets_in_words(one)[1:]), one.theme, row.state, status.assignee if status else "", status.note if status else "",
        status.name if status else "", status.at[:10] if status else "", row.correction.name if row.correction else "",
        "replaced" if one.replaced_by else "", " ".join(map(str, one.warnings)), one.quote,
    ]  # fmt: skip


def escape_formula(value: Any) -> Any:
    """Give the value of a cell so that no spreadsheet takes it for a formula, and a person sees it as it is."""
    if not isinstance(value, str):
        return "" if value is None else value
    value = _CONTROL.sub("", value)
    shown = next((place for place, one in enumerate(value) if unicodedata.category(one)[0] not in "ZC"), 0)
    return f"{_UNSEEN}{value[shown:]}" if value[shown:].startswith(_FORMULA) or value.startswith(_FORMULA) else value


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
