"""Sheets and files of values are read as they are seen: formats, notes, gaps; flaws beside the cells stop no reading."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest.document import read
from ingest.errors import ReadingError
from ingest.readers.formats.shown import Value, shown

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
    ("value", "code", "text"),
    [
        (42, "00000", "00042"),
        (987654.5, '"¥"#,##0.00"万元"', "¥987,654.50万元"),
        (0.6131, "0%", "61%"),
        (0.6135, "0.0%", "61.4%"),
        (-0.05, "0.0%", "-5.0%"),
        (-1234.5, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$(1,234.50)"),
        (0, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$-"),
        (1234567, '0.00,,"M"', "1.23M"),
        (1234567, '0\\.0,"万"', "123.5万"),
        (12345, '#0\\.0000"万元"', "1.2345万元"),
        (-5, "0;[Red](0)", "(5)"),
        (-2.25, "[<0]-0.0;0.0", "-2.3"),
        (5, '[>=100]"many "0;[<100]"few "0', "few 5"),
        (12345.678, "0.00E+00", "1.23E+04"),
        (99999, "0.0E+0", "1.0E+5"),
        (1.5, "# ?/?", "1 1/2"),
        (0.25, "?/4", "1/4"),
        (1234.5, "#,##0.00 [$€-1]", "1,234.50 €"),
        (123456789, "000-000-000", "123-456-789"),
        (999.995, "#,##0.00", "1,000.00"),
        (-0.001, "0.00", "0.00"),
        (5, ";;;", ""),
        ("7b", '"Berth "@', "Berth 7b"),
        (0.1 + 0.2, "General", "0.3"),
        (True, "General", "TRUE"),
        (datetime(2031, 2, 1), "yyyy-mm-dd", "2031-02-01"),
        (datetime(2031, 2, 1), "mm-dd-yy", "2031-02-01"),
        (datetime(2031, 2, 1), "dd/mm/yyyy", "01/02/2031 [2031-02-01]"),
        (datetime(2031, 2, 28), "dd/mm/yyyy", "28/02/2031"),
        (datetime(2031, 2, 28), "m/d/yy", "2/28/2031"),
        (datetime(2031, 2, 1), "d-mmm-yy", "1 Feb 2031"),
        (datetime(2031, 2, 1), 'yyyy"年"m"月"d"日";@', "2031年2月1日"),
        (datetime(2031, 2, 1), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "Saturday, February 01, 2031"),
        (datetime(2031, 2, 1, 14, 5), "yyyy-mm-dd h:mm AM/PM", "2031-02-01 2:05 PM"),
        (12323, "[DBNum1][$-804]General", "一万二千三百二十三"),
        (12323, "[DBNum1][$-804]0", "一二三二三"),
        (100_010_005, "[DBNum1]", "一亿〇一万〇五"),
        (10500.5, '[DBNum2][$-804]General"元"', "壹万零伍佰.伍元"),
        (datetime(2031, 12, 10), '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇三一年十二月十日"),
        (datetime(2031, 12, 10), '[DBNum2][$-804]yyyy"年"m"月"d"日";@', "贰零叁壹年壹拾贰月壹拾日"),
        (time(9, 5), "h:mm", "9:05"),
        (timedelta(days=1, hours=6, minutes=15), "[h]:mm", "30:15"),
        (timedelta(minutes=90, seconds=5), "[mm]:ss", "90:05"),
    ],
)
def test_a_value_is_given_as_its_format_shows_it(value: Value, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_names_of_columns_are_shown_in_their_formats_too() -> None:
    def months(sheet: Worksheet) -> None:
        sheet["B1"].number_format = "mmm yyyy"
        sheet["A2"].number_format = "000"

    assert lines(book([["Berth", date(2031, 2, 1), "Sum"], [7, 12, 30], [8, 3, 4]], months)) == [
        "Berth: 007 | Feb 2031: 12 | Sum: 30",
        "Berth: 8 | Feb 2031: 3 | Sum: 4",
    ]


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


@pytest.mark.parametrize(
    ("formula", "seen"),
    [
        ("=B2*2", "10"), ("=SUM(B2:B3)-1", "10"), ("=-B2+B3^2", "31"), ("=ROUND(B3/B2, 1)", "1.2"), ("=50%*B3", "3"), ("=AVERAGE($B$2:$B$3)", "5.5"),
        ('="Rope: "&B2', "Rope: 5"), ("=(B2+B3)*MAX(B2,B3,2)", "66"), ("=C3+1", "13"),
    ],
)  # fmt: skip
def test_formulas_without_stored_values_are_calculated(formula: str, seen: str) -> None:
    content = book([["Item", "Cost", "Sum"], ["Rope", 5, formula], ["Tar", 6, "=B3*2"]])
    assert lines(content)[0] == f"Item: Rope | Cost: 5 | Sum: {seen}"
    assert told(content) == []


@pytest.mark.parametrize("formula", ["=VLOOKUP(A2,A:B,2)", "=Other!B2", "=B2/0", "=C2", "=TODAY()", "=9^9^9^9", '=REPT("x",9)', "=A2*2"])
def test_formulas_that_cannot_be_calculated_are_told(formula: str) -> None:
    content = book([["Item", "Cost", "Sum"], ["Rope", 5, formula], ["Tar", 6, None]])
    assert lines(content)[:2] == ["Item | Cost | Sum", "Item: Rope | Cost: 5"]
    assert told(content) == ["Left out: formulas without stored values, places: 1."]


def test_a_stored_value_goes_before_a_calculated_one() -> None:
    content = book([["Item", "Cost", "Twice"], ["Rope", 5, "=B2*2"], ["Tar", 6, "=B3*2"]])
    stored = edited(content, {"sheet1.xml": lambda part: re.sub(rb"(<f>B2\*2</f>)<v ?/>|(<f>B2\*2</f>)<v></v>", rb"\1\2<v>11</v>", part)})
    assert lines(stored)[0] == "Item: Rope | Cost: 5 | Twice: 11"


def test_a_chain_of_formulas_that_grows_without_end_is_given_up() -> None:
    rows = [["Item", "Text"], ["Rope", '="xxxxxxxxxxxxxxxx"&"y"'], *(["Rope", f"=B{line}&B{line}"] for line in range(2, 60))]
    assert len("".join(lines(book(rows)))) < 200_000


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


FLAWS: dict[str, dict[str, Callable[[bytes], bytes]]] = {
    "a style without a name": {"styles.xml": lambda part: part.replace(b' name="Normal"', b"")},
    "an unknown fill": {"styles.xml": lambda part: part.replace(b"gray125", b"spotty")},
    "a format that there is not": {"sheet1.xml": lambda part: part.replace(b'r="B2"', b'r="B2" s="99"')},
    "a print area of nothing": {
        "workbook.xml": lambda part: part.replace(
            b"<definedNames/>", b'<definedNames><definedName name="_xlnm.Print_Area" localSheetId="9">#REF!</definedName></definedNames>'
        ),
    },
    "an unknown view": {"workbook.xml": lambda part: part.replace(b'visibility="visible"', b'visibility="dim"')},
    "a filter of nothing": {"sheet1.xml": lambda part: part.replace(b"</sheetData>", b'</sheetData><autoFilter ref="#REF!"/>')},
    "a link to nowhere": {
        "workbook.xml": lambda part: part.replace(
            b"<definedNames", b'<externalReferences><externalReference xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"/></externalReferences><definedNames'
        ),
    },
}  # fmt: skip


@pytest.mark.parametrize("flaw", FLAWS.values(), ids=FLAWS)
def test_a_flaw_beside_the_cells_stops_no_reading(flaw: dict[str, Callable[[bytes], bytes]]) -> None:
    sound = book([NAMES, *JOBS])
    content = edited(sound, flaw)
    assert content != edited(sound, {})
    assert (lines(content), told(content)) == (LINES, [])


def test_a_broken_drawing_stops_no_reading() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.add_chart(BarChart())

    assert lines(edited(book([NAMES, *JOBS], draw), {"drawing1.xml": lambda part: b"<broken"})) == LINES


def test_broken_styles_are_told_and_broken_cells_are_damage() -> None:
    content = edited(book([NAMES, *JOBS]), {"styles.xml": lambda part: part[:150]})
    assert lines(content)[0].startswith("No.: 1 | Job: Oil the crane | Office: Docks | Due: 4")
    assert told(content) == ["The formats of the cells could not be read: dates and numbers stand as they are stored."]
    with pytest.raises(ReadingError):
        read("t.xlsx", edited(book([NAMES, *JOBS]), {"sheet1.xml": lambda part: part[:-300]}))


def test_strict_workbooks_are_read() -> None:
    def strict(part: bytes) -> bytes:
        part = part.replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
        part = part.replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")
        return part.replace(b't="n"><v>47880</v>', b't="d"><v>2031-02-01</v>')

    assert lines(edited(book([NAMES, *JOBS]), {".xml": strict, ".rels": strict})) == LINES


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('Job,Text,Due\nOil,"She said ""now"" twice, then left",2031\n', 'Job: Oil | Text: She said "now" twice, then left | Due: 2031'),
        ('\ufeffJob;Text;Due\r\nOil;"one;\r\n""two"" lines";2031\r\n', 'Job: Oil | Text: one; "two" lines | Due: 2031'),
        ('Job\tText\tDue\nOil\t5" pipe, long\t2031\n', 'Job: Oil | Text: 5" pipe, long | Due: 2031'),
        ('Job, Text, Due\nOil, "one, two", 2031\n', "Job: Oil | Text: one, two | Due: 2031"),
        ('Job,Text,Due\nOil,"She said \\"now\\", then left",2031\n', 'Job: Oil | Text: She said "now", then left | Due: 2031'),
        ("sep=;\r\nJob;Cost;Due\r\nOil;1,5;2031\r\n", "Job: Oil | Cost: 1,5 | Due: 2031"),
        ("Job;Cost;Sum\r\nOil;1,5;2,5\r\n", "Job: Oil | Cost: 1,5 | Sum: 2,5"),
        ("Job|Cost|Due\nOil|1,5|2031\n", "Job: Oil | Cost: 1,5 | Due: 2031"),
    ],
)
def test_quotes_and_marks_of_a_file_of_values(content: str, expected: str) -> None:
    assert lines(content.encode(), "t.csv") == [expected]


def test_blank_lines_in_a_file_of_values_are_gaps() -> None:
    content = b"No.,Job,Due\n1,Oil,2031-02-01\n,,\n2,Sweep,2031-05-01\n\nPier,Keeper,Age\nOld,Ono,50\n"
    assert lines(content, "t.csv") == [
        "No.: 1 | Job: Oil | Due: 2031-02-01",
        "No.: 2 | Job: Sweep | Due: 2031-05-01",
        "Pier: Old | Keeper: Ono | Age: 50",
    ]


def test_a_list_of_sentences_is_not_parted_by_their_commas() -> None:
    assert lines(b"Job\nOil the crane, then lock it\nSweep\n", "t.csv") == ["Job", "Oil the crane, then lock it", "Sweep"]


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


def test_sheets_whose_parts_are_damaged_are_told_and_the_others_read() -> None:
    workbook = Workbook()
    for name in ("Piers", "Quays"):
        sheet = workbook.create_sheet(name)
        for row in [NAMES, *JOBS]:
            sheet.append(row)
    out = BytesIO()
    workbook.save(out)
    stored = edited(out.getvalue(), {"sheet3.xml": lambda part: part.replace(b"<sheetData>", b"<sheetData><!--mark-->")})
    damaged = stored.replace(b"<!--mark-->", b"<!--bark-->")
    assert lines(damaged) == ["Piers", *LINES]
    assert told(damaged) == ["The sheet “Quays” could not be read."]
