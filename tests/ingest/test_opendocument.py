"""OpenDocument texts as they are seen: lists that are counted, margins, notes, no struck or hidden words."""

import zipfile
from io import BytesIO

import pytest

from ingest.document import read
from ingest.errors import ReadingError
from vectorstore.document import Document

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"))
)
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def odt(body: str, styles: str = "", page: str = "", **parts: str) -> bytes:
    out = BytesIO()
    content = (
        f"<office:document-content {NAMES} {LOEXT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr(
            "styles.xml", f"<office:document-styles {NAMES}><office:master-styles>{page}</office:master-styles></office:document-styles>"
        )
        for name, text in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", text)
    return out.getvalue()


def read_of(body: str, styles: str = "", page: str = "") -> Document:
    return read("a.odt", odt(body, styles, page))


def lines_of(body: str, styles: str = "", page: str = "") -> list[str]:
    return [line for line in read_of(body, styles, page).text.split("\n") if line]


def list_style(name: str, *levels: str) -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def level(place: int, format: str, more: str = "") -> str:
    return f'<text:list-level-style-number text:level="{place}" style:num-format="{format}" {more}/>'


def listed(style: str, *items: str, more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{"".join(f"<text:list-item>{one}</text:list-item>" for one in items)}</text:list>'


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


@pytest.mark.parametrize(
    ("format", "more", "seen"),
    [
        ("A", 'style:num-suffix="."', "A."), ("i", 'style:num-prefix="(" style:num-suffix=")" text:start-value="4"', "(iv)"),
        ("一, 二, 三, ...", 'style:num-suffix="、"', "一、"), ("1", 'loext:num-list-format="Rule %1%:"', "Rule 1:"), ("甲, 乙, 丙, ...", 'text:start-value="3"', "丙"),
    ],
)  # fmt: skip
def test_lists_are_numbered_in_their_way(format: str, more: str, seen: str) -> None:
    assert lines_of(listed("L", p("Count the nets.")), list_style("L", level(1, format, more))) == [
        f"{seen}{'' if seen.endswith('、') else ' '}Count the nets."
    ]


def test_a_list_goes_on_where_it_says_so_and_begins_anew_elsewhere() -> None:
    styles = list_style("L", level(1, "1", 'style:num-suffix="."'), level(2, "1", 'text:display-levels="2"'))
    inner = f"<text:list><text:list-item>{p('By noon.')}</text:list-item></text:list>"
    body = (
        listed("L", p("One.") + inner, p("Two."), more='xml:id="a"') + p("Between.")
        + listed("L", p("Three."), more='text:continue-list="a"') + listed("L", p("Anew."))
    )  # fmt: skip
    assert lines_of(body, styles) == ["1. One.", "1.1 By noon.", "2. Two.", "Between.", "3. Three.", "1. Anew."]


def test_headings_have_the_numbers_of_the_outline() -> None:
    levels = "".join(f'<text:outline-level-style text:level="{n}" style:num-format="1" text:display-levels="{n}"/>' for n in (1, 2))
    heads = "".join(
        f'<text:h text:outline-level="{n}">{text}</text:h>' for n, text in ((1, "Quay"), (2, "Boats"), (2, "Nets"), (1, "Town"))
    )
    assert lines_of(heads, f"<text:outline-style>{levels}</text:outline-style>") == ["1 Quay", "1.1 Boats", "1.2 Nets", "2 Town"]


def test_margins_and_notes_of_headings_are_read() -> None:
    page = f"<style:master-page><style:header>{p('Order 9')}</style:header><style:footer>{p('<text:page-number>3</text:page-number>')}</style:footer></style:master-page>"
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('Dry ones.')}</text:note-body></text:note>"
    assert lines_of(f'<text:h text:outline-level="1">Nets{note}</text:h>', "", page) == ["Nets", "Dry ones.", "Order 9"]


def test_hidden_and_struck_words_are_left_out_and_told() -> None:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'
        for name, properties in (
            ("H", 'text:display="none"'),
            ("S", 'style:text-line-through-style="solid"'),
            ("R", 'style:text-position="super 58%"'),
        )
    )
    span = '<text:span text:style-name="{}">{}</text:span>'
    found = read_of(
        p(f"Bar {span.format('H', 'no ')}{span.format('S', 'one ')}75{span.format('R', '4')} doors, 10{span.format('R', '3')} nets."),
        styles,
    )
    assert found.text == "Bar 75 doors, 10^3 nets."
    assert list(map(str, found.warnings)) == ["Left out: hidden text, places: 1.", "Left out: struck or deleted text, places: 1."]


def test_a_public_doctype_is_no_danger_and_one_of_its_own_is() -> None:
    harmless = '<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd"><x/>'
    assert read("a.odt", odt(p("Bar the door."), Basic__libraries=harmless)).text == "Bar the door."
    with pytest.raises(ReadingError):
        read("a.odt", odt(p("Bar the door."), Basic__libraries='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))
    with pytest.raises(ReadingError):
        read("a.odt", odt(p("Bar the door."), Basic__libraries='<!DOCTYPE x SYSTEM "y" [ <!ELEMENT x ANY> ]><x/>'))


def test_headings_that_stand_in_a_list_of_the_outline_have_its_numbers() -> None:
    levels = "".join(f'<text:outline-level-style text:level="{n}" style:num-format="1" text:display-levels="{n}"/>' for n in (1, 2))
    head = '<text:h text:outline-level="{}">{}</text:h>'
    nested = f"<text:list><text:list-item>{head.format(2, 'Boats')}</text:list-item></text:list>"
    body = head.format(1, "Quay") + listed("Outline", nested) + p("Moor them.") + listed("Outline", head.format(1, "Town"))
    styles = f'<text:outline-style style:name="Outline">{levels}</text:outline-style>'
    assert lines_of(body, styles) == ["1 Quay", "1.1 Boats", "Moor them.", "2 Town"]
