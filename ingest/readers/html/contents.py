"""Tables of contents of web pages."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_CONTENTS_MARK = re.compile(r"(?:^|[\s_-])(?:toc\w*|doc-toc|table-of-contents)(?:$|[\s_-])|^contents$", re.IGNORECASE)


def is_contents(element: HtmlElement) -> bool:
    """Say whether an element is a table of contents: it is called one, or its links all lead to places of the page."""
    if any(
        _CONTENTS_MARK.search(f"{one.get('class') or ''} {one.get('id') or ''} {one.get('role') or ''}") for one in _down_alone(element)
    ):
        return True
    links = [link.get("href") or "" for link in element.iter("a")]
    return len(links) > 1 and all(link.startswith("#") and len(link) > 1 for link in links)


def _down_alone(element: HtmlElement) -> Iterator[HtmlElement]:
    """Give an element and, as long as each holds one only, those within it."""
    yield element
    while len(element) == 1:
        element = element[0]
        yield element
