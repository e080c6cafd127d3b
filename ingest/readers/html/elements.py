"""What the readers of web pages know of elements: which are blocks, and the text under one."""

import re

from lxml.html import HtmlElement

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre section summary table tbody td tfoot th thead tr ul
    xmp
    """.split()
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
FIELDS = "descendant-or-self::input[not(@type) or contains(' text email password search tel url ', concat(' ', @type, ' '))]"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]")


def text_of(element: HtmlElement) -> str:
    """Give the text under an element in one line."""
    return " ".join("".join(element.itertext()).split())


def shown(element: HtmlElement) -> str:
    """Give the text under an element for an account of it: its parts set apart."""
    return " ".join(" ".join(map(str, element.itertext())).split())


def words_in(text: str) -> float:
    """Count the words of a text; two characters of Chinese count as one word."""
    ideographs = len(_IDEOGRAPH.findall(text))
    return ideographs / 2 + len(_WORD.findall(_IDEOGRAPH.sub(" ", text) if ideographs else text))


def remove(element: HtmlElement) -> None:
    """Take an element out; where it parted two lines, they stay parted."""
    if element.tag in BLOCKS and (element.tail or "").strip():
        tail = element.tail
        element.clear()
        element.tag, element.tail = "br", tail
    elif element.getparent() is not None:
        element.drop_tree()
