"""Requirements as tables and calendars for other programs."""

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from assistant.answer.requirement_text import summary_line, targets_in_words
from assistant.records.requirement_status import RequirementStatus
from vectorstore.requirement import Requirement

COLUMNS = (
    "Document", "Body", "Modality", "Action", "Deadline", "Deadline in words", "Comparison", "Value", "Unit", "Measures", "Further targets",
    "Theme", "State", "Note", "Marked by", "Marked at", "Warnings", "Quote", "Start", "End", "Id",
)  # fmt: skip
"""The columns of a table; the targets after the first stand in words."""
_WIDTHS = {"Document": 32, "Body": 24, "Action": 60, "Deadline": 12, "Measures": 30, "Quote": 80, "Warnings": 30, "Note": 24}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SHORT = 80


def as_csv(rows: Sequence[Requirement], statuses: Mapping[str, RequirementStatus]) -> str:
    """Give the rows as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([escape_formula(value) for value in _cells(row, statuses)])
    return out.getvalue()


def as_xlsx(rows: Sequence[Requirement], statuses: Mapping[str, RequirementStatus]) -> bytes:
    """Give the rows as a workbook: dates are dates, figures are numbers, text is never a formula, filters are on."""
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
        for place, value in enumerate(_cells(row, statuses), 1):
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


def as_calendar(rows: Sequence[Requirement], statuses: Mapping[str, RequirementStatus]) -> bytes:
    """Give the deadlines of the rows as an iCalendar file, a whole day each; what has none or is done is left out."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Policy Assistant//Requirements//EN")
    calendar.add("version", "2.0")
    for row in rows:
        if not row.deadline or (row.id in statuses and statuses[row.id].state == "done"):
            continue
        event = Event()
        event.add("uid", f"{row.id}@policy-assistant")
        event.add("dtstamp", datetime.now(UTC))
        event.add("dtstart", date.fromisoformat(row.deadline))
        event.add("summary", _CONTROL.sub("", _shortened(summary_line(row))))
        event.add(
            "description", _CONTROL.sub("", f"{row.quote}\n\n{row.title} ({row.document}), characters {row.span.start}–{row.span.end}")
        )
        if row.theme:
            event.add("categories", [row.theme])
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _cells(row: Requirement, statuses: Mapping[str, RequirementStatus]) -> list[Any]:
    first = row.targets[0] if row.targets else None
    status = statuses.get(row.id)
    return [
        row.document, row.body, row.modality, row.action, date.fromisoformat(row.deadline) if row.deadline else None, row.deadline_text,
        first.comparison if first else "", first.value if first else None, first.unit if first else "", first.text if first else "",
        "; ".join(targets_in_words(row)[1:]), row.theme, status.state if status else "open", status.note if status else "",
        status.name if status else "", status.at[:10] if status else "",
        " ".join(map(str, row.warnings)), row.quote, row.span.start, row.span.end, row.id,
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
