"""HTML in Markdown: what of it is HTML, how far it goes, and what it says."""

import re
from collections.abc import Sequence
from html import escape

from lxml.html import defs
from markdown_it.token import Token

from ingest.readers.draft import Draft
from ingest.readers.html.page import lines_of

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?([a-z][\w.:-]*)", re.IGNORECASE)
_SPANNING = re.compile(
    r"<(table|del|s|strike)\b[^>]*>|<(\w+)\b[^>]*(?:\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden)[^>]*>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HARD_BREAK = "\ue000"  # of the private use area, which no text uses for itself
_AS_HTML = {"s_open": "<del>", "s_close": "</del>", "softbreak": "\n", "hardbreak": _HARD_BREAK}


def is_html(source: str) -> bool:
    """Say whether what stands in angles is HTML, rather than a place to fill in such as “<name>”."""
    names = _TAG.findall(COMMENT.sub("", source))
    return bool(names) and all(name.lower() in defs.tags for name in names)


def spanning(source: str) -> str:
    """Give the tag of an element of a block that ends in a later one, where what stands between belongs to it; else nothing."""
    for found in _SPANNING.finditer(source):
        tag = (found[1] or found[2]).lower()
        if not closes(source[found.end() :], tag):
            return tag
    return ""


def closes(source: str, tag: str) -> bool:
    """Say whether a source ends an element."""
    return f"</{tag}" in source.lower()


def read_inline(token: Token, draft: Draft, whole: int) -> None:
    """Let a token of a line that holds HTML hold what that shows."""
    children = token.children or []
    if not any(child.type == "html_inline" and is_html(child.content) for child in children):
        return
    source = "".join(map(_as_html, children))
    text = "\n".join(line.text for line in lines_of(f"<div data-lines=kept>{source}</div>", draft, whole) if line.text)
    token.children = [*_tokens(text)]


def _as_html(child: Token) -> str:
    if child.type == "html_inline":
        return _BREAK.sub(_HARD_BREAK, child.content) if is_html(child.content) else escape(COMMENT.sub("", child.content))
    return _AS_HTML.get(child.type, escape(child.content))


def _tokens(text: str) -> Sequence[Token]:
    tokens: list[Token] = []
    for part in re.split(f"(\n|{_HARD_BREAK})", text):
        kind = {"\n": "softbreak", _HARD_BREAK: "hardbreak"}.get(part, "text")
        tokens.append(Token(kind, "br" if kind != "text" else "", 0, content="" if kind != "text" else part))
    return tokens
