"""Markdown as it is shown, by markdown-it, and HTML in it as that of a page."""

from collections.abc import MutableMapping, Sequence
from html import escape
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from ingest.files.encoding import decode
from ingest.metadata.stated import without_front_matter
from ingest.readers.draft import Draft
from ingest.readers.html.page import parsed
from ingest.readers.html.rendition import rendered
from ingest.readers.html.seen import keep_what_is_seen
from ingest.readers.markdown.markdown import MarkdownParser
from ingest.readers.markdown.markup import is_html, without_comments
from ingest.readers.markdown.notation import as_shown
from ingest.readers.paragraphs.wrapped import unwrapped, width_of


def render_markdown(content: bytes) -> str:
    """Give the HTML of what `read_markdown` reads, yet to be sanitised."""
    text, _ = without_front_matter(decode(content))
    parser = MarkdownParser(with_html=True)
    parser.add_render_rule("list_item_open", _item)
    parser.add_render_rule("html_block", _block)
    parser.add_render_rule("html_inline", _inline)
    text = as_shown(text, Draft())
    tokens = parser.parse(text)
    _keep_line_ends(tokens, width_of(text.split("\n")))
    page = parsed(f"<!doctype html><body>{parser.renderer.render(tokens, parser.options, {})}".encode())
    keep_what_is_seen(page, Draft())
    return rendered(page)


def _keep_line_ends(tokens: Sequence[Token], width: int) -> None:
    """Let the lines of a block that were not wrapped stay lines."""
    for token in tokens:
        lines = token.content.split("\n") if token.type == "inline" else []
        if len(lines) > 1 and len(list(unwrapped(lines, width))) == len(lines):
            for child in token.children or []:
                child.type = child.type.replace("softbreak", "hardbreak")


_Environment = MutableMapping[str, Any]


def _item(_: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, environment: _Environment) -> str:  # noqa: ARG001 # as the renderer calls its rules
    """Write the number of a list's item as text, as it stands in the source."""
    token = tokens[place]
    return f"<li>{escape(token.info + token.markup)} " if token.info else "<li>"


def _block(_: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, environment: _Environment) -> str:  # noqa: ARG001 # as the renderer calls its rules
    content = without_comments(tokens[place].content)
    if not is_html(content):
        return f"<p>{escape(content)}</p>" if content.strip() else ""
    return content


def _inline(_: RendererHTML, tokens: Sequence[Token], place: int, options: OptionsDict, environment: _Environment) -> str:  # noqa: ARG001 # as the renderer calls its rules
    content = without_comments(tokens[place].content)
    return content if is_html(content) else escape(content)
