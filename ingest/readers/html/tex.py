r"""Formulas of TeX in the text of a page, which scripts of the page draw: \(\frac{1}{2}\)."""

import re
from functools import partial

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.shared.formulas import in_line
from ingest.readers.shared.latex import formula

_FORMULA = re.compile(r"\\\((?P<line>.{1,500}?)\\\)|\\\[(?P<shown>.{1,2000}?)\\\]", re.DOTALL)
_SHOWN = re.compile(r"(?<![$\\])\$\$(?P<dollars>[^$]{1,2000})\$\$")
_DRAWING = re.compile(r"mathjax|katex", re.IGNORECASE)
_AS_WRITTEN = ("script", "style", "pre", "code", "textarea", "kbd", "samp")


def write_formulas(page: HtmlElement) -> None:
    """Write formulas of TeX as they read in a line; those between $$ only where a script of the page draws them."""
    draws = any(_DRAWING.search(f"{script.get('src') or ''} {(script.text or '')[:10_000]}") for script in page.iter("script"))
    for element in page.iter(etree.Element):
        if element.tag not in _AS_WRITTEN and element.text:
            element.text = _written(element.text, draws)
        around = element.getparent()
        if element.tail and (around is None or around.tag not in _AS_WRITTEN):
            element.tail = _written(element.tail, draws)


def _written(text: str, draws: bool) -> str:
    for pattern, mark in ((_FORMULA, "\\"), *([(_SHOWN, "$$")] if draws else [])):
        text = pattern.sub(partial(_in_line, text), text) if mark in text else text
    return text


def _in_line(text: str, found: re.Match[str]) -> str:
    before = text[max(0, found.start() - 1) : found.start()]
    return in_line([before, formula(next(filter(None, found.groups()), ""))])[len(before) :]
