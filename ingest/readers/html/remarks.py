"""Remarks of readers under a text, told by how they are built: blocks side by side, each with a date, a text and a way to reply to it."""

import re
from collections import defaultdict

from lxml import etree
from lxml.html import HtmlElement

from ingest.metadata.dates import date_in
from ingest.readers.html.weights import Weight
from language.lexicon import any_of

_LISTS = ("ul", "ol", "dl", "div", "section", "article", "main", "table", "tbody", "td", "body", "li", "form")
_PARTS = ("li", "div", "article", "section", "dd", "table", "tr", "blockquote", "p")
_TIME = re.compile(
    rf"\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[/.]\s?\d{{1,2}}[/.]\s?\d{{2,4}}|\b\d{{1,2}}[:h]\d\d\b|{any_of('pages', 'ago')}|"
    r"\b(?:hace|vor|h\u00e1|fa) \d+ \w+",
    re.IGNORECASE,
)
_REPLY = re.compile(
    rf"\W*(?:{any_of('pages', 'replies')}|antworten|melden|zitieren|responder|denunciar|rispondi|segnala)\W*(?:\d+\W*)?", re.IGNORECASE
)
_NAMED = re.compile(r"(?:^|[\s_-])(?:comments?|commentlist|comment-?list|kommentare?|commentaires?|disqus|pinglun|remarks?)", re.IGNORECASE)
_HEADING = re.compile(
    rf"\W*(?:{any_of('pages', 'remarks')}|(?:\d+ )?(?:kommentare?|gedanken zu|comentarios)\b|"
    r"schreibe? einen kommentar|kommentar verfassen|antworten$)",
    re.IGNORECASE,
)
_LONGEST_STAMP = 120  # characters of a line with a date
_LONGEST_REPLY = 30
_LEAST_BEFORE = 250  # characters of paragraphs that stand before remarks
_ENOUGH = 12  # remarks by which all are known
_HALF = 0.5


def remarks_in(body: HtmlElement, weights: dict[HtmlElement, Weight]) -> list[HtmlElement]:
    """Give the elements of a page that hold remarks of readers; those that are questions, minutes or answers to a consultation are none."""
    found: list[HtmlElement] = []
    inside: set[HtmlElement] = set()
    before = 0
    for element in body.iter(etree.Element):
        if element in inside:
            continue
        weight = weights.get(element) or Weight()
        if before >= _LEAST_BEFORE and element.tag in _LISTS and weight.text and _is_thread(element, weights, before):
            found.append(element)
            inside.update(element.iter(etree.Element))
            continue
        if element.tag == "p" or not any(weights[child].prose for child in element.iterchildren(etree.Element) if child in weights):
            before += weight.prose
    return found


def _is_thread(element: HtmlElement, weights: dict[HtmlElement, Weight], before: int) -> bool:
    """Say whether most of what an element holds are remarks, of which none is longer than the text `before` them."""
    kinds: defaultdict[tuple[str, str], list[HtmlElement]] = defaultdict(list)
    for child in element.iterchildren(*_PARTS):
        if child in weights and weights[child].text:
            kinds[str(child.tag), _NUMBER.sub("", (child.get("class") or "").split(" ")[0])].append(child)
    whole = weights[element].text
    for alike in kinds.values():
        if (len(alike) < 2 and not is_named(alike[0])) or sum(weights[one].text for one in alike) <= _HALF * whole:
            continue
        if max(weights[one].prose for one in alike) > (2 if is_named(element) and is_named(alike[0]) else 1) * before:
            continue
        signs = [*map(_signs, alike[:_ENOUGH])]
        dated, answered = (sum(one[at] for one in signs) for at in (0, 1))
        if dated > _HALF * len(signs) and (answered > _HALF * len(signs) or is_named(element) or any(map(is_named, alike))):
            return True
    return False


_NUMBER = re.compile(r"\d+")


def is_named(element: HtmlElement) -> bool:
    """Say whether an element is called remarks by its class or id."""
    return bool(_NAMED.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _signs(remark: HtmlElement) -> tuple[bool, bool]:
    """Say whether a block has a line with a date, and a way to reply to it."""
    dated = answered = False
    for part in remark.iter(etree.Element):
        if part.tag == "time":
            dated = True
        for text in (part.text, part.tail if part is not remark else None):
            line = " ".join((text or "").split())
            if not line:
                continue
            dated = dated or (len(line) < _LONGEST_STAMP and bool(_TIME.search(line) or (_NUMBER.search(line) and date_in(line))))
            answered = answered or (len(line) < _LONGEST_REPLY and bool(_REPLY.fullmatch(line)))
        if dated and answered:
            break
    return dated, answered


def calls_for_remarks(element: HtmlElement) -> bool:
    """Say whether an element is called remarks, or has a form, and begins with a heading of remarks or asks for one."""
    if not (is_named(element) or any(form.get("data-asks") for form in element.iter("form"))):
        return False
    return bool(_HEADING.match(next((line for text in element.itertext() if (line := " ".join(str(text).split()))), "")))
