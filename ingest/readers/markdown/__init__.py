"""Markdown."""

from ingest.readers.draft import Draft
from ingest.readers.reader import Reader


def _read(content: bytes) -> Draft:
    from ingest.readers.markdown.markdown import read_markdown

    return read_markdown(content)


def _render(content: bytes) -> str:
    from ingest.readers.markdown.rendition import render_markdown

    return render_markdown(content)


READER = Reader((".md", ".markdown"), _read, render=_render)
