"""What Word shows: figures and signs as they are seen, lists as they are counted, and an account of the rest."""

import re
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.document import read
from tests.ingest.test_office import lines_of, paragraph, run, saved
from vectorstore.document import Document

W = nsdecls("w")
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
SMART = 'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"'
CHART = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def styled(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def raised(text: str) -> str:
    return styled(text, '<w:vertAlign w:val="superscript"/>')


def read_of(*paragraphs: str) -> Document:
    document = docx.Document()
    for one in paragraphs:
        paragraph(document, one)
    return read("a.docx", saved(document))


def told(document: Document) -> dict[str, int]:
    return {str(one.kind): one.count for one in document.left_out}


@pytest.mark.parametrize(
    ("pieces", "seen"),
    [
        (run("Store 75") + raised("4") + run(" barrels."), "Store 75 barrels."),
        (run("Store barrels") + raised("[12]") + run(" here."), "Store barrels here."),
        (run("At least 10") + raised("−6") + run(" litres."), "At least 10^-6 litres."),
        (run("A hall of 300 m") + raised("2") + run("."), "A hall of 300 m²."),
        (run("The 3") + raised("rd") + run(" hall."), "The 3rd hall."),
        (run("S = P (1 + r)") + raised("5") + run(" holds."), "S = P (1 + r)^5 holds."),
        (run("Keep 6") + raised("1/2") + run(" barrels at 20") + raised("o") + run("C."), "Keep 6 1/2 barrels at 20°C."),
        (run("At 4 m s") + raised("−1") + run(" and q") + raised("n") + run("."), "At 4 m s^-1 and q^n."),
        (run("W = mv") + raised("2") + run(" holds."), "W = mv^2 holds."),
        (run("The hall (see below)") + raised("5") + run(" is shut."), "The hall (see below) is shut."),
        (run("The hall") + raised("iv") + run(" is shut."), "The hall is shut."),
        (run("A 14") + raised("h") + run("30 au 5") + raised("e") + run(" quai."), "A 14h30 au 5e quai."),
        (run("CO") + styled("2", '<w:vertAlign w:val="subscript"/>') + run(" counts."), "CO2 counts."),
        (run("Store 75") + styled("4", '<w:position w:val="6"/><w:sz w:val="12"/>') + run(" barrels."), "Store 75 barrels."),
    ],
)
def test_raised_figures_are_no_digits_of_the_number_before(pieces: str, seen: str) -> None:
    assert read_of(pieces).text == seen


def test_a_document_of_strict_open_xml_is_read() -> None:
    document = docx.Document()
    document.add_paragraph("The lock is shut at dusk.")
    out = BytesIO()
    with ZipFile(BytesIO(saved(document))) as usual, ZipFile(out, "w") as strict:
        for name in usual.namelist():
            part = re.sub(
                rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/",
                rb"http://purl.oclc.org/ooxml/\1/",
                usual.read(name),
            )
            strict.writestr(name, part)
    assert read("a.docx", out.getvalue()).text == "The lock is shut at dusk."


def test_a_mark_of_a_note_is_accounted_for() -> None:
    assert told(read_of(run("Store 75") + raised("4") + run(" barrels."))) == {"marks of notes": 1}


def math(inside: str) -> str:
    return f"<m:oMath {M}>{inside}</m:oMath>"


def part(name: str, text: str) -> str:
    return f"<m:{name}><m:r><m:t>{text}</m:t></m:r></m:{name}>"


@pytest.mark.parametrize(
    ("formula", "seen"),
    [
        (f"<m:f>{part('num', '3')}{part('den', '4')}</m:f>", "Pay 3/4 of it."),
        (f"<m:f>{part('num', 'a+b')}{part('den', '4')}</m:f>", "Pay (a+b)/4 of it."),
        (f"<m:sSup>{part('e', '10')}{part('sup', '5')}</m:sSup>", "Pay 10^5 of it."),
        (f"<m:rad><m:radPr/><m:deg/>{part('e', 'x')}</m:rad>", "Pay √x of it."),
        (f"<m:sSub>{part('e', 'c')}{part('sub', 'min')}</m:sSub>", "Pay c_min of it."),
        (f"<m:d>{part('e', 'n')}</m:d>", "Pay (n) of it."),
    ],
)
def test_a_formula_reads_as_one_would_say_it(formula: str, seen: str) -> None:
    assert read_of(run("Pay ") + math(formula) + run(" of it.")).text == seen


def test_a_fraction_after_a_whole_number_is_set_off() -> None:
    half = math(f"<m:f>{part('num', '1')}{part('den', '2')}</m:f>")
    assert read_of(run("Take 2") + half + run(" barrels.")).text == "Take 2 1/2 barrels."


def test_struck_and_white_words_are_left_out_and_told() -> None:
    shaded = styled("white on blue", '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="0000FF"/>')
    found = read_of(
        run("The fee is ") + styled("50 ", "<w:strike/>") + run("60 yuan."),
        run("Open.") + styled(" Nobody pays.", '<w:color w:val="FFFFFF"/>'),
        shaded,
        run("Shut.") + styled(" Secret.", "<w:vanish/>"),
    )
    assert [line for line in found.text.split("\n") if line] == ["The fee is 60 yuan.", "Open.", "white on blue", "Shut."]
    assert sorted(map(str, found.warnings)) == ["Left out: hidden text, places: 2.", "Left out: struck or deleted text, places: 1."]


def test_boxes_are_ticked_as_they_are_seen() -> None:
    box = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    field = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{}</w:checkBox></w:ffData></w:fldChar></w:r>'
    assert read_of(run("Yes ") + box.format("Wingdings", "F0FE") + run(" no ") + box.format("Wingdings 2", "F0A3")).text == "Yes ☑ no ☐"
    ticked, open_ = field.format("<w:checked/>"), field.format('<w:default w:val="0"/>')
    assert read_of(run("Yes ") + ticked + run(" no ") + open_).text == "Yes ☑ no ☐"
    assert read_of(run("Keep ") + box.format("Symbol", "F0B3") + run(" 3 barrels.")).text == "Keep ≥ 3 barrels."
    choice = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="North"/><w:listEntry w:val="South"/></w:ddList>'
    field = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{choice}</w:ffData></w:fldChar></w:r>'
    assert read_of(run("Gate: ") + field).text == "Gate: South"


def with_lists(*xml: str) -> WordDocument:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    for one in [each for each in xml if each.startswith("<w:abstractNum")][::-1]:
        numbering.insert(0, parse_xml(one.replace("<w:abstractNum", f"<w:abstractNum {W}", 1)))
    for one in [each for each in xml if each.startswith("<w:num ")]:
        numbering.append(parse_xml(one.replace("<w:num", f"<w:num {W}", 1)))
    return document


def level(place: int, format: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def item(document: WordDocument, text: str, list_: int = 80, place: int = 0) -> None:
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{list_}"/></w:numPr></w:pPr>'
    paragraph(document, numbered + (run(text) if text else ""))


def use(number: int, abstract: int, more: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{more}</w:num>'


@pytest.mark.parametrize(
    ("format", "start", "seen"),
    [
        ("chineseCountingThousand", 109, "一百零九"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 2, "丑"), ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographLegalTraditional", 13, "壹拾參"), ("japaneseLegal", 12, "壱拾弐"), ("ganada", 3, "다"), ("koreanCounting", 12, "십이"), ("aiueo", 2, "イ"),
        ("iroha", 2, "ロ"), ("russianLower", 3, "в"),
        ("decimalEnclosedCircle", 5, "⑤"), ("lowerRoman", 9, "ix"), ("upperLetter", 28, "BB"), ("ordinal", 22, "22nd"), ("decimalZero", 7, "07"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_the_way_of_their_list(format: str, start: int, seen: str) -> None:
    levels = level(0, format, "%1.").replace('w:start w:val="1"', f'w:start w:val="{start}"')
    document = with_lists(f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>', use(80, 90))
    item(document, "Keep watch.")
    assert lines_of("a.docx", saved(document)) == [f"{seen}. Keep watch."]


def test_an_empty_item_is_counted() -> None:
    document = with_lists(f'<w:abstractNum w:abstractNumId="90">{level(0, "decimal", "%1.")}</w:abstractNum>', use(80, 90))
    for text in ("Light the lamp.", "", "Bar the door."):
        item(document, text)
    assert lines_of("a.docx", saved(document)) == ["1. Light the lamp.", "3. Bar the door."]


def test_a_use_of_a_list_may_write_its_levels_otherwise_and_begins_them_anew() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "Way %1:")}</w:lvlOverride>'
    abstract = f'<w:abstractNum w:abstractNumId="90">{level(0, "decimal", "%1.")}</w:abstractNum>'
    document = with_lists(abstract, use(80, 90), use(81, 90, other))
    item(document, "Light.")
    item(document, "Bar.")
    item(document, "North.", 81)
    item(document, "South.", 81)
    assert lines_of("a.docx", saved(document)) == ["1. Light.", "2. Bar.", "Way A: North.", "Way B: South."]


def test_a_heading_has_the_level_of_the_list_that_its_style_names() -> None:
    levels = level(0, "decimal", "%1", '<w:pStyle w:val="Heading1"/>') + level(1, "decimal", "%1.%2", '<w:pStyle w:val="Heading2"/>')
    document = with_lists(f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>', use(80, 90))
    for name in ("Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_pPr()
        properties.insert(0, parse_xml(f'<w:numPr {W}><w:numId w:val="80"/></w:numPr>'))
    for text, depth in (("Harbour", 1), ("Pilots", 2), ("Tugs", 2), ("Town", 1), ("Markets", 2)):
        document.add_heading(text, depth)
    assert lines_of("a.docx", saved(document)) == ["1 Harbour", "1.1 Pilots", "1.2 Tugs", "2 Town", "2.1 Markets"]


def test_a_list_that_refers_to_a_style_of_lists_is_that_list() -> None:
    style = f'<w:abstractNum w:abstractNumId="90"><w:styleLink w:val="Own"/>{level(0, "lowerLetter", "(%1)")}</w:abstractNum>'
    document = with_lists(style, '<w:abstractNum w:abstractNumId="91"><w:numStyleLink w:val="Own"/></w:abstractNum>', use(80, 91))
    item(document, "Light.")
    item(document, "Bar.")
    assert lines_of("a.docx", saved(document)) == ["(a) Light.", "(b) Bar."]


def with_part(document: WordDocument, name: str, media: str, kind: str, content: bytes) -> str:
    own = Part(PackURI(name), media, content, document.part.package)
    return document.part.relate_to(own, kind)


def test_an_imported_part_is_read_and_one_of_no_kind_is_told() -> None:
    document = docx.Document()
    document.add_paragraph("Cover.")
    web = with_part(
        document, "/word/part1.html", "text/html", RELATIONSHIP_TYPE.A_F_CHUNK, b"<html><body><p>Quays close at ten.</p></body></html>"
    )
    other = with_part(document, "/word/part2.bin", CONTENT_TYPE.OFC_OLE_OBJECT, RELATIONSHIP_TYPE.A_F_CHUNK, b"\x00")
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    for id in (web, other):
        document.element.body.insert_element_before(parse_xml(f'<w:altChunk {W} {relation} r:id="{id}"/>'), "w:sectPr")
    found = read("a.docx", saved(document))
    assert [line for line in found.text.split("\n") if line] == ["Cover.", "Quays close at ten."]
    assert list(map(str, found.warnings)) == ["Left out: an imported part that is not read, places: 1."]


def test_diagrams_and_charts_are_read() -> None:
    document = docx.Document()
    point = '<dgm:pt modelId="{}"><dgm:t><a:p><a:r><a:t>{}</a:t></a:r></a:p></dgm:t></dgm:pt>'
    diagram = f"<dgm:dataModel {SMART} {A}><dgm:ptLst>{point.format(1, 'Count the nets')}{point.format(2, 'Mend them')}</dgm:ptLst></dgm:dataModel>"
    names = "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>2031</c:v></c:pt><c:pt idx='1'><c:v>2032</c:v></c:pt></c:strCache></c:strRef></c:cat>"
    values = (
        "<c:val><c:numRef><c:numCache><c:pt idx='0'><c:v>12</c:v></c:pt><c:pt idx='1'><c:v>15</c:v></c:pt></c:numCache></c:numRef></c:val>"
    )
    series = (
        f"<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>Nets</c:v></c:pt></c:strCache></c:strRef></c:tx>{names}{values}</c:ser>"
    )
    chart = f"<c:chartSpace {CHART} {A}><c:chart><c:plotArea><c:barChart>{series}</c:barChart></c:plotArea></c:chart></c:chartSpace>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    ids = (
        with_part(document, "/word/diagrams/data1.xml", "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml", f"{kind}diagramData", diagram.encode()),
        with_part(document, "/word/charts/chart1.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", f"{kind}chart", chart.encode()),
    )  # fmt: skip
    relation = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    paragraph(document, f'<w:r><w:drawing><dgm:relIds {SMART} {relation} r:dm="{ids[0]}"/></w:drawing></w:r>')
    paragraph(document, f'<w:r><w:drawing><c:chart {CHART} {relation} r:id="{ids[1]}"/></w:drawing></w:r>')
    assert lines_of("a.docx", saved(document)) == ["Count the nets", "Mend them", "2031 | Nets: 12", "2032 | Nets: 15"]


def test_one_long_cell_leaves_a_table_a_table() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    texts = (("Task", "Who", "Due"), ("Walk the wall. " * 100, "Ann", "May"), ("Light the lamp", "Ben", "June"))
    for row, own in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, own, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    assert lines_of("a.docx", out.getvalue())[-1] == "Task: Light the lamp | Who: Ben | Due: June"


def test_a_footer_whose_words_stand_many_spaces_apart_is_read_at_once() -> None:
    document = docx.Document()
    document.add_paragraph("Leave is asked for in writing.")
    document.sections[0].footer.paragraphs[0].text = "Page 2" + " " * 300 + "Annex C"
    assert lines_of("a.docx", saved(document)) == ["Leave is asked for in writing.", "Page 2 Annex C"]


def test_a_watermark_in_the_header_is_read_once() -> None:
    document = docx.Document()
    paragraph(document, run("Oil the crane."))
    art = f'<w:r {W}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="NOT IN FORCE"/></v:shape></w:pict></w:r>'
    for header in (document.sections[0].header, document.sections[0].first_page_header):
        header.part.element.insert(0, parse_xml(f"<w:p {W}>{art}</w:p>"))
    assert lines_of("a.docx", saved(document)) == ["Oil the crane.", "NOT IN FORCE"]


def test_properties_that_are_there_twice_stop_no_reading() -> None:
    document = docx.Document()
    paragraph(document, run("Oil the crane."))
    assert document.core_properties.title == ""
    package = document.part.package
    part = Part(PackURI("/docProps/core2.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, b"<x/>", package)
    package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    assert lines_of("a.docx", saved(document)) == ["Oil the crane."]


def test_the_description_of_a_picture_is_accounted_for() -> None:
    drawing = (
        f'<w:r {W}><w:drawing><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:nvPicPr><pic:cNvPr id="1" name="a" descr="The crane at noon"/></pic:nvPicPr></pic:pic></w:drawing></w:r>'
    )
    found = read_of(run("Oil the crane.") + drawing)
    assert [(str(one.kind), one.sample) for one in found.left_out] == [("pictures", "The crane at noon")]


def test_the_text_of_a_button_in_a_template_is_read() -> None:
    code = '<w:r><w:instrText xml:space="preserve"> MACROBUTTON NoMacro [Name of the keeper] </w:instrText></w:r>'
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end")]
    assert read_of(run("Ask ") + marks[0] + code + marks[1] + run(".")).text == "Ask [Name of the keeper]."
