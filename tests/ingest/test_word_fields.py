"""What Word computes or takes from its styles: fields without a result, properties of styles, letters set large, and comments."""

import docx
import pytest
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ingest.document import read
from ingest.readers.shared.fields import equation
from tests.ingest.test_office import lines_of, paragraph, run, saved
from tests.ingest.test_word import item, level, math, part, raised, read_of, styled, told, use, with_lists, with_part

W = nsdecls("w")


def field(code: str) -> str:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    half = len(code) // 2
    pieces = (f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in (code[:half], code[half:]))
    return begin + "".join(pieces) + end


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        (r" EQ \f(3,8) ", "Take 3/8 each."),
        (r" eq \F(a + b;2) ", "Take (a + b)/2 each."),
        (r" EQ \r(3,x) ", "Take x^(1/3) each."),
        (r" EQ 10\s\up8(5) ", "Take 10^5 each."),
        (r" EQ \o\ac(○,7) ", "Take ⑦ each."),
        (r' DATE \@ "yyyy" ', "Take each."),
    ],
)
def test_a_field_of_a_formula_reads_as_one_would_say_it(code: str, seen: str) -> None:
    assert " ".join(read_of(run("Take ") + field(code) + run(" each.")).text.split()) == seen


@pytest.mark.parametrize(
    ("result", "seen"), [("", "Take 3/8 each."), (run(""), "Take 3/8 each."), (run("three parts"), "Take three parts each.")]
)
def test_a_formula_is_read_where_its_field_has_an_empty_result(result: str, seen: str) -> None:
    separate = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    code = field(r" EQ \f(3,8) ").removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>') + separate
    assert " ".join(read_of(run("Take ") + code + run(" each.")).text.split()) == seen


def test_fields_that_count_have_their_numbers() -> None:
    document = docx.Document()
    for text in (field("AUTONUM") + run(" Oil the crane."), field(r"AUTONUM \s )") + run(" Ring the bell.")):
        paragraph(document, text)
    paragraph(document, run("Staff ") + field(r"LISTNUM NumberDefault \l 2") + run(" oil, ") + field(r"LISTNUM \l 2 \s 5") + run(" ring."))
    assert lines_of("a.docx", saved(document)) == ["1. Oil the crane.", "2) Ring the bell.", "Staff a) oil, e) ring."]


@pytest.mark.parametrize(
    ("pieces", "seen"),
    [
        (run("Cut 5") + raised("3") + run("/") + styled("8", '<w:vertAlign w:val="subscript"/>') + run(" inch."), "Cut 5 3/8 inch."),
        (run("Pay 250") + raised("①") + run(" yuan."), "Pay 250 yuan."),
        (run("第9条") + raised("〔12〕") + run("所称"), "第9条所称"),
        (math(f"<m:sPre>{part('sub', '2')}{part('sup', '3')}{part('e', 'H')}</m:sPre>"), "^3_2H"),
        (math(f"<m:phant><m:phantPr><m:show m:val='0'/></m:phantPr>{part('e', '9')}</m:phant>") + run("x"), "x"),
        ("<w:r><w:ruby><w:rt>" + run("lì") + "</w:rt><w:rubyBase>" + run("立") + "</w:rubyBase></w:ruby></w:r>" + run("法"), "立法"),
        (styled("þ", '<w:rFonts w:ascii="Arial" w:hAnsi="Wingdings"/>') + run(" open"), "☑ open"),
    ],
)
def test_figures_and_signs_are_those_of_the_page(pieces: str, seen: str) -> None:
    assert read_of(pieces).text == seen


@pytest.mark.parametrize("properties", ["<w:strike/>", "<w:vanish/>", '<w:color w:val="FFFFFF"/>'])
def test_what_the_style_of_a_paragraph_hides_is_left_out_and_told(properties: str) -> None:
    document = docx.Document()
    style = document.styles.add_style("Gone", 1)
    style.element.append(parse_xml(f"<w:rPr {W}>{properties}</w:rPr>"))
    document.add_paragraph("Nobody oils the crane.", style="Gone")
    document.add_paragraph("Oil the crane.")
    found = read("a.docx", saved(document))
    assert found.text == "Oil the crane."
    assert len(found.warnings) == 1


def test_a_letter_set_large_begins_its_paragraph() -> None:
    document = docx.Document()
    paragraph(document, '<w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>' + run("O"))
    paragraph(document, run("il the crane."))
    assert lines_of("a.docx", saved(document)) == ["Oil the crane."]


def test_deleted_rows_and_comments_are_accounted_for() -> None:
    document: WordDocument = docx.Document()
    table = document.add_table(3, 2)
    for row, texts in zip(table.rows, [("Hoist", "Fee"), ("Old crane", "50"), ("New crane", "60")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    deleted = list(document.element.body.iter(qn("w:tr")))[1]
    deleted.get_or_add_trPr().append(parse_xml(f'<w:del {W} w:id="1" w:author="a"/>'))
    comment = f'<w:comments {W}><w:comment w:id="0" w:author="a"><w:p>{run("Why not 70?")}</w:p></w:comment></w:comments>'
    with_part(document, "/word/own.xml", CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS, comment.encode())
    found = read("a.docx", saved(document))
    assert found.text == "Hoist: New crane | Fee: 60"
    assert told(found) == {"struck or deleted text": 1, "comments of reviewers": 1}


@pytest.mark.parametrize(
    ("format", "start", "seen"), [("cardinalText", 21, "Twenty-one"), ("ordinalText", 3, "Third"), ("ordinalText", 40, "Fortieth")]
)
def test_numbers_are_written_as_words_where_their_list_says_so(format: str, start: int, seen: str) -> None:
    levels = level(0, format, "%1:").replace('w:start w:val="1"', f'w:start w:val="{start}"')
    document = with_lists(f'<w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>', use(80, 90))
    item(document, "Keep watch.")
    assert lines_of("a.docx", saved(document)) == [f"{seen}: Keep watch."]


def test_a_number_of_very_many_digits_in_a_circle_stays_as_it_is() -> None:
    assert equation(rf"\o(○,{'9' * 5_000})") == "9" * 5_000
    assert equation(r"\o(○,3)") == "③"
