"""What slides show: numbers that the program counts, boxes in columns, diagrams, and no words that are struck."""

from base64 import b64decode
from io import BytesIO

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Deck
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Inches

from ingest.document import read

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=")


def empty_slide() -> tuple[Deck, Slide]:
    deck = Presentation()
    return deck, deck.slides.add_slide(deck.slide_layouts[6])


def box(slide: Slide, left: float, top: float, *lines: str, width: float = 3) -> Shape:
    shape = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.5))
    shape.text_frame.text = "\n".join(lines)
    return shape


def lines_of(deck: Deck) -> list[str]:
    out = BytesIO()
    deck.save(out)
    return [line for line in read("a.pptx", out.getvalue()).text.split("\n") if line]


@pytest.mark.parametrize(
    ("kind", "start", "seen"),
    [("arabicPeriod", "", ["1.", "2."]), ("alphaLcParenBoth", "", ["(a)", "(b)"]), ("romanUcPeriod", "4", ["IV.", "V."]), ("ea1ChsPlain", "", ["一", "二"])],
)  # fmt: skip
def test_items_have_the_numbers_that_the_program_counts(kind: str, start: str, seen: list[str]) -> None:
    deck, slide = empty_slide()
    shown = box(slide, 1, 1, "Light the lamp", "Bar the door")
    for paragraph in shown.element.iter(f"{A}p"):
        numbered = {"type": kind} | ({"startAt": start} if start else {})
        etree.SubElement(paragraph.get_or_add_pPr(), f"{A}buAutoNum", numbered)
    assert lines_of(deck) == [f"{seen[0]} Light the lamp", f"{seen[1]} Bar the door"]


def test_boxes_under_each_other_belong_together() -> None:
    deck, slide = empty_slide()
    box(slide, 1, 0.2, "What each gate does, and when it must do it", width=8)
    for left, name in ((1, "East gate"), (5, "West gate")):
        box(slide, left, 1, name)
        box(slide, left, 2, f"{name} opens at six.")
        box(slide, left, 3, f"{name} shuts at nine.")
    assert lines_of(deck)[1:4] == ["East gate", "East gate opens at six.", "East gate shuts at nine."]


def test_labels_are_read_with_what_stands_beside_them() -> None:
    deck, slide = empty_slide()
    for top, label, text in (
        (1, "Due", "The list must be sent by the last day of May."),
        (2, "Who", "The keeper of the east gate sends the list."),
    ):
        box(slide, 1, top, label, width=1)
        box(slide, 3, top, text)
    assert lines_of(deck) == ["Due", "The list must be sent by the last day of May.", "Who", "The keeper of the east gate sends the list."]


def test_struck_words_are_left_out_and_raised_marks_set_off() -> None:
    deck, slide = empty_slide()
    shown = box(slide, 1, 1, "Keep ")
    paragraph = shown.text_frame.paragraphs[0]
    for text, name, value in (
        ("60 ", "strike", "sngStrike"),
        ("75", "strike", "noStrike"),
        ("4", "baseline", "30000"),
        (" nets.", "baseline", "0"),
    ):
        run = paragraph.add_run()
        run.text = text
        [*shown.element.iter(f"{A}r")][-1].get_or_add_rPr().set(name, value)
    out = BytesIO()
    deck.save(out)
    found = read("a.pptx", out.getvalue())
    assert found.text == "Keep 75 nets."
    assert list(map(str, found.warnings)) == ["Left out: struck or deleted text, places: 1."]


def test_a_chart_is_read_as_its_table() -> None:
    deck, slide = empty_slide()
    data = CategoryChartData()
    data.categories = ["2031", "2032"]
    data.add_series("Nets", (12, 15))
    data.add_series("Torn", (1 / 3, 0.5), "0.0%")
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(4), Inches(3), data)
    assert lines_of(deck) == ["2031 | Nets: 12 | Torn: 33.3%", "2032 | Nets: 15 | Torn: 50.0%"]


def test_a_picture_in_the_place_of_the_title_names_no_slide() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    picture = slide.shapes.add_picture(BytesIO(PIXEL), 0, 0)
    etree.SubElement(picture.element.find(f".//{P}nvPr"), f"{P}ph", {"type": "title"})
    slide.shapes.element.remove(slide.shapes[0].element)
    box(slide, 1, 1, "The east gate opens at six.")
    assert lines_of(deck) == ["The east gate opens at six."]


def test_what_a_slide_has_from_its_layout_and_its_footer_is_read_once() -> None:
    deck = Presentation()
    layout = deck.slide_layouts[6]
    layout.shapes.element.append(box(deck.slides.add_slide(layout), 1, 6, "Not in force").element)
    for text in ("Light the lamp", "Bar the door"):
        slide = deck.slides.add_slide(layout)
        box(slide, 1, 1, text)
        for kind, said in (("ftr", "Order 7"), ("sldNum", "3")):
            placed = box(slide, 1, 5, said).element
            etree.SubElement(placed.find(f".//{P}nvPr"), f"{P}ph", {"type": kind, "idx": "11"})
    assert lines_of(deck) == ["Not in force", "Light the lamp", "Order 7", "Bar the door"]


def test_a_line_that_only_a_site_has_below_its_text_is_one_of_a_slide() -> None:
    deck, slide = empty_slide()
    box(slide, 1, 1, "Bottom of the ladder")
    box(slide, 1, 3, "Top")
    assert lines_of(deck) == ["Bottom of the ladder", "Top"]


MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
EXTENDED = "http://schemas.microsoft.com/office/drawing/2010/main"


def write(shape: Shape, inside: str) -> None:
    """Let a shape hold one paragraph."""
    body = shape.element.txBody
    for paragraph in body.findall(f"{A}p"):
        body.remove(paragraph)
    body.append(etree.fromstring(f'<a:p xmlns:a="{A[1:-1]}" xmlns:m="{MATH}" xmlns:e="{EXTENDED}">{inside}</a:p>'))


def run(text: str, attributes: str = "", inside: str = "") -> str:
    return f"<a:r><a:rPr {attributes}>{inside}</a:rPr><a:t>{text}</a:t></a:r>"


def test_fractions_formulas_and_signs_read_as_they_are_seen() -> None:
    deck, slide = empty_slide()
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
    up, low = 'baseline="30000"', 'baseline="-25000"'
    write(box(slide, 1, 1), run("Cut 5") + run("3", up) + run("/") + run("8", low) + run(" inch"))
    write(box(slide, 1, 2), run("Take 2") + f"<e:m><m:oMath>{half}</m:oMath></e:m>" + run(" boards"))
    write(box(slide, 1, 3), run("\uf0fe", "", '<a:sym typeface="Wingdings"/>') + run(" oak"))
    assert lines_of(deck) == ["Cut 5 3/8 inch", "Take 2 1/2 boards", "☑ oak"]


def test_a_title_is_read_as_it_is_seen_and_a_list_as_its_layout_numbers_it() -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    write(slide.shapes.title, run("Fees of ") + run("2024 ", 'strike="sngStrike"') + run("2026") + run("2", 'baseline="30000"'))
    styles = next(slide.slide_layout.placeholders[1].element.iter(f"{A}lstStyle"))
    level = etree.SubElement(styles, f"{A}lvl1pPr")
    etree.SubElement(level, f"{A}buAutoNum").set("type", "alphaUcParenR")
    slide.placeholders[1].text_frame.text = "Saw.\nDrill."
    assert lines_of(deck) == ["Fees of 2026", "A) Saw.", "B) Drill."]


def test_hidden_shapes_and_comments_are_accounted_for() -> None:
    deck, slide = empty_slide()
    box(slide, 1, 1, "Saw.")
    box(slide, 1, 3, "Nobody saws.").element.nvSpPr.cNvPr.set("hidden", "1")
    comments = f'<p:cmLst xmlns:p="{P[1:-1]}"><p:cm><p:text>Why?</p:text></p:cm></p:cmLst>'.encode()
    part = Part(PackURI("/ppt/comments/comment1.xml"), CONTENT_TYPE.PML_COMMENTS, deck.part.package, comments)
    slide.part.relate_to(part, RELATIONSHIP_TYPE.COMMENTS)
    out = BytesIO()
    deck.save(out)
    found = read("a.pptx", out.getvalue())
    assert found.text == "Saw."
    assert {str(one.kind): one.sample for one in found.left_out} == {"hidden text": "Nobody saws.", "comments of reviewers": "Why?"}
