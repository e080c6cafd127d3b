"""Every value of a table comes out with the names of its column and row, whatever the format and the cells."""

from io import BytesIO

import docx
import pytest
from docx.document import Document as WordDocument
from openpyxl import Workbook
from openpyxl.styles import Font
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

from ingest.document import read

# Blank cells, two equal neighbours, a cell merged over two columns, one merged over two rows.
ROWS = [
    ["Enterprise", "First quarter", "Second quarter", "Third quarter"],
    ["Port Group", "12", "12", ""],
    ["Water Company", "", "31", "31"],
    ["Rail Holding", "half-year sum 40", None, "22"],
    ["Grid Company", "7", "8", "all year 15"],
    ["Gas Company", "9", "10", None],
]
EXPECTED = {
    "Port Group": ["First quarter: 12", "Second quarter: 12"],
    "Water Company": ["Second quarter: 31", "Third quarter: 31"],
    "Rail Holding": ["First quarter / Second quarter: half-year sum 40", "Third quarter: 22"],
    "Grid Company": ["First quarter: 7", "Second quarter: 8", "Third quarter: all year 15"],
    "Gas Company": ["First quarter: 9", "Second quarter: 10", "Third quarter: all year 15"],
}


def as_docx() -> bytes:
    document: WordDocument = docx.Document()
    document.add_paragraph("Results by enterprise.")
    table = document.add_table(len(ROWS), 4)
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            if value:
                table.cell(row, column).text = value
    table.cell(3, 1).merge(table.cell(3, 2))
    table.cell(4, 3).merge(table.cell(5, 3))
    return saved(document)


def as_xlsx() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Results by enterprise"])
    sheet.append([])
    for values in ROWS:
        sheet.append(values)
    sheet.merge_cells("B6:C6")
    sheet.merge_cells("D7:D8")
    return saved(book)


def as_html() -> bytes:
    rows = ""
    for number, values in enumerate(ROWS):
        cells = ""
        for value in values:
            if value is not None:
                across = ' colspan="2"' if value.startswith("half-year") else ""
                down = ' rowspan="2"' if value.startswith("all year") else ""
                cells += f"<{'th' if number == 0 else 'td'}{across}{down}>{value}</{'th' if number == 0 else 'td'}>"
        rows += f"<tr>{cells}</tr>"
    return f"<html><body><p>Results by enterprise.</p><table>{rows}</table></body></html>".encode()


def as_pdf() -> bytes:
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("SPAN", (1, 3), (2, 3)), ("SPAN", (3, 4), (3, 5))])
    out = BytesIO()
    table = Table([[value or "" for value in values] for values in ROWS], style=style)
    SimpleDocTemplate(out, pagesize=A4).build([Paragraph("Results by enterprise.", getSampleStyleSheet()["Normal"]), table])
    return out.getvalue()


def as_markdown() -> bytes:
    return "\n".join(["Results by enterprise.", "", "| A | B |", "|---|---|", "| x | 1 |", "| y |  |", "| z | 1 |"]).encode()


def saved(document: WordDocument | Workbook) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "content"), [("t.docx", as_docx()), ("t.xlsx", as_xlsx()), ("t.html", as_html()), ("t.pdf", as_pdf())])
def test_values_are_tied_to_their_column_and_row(name: str, content: bytes) -> None:
    lines = read(name, content).text.split("\n")
    for enterprise, values in EXPECTED.items():
        own = [line for line in lines if line.startswith(f"Enterprise: {enterprise}")]
        assert own == [" | ".join([f"Enterprise: {enterprise}", *values])]


def test_a_markdown_table_is_read_as_rows() -> None:
    text = read("t.md", as_markdown()).text
    assert text.split("\n")[-3:] == ["A: x | B: 1", "A: y", "A: z | B: 1"]


def test_two_rows_of_headings_name_a_column_together() -> None:
    page = (
        "<table><tr><th rowspan=2>Body</th><th colspan=2>2024</th></tr><tr><th>Target</th><th>Done</th></tr>"
        "<tr><td>Bureau</td><td>70%</td><td>65%</td></tr></table>"
    )
    assert read("t.html", page.encode()).text == "Body: Bureau | 2024 › Target: 70% | 2024 › Done: 65%"


def test_lines_within_a_cell_stay_apart() -> None:
    page = "<table><tr><th>Band<br>(tons)</th><th>Rate</th></tr><tr><td>0–100<br>101–200</td><td><p>5%</p><p>10%</p></td></tr></table>"
    assert read("t.html", page.encode()).text == "Band (tons): 0–100 101–200 | Rate: 5% 10%"


def test_keys_and_their_values_need_no_row_of_names() -> None:
    page = "<table><tr><td>Issuer:</td><td>Bureau</td></tr><tr><td>Issued</td><td>2024-05-20</td></tr></table>"
    assert read("t.html", page.encode()).text == "Issuer: Bureau\nIssued: 2024-05-20"


def test_the_head_of_a_document_is_read_as_keys_and_values() -> None:
    rows = [("索引号", "0001/2024-12", "发文机关", "省国资委"), ("发文字号", "国资发〔2024〕7号", "成文日期", "2024年03月05日")]
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<table>{cells}<tr><td>标题</td><td colspan=3>关于印发办法的通知</td></tr></table><h1>关于印发办法的通知</h1><p>现将办法印发给你们。</p>"
    document = read("t.html", page.encode())
    assert document.text.split("\n")[:3] == ["索引号: 0001/2024-12", "发文机关: 省国资委", "发文字号: 国资发〔2024〕7号"]
    assert (document.issuer, document.number, document.issued) == ("省国资委", "国资发〔2024〕7号", "2024-03-05")


def test_a_table_over_two_pages_repeats_the_names_of_its_columns() -> None:
    rows = [["Task", "Deadline"], *([f"Task number {number}", f"2025-{1 + number % 12:02d}-15"] for number in range(60))]
    out = BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)]))])
    document = read("t.pdf", out.getvalue())
    assert len(document.pages) == 2
    for number in range(60):
        assert f"Task: Task number {number} | Deadline: 2025-{1 + number % 12:02d}-15" in document.text.split("\n")


def test_sheets_are_parted_into_tables_and_show_their_numbers() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Targets"
    for row in (["Region", "Share", "Sum"], ["North", 0.7, 1200.5], ["South", 0.6131, 3], [], ["Name", "Office", "Floor"], ["Li", "B", 2]):
        sheet.append(row)
    sheet["B2"].number_format = sheet["B3"].number_format = "0%"
    sheet["A1"].font = sheet["B1"].font = sheet["C1"].font = Font(bold=True)
    hidden = book.create_sheet("Old")
    hidden.append(["a", "b"])
    hidden.sheet_state = "hidden"
    document = read("t.xlsx", saved(book))
    assert document.text.split("\n") == [
        "Targets", "", "Region: North | Share: 70% | Sum: 1200.5", "Region: South | Share: 61% | Sum: 3", "", "Name: Li | Office: B | Floor: 2",
    ]  # fmt: skip
    assert tuple(map(str, document.warnings)) == ("The sheet “Old” is hidden and was not read.",)


def test_each_row_of_values_is_a_sentence_with_its_names() -> None:
    assert read("t.csv", "机构;期限\n国资委;2025年6月\n".encode("gb18030")).text == "机构: 国资委 | 期限: 2025年6月"
    assert read("t.tsv", b'body\tdate\n"Bureau, North"\t2025\n').text == "body: Bureau, North | date: 2025"


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        (
            "<tr><th>No.</th><th>Gate</th><th>Remarks</th></tr><tr><td>1</td><td>East</td><td></td></tr><tr><td>2</td><td>West</td><td></td></tr>",
            ["No. | Gate | Remarks", "No.: 1 | Gate: East", "No.: 2 | Gate: West"],
        ),
        (
            "<tr><th>Gate</th><th>Signed</th></tr><tr><td colspan=2>In winter</td></tr><tr><td>East</td><td></td></tr>",
            ["Gate | Signed", "In winter", "Gate: East"],
        ),
        ("<tr><th>Gate</th><th>Keeper</th></tr><tr><td>East</td><td></td></tr><tr><td>West</td><td>Li</td></tr>", ["Gate: East", "Gate: West | Keeper: Li"]),
        (
            "<tr><th rowspan=2>Gate</th><th colspan=2>Shut</th></tr><tr><th>From</th><th>Until</th></tr><tr><td>East</td><td>9</td><td></td></tr>",
            ["Gate | Shut", "Gate | From | Until", "Gate: East | Shut › From: 9"],
        ),
        ("<tr><td>Issuer:</td><td>Bureau</td></tr><tr><td>Issued:</td><td></td></tr>", ["Issuer: Bureau", "Issued:"]),
    ],
)  # fmt: skip
def test_a_name_with_nothing_below_it_is_read(page: str, seen: list[str]) -> None:
    assert read("t.html", f"<table>{page}</table>".encode()).text.split("\n") == seen


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (["Shed 1,Ida Moor,ropes", "Shed 2,Jon Pike,sails", "Shed 14,Kim Roe,tar"], "Shed 2 | Jon Pike | sails"),
        (["船库1号,孟海,绳索", "船库2号,佟江,帆布", "船库3号,葛湖,焦油"], "船库2号 | 佟江 | 帆布"),
        (["Shed,Keeper,Stock 1", "Shed 2,Jon Pike,sails", "Shed 14,Kim Roe,tar"], "Shed: Shed 2 | Keeper: Jon Pike | Stock 1: sails"),
        (["Keeper,2031,2032", "Jon Pike,2031,2029", "Kim Roe,2031,2030"], "Keeper: Kim Roe | 2031: 2031 | 2032: 2030"),
    ],
)
def test_a_first_row_written_as_the_others_names_no_columns(rows: list[str], line: str) -> None:
    assert line in read("stock.csv", "\n".join(rows).encode()).text.split("\n")


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (["Coop,Hens,Eggs", "Hill,30,28", "Lake,41,40", "Source: count of the egg office,,"], "Source: count of the egg office"),
        (["Coop,Hens,Eggs", "Hill,30,28", "Lake,41,40", "All hens were counted twice.,,"], "All hens were counted twice."),
        (["鸡舍,母鸡,鸡蛋", "山上,30,28", "湖边,41,40", "制表：林雪,,日期：2033年5月6日"], "制表：林雪 | 日期：2033年5月6日"),
        (["Coop,Hens,Eggs", "Hill,30,28", "Lake,41,40", "Both,,68"], "Coop: Both | Eggs: 68"),
        (["Coop,Remark", "Hill,Hens: many", "Lake,Eggs: few"], "Coop: Lake | Remark: Eggs: few"),
    ],
)
def test_a_remark_below_a_table_is_no_row_of_it(rows: list[str], line: str) -> None:
    assert line in read("eggs.csv", "\n".join(rows).encode()).text.split("\n")


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (["Lead body;Task", "Egg Office;count the hens", "Lake Office;mend the coops"], "Lead body: Lake Office | Task: mend the coops"),
        (["工作任务;责任单位", "修补鸡舍;禽业站", "清点鸡蛋;合作社"], "工作任务: 清点鸡蛋 | 责任单位: 合作社"),
        (["责任单位;禽业站", "工作任务;修补鸡舍", "完成时限;六月"], "工作任务: 修补鸡舍"),
        (["Lead body;Egg Office", "Task;mend the coops", "Deadline;June"], "Task: mend the coops"),
    ],
)
def test_a_first_row_of_what_columns_are_called_names_two_columns(rows: list[str], line: str) -> None:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split(";")) + "</tr>" for row in rows)
    assert line in read("eggs.html", f"<html><body><p>List of tasks</p><table>{cells}</table></body></html>".encode()).text.split("\n")
