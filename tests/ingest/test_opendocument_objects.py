"""What stands in OpenDocument texts beside plain words: formulas, fields of forms, signs, charts, white words, comments."""

import pytest

from ingest.document import read
from tests.ingest.test_opendocument import NAMES, level, lines_of, list_style, odt, p, read_of

MORE = (
    'xmlns:math="http://www.w3.org/1998/Math/MathML" xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def style(name: str, properties: str, family: str = "text") -> str:
    return f'<style:style {MORE} style:name="{name}" style:family="{family}"><style:text-properties {properties}/></style:style>'


def span(name: str, text: str) -> str:
    return f'<text:span text:style-name="{name}">{text}</text:span>'


RAISED, LOWERED = style("Up", 'style:text-position="super 58%"'), style("Low", 'style:text-position="sub 58%"')


def test_a_raised_and_a_lowered_figure_are_a_fraction() -> None:
    body = p("Cut 5" + span("Up", "3") + "⁄" + span("Low", "8") + " inch of 12" + span("Up", "4") + " boards.")
    assert lines_of(body, RAISED + LOWERED) == ["Cut 5 3/8 inch of 12 boards."]


def test_formulas_read_as_one_would_say_them() -> None:
    half = "<math:math><math:mn>2</math:mn><math:mfrac><math:mn>1</math:mn><math:mn>2</math:mn></math:mfrac></math:math>"
    body = p(f"Take <draw:frame {MORE}><draw:object>{half}</draw:object></draw:frame> boards.")
    assert lines_of(body) == ["Take 2 1/2 boards."]
    part = '<math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mn>10</mn><mn>5</mn></msup></math>'
    other = p(f'Take <draw:frame {MORE}><draw:object xlink:href="./Object 1"/></draw:frame> nails.')
    assert read("a.odt", odt(other, **{"Object 1/content": part})).text == "Take 10^5 nails."


def test_a_chart_is_read_as_its_table_and_another_object_is_told() -> None:
    names = NAMES + ' xmlns:chart="urn:oasis:names:tc:opendocument:xmlns:chart:1.0"'
    cells = [["", "Boards"], ["May", "40"]]
    rows = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell>{p(cell)}</table:table-cell>' for cell in row)}</table:table-row>" for row in cells
    )
    chart = f"<office:document-content {names}><chart:chart><table:table>{rows}</table:table></chart:chart></office:document-content>"
    body = p(f'Sold:<draw:frame {MORE}><draw:object xlink:href="./Object 2"/></draw:frame>')
    assert "Boards: 40" in read("a.odt", odt(body, **{"Object 2/content": chart})).text
    assert [str(one) for one in read("a.odt", odt(body)).warnings] == ["Left out: an embedded file that is not read, places: 1."]


@pytest.mark.parametrize("family", ["text", "paragraph"])
def test_white_words_are_left_out_and_told_unless_something_colours_their_ground(family: str) -> None:
    white = style("Pale", 'fo:color="#FFFFFF"', family)
    pale = span("Pale", "Nobody saws.") if family == "text" else "Nobody saws."
    own = ' text:style-name="Pale"' if family == "paragraph" else ""
    found = read_of(f"<text:p{own}>{pale}</text:p>{p('Saw.')}", white)
    assert (found.text, len(found.warnings)) == ("Saw.", 1)
    ground = f'<style:table-cell-properties {MORE} fo:background-color="#003366"/>'
    cell = f'<style:style style:name="Dark" style:family="table-cell">{ground}</style:style>'
    table = "".join(
        f'<table:table-row><table:table-cell table:style-name="Dark"><text:p{own}>{text}</text:p></table:table-cell></table:table-row>'
        for text in (pale, pale)
    )
    assert "Nobody saws." in read_of(f"<table:table>{table}</table:table>", white + cell).text


def test_hidden_sections_and_struck_paragraphs_are_left_out_and_comments_accounted_for() -> None:
    struck = style("Gone", 'style:text-line-through-style="solid"', "paragraph")
    hidden = f'<text:section text:name="s" text:display="none">{p("Secret.")}</text:section>'
    found = read_of(
        hidden + '<text:p text:style-name="Gone">Old.</text:p>' + p("Saw<office:annotation><text:p>Why?</text:p></office:annotation>."),
        struck,
    )
    assert found.text == "Saw."
    assert {str(one.kind): one.sample for one in found.left_out} == {
        "hidden text": "Secret.", "struck or deleted text": "Old.", "comments of reviewers": "Why?",
    }  # fmt: skip


def test_fields_of_forms_and_signs_of_fonts_are_shown() -> None:
    box = '<form:checkbox form:id="{}" form:label="{}" form:current-state="{}"/>'
    forms = f"<office:forms {MORE}><form:form>{box.format('a', 'saw', 'checked')}{box.format('b', 'drill', 'unchecked')}</form:form></office:forms>"
    controls = "".join(f' <draw:control draw:control="{one}"/>' for one in "ab")
    assert lines_of(forms + p(f"Bring:{controls}")) == ["Bring: ☑ saw ☐ drill"]
    signs = style("Sign", 'style:font-name="Wingdings 2"')
    assert lines_of(p(span("Sign", "\uf052") + "saw " + span("Sign", "\uf0a3") + "drill"), signs) == ["☑saw ☐drill"]


def test_paragraphs_are_numbered_by_the_list_of_their_style_and_without_a_list() -> None:
    lists = list_style("L", level(1, "A", 'style:num-suffix=")"'))
    own = '<style:style style:name="Own" style:family="paragraph" style:list-style-name="L"/>'
    items = "".join(f'<text:list-item><text:p text:style-name="Own">{text}</text:p></text:list-item>' for text in ("Saw.", "Drill."))
    assert lines_of(f"<text:list>{items}</text:list>", lists + own) == ["A) Saw.", "B) Drill."]
    alone = "".join(
        f'<text:numbered-paragraph text:list-id="n" text:style-name="L">{p(text)}</text:numbered-paragraph>' for text in ("Saw.", "Drill.")
    )
    assert lines_of(alone, lists) == ["A) Saw.", "B) Drill."]
