"""Web pages: columns, boxes and the foot of a site beside the main text."""

import pytest

from tests.ingest.test_web_pages import RULE, left_out, lines

NEWS = "".join(
    f"<div><h4><a href='/{name}'>{name} opens</a></h4><p>The new {name} opens to all boats of the town in the first week of May.</p></div>"
    for name in ("Quay", "Lock", "Pier")
)


def test_a_column_called_so_is_left_out_though_it_holds_paragraphs() -> None:
    body = f"<div><div class='text'><h1>Ferry rules</h1>{RULE * 4}</div><div class='column sidebar'>{NEWS}</div></div>"
    assert not any("opens" in line for line in lines(body))
    assert lines(body)[0] == "Ferry rules"
    assert len(lines(body)) == 5


def test_a_column_that_holds_most_of_the_text_is_text() -> None:
    body = f"<div><div class='text'><h1>Ferry rules</h1>{RULE}</div><div class='column sidebar'>{RULE * 4}</div></div>"
    assert len(lines(body)) == 6


def test_the_headings_of_boxes_are_no_titles() -> None:
    links = "".join(f"<li><a href='/{number}'>Harbour news of week {number}</a></li>" for number in range(6))
    box = f"<div class='left sidebar'><h1>Archives</h1><ul>{links}</ul></div>"
    page = f"<title>Ferry rules | Harbour Office</title>{box}<div><h1>Ferry rules</h1>{RULE * 4}</div>"
    assert lines(page)[0] == "Ferry rules"
    assert not any("Archives" in line or "week" in line for line in lines(page))


@pytest.mark.parametrize("rights", ["Copyright 2024 Harbour Office", "版权所有：海港局", "Tous droits réservés – capitainerie"])
def test_the_foot_of_a_site_is_left_out_with_its_address(rights: str) -> None:
    foot = f"<div><p>{rights}</p><p>The office at Quay 4 is open from nine to five on all days but Sundays.</p></div>"
    body = f"<div><h1>Ferry rules</h1>{RULE * 4}</div>{foot}"
    assert len(lines(body)) == 5
    assert left_out(body) == {"what a web site puts around a text": (1, False)}


def test_rights_that_paragraphs_follow_are_text() -> None:
    rights = "<div><p>All rights reserved by the owner of a boat pass to its buyer with the papers.</p></div>"
    assert "All rights reserved by the owner" in "".join(lines(f"<div>{RULE * 4}</div>{rights}{RULE}"))


def test_a_single_remark_is_left_out_though_it_is_longer_than_the_text() -> None:
    remark = f"<li class='comment'><div>Ann says: August 26, 2010 at 7:20 am</div>{RULE * 5}<a href='#r'>Reply</a></li>"
    body = f"<div><h1>Ferry rules</h1>{RULE * 4}<div id='comments'><h3>1 comment</h3><ol class='commentlist'>{remark}</ol></div></div>"
    assert len(lines(body)) == 5
    assert "remarks of readers" in left_out(body)
