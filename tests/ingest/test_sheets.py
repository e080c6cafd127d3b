"""Sheets are read as they are seen: gaps, names of columns, notes, what is hidden."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import read

NAMES = ["No.", "Job", "Office", "Due"]
JOBS = [[1, "Oil the crane", "Docks", date(2031, 2, 1)], [2, "Sweep the pier", "Wardens", date(2031, 5, 1)]]
FIRST = "No.: 1 | Job: Oil the crane | Office: Docks | Due: 2031-02-01"
SECOND = "No.: 2 | Job: Sweep the pier | Office: Wardens | Due: 2031-05-01"
LINES = [FIRST, SECOND]


def book(rows: list[list[object]], change: Callable[[Worksheet], None] | None = None) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    if change:
        change(sheet)
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def edited(content: bytes, edits: dict[str, Callable[[bytes], bytes]], added: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as package, zipfile.ZipFile(out, "w") as other:
        for name in package.namelist():
            part = package.read(name)
            for ending, edit in edits.items():
                part = edit(part) if name.endswith(ending) else part
            other.writestr(name, part)
        for name, part in (added or {}).items():
            other.writestr(name, part)
    return out.getvalue()


def lines(content: bytes, name: str = "t.xlsx") -> list[str]:
    return [line for line in read(name, content).text.split("\n") if line]


def told(content: bytes, name: str = "t.xlsx") -> list[str]:
    return list(map(str, read(name, content).warnings))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([NAMES, JOBS[0], [], JOBS[1]], LINES),
        ([NAMES, [], *JOBS], LINES),
        ([["All jobs"], [], NAMES, JOBS[0], [], [], JOBS[1]], ["All jobs", *LINES]),
        ([NAMES, JOBS[0], [], ["Part two"], JOBS[1]], [FIRST, "Part two", SECOND]),
        ([NAMES, JOBS[0], [], ["Old jobs"], NAMES, JOBS[1]], [FIRST, "Old jobs", SECOND]),
        ([["Item", "Cost"], ["Rope", 5], [], ["Total", 5]], ["Item: Rope | Cost: 5", "Item: Total | Cost: 5"]),
        ([["Item", "Cost", "Paid"], ["Rope", 5, 4], [], ["Tar", "n/a", "-"]], ["Item: Rope | Cost: 5 | Paid: 4", "Item: Tar | Cost: n/a | Paid: -"]),
    ],
)  # fmt: skip
def test_a_blank_row_is_a_gap(rows: list[list[object]], expected: list[str]) -> None:
    assert lines(book(rows)) == expected


def test_blank_rows_are_gaps_in_long_sheets_too() -> None:
    rows: list[list[object]] = [NAMES]
    for number in range(300):
        rows += [[number, "Oil the crane", "Docks", "1 May 2031"], []]
    found = lines(book([*rows, ["Part two"], [300, "Sweep", "Docks", "2 May 2031"], [], ["Keeper", "Age"], ["Ono", 50]]))
    assert len(found) == 303
    assert found[-4:] == [
        "No.: 299 | Job: Oil the crane | Office: Docks | Due: 1 May 2031", "Part two",
        "No.: 300 | Job: Sweep | Office: Docks | Due: 2 May 2031", "Keeper: Ono | Age: 50",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Item", "Cost"], ["Rope", 5], [], ["Keeper", "Age"], ["Ono", 50]], ["Item: Rope | Cost: 5", "Keeper: Ono | Age: 50"]),
        ([["Item", "2030", "2031"], ["Rope", 5, 6], [], ["Pier", "2031", "2032"], ["Old", 7, 8]],
         ["Item: Rope | 2030: 5 | 2031: 6", "Pier: Old | 2031: 7 | 2032: 8"]),
        ([["Item", "Cost"], ["Rope", 5], [], [None, None, "Keeper", "Age"], [None, None, "Ono", 50]], ["Item: Rope | Cost: 5", "Keeper: Ono | Age: 50"]),
    ],
)  # fmt: skip
def test_a_new_table_begins_behind_a_blank_row_with_names_of_its_own(rows: list[list[object]], expected: list[str]) -> None:
    assert lines(book(rows)) == expected


def join_years(sheet: Worksheet) -> None:
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")


@pytest.mark.parametrize("change", [join_years, None])
@pytest.mark.parametrize("own", ["Name", None])
def test_a_second_row_names_what_the_first_joins(change: Callable[[Worksheet], None] | None, own: str | None) -> None:
    rows: list[list[object]] = [
        ["Pier", "2030", None, "2031", None],
        [own, "Aim", "Done", "Aim", "Done"],
        ["Old", 1, 2, 3, 4],
        ["New", 5, 6, 7, 8],
    ]
    name = f"Pier › {own}" if own else "Pier"
    assert lines(book(rows, change)) == [
        f"{name}: Old | 2030 › Aim: 1 | 2030 › Done: 2 | 2031 › Aim: 3 | 2031 › Done: 4",
        f"{name}: New | 2030 › Aim: 5 | 2030 › Done: 6 | 2031 › Aim: 7 | 2031 › Done: 8",
    ]


def test_the_first_row_of_values_is_no_second_row_of_names() -> None:
    rows: list[list[object]] = [["Pier", "Keepers", None], ["Old", "Ono", "Abe"], ["New", "Ito", "Kim"]]
    assert lines(book(rows, lambda sheet: sheet.merge_cells("B1:C1")))[0] == "Pier: Old | Keepers: Ono | Keepers: Abe"


def test_a_table_without_names_of_columns_is_told() -> None:
    assert lines(book(JOBS))[0] == "1 | Oil the crane | Docks | 2031-02-01"
    assert told(book(JOBS)) == ["The sheet “Sheet” has a table without names of columns."]
    assert told(b"1,Oil the crane,2031-02-01\n2,Sweep,2031-05-01\n", "t.csv") == ["The file has a table without names of columns."]
    assert told(book([NAMES, *JOBS])) == []


def test_notes_stand_beside_what_they_are_on() -> None:
    def note(sheet: Worksheet) -> None:
        sheet["B1"].comment = Comment("in this order", "Ono")
        sheet["D2"].comment = Comment("moved to\n1 March 2031", "Ono")

    assert lines(book([NAMES, JOBS[0]], note)) == ["Job [in this order]", f"{FIRST} [moved to 1 March 2031]"]


@pytest.mark.parametrize(
    "words",
    [
        "[Threaded comment]\n\nThis version can show it. Learn more: https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    too early: why?",
        "[线程批注]\n\n此版本可以显示它。详细信息: https://go.microsoft.com/fwlink/?linkid=870924\n\n注释:\n    too early: why?",
    ],
)
def test_what_a_note_says_to_older_programs_is_no_part_of_it(words: str) -> None:
    def note(sheet: Worksheet) -> None:
        sheet["D2"].comment = Comment(words, "tc={1}")

    assert lines(book([NAMES, JOBS[0]], note)) == [f"{FIRST} [too early: why?]"]


def test_the_notes_of_a_thread_stand_in_their_order() -> None:
    def note(sheet: Worksheet) -> None:
        sheet["D2"].comment = Comment("[Threaded comment] Your version allows you to read it", "tc={1}")

    relation = b'<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threads/one.xml"/>'
    thread = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="D2"><text>too early?</text></threadedComment><threadedComment ref="D2"><text>no</text></threadedComment></ThreadedComments>'
    )
    content = edited(
        book([NAMES, JOBS[0]], note),
        {"sheet1.xml.rels": lambda part: part.replace(b"</Relationships>", relation + b"</Relationships>")},
        {"xl/threads/one.xml": thread},
    )
    assert lines(content) == [f"{FIRST} [too early? / no]"]


def test_hidden_rows_columns_and_values_are_left_out_and_told() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["A2"].number_format = ";;;"

    content = book([NAMES, *JOBS], hide)
    assert lines(content) == ["No. | Job | Due", "Job: Oil the crane | Due: 2031-02-01"]
    assert told(content) == ["Left out: hidden text, places: 7."]


def test_charts_and_what_is_written_over_a_sheet_are_told() -> None:
    def draw(sheet: Worksheet) -> None:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=3))
        sheet.add_chart(chart)

    box = (
        b'<xdr:sp xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
        b'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:txBody><a:p><a:r><a:t>Draft only</a:t></a:r></a:p></xdr:txBody></xdr:sp>'
    )
    content = edited(
        book([NAMES, *JOBS], draw), {"drawing1.xml": lambda part: part[: part.rindex(b"</")] + box + part[part.rindex(b"</") :]}
    )
    assert told(content) == ["Left out: text in drawings, places: 1.", "Left out: a diagram that is not read, places: 1."]


def test_bold_rows_alone_head_a_table_of_texts_behind_a_gap() -> None:
    def bold(sheet: Worksheet) -> None:
        for place in ("A1", "B1", "C1", "A4", "B4", "C4"):
            sheet[place].font = Font(bold=True)

    rows: list[list[object]] = [["Pier", "Job", "Seat"], ["Old", "oil", "East"], [], ["Name", "Role", "Room"], ["Ono", "clerk", "West"]]
    assert lines(book(rows, bold)) == ["Pier: Old | Job: oil | Seat: East", "Name: Ono | Role: clerk | Room: West"]
    assert lines(book([rows[0], rows[1], [], ["New", "sweep", "West"]])) == [
        "Pier: Old | Job: oil | Seat: East",
        "Pier: New | Job: sweep | Seat: West",
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (["Kept by: Port Office", None, None, "As at: 3 May 2031"], ["Kept by: Port Office", "As at: 3 May 2031"]),
        (["Kept by:", "Port Office", "Unit: jobs"], ["Kept by: Port Office", "Unit: jobs"]),
        (["填报单位：", None, "单位：项"], ["填报单位：", "单位：项"]),
        ([None, None, None, "单位：项"], ["单位：项"]),
    ],
)
def test_labels_with_their_values_between_title_and_names_are_lines_above_the_table(said: list[object], expected: list[str]) -> None:
    read_book = book([["Jobs of the port"], said, NAMES, *JOBS])
    assert lines(read_book) == ["Jobs of the port", *expected, *LINES]
    assert told(read_book) == []


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ([["Jobs of the port in 2031"]], "Jobs of the port in 2031"),
        ([["附件2"], ["港区检修任务分工表"], ["填报单位：", None, "单位：项"]], "港区检修任务分工表"),
        ([["Jobs of the port in 2031"], []], "Jobs of the port in 2031"),
        ([["Unit: jobs"]], "Plan"),
        ([["These are the jobs, and all are due."]], "Plan"),
        ([], "Plan"),
    ],
)
def test_a_workbook_is_called_as_the_line_above_its_table_says_or_else_as_its_sheet(above: list[list[object]], title: str) -> None:
    def called(sheet: Worksheet) -> None:
        sheet.title = "Plan"

    assert read("t.xlsx", book([*above, NAMES, *JOBS], called)).title == title


def test_a_list_of_one_column_has_no_title_above_it() -> None:
    def called(sheet: Worksheet) -> None:
        sheet.title = "Tools"

    assert read("t.xlsx", book([["Ropes"], ["Hooks"]], called)).title == "Tools"
