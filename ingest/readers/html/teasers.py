"""Teasers of other pages, told by how they are built: blocks side by side, each with a linked title first, or by the heading over them."""

import re
from collections import defaultdict

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.html.elements import HEADINGS, text_of, words_in
from ingest.readers.html.weights import Weight, is_to_file, leads_on
from language.lexicon import any_of

_NEXT = re.compile(
    rf"\W*(?:{any_of('pages', 'next')}|ähnliche (?:artikel|beiträge)|(?:mehr|das könnte sie auch) (?:zum thema|interessieren)|"
    r"(?:meist|am häufigsten )gelesene?n?|unsere lesetipps|artikel aus der gleichen kategorie|te puede interesar|lo más leído|"
    r"leia (?:também|mais)|leggi anche)\W*",
    re.IGNORECASE,
)
_LISTS = ("ul", "div", "section", "aside")
_FEWEST = 3
_FEWEST_WORDS = 3
_LONGEST = 400  # characters of one teaser
_LEAST_REST = 400  # characters of paragraphs that the page holds beside them
_MOST = 0.7
_LEAST_LINKED = 0.1


def is_teasers(element: HtmlElement, weights: dict[HtmlElement, Weight], whole: Weight) -> bool:
    """Say whether an element holds teasers and, but for a heading, nothing else.

    Lists that stand in the flow of a text, among its paragraphs or in one of its sections, are none, nor are those that are the
    most that a page holds.
    """
    weight = weights.get(element) or Weight()
    if element.tag not in _LISTS or not weight.linked or whole.prose - weight.prose < _LEAST_REST:
        return False
    if _is_announced(element, weights):
        return weight.prose < 0.5 * whole.prose
    if weight.prose > 0.3 * whole.prose:
        return False
    if weight.text > 0.5 * whole.text:
        return False
    items = _alike(element, weights)
    if len(items) < _FEWEST or sum(weights[one].text for one in items) <= _MOST * weight.text:
        return False
    if sum(map(_is_teaser, items)) <= _MOST * len(items):
        return False
    return not _is_in_flow(element, weights)


def _is_announced(element: HtmlElement, weights: dict[HtmlElement, Weight]) -> bool:
    """Say whether an element begins with a heading over what to read next, and is the smallest that holds links to it."""
    weight = weights[element]
    if weight.linked < _LEAST_LINKED * weight.text or not _NEXT.fullmatch(_first_line(element)) or any(map(is_to_file, element.iter("a"))):
        return False
    inner = (one for one in element.iterdescendants(*_LISTS) if one in weights and weights[one].links)
    first = next(inner, None)
    return first is None or weights[first].text > _MOST * weight.text or _first_line(first) != _first_line(element)


def _first_line(element: HtmlElement) -> str:
    return next((line for text in element.itertext() if (line := " ".join(str(text).split()))), "")


def _alike(element: HtmlElement, weights: dict[HtmlElement, Weight]) -> list[HtmlElement]:
    kinds: defaultdict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
    for child in element.iterchildren(etree.Element):
        if child in weights and weights[child].text and child.tag not in HEADINGS and child.tag != "p":
            kinds[str(child.tag), (child.get("class") or "").split(" ")[0]].append(child)
    return max(kinds.values(), key=len, default=[])


def _is_teaser(item: HtmlElement) -> bool:
    text = text_of(item)
    if len(text) > _LONGEST:
        return False
    title = next((text_of(link) for link in item.iter("a") if leads_on(link) and text_of(link)), "")
    return words_in(title) >= _FEWEST_WORDS and text.startswith(title)


def _is_in_flow(element: HtmlElement, weights: dict[HtmlElement, Weight]) -> bool:
    """Say whether a list stands among paragraphs, or in a part of a page that is built as those with paragraphs are."""
    around = element.getparent()
    if around is None or any(weights[one].prose for one in around.iterchildren("p") if one in weights):
        return True
    if any(weights[one].prose > 3 * weights[one].linked for one in element.itersiblings() if one in weights):
        return True
    part = around if element.tag == "ul" else element
    kinds = set((part.get("class") or "").split())
    for one in (*part.itersiblings(str(part.tag)), *part.itersiblings(str(part.tag), preceding=True)):
        others = set((one.get("class") or "").split())
        if one in weights and weights[one].prose > weights[one].linked * 3 and (kinds & others or not (kinds or others)):
            return True
    return False
