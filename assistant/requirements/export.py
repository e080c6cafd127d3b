"""Requirements as tables and calendars for other programs."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from assistant.answer.requirement_text import summary_line, targets_in_words
from assistant.records.requirement_status import RequirementStatus
from vectorstore.requirement import Requirement

if TYPE_CHECKING:
    from icalendar import Event

COLUMNS = (
    "Document", "Body", "Modality", "Action", "Deadline", "Deadline in words", "Comparison", "Value", "Unit", "Measures", "Further targets",
    "Theme", "State", "Note", "Marked by", "Marked at", "Warnings", "Quote", "Start", "End", "Id",
)  # fmt: skip
"""The columns of a table; the targets after the first stand in words."""
_WIDTHS = {"Document": 32, "Body": 24, "Action": 60, "Deadline": 12, "Measures": 30, "Quote": 80, "Warnings": 30, "Note": 24}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHORT = 80


def as_csv(requirements: Sequence[Requirement], statuses: Mapping[str, RequirementStatus]) -> str:
    """Give the requirements as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for requirement in requirements:
        writer.writerow([escape_formula(value) for value in _cells(requirement, statuses)])
    return out.getvalue()


def as_xlsx(requirements: Sequence[Requirement], statuses: Mapping[str, RequirementStatus]) -> bytes:
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
    for line, requirement in enumerate(requirements, 2):
        for place, value in enumerate(_cells(requirement, statuses), 1):
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
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(2, len(requirements) + 1)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_calendar(requirements: Sequence[Requirement], statuses: Mapping[str, RequirementStatus]) -> bytes:
    """Give the deadlines of the requirements as an iCalendar file, a whole day each; what has none or is done is left out."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Policy Assistant//Requirements//EN")
    calendar.add("version", "2.0")
    for requirement in requirements:
        is_done = requirement.id in statuses and statuses[requirement.id].state == "done"
        if requirement.deadline and not is_done:
            calendar.add_component(_event(requirement))
    return bytes(calendar.to_ical())


def _event(requirement: Requirement) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", f"{requirement.id}@policy-assistant")
    event.add("dtstamp", datetime.now(UTC))
    event.add("dtstart", date.fromisoformat(requirement.deadline))
    event.add("summary", _CONTROL.sub("", _shortened(summary_line(requirement))))
    place = f"{requirement.title} ({requirement.document}), characters {requirement.span.start}–{requirement.span.end}"
    event.add("description", _CONTROL.sub("", f"{requirement.quote}\n\n{place}"))
    if requirement.theme:
        event.add("categories", [requirement.theme])
    return event


def _cells(requirement: Requirement, statuses: Mapping[str, RequirementStatus]) -> list[Any]:
    first = requirement.targets[0] if requirement.targets else None
    status = statuses.get(requirement.id)
    return [
        requirement.document, requirement.body, requirement.modality, requirement.action,
        date.fromisoformat(requirement.deadline) if requirement.deadline else None, requirement.deadline_text,
        first.comparison if first else "", first.value if first else None, first.unit if first else "", first.text if first else "",
        "; ".join(targets_in_words(requirement)[1:]), requirement.theme, status.state if status else "open", status.note if status else "",
        status.name if status else "", status.at[:10] if status else "",
        " ".join(map(str, requirement.warnings)), requirement.quote, requirement.span.start, requirement.span.end, requirement.id,
    ]  # fmt: skip


def escape_formula(value: Any) -> Any:
    """Give the value of a cell so that no spreadsheet takes it for a formula."""
    if not isinstance(value, str):
        return "" if value is None else value
    value = _CONTROL.sub("", value)
    shown = next((place for place, one in enumerate(value) if unicodedata.category(one)[0] not in "ZC"), 0)
    return f"'{value}" if value[shown:].startswith(_FORMULA) or value.startswith(_FORMULA) else value


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"
