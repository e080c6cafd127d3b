"""Web pages: their main text by what it holds, and of it what is seen."""

import pytest

from ingest.document import read
from ingest.readers.html.page import read_html

RULE = "<p>The ferry stays in the harbour whenever the wind blows at more than thirty knots from the north.</p>"


def lines(body: str) -> list[str]:
    """Give the lines of a page's text that are not blank."""
    return [line for line in read("a.html", f"<!doctype html><html><body>{body}</body></html>".encode()).text.split("\n") if line]


def left_out(body: str) -> dict[str, tuple[int, bool]]:
    """Give how many texts of each kind are left out, and whether a warning says so."""
    draft = read_html(f"<html><body>{body}</body></html>".encode())
    return {str(kind): (len(texts), kind in draft.told) for kind, texts in draft.left_out.items()}


@pytest.mark.parametrize(
    "name",
    ["social-housing", "menu_left", "search_result", "entity-reference-revisions paragraph", "field--item", "footnotes", "sidebar", "toc"],
)
def test_no_name_drops_a_block_that_holds_paragraphs(name: str) -> None:
    body = f"<div class='{name}'><p>Skippers report each trip.</p><p>Mates sign the log.</p></div>{RULE * 4}"
    assert lines(body)[:2] == ["Skippers report each trip.", "Mates sign the log."]


def test_links_and_prompts_around_a_text_are_left_out_and_accounted_for() -> None:
    menu = "".join(f"<li><a href='/{place}'>Harbour {place}</a></li>" for place in range(6))
    prompt = "<div class='consent'><p>We set cookies to count the visitors of this site.</p><button>Allow</button></div>"
    body = f"<ul>{menu}</ul>{prompt}{RULE * 4}<footer>Harbour Office, Quay 4</footer>"
    assert len(lines(body)) == 4
    assert left_out(body) == {"what a web site puts around a text": (4, False)}


def test_a_list_of_links_that_a_sentence_announces_is_text() -> None:
    links = "".join(f"<li><a href='/{place}'>Licence {place}</a></li>" for place in range(5))
    assert "- Licence 3" in lines(f"<p>A skipper must hold each of these papers:</p><ul>{links}</ul>{RULE}")


def test_the_head_of_a_page_is_read_though_it_stands_outside_its_main_text() -> None:
    body = f"<header><h1>Ferry rules</h1><p>Issued by the Harbour Office in May.</p></header><main>{RULE * 3}</main>"
    assert lines(body)[:2] == ["Ferry rules", "Issued by the Harbour Office in May."]


def test_notes_and_remarks_in_an_article_are_text() -> None:
    notes = "<aside><p>Dinghies count as boats.</p></aside><footer class='footnotes'><ol><li>Boats under 4 m are free.</li></ol></footer>"
    assert lines(f"<article>{RULE * 5}{notes}</article>")[-2:] == ["Dinghies count as boats.", "(1) Boats under 4 m are free."]


def test_a_page_for_scripts_gives_what_it_shows_without_them() -> None:
    assert lines("<div id=app></div><noscript><p>Mates sign the log.</p></noscript>") == ["Mates sign the log."]


@pytest.mark.parametrize(
    "struck",
    ["<s>70</s>", "<del>70</del>", "<strike>70</strike>", "<span class=old>70</span>", "<u style='text-decoration:line-through'>70</u>"],
)
def test_struck_words_are_left_out_and_told(struck: str) -> None:
    body = f"<style>.old {{ text-decoration: underline line-through }}</style><p>The toll is {struck}80 yuan per boat.</p>"
    assert lines(body) == ["The toll is 80 yuan per boat."]
    assert left_out(body)["struck or deleted text"] == (1, True)


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>Draft words not agreed.</p>",
        "<p style='display: none'>Draft words not agreed.</p>",
        "<p class=gone>Draft words not agreed.</p>",
        "<p style='visibility:hidden'>Draft words not agreed.</p>",
        "<p style='color:#fff'>Draft words not agreed.</p>",
        "<div style='background:#036'><p style='color:#003366'>Draft words not agreed.</p></div>",
        "<p style='font-size:0'>Draft words not agreed.</p>",
    ],
)
def test_hidden_words_are_left_out_and_told(hidden: str) -> None:
    body = f"<style>div .x {{color: red}} .gone {{display: none !important}}</style>{RULE}{hidden}"
    assert len(lines(body)) == 1
    assert left_out(body)["hidden text"] == (1, True)


def test_white_words_on_a_dark_ground_are_seen() -> None:
    assert lines("<div style='background:#036;color:white'><p>Mates sign the log.</p></div>") == ["Mates sign the log."]


@pytest.mark.parametrize(
    "folded",
    [
        "<details><summary>Logs</summary><p>Mates sign.</p></details>",
        "<h3><button aria-expanded=false aria-controls=one>Logs</button></h3><div id=one hidden><p>Mates sign.</p></div>",
        "<h3>Logs</h3><div class='accordion__panel' aria-labelledby=x style='display:none'><p>Mates sign.</p></div>",
        "<a data-toggle=collapse href='#one'>Logs</a><div id=one style='display:none'><p>Mates sign.</p></div>",
        "<div class=faq><div onclick='show()'>Logs</div><div style='display:none'><p>Mates sign.</p></div></div>",
        "<input type=checkbox id=c><label for=c>Logs</label><div style='display:none'><p>Mates sign.</p></div>",
        "<h3>Logs</h3><div hidden=until-found><p>Mates sign.</p></div>",
    ],
)
def test_folded_parts_are_read_with_their_names(folded: str) -> None:
    assert lines(folded) == ["Logs", "Mates sign."]


def test_raised_figures_are_powers_and_fractions_and_marks_of_notes_are_no_digits() -> None:
    assert lines("<p>10<sup>6</sup> litres, 3<sup>1</sup>&frasl;<sub>2</sub> hours, 4 m<sup>2</sup>, 1<sup>st</sup> May</p>") == [
        "10^6 litres, 3 1/2 hours, 4 m², 1st May"
    ]
    body = "<p>Keep 40<sup>3</sup> ropes, 50<sup><a href='#n4'>4</a></sup> buoys and 60<a href='#fn5'>5</a> oars.</p>"
    assert lines(body) == ["Keep 40 ropes, 50 buoys and 60 oars."]
    assert left_out(body) == {"marks of notes": (3, False)}


def test_formulas_are_read_in_a_line() -> None:
    power, part = "<msup><mn>10</mn><mn>6</mn></msup>", "<mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow></mfrac>"
    assert lines(f"<p>Hold <math>{power}</math> or <math>{part}</math> of it.</p>") == ["Hold 10^6 or 1/(a + b) of it."]


def test_lines_stay_lines_where_the_page_keeps_them() -> None:
    document = read("a.html", b"<html><body><pre>HARBOUR\n\nSec. 1\nMates sign.</pre></body></html>")
    assert document.text == "HARBOUR\n\nSec. 1\nMates sign."
    assert lines("<div style='white-space:pre-line'>One\nTwo</div>") == ["One", "Two"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<ol type=a><li>x<li>y</ol>", ["(a) x", "(b) y"]),
        ("<ol type=I start=4><li>x</ol>", ["(IV) x"]),
        ("<ol start=7><li>x<li value=12>y<li>z</ol>", ["(7) x", "(12) y", "(13) z"]),
        ("<ol reversed><li>x<li>y</ol>", ["(2) x", "(1) y"]),
        ("<ol style='list-style-type:lower-roman'><li>x<li>y</ol>", ["(i) x", "(ii) y"]),
        ("<ol style='list-style-type:lower-greek'><li>x<li>y</ol>", ["(α) x", "(β) y"]),
        ("<ol><li>1. x<li>2. y</ol>", ["1. x", "2. y"]),
        ("<ul style='list-style:none'><li>x</ul>", ["x"]),
    ],
)
def test_items_are_numbered_as_a_browser_shows_them(written: str, shown: list[str]) -> None:
    assert lines(written) == shown


@pytest.mark.parametrize(
    ("item", "shown"),
    [
        ("<p>Mates sign the log.</p><p>Daily.</p>", ["(1) Mates sign the log.", "Daily."]),
        ("<div><span>Mates</span> sign the log.</div>", ["(1) Mates sign the log."]),
        ("<ol type=a><li><p>Mates sign.</p></li></ol>", ["(1) (a) Mates sign."]),
        ("<ul><li>Mates sign.</li></ul>", ["(1) - Mates sign."]),
        ("<h3>Log</h3>", ["(1) Log"]),
        ("<pre>one\ntwo</pre>", ["(1) one", "two"]),
        ("<table><tr><th>Day</th><th>Wind</th></tr><tr><td>1</td><td>30</td></tr></table>", ["(1)", "Day: 1 | Wind: 30"]),
    ],
)
def test_the_mark_of_an_item_stands_before_its_first_words(item: str, shown: list[str]) -> None:
    assert lines(f"<ol><li>{item}</li></ol>") == shown


def test_lists_and_long_texts_in_cells_do_not_undo_a_table() -> None:
    head = "<tr><td>Body</td><td>Duty</td><td>By</td></tr>"
    rows = f"<tr><td>Harbour</td><td><ul><li>sound<li>light</ul></td><td>May</td></tr><tr><td>Quay</td><td>{'Coil the ropes. ' * 90}</td><td>June</td></tr>"
    first, second = lines(f"<table>{head}{rows}</table>")
    assert first == "Body: Harbour | Duty: sound; light | By: May"
    assert second.endswith("| By: June")


def test_a_table_that_names_its_columns_keeps_rows_that_are_all_links() -> None:
    rows = "".join(
        f"<tr><td><a href=/{one}>{one}</a></td><td><a href=/{one}-f>Form {one}</a></td></tr>" for one in ("saw", "drill", "vice")
    )
    table = f"<div class=table-box><table><tr><th>Tool</th><th>Form</th></tr>{rows}</table></div>"
    assert "Tool: drill | Form: Form drill" in "".join(lines(f"<div>{RULE * 3}</div>{table}"))


@pytest.mark.parametrize("wrapped", ["{}", "<div class=itemizedlist>{}</div>"])
def test_links_between_paragraphs_are_text(wrapped: str) -> None:
    links = "".join(f"<li><p><a href=/{one}>{one} manual</a></p></li>" for one in ("Lathe", "Drill", "Press", "Oven"))
    assert "- Press manual" in lines(f"<div>{RULE}{wrapped.format(f'<ul>{links}</ul>')}{RULE}</div>")


@pytest.mark.parametrize(
    "link",
    [
        "<a href=annex-2.pdf>Annex 2 Inventory sheet</a>",
        "<a href=mailto:store@plant.example>store@plant.example</a>",
        "<a href=https://plant.example/tools>https://plant.example/tools</a>",
    ],
)
def test_files_and_addresses_to_which_a_text_refers_are_text(link: str) -> None:
    assert link.split(">")[1].removesuffix("</a") in lines(f"<div class=text>{RULE * 4}</div><div>{link}</div>")


def test_a_sentence_of_links_is_text() -> None:
    papers = ", ".join(f"<a href=/{n}>the harbour order number {n}</a>" for n in range(5))
    assert lines(f"{RULE}<p>{papers} are in force again.</p>")[-1].endswith("are in force again.")


def test_contents_of_other_pages_are_accounted_for_as_such() -> None:
    links = "".join(f"<dt><a href=ch{n}.html>{n}. Chapter on tools</a></dt>" for n in range(6))
    assert left_out(f"<div class=toc><dl>{links}</dl></div>{RULE}") == {"table of contents": (1, False)}


def test_bars_are_read_by_their_words_or_accounted_for_and_so_are_parts_of_pictures() -> None:
    page = (
        f"{RULE}<p>Used: <meter value=6 max=10>6 of 10</meter></p><p>Done: <progress value=3 max=8></progress></p>"
        "<map name=site><area alt='North gate' href=/n><area alt='South gate' href=/s></map>"
        "<datalist id=tools><option>Saw</option></datalist>"
    )
    assert "Used: 6 of 10" in lines(page)
    assert left_out(page) == {"pictures": (3, False), "what a web site puts around a text": (1, False)}


REMARKS = "".join(
    f"<div class=entry><b>{who}</b> <span>{when}</span><div>I sail there each week and never saw a ferry stay.</div><a href=#r>{reply}</a></div>"
    for who, when, reply in (("Ann", "3 May 2024 at 10:12", "Reply"), ("Bo", "4/5/2024 9:02", "Reply"), ("Cy", "2 days ago", "Reply"))
)


@pytest.mark.parametrize(
    "remarks",
    [
        f"<div><h3>3 comments</h3>{REMARKS}</div>",
        f"<section>{REMARKS.replace('Reply', 'Répondre').replace('2 days ago', 'il y a 2 jours')}</section>",
        f"<div>{REMARKS.replace('Reply', '回复').replace('2 days ago', '2小时前')}</div>",
        "<ol class=commentlist><li class=comment><p>Ann, 3 May 2024</p><p>I sail there each week and never saw a ferry stay.</p></li></ol>",
        "<div id=respond><h3>Leave a comment</h3><form><label>Your name</label><input name=a><textarea></textarea></form></div>",
    ],
)
def test_remarks_of_readers_are_left_out_and_accounted_for(remarks: str) -> None:
    assert lines(f"<h1>Ferries</h1><article>{RULE * 4}</article>{remarks}") == ["Ferries", *lines(RULE * 4)]
    assert left_out(f"<h1>Ferries</h1><article>{RULE * 4}</article>{remarks}")["remarks of readers"][0] >= 1


ANSWERS = "".join(
    f"<div class=response><h3>{who}</h3><p>{when}</p><p>We ask the Office to let ferries leave at up to forty knots.</p></div>"
    for who, when in (("Union of Skippers", "3 May 2024"), ("Port of Lund", "4 May 2024"), ("Ms A. Berg", "6 May 2024"))
)
MINUTES = "".join(
    f"<p>{who}: The Office will report on the wind at the meeting of {when}.</p>"
    for who, when in (("Chair", "3 May 2024"), ("Clerk", "4 May 2024"))
)
TIMELINE = "".join(f"<li><time>{year}-05-03</time> The Office sets the limit for ferries anew.</li>" for year in range(2019, 2025))
LAWS = "".join(
    f"<li><a href=/law/{at}>Ferries (Wind) Order {at}</a> sets the limit for boats of class {at}.</li>" for at in range(2015, 2021)
)
QUESTIONS = "".join(
    f"<div class=faq><h3>May a ferry of class {at} leave?</h3><p>It may leave where the wind is low.</p></div>" for at in range(4)
)
NUMBERED = "".join(
    f"<div class=para><span>{at}.</span><div>A ferry of class {at} reports to the Office by 10:00.</div></div>" for at in range(1, 6)
)


@pytest.mark.parametrize(
    ("part", "holds"),
    [
        (f"<div class=responses>{ANSWERS}</div>", "Union of Skippers"),
        (f"<section>{MINUTES}</section>", "Clerk: The Office will report on the wind at the meeting of 4 May 2024."),
        (f"<h2>Timeline</h2><ul>{TIMELINE}</ul>", "- 2024-05-03 The Office sets the limit for ferries anew."),
        (f"<h2>Laws</h2><ul>{LAWS}</ul>", "- Ferries (Wind) Order 2020 sets the limit for boats of class 2020."),
        (f"<div class=part><h2>Laws</h2><ul>{LAWS}</ul></div>", "- Ferries (Wind) Order 2020 sets the limit for boats of class 2020."),
        (f"<div>{QUESTIONS}</div>", "May a ferry of class 3 leave?"),
        (f"<div>{NUMBERED}</div>", "A ferry of class 5 reports to the Office by 10:00."),
    ],
)
def test_answers_minutes_timelines_and_lists_of_laws_are_no_remarks(part: str, holds: str) -> None:
    whole = f"<h1>Ferries</h1><div class=part>{RULE * 4}</div>"
    assert holds in lines(f"{whole}{part}")
    assert holds in lines(f"<main>{whole}{part}<div class=part>{RULE}</div></main>")


def test_teasers_are_left_out_and_accounted_for() -> None:
    cards = "".join(f"<li><h4><a href=/{at}>How boat {at} came home</a></h4>A tale of wind and waves.</li>" for at in range(4))
    body = f"<h1>Ferries</h1><div class=text>{RULE * 6}</div><div class=more><h3>More of us</h3><ul>{cards}</ul></div>"
    assert lines(body) == ["Ferries", *lines(RULE * 6)]
    assert "teasers of other pages" in left_out(body)


@pytest.mark.parametrize("heading", ["Related posts", "相关阅读", "Ähnliche Artikel"])
def test_what_to_read_next_is_left_out_by_the_heading_over_it(heading: str) -> None:
    said = "The harbour was busy all day long with boats of every size."
    cards = "".join(f"<div class=card><p>{said}</p><h4><a href=/{one}>Boats of {one}</a></h4></div>" for one in ("May", "June"))
    part = f"<section><h3>{heading}</h3><div>{cards}</div></section>"
    assert left_out(f"<div class=text>{RULE * 6}</div>{part}")["teasers of other pages"][0] == 1
    assert said in "".join(lines(f"<div class=text>{RULE * 6}</div>{part.replace(heading, 'Boats of this year')}"))
    assert said in "".join(lines(f"<div class=text>{RULE * 6}</div>{part.replace('/May', 'annex-2.pdf')}"))


def test_a_box_under_a_text_is_left_out_by_its_name_and_place_together() -> None:
    said = "Ann Hill writes on boats, harbours and the weather of the north for this page and for others."
    text = f"<h1>Ferries</h1><div class=text>{RULE * 6}</div>"
    assert said not in lines(f"{text}<div class=author-bio><p>{said}</p></div>")
    assert said in lines(f"{text}<div class=next-steps><p>{said}</p></div>")
    assert said in lines(f"{text.replace('</div>', '')}<div class=author-bio><p>{said}</p></div>{RULE}</div>")
    assert said in lines(f"{text}<div class=author-bio><p>{said}</p><a href=annex-2.pdf>Annex 2</a></div>")


def test_boxes_beside_a_text_are_left_out_and_sections_alike_and_notes_are_kept() -> None:
    text = f"<h1>Ferries</h1><p>Issued in May.</p><div class=text>{RULE * 30}<p>See <a href=#n1>note</a>.</p></div>"
    author = "<div class=who><p>Ann Berg has written on boats for ten years and lives by the sea.</p></div>"
    assert lines(text + author) == lines(text)
    more = "<div class=text><p>Mates sign the log.</p></div>"
    assert lines(text + more)[-1] == "Mates sign the log."
    note = "<div class=notes><p id=n1>Dinghies count as boats here and in each annex.</p></div>"
    assert lines(text + note)[-1].startswith("Dinghies count")


def test_what_follows_the_end_of_html_is_read() -> None:
    page = f"<html><head></head><body><ul><li><a href=/>Home</a></ul></html><div><p>Mates sign the log.</p>{RULE}</div></body></html>"
    assert "Mates sign the log." in read("a.html", page.encode()).text


def test_the_stronger_rule_of_a_sheet_counts_and_of_two_the_later() -> None:
    sheet = "#log{display:block} .a,.c,.e{display:none} .b,.d,.f{display:block} p{display:none}"
    hidden = "<p class='b a'>Mend.</p><p class='c d'>Count.</p><p class='f e'>Paint.</p><p class=a id=log>Sign.</p><p>Sail.</p>"
    assert lines(f"<style>{sheet}</style>{hidden}") == ["Mend.", "Count.", "Paint.", "Sign."]


@pytest.mark.parametrize("heading", ["Ferry<br>rules", "<span>Ferry</span><br><span>rules</span>", "<div>Ferry</div><div>rules</div>"])
def test_the_lines_of_a_heading_are_words_of_their_own(heading: str) -> None:
    found = read("a.html", f"<html><body><h1>{heading}</h1>{RULE}<h2>渡口<br>规则</h2><p>Mates sign.</p></body></html>".encode())
    assert (found.title, next(line for line in found.text.split("\n") if line), "渡口规则" in found.text) == (
        "Ferry rules",
        "Ferry rules",
        True,
    )


@pytest.mark.parametrize(
    "style", ["font-size:1px", "font-size:.5pt", "color:transparent", "color:rgba(9, 9, 9, 0)", "transform: scale(0)", "filter: opacity(0)"]
)
def test_letters_that_are_too_small_or_have_no_colour_are_not_seen(style: str) -> None:
    assert lines(f"<p style='{style}'>Mates sleep.</p><p>Mates sign the log.</p>") == ["Mates sign the log."]


@pytest.mark.parametrize(
    "style",
    ["font-size:11px", "color:rgba(9, 9, 9, 0.4)", "color:transparent;background-clip:text", "color:transparent;text-shadow:0 0 #000"],
)
def test_small_and_pale_letters_are_seen(style: str) -> None:
    assert lines(f"<p style='{style}'>Mates sign the log.</p>") == ["Mates sign the log."]


def test_formulas_of_tex_read_as_they_are_drawn() -> None:
    assert lines(r"<p>The toll is \(\frac{1}{16}\) of \[10^{3}\] sacks<b>,</b> at most \(5\%\).</p>") == [
        "The toll is 1/16 of 10^3 sacks, at most 5%."
    ]
    drawn = "<script src='/mathjax/tex.js'></script>"
    assert lines(rf"{drawn}<p>The toll is $$\frac{{1}}{{16}}$$ of a sack.</p>") == ["The toll is 1/16 of a sack."]
    assert lines(r"<p>Pay $$5 or $$6 for \(one sack.</p><pre>\(x\)</pre>") == [r"Pay $$5 or $$6 for \(one sack.", r"\(x\)"]
