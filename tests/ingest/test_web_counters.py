"""Web pages: the numbers that styles count."""

import pytest

from tests.ingest.test_web_pages import lines


@pytest.mark.parametrize(
    ("sheet", "body", "shown"),
    [
        (
            "body{counter-reset:art} h2{counter-increment:art} h2::before{content:'Article ' counter(art) '. '}",
            "<h2>Nets</h2><p>Mend them.</p><h2>Boats</h2>",
            ["Article 1. Nets", "Mend them.", "Article 2. Boats"],
        ),
        (
            "ol{counter-reset:i;list-style:none} li:before{counter-increment:i;content:counters(i,'.') ' '}",
            "<ol><li>Nets<ol><li>Large</li><li>Small</li></ol></li><li>Boats</li></ol>",
            ["1 Nets", "1.1 Large", "1.2 Small", "2 Boats"],
        ),
        (
            "h2{counter-reset:p;counter-increment:c} p{counter-increment:p}"
            "h2:before{content:counter(c,upper-roman)'\\2014 '} p:before{content:'§' counter(c) '.' counter(p) ' '}",
            "<h2>Nets</h2><p>Mend.</p><p>Count.</p><h2>Boats</h2><p>Paint.</p>",
            ["I—Nets", "§1.1 Mend.", "§1.2 Count.", "II—Boats", "§2.1 Paint."],
        ),
        (
            ".t p{counter-increment:条} .t p::before{content:'第' counter(条,simp-chinese-informal) '条　'}",
            "<div class=t style='counter-reset: 条 9'><p>渔网应当修补。</p><p style='display:none'>隐。</p><p>船只应当清点。</p></div>",
            ["第十条 渔网应当修补。", "第十一条 船只应当清点。"],
        ),
        ("p::before{content:'Note: '}", "<p>Mend.</p>", ["Mend."]),
    ],
)
def test_what_styles_count_stands_before_its_element(sheet: str, body: str, shown: list[str]) -> None:
    assert lines(f"<style>{sheet}</style>{body}") == shown
