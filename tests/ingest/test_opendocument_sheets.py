"""OpenDocument sheets are read as they are seen: what cells show, notes, merged cells; what is hidden or repeated is told."""

import zipfile
from io import BytesIO

import pytest

from ingest.document import read
from ingest.errors import ReadingError

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("number", "datastyle"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
HEAD = ("Job", "Due", "Share")


def ods(*sheets: str, styles: str = "", page: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
            f"{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>",
        )
        master = f"<office:master-styles>{page}</office:master-styles>"
        package.writestr("styles.xml", f"<office:document-styles {NAMES}>{master}</office:document-styles>")
    return out.getvalue()


def sheet(*rows: str, name: str = "Sheet1", more: str = "", columns: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{columns}{"".join(rows)}</table:table>'


def row(*cells: str, more: str = "") -> str:
    own = (one if one.startswith("<") else cell(one) for one in cells)
    return f"<table:table-row {more}>{''.join(own)}</table:table-row>"


def cell(text: str = "", more: str = "", inner: str = "", kind: str = "table-cell") -> str:
    return f"<table:{kind} {more}>{f'<text:p>{text}</text:p>' if text else ''}{inner}</table:{kind}>"


def lines(*sheets: str, styles: str = "", page: str = "") -> list[str]:
    return [line for line in read("a.ods", ods(*sheets, styles=styles, page=page)).text.split("\n") if line]


def told(*sheets: str, styles: str = "") -> list[str]:
    return list(map(str, read("a.ods", ods(*sheets, styles=styles)).warnings))


def style(name: str, properties: str, family: str = "table-cell", more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{properties}</style:style>'


def test_each_row_is_a_line_that_names_its_columns() -> None:
    note = "<office:annotation><text:p>Since</text:p><text:p>May.</text:p></office:annotation>"
    found = lines(sheet(row(*HEAD), row(cell("Oil", inner=note), "1 May 2031", "12.5%"), row("Tar", "", "007"), name="Jobs"))
    assert found == ["Jobs", "Job: Oil [Since May.] | Due: 1 May 2031 | Share: 12.5%", "Job: Tar | Share: 007"]


def test_the_line_above_a_table_is_the_title() -> None:
    assert read("a.ods", ods(sheet(row("Jobs of the port"), row(*HEAD), row("Oil", "1 May 2031", "7"), name="Sheet of May"))).title == (
        "Jobs of the port"
    )


SHORT = (
    '<number:date-style style:name="N1"><number:day number:style="long"/><number:text>.</number:text><number:month number:style="long"/>'
    "<number:text>.</number:text><number:year/></number:date-style>"
)
MONEY = (
    '<number:currency-style style:name="N2P0"><number:currency-symbol>£</number:currency-symbol><number:number number:decimal-places="2" '
    'number:min-integer-digits="1" number:grouping="true"/></number:currency-style><number:currency-style style:name="N2"><number:text>-'
    '</number:text><number:currency-symbol>£</number:currency-symbol><number:number number:decimal-places="2" number:min-integer-digits="1" '
    'number:grouping="true"/><style:map style:condition="value()&gt;=0" style:apply-style-name="N2P0"/></number:currency-style>'
)
CODE = '<number:number-style style:name="N3"><number:number number:min-integer-digits="5"/></number:number-style>'


@pytest.mark.parametrize(
    ("stored", "written", "shown"),
    [
        ('office:value-type="date" office:date-value="2031-02-24" table:style-name="d"', "24.02.31", "24.02.2031"),
        ('office:value-type="date" office:date-value="2031-02-03" table:style-name="d"', "03.02.31", "03.02.2031 [2031-02-03]"),
        ('office:value-type="date" office:date-value="2031-02-03"', "03/02/2031", "03/02/2031 [2031-02-03]"),
        ('office:value-type="date" office:date-value="2031-02-03"', "", "2031-02-03"),
        ('office:value-type="date" office:date-value="2031-02-03"', "2031年2月3日", "2031年2月3日"),
        ('office:value-type="date" office:date-value="some day"', "", "some day"),
        ('office:value-type="time" office:time-value="PT08H30M00S"', "08:30", "08:30"),
        ('office:value-type="currency" office:value="1234.5" table:style-name="m"', "", "£1,234.50"),
        ('office:value-type="currency" office:value="-20" table:style-name="m"', "", "-£20.00"),
        ('office:value-type="float" office:value="42" table:style-name="c"', "", "00042"),
        ('office:value-type="float" office:value="1e999"', "", "1e999"),
        ('office:value-type="percentage" office:value="0.125"', "", "12.5%"),
        ('office:value-type="boolean" office:boolean-value="true"', "", "TRUE"),
        ('office:value-type="string" office:string-value="Tar"', "", "Tar"),
    ],
)  # fmt: skip
def test_cells_show_their_values_in_their_formats(stored: str, written: str, shown: str) -> None:
    styles = SHORT + MONEY + CODE
    styles += "".join(style(name, "", more=f'style:data-style-name="{code}"') for name, code in (("d", "N1"), ("m", "N2"), ("c", "N3")))
    assert lines(sheet(row(*HEAD), row("Oil", "x", cell(written, stored))), styles=styles) == [f"Job: Oil | Due: x | Share: {shown}"]


def test_merged_cells_count_for_each_of_their_rows_and_columns() -> None:
    across = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    names = row("Pier", cell("2030", across), cell(kind="covered-table-cell"))
    second = row(cell(), "Aim", "Done")
    assert lines(sheet(names, second, row("Old", "1", "2"), row("New", "3", "4"))) == [
        "Pier: Old | 2030 › Aim: 1 | 2030 › Done: 2",
        "Pier: New | 2030 › Aim: 3 | 2030 › Done: 4",
    ]


def test_what_is_written_once_and_repeated_stands_at_each_place() -> None:
    repeated = cell("x", 'table:number-columns-repeated="2"')
    found = lines(sheet(row(*HEAD), row("Oil", repeated, more='table:number-rows-repeated="2"'), row("Tar", "y", "z")))
    assert found == ["Job: Oil | Due: x | Share: x"] * 2 + ["Job: Tar | Due: y | Share: z"]


def test_repeated_cells_have_an_end() -> None:
    endless = row(cell("x", 'table:number-columns-repeated="16384"'), more='table:number-rows-repeated="1048576"')
    blank = row(cell("", 'table:number-columns-repeated="16384"'), more='table:number-rows-repeated="1048570"')
    assert "Left out: cells that are repeated too often, places: 1." in told(sheet(row(*HEAD), row("Oil", "1", "2"), endless))
    assert lines(sheet(row(*HEAD), row("Oil", "1", "2"), blank, row("Tar", "3", "4")))[-1] == "Job: Tar | Due: 3 | Share: 4"


def test_what_nobody_sees_is_not_read_and_told() -> None:
    styles = style("gone", '<style:table-properties table:display="false"/>', "table")
    styles += style("struck", '<style:text-properties style:text-line-through-style="solid"/>')
    styles += style("white", '<style:text-properties fo:color="#ffffff"/>')
    columns = '<table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>'
    sheets = (
        sheet(
            row(*HEAD), row("Oil", "1", "2", "hidden"), row(cell("Rope", 'table:style-name="struck"'), "3", cell("4", 'table:style-name="white"')),
            row("Sail", "5", "6", more='table:visibility="collapse"'), row("Tar", "7", cell("8", kind="covered-table-cell")), columns=columns,
        ),
        sheet(row(*HEAD), row("Sand", "1", "2"), name="Old", more='table:style-name="gone"'),
    )  # fmt: skip
    assert lines(*sheets, styles=styles) == ["Job: Oil | Due: 1 | Share: 2", "Due: 3", "Job: Tar | Due: 7"]
    assert told(*sheets, styles=styles) == [
        "The sheet “Old” is hidden and was not read.",
        "Left out: hidden text, places: 7.",
        "Left out: struck or deleted text, places: 1.",
    ]


def test_formulas_without_values_and_drawings_are_told() -> None:
    shapes = "<table:shapes><draw:frame><draw:text-box><text:p>See above.</text:p></draw:text-box></draw:frame></table:shapes>"
    found = read("a.ods", ods(sheet(shapes, row(*HEAD), row("Oil", "1", cell(more='table:formula="of:=[.B2]*2"')))))
    assert {str(one.kind): one.sample for one in found.left_out} == {
        "formulas without stored values": "C2 =[.B2]*2",
        "text in drawings": "See above.",
    }


def test_headers_are_read_once_without_what_programs_fill_in() -> None:
    styles = style("t", "", "table", 'style:master-page-name="Own"')
    page = (
        '<style:master-page style:name="Own"><style:header><text:p>Harbour board</text:p><text:p><text:sheet-name>???</text:sheet-name></text:p>'
        '</style:header><style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer></style:master-page>'
        '<style:master-page style:name="Default"><style:header><text:p>Nobody</text:p></style:header></style:master-page>'
    )  # fmt: skip
    one = sheet(row(*HEAD), row("Oil", "1", "2"), more='table:style-name="t"')
    assert lines(one, one, styles=styles, page=page).count("Harbour board") == 1
    assert lines(one, styles=styles, page=page) == ["Job: Oil | Due: 1 | Share: 2", "Harbour board"]


def test_what_is_no_sheet_is_refused() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "content.xml", f"<office:document-content {NAMES}><office:body><office:text/></office:body></office:document-content>"
        )
    with pytest.raises(ReadingError, match=r"no OpenDocument spreadsheet"):
        read("a.ods", out.getvalue())


def test_cells_merged_far_beyond_what_is_written_reach_as_far_as_that() -> None:
    wide = 'table:number-columns-spanned="9999" table:number-rows-spanned="999999"'
    found = lines(sheet(row(*HEAD), row("Oil", "1", "2"), *(row(cell("x", wide)) for _ in range(40))))
    assert len(found) == 42
    assert max(map(len, found)) < 1_000
