"""Figures, boxes and notes of web pages, XML and Markdown, as they are shown."""

import pytest

from ingest.document import read
from ingest.readers.shared.latex import formula
from vectorstore.document import Document

REST = "<p>The rules of the mill hold for all who saw in it, from the first day of the year to the last.</p>"


def of_page(body: str) -> str:
    return read("a.html", f"<html><body><main>{REST}{body}</main></body></html>".encode()).text.partition("the last.\n\n")[2]


def of(name: str, source: str) -> Document:
    return read(name, source.encode())


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("<p>Cut 2<math><mfrac><mn>3</mn><mn>8</mn></mfrac></math> inch.</p>", "Cut 2 3/8 inch."),
        ("<p>Cut <math><mroot><mi>x</mi><mn>3</mn></mroot></math> inch.</p>", "Cut x^(1/3) inch."),
        ("<p>Cut 250<sup>①</sup> boards.</p>", "Cut 250 boards."),
        ("<p><ruby>锯<rp>(</rp><rt>jù</rt><rp>)</rp></ruby>木应当报告。</p>", "锯木应当报告。"),
        ("<p>He <q>must <b>saw</b></q> it.</p>", "He “must saw” it."),
        ("<p>Oak <input type=checkbox checked> yes <input type=checkbox> no</p>", "Oak ☑ yes ☐ no"),
        ("<p>Oak <input type=radio disabled> yes</p>", "Oak ☐ yes"),
    ],
)
def test_a_page_reads_as_it_is_shown(body: str, seen: str) -> None:
    assert of_page(body) == seen


def test_a_table_by_its_roles_is_a_table() -> None:
    row = "<div role=row><div role={0}>{1}</div><div role={0}>{2}</div></div>"
    assert (
        of_page(f"<div role=table>{row.format('columnheader', 'Wood', 'Due')}{row.format('cell', 'Oak', '3 May')}</div>")
        == "Wood: Oak | Due: 3 May"
    )


def test_boxes_that_a_form_asks_to_tick_or_that_unfold_a_menu_are_none_of_the_text() -> None:
    assert "☐" not in of_page("<form><input type=checkbox> news</form><input type=checkbox id=m><label for=m>More</label><p>Saw.</p>")


def test_xml_sets_off_figures_leaves_struck_words_out_and_reads_notes_after_their_paragraph() -> None:
    found = of(
        "a.xml", "<act><p>Cut 60<sup>2</sup> and 10<sup>5</sup> boards<footnote>Dry ones.</footnote>, <del>never</del> wet.</p></act>"
    )
    assert [line for line in found.text.split("\n") if line] == ["Cut 60 and 10^5 boards, wet.", "Dry ones."]
    assert {str(one.kind): one.sample for one in found.left_out} == {"struck or deleted text": "never", "marks of notes": "2"}


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("Cut 60[^2] boards.\n\n[^2]: Dry ones.", "Cut 60 boards.\n\n2 Dry ones."),
        ("Match [^a] and `x`.", "Match [^a] and x."),
        ("- [x] oak\n- [ ] elm", "- ☑ oak\n- ☐ elm"),
        (r"Cut $\frac{3}{8}$ of $10^{5}$ boards, $\geq 40\%$.", "Cut 3/8 of 10^5 boards, ≥40%."),
        ("Cut 60 ${ }^{3}$ boards for $5 or $6.", "Cut 60 boards for $5 or $6."),
        ("```\nCut 60[^2]\n[^2]: x\n```", "Cut 60[^2]\n[^2]: x"),
    ],
)
def test_what_markdown_writes_beyond_its_standard_is_shown(source: str, seen: str) -> None:
    assert of("a.md", source).text == seen


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        (r"\sqrt{a+b}", "√(a+b)"), (r"x_{1}^{2}", "x_1^2"), (r"2\frac12", "2 1/2"), (r"\text{rate} = \alpha \times 3", "rate = α×3"),
        (r"\frac{a", "a/"), ("}{^", ""), (r"50\%", "50%"), ("{" * 60 + "x", "x"),
    ],
)  # fmt: skip
def test_a_formula_of_latex_reads_as_one_would_say_it(source: str, seen: str) -> None:
    assert formula(source) == seen
