"""HTML in Markdown: what of it is HTML, how far it goes, and what it says."""

import re
from collections.abc import Sequence
from html import escape

from lxml.html import defs
from markdown_it.token import Token

from ingest.readers.draft import Draft
from ingest.readers.html.page import lines_of

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TAG = re.compile(r"</?([a-z][\w.:-]*)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?P<ends>/?)(?P<name>[a-z]\w*+)(?P<attributes>[^<>]*+)", re.IGNORECASE)
_SPANS = ("table", "del", "s", "strike")
_HIDDEN = re.compile(r"\shidden\b|display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.IGNORECASE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_HARD_BREAK = "\ue000"  # of the private use area, which no text uses for itself
_AS_HTML = {"s_open": "<del>", "s_close": "</del>", "softbreak": "\n", "hardbreak": _HARD_BREAK}


def without_comments(source: str) -> str:
    """Give HTML without its comments; one that does not end is none."""
    ended, end, rest = source.rpartition("-->")
    return _COMMENT.sub("", ended + end) + rest


def is_html(source: str) -> bool:
    """Say whether what stands in angles is HTML, rather than a place to fill in such as “<name>”."""
    names = _TAG.findall(without_comments(source))
    return bool(names) and all(name.lower() in defs.tags for name in names)


def spanning(source: str) -> str:
    """Give the tag of an element of a block that ends in a later one, where what stands between belongs to it; else nothing."""
    begun: dict[str, None] = {}  # in order
    for tag in _ANY_TAG.finditer(source):
        name = tag["name"].lower()
        if tag["ends"]:
            begun.pop(name, None)
        elif name in _SPANS or _HIDDEN.search(tag["attributes"]):
            begun[name] = None
    return next(iter(begun), "")


def ended_in(source: str) -> set[str]:
    """Give the tags of the elements that a source ends."""
    return {tag["name"].lower() for tag in _ANY_TAG.finditer(source) if tag["ends"]}


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
        return _BREAK.sub(_HARD_BREAK, child.content) if is_html(child.content) else escape(without_comments(child.content))
    return _AS_HTML.get(child.type, escape(child.content))


def _tokens(text: str) -> Sequence[Token]:
    tokens: list[Token] = []
    for part in re.split(f"(\n|{_HARD_BREAK})", text):
        kind = {"\n": "softbreak", _HARD_BREAK: "hardbreak"}.get(part, "text")
        tokens.append(Token(kind, "br" if kind != "text" else "", 0, content="" if kind != "text" else part))
    return tokens
