"""Requirements as tables and calendars: what a person sees, and what programs make of it."""

import csv
import io
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from assistant.records.corrections import Correction
from assistant.records.requirement_status import RequirementStatus
from assistant.requirements.due import Due, due_of
from assistant.requirements.export import COLUMNS, as_calendar, as_csv, as_xlsx
from assistant.requirements.rows import LedgerRow
from language.messages import translations
from language.span import Span
from vectorstore.requirement import Requirement, Target

TODAY = date(2026, 11, 28)
BERTHS = Requirement(
    Span(3, 40), quote="=HYPERLINK(evil) must fall to 65 %.", modality="must_not", action="fall to 65 %", body="@SUM(A1)",
    deadline="2027-06-30", deadline_text="by June", targets=(Target("<=", 65, "%", "ratio"), Target(">", 2.5, "times", "pay")),
    condition="if it rains", id="a1", document="+berths.txt", title="Harbour rules",
)  # fmt: skip
YEARLY = replace(
    BERTHS, id="a2", deadline="", deadline_text="", recurrence="by 31 March each year", rrule="FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31",
    sentence="The harbour master must report by 31 March each year.",
)  # fmt: skip


def row(requirement: Requirement, state: str = "open") -> LedgerRow:
    status = RequirementStatus(requirement.id, "", "", state, "-called", "Ida", "2026-01-02T03:04:05+00:00", "Ben")
    correction = Correction(requirement.id, {}, {}, "Eve", "")
    return LedgerRow(requirement, due_of(requirement, TODAY), "Port Office", "No. 7", status, correction)


def events(*rows: LedgerRow, past: bool = False) -> list[Any]:
    return Calendar.from_ical(as_calendar(rows, TODAY, past=past)).walk("VEVENT")


@pytest.mark.parametrize("start", ["=", " +", "\u200b-", "\u200d@", "\x00=", "\u202e=", "\t", "\uff1d"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    _, cells = csv.reader(io.StringIO(as_csv([row(replace(BERTHS, body=f"{start}1+1"))])))
    own = cells[COLUMNS.index("Who")]
    assert not re.match("[\\s\x00-\x1f]*[=+@\uff1d-]", own)
    assert own[0] == "'"


def test_csv_shows_what_the_text_says_behind_an_apostrophe_where_it_looks_like_a_formula() -> None:
    header, cells = csv.reader(io.StringIO(as_csv([row(BERTHS)])))
    assert tuple(header) == COLUMNS
    assert not [cell for cell in cells if re.match(r"\s*[=+\-@\t\r]", cell)]
    assert cells[COLUMNS.index("Quote")].removeprefix("'") == BERTHS.quote


def test_the_headings_are_in_the_language_of_the_reader() -> None:
    header, cells = csv.reader(io.StringIO(as_csv([row(BERTHS)], translations("zh"))))
    assert not [name for name in header if re.search("[A-Za-z]", name)]
    assert cells[COLUMNS.index("Duty")] == "不得"


def test_tables_name_the_document_by_title_issuer_and_number() -> None:
    _, cells = csv.reader(io.StringIO(as_csv([row(BERTHS)])))
    told = dict(zip(COLUMNS, cells, strict=True))
    assert (told["Document"], told["Issuer"], told["Document number"]) == ("Harbour rules", "Port Office", "No. 7")
    assert (told["Duty"], told["Condition"], told["Assigned to"], told["Corrected by"]) == ("must not", "if it rains", "Ben", "Eve")
    assert not {"+berths.txt", "a1", "3", "40"} & set(cells)


def test_a_workbook_has_real_dates_numbers_and_filters_and_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx([row(BERTHS)]))).worksheets[0]
    cells = dict(zip(COLUMNS, sheet[2], strict=True))
    assert cells["Due"].is_date
    assert cells["Due"].value.date() == date(2027, 6, 30)
    assert (cells["Value"].value, cells["Value"].data_type) == (65, "n")
    assert cells["Further targets"].value == "> 2.5 times (pay)"
    assert cells["Quote"].value == BERTHS.quote
    assert {cell.data_type for cell in sheet[2]} <= {"s", "inlineStr", "n", "d"}
    assert not any(cell.quotePrefix for cell in sheet[2])
    assert sheet.auto_filter.ref == "A1:Y2"


def test_what_is_to_come_becomes_days_of_a_calendar_with_an_alarm_a_week_before() -> None:
    late = replace(BERTHS, id="a4", deadline="2026-11-27")
    (event,) = events(row(BERTHS), row(replace(BERTHS, id="a3", deadline="")), row(replace(BERTHS, id="a5"), "done"), row(late))
    assert event["dtstart"].dt == date(2027, 6, 30)
    assert event["summary"] == BERTHS.quote
    assert event["description"] == f"{BERTHS.quote}\n\nHarbour rules, Port Office, No. 7"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-7)
    assert len(events(row(BERTHS), row(late), past=True)) == 2


def test_what_is_due_every_year_comes_back_in_the_calendar() -> None:
    (event,) = events(row(YEARLY))
    assert event["dtstart"].dt == date(2027, 3, 31)
    assert event["rrule"] == {"FREQ": ["YEARLY"], "BYMONTH": [3], "BYMONTHDAY": [31]}
    assert b"\r\nRRULE:FREQ=YEARLY;BYMONTHDAY=31;BYMONTH=3\r\n" in as_calendar([row(YEARLY)], TODAY)  # no sign of it is masked
    assert event["summary"] == YEARLY.sentence


def test_every_export_says_that_a_duty_is_replaced() -> None:
    gone = row(replace(YEARLY, replaced_by="a1"))
    _, cells, others = csv.reader(io.StringIO(as_csv([gone, row(YEARLY)])))
    place = COLUMNS.index("Replaced")
    assert (cells[place], others[place]) == ("replaced", "")
    assert load_workbook(io.BytesIO(as_xlsx([gone]))).worksheets[0].cell(2, place + 1).value == "replaced"
    (event,) = events(gone)
    assert (event["status"], event["uid"], event.walk("VALARM")) == ("CANCELLED", events(row(YEARLY))[0]["uid"], [])
    assert event["summary"] == f"replaced: {YEARLY.sentence}"
    assert events(row(replace(YEARLY, replaced_by="a1"), "done")) == []


def test_nobody_knows_from_when_every_third_year_counts() -> None:
    assert due_of(replace(YEARLY, rrule="FREQ=YEARLY;INTERVAL=3;BYMONTH=12;BYMONTHDAY=31"), TODAY) == Due("", True)
    assert due_of(replace(YEARLY, rrule="no rule"), TODAY) == Due("", True)
