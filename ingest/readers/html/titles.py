"""The heading that names a page, told from the headings of a site and of its boxes."""

from lxml.html import HtmlElement

from ingest.readers.html.elements import text_of


def titles_of(page: HtmlElement, stated: str) -> set[HtmlElement]:
    """Give the first-level headings that the page's title holds, else all; those that are links, as a site's name is, are none."""
    headings = [one for one in page.iter("h1") if len(text_of(one)) > sum(len(text_of(link)) for link in one.iter("a"))]
    named = {one for one in headings if text_of(one).casefold() in stated.casefold()}
    return named or set(headings)
