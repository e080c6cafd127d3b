"""What of a document's HTML is let through."""

import pytest

from assistant.viewing.rendering.blocks import blocks_of

HOSTILE = [
    "<script>steal()</script>",
    "<img src=x onerror=steal()>",
    "<p onclick=steal() style='position:fixed;inset:0'>seen</p>",
    "<a href=' java\tscript:steal()'>seen</a>",
    "<a href='data:text/html,steal'>seen</a>",
    "<a href='/logout'>seen</a>",
    "<svg><a xlink:href='javascript:steal()'><text>seen</text></a></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=steal()&gt;'>",
    "<base href='https://elsewhere.example/'>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "<iframe src='https://elsewhere.example/'></iframe>",
    "<form action='https://elsewhere.example/'><input name=password><button>seen</button></form>",
    "<p id=source class=more data-address=/logout>seen</p>",
    "<mark>seen</mark>",
    "<link rel=stylesheet href='https://elsewhere.example/a.css'>",
    "<template><script>steal()</script></template><noscript><p title='</noscript><img src=x onerror=steal()>",
    "<p>se\u202een</p>",
    "<details open ontoggle=steal()>seen</details>",
]


def html_of(source: str) -> str:
    return "".join(piece.markup or piece.text.replace("<", "&lt;") for block in blocks_of(source) for piece in block.pieces)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_hostile_markup_is_left(hostile: str) -> None:
    html = html_of(f"<p>before</p>{hostile}<p>after</p>")
    assert html.startswith("<p>before</p>")
    assert html.removeprefix("<p>before</p>").removesuffix("<p>after</p>") in ("", "<p>seen</p>")


def test_a_web_address_opens_apart_and_tells_nobody_where_from() -> None:
    html = html_of('<p><a href="https://a.example/?x=1&amp;y=%22">here</a></p>')
    assert html == '<p><a href="https://a.example/?x=1&amp;y=%22" rel="noopener noreferrer nofollow" target="_blank">here</a></p>'


def test_tables_keep_their_captions_and_merged_cells() -> None:
    table = '<table><caption>Duties</caption><tbody><tr><td colspan="2">Both</td><td rowspan="3">Long</td></tr></tbody></table>'
    assert html_of(table) == table


def test_a_cell_cannot_be_merged_beyond_measure() -> None:
    assert html_of('<table><tr><td colspan="99999999">a</td><td rowspan="65000">b</td></tr></table>') == (
        '<table><tbody><tr><td>a</td><td rowspan="1000">b</td></tr></tbody></table>'
    )


def test_containers_part_paragraphs_and_are_not_kept() -> None:
    assert html_of("<div>one<div>two <b>three</b></div>four<ul><li>five</li></ul></div>") == (
        "<p>one</p><p>two <b>three</b></p><p>four</p><ul><li>five</li></ul>"
    )


def test_an_endless_nesting_is_cut() -> None:
    html = html_of("<blockquote>" * 5_000 + "deep")
    assert "deep" in html
    assert html.count("<blockquote>") <= 100


def test_a_typed_bullet_is_not_shown_beside_that_of_the_list() -> None:
    shown = html_of("<ul><li>• one</li><li><p>● two</p></li><li>three • four</li></ul><ol><li>• five</li></ol>")
    assert shown == "<ul><li>one</li><li><p>two</p></li><li>three • four</li></ul><ol><li>• five</li></ol>"
