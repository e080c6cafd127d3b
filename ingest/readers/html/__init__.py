"""Web pages."""

import re

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader

_PAGE = re.compile(rb"^(\xef\xbb\xbf)?\s*<(!doctype html|html)[\s>]", re.IGNORECASE)


def _read(content: bytes) -> Draft:
    from ingest.readers.html.page import read_html

    return read_html(content)


def _render(content: bytes) -> str:
    from ingest.readers.html.rendition import render_html

    return render_html(content)


def _is_page(content: bytes) -> bool:
    return _PAGE.match(content[:1024]) is not None


READER = Reader((".html", ".htm", ".xhtml"), _read, _is_page, render=_render)
