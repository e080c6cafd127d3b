"""Markdown: what its marks mean comes out, and what only looks like a mark stays."""

import pytest

from ingest.document import read


def lines(text: str) -> list[str]:
    return read("a.md", f"Groups report.\n\n{text}".encode()).text.split("\n")[2:]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a \\*literal\\* star and file\\_name", "a *literal* star and file_name"),
        ("*soft*, **loud** and ***both***", "soft, loud and both"),
        ("the fee is `50 yuan` &lt;net&gt;", "the fee is 50 yuan <net>"),
        ("**“重点”**任务", "“重点”任务"),
        ("W/m*K and J/mol*K, 2*3*4", "W/m*K and J/mol*K, 2*3*4"),
        ("name: _____ and ____", "name: _____ and ____"),
        ("see [the plan](plan.md), ![chart](a.png), <https://example.org>", "see the plan, chart, https://example.org"),
        ("see [the plan][1]\n\n[1]: https://example.org/plan", "see the plan"),
        ("国发[2024](12)号", "国发[2024](12)号"),
        ("the ~~old~~ fee, 5~~6~~7", "the fee, 5~~6~~7"),
        ("kept <!-- not this --> and <b>that</b>", "kept and that"),
        ("    boards **must** act", "boards must act"),
    ],
)
def test_marks_are_told_from_what_looks_like_one(text: str, expected: str) -> None:
    assert lines(text) == [expected]


def test_a_footnote_that_looks_like_an_address_of_a_link_stays() -> None:
    assert lines("见[1]\n\n[1]: 国发〔2024〕12号") == ["见[1]", "", "[1]: 国发〔2024〕12号"]


def test_lists_keep_their_marks_and_numbers() -> None:
    assert lines("3. third\n4. fourth\n   - below\n\n     goes on\n\n* star") == [
        "3. third",
        "4. fourth",
        "- below",
        "",
        "goes on",
        "",
        "* star",
    ]


def test_underlined_headings_are_headings() -> None:
    document = read("a.md", b"The Plan\n========\n\nDuties\n------\n\n> Boards must act.\n")
    assert document.title == "The Plan"
    assert document.heading_at(document.text.index("Boards")) == ("Duties",)


def test_no_cell_and_no_line_after_a_table_is_lost() -> None:
    table = "| Duty | By |\n|---|---|\n| Report | **May** | late |\nReports go to the office."
    assert lines(table) == ["Duty: Report | By: May | late", "Reports go to the office."]


def test_tables_of_html_are_read_and_comments_left_out() -> None:
    html = "<!-- internal -->\n\n<table><tr><th>Body</th><th>By</th></tr><tr><td>Office</td><td>May</td></tr></table>\n\n<div>**x**</div>"
    assert lines(html) == ["Body: Office | By: May", "", "**x**"]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("40 m<sup>3</sup> of H<sub>2</sub>O", ["40 m³ of H2O"]),
        ("one<br>two<br/>\nthree", ["one", "two", "", "three"]),
        ("<ol start=3><li>a<li>b</ol>", ["(3) a", "(4) b"]),
        ("| A | B |\n|---|---|\n| x<br>y | <b>z</b> |", ["A: x y | B: z"]),
        ("<table>\n<tr><th>Body<th>By\n\n<tr><td>Office<td>May\n</table>", ["Body: Office | By: May"]),
        ("write to <name> of <the office>, 5 < 6", ["write to <name> of <the office>, 5 < 6"]),
        ("<details>\n<summary>Who</summary>\n\nThe **tenant**.\n\n</details>", ["Who", "", "The tenant."]),
    ],
)
def test_html_is_read_as_that_of_a_page(html: str, expected: list[str]) -> None:
    assert [line for line in lines(html) if line] == [line for line in expected if line]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("the <del>old and dear</del> fee", "struck or deleted text"),
        ("<del>the old and dear</del>\n\nfee", "struck or deleted text"),
        ("<s>\n\nThe *old and dear* one.\n\n</s>\n\nfee", "struck or deleted text"),
        ("<div hidden>\n\nThe *old and dear* one.\n\n</div>\n\nfee", "hidden text"),
        ("the <span style='display: none'>old and dear</span> fee", "hidden text"),
    ],
)
def test_what_html_hides_is_left_out_and_told(html: str, kind: str) -> None:
    document = read("a.md", f"Groups report.\n\n{html}".encode())
    assert "dear" not in document.text
    assert "fee" in document.text
    assert [str(one.kind) for one in document.left_out] == [kind]
    assert any(kind in str(warning) for warning in document.warnings)


def test_code_is_text() -> None:
    assert lines("```python\nx = **a**\n\ny\n```\nafter") == ["x = **a**", "", "y", "after"]


@pytest.mark.slow
def test_a_hundred_thousand_open_brackets_are_text() -> None:
    assert lines("[" * 100_000) == ["[" * 100_000]


def test_toml_at_the_top_states_properties_as_yaml_does() -> None:
    found = read("a.md", b'+++\ntitle = "Loaf rules"\ndate = 2031-05-06\ndraft = false\ntags = ["a"]\n+++\n\nThe baker weighs.\n')
    assert (found.title, found.issued, found.text) == ("Loaf rules", "2031-05-06", "The baker weighs.")
    assert read("a.md", b"+++\nno toml\n+++\n\nThe baker weighs.\n").text.endswith("The baker weighs.")
