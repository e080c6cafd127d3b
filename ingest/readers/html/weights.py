"""What the elements of a page hold: characters of text, of links, of paragraphs and of sentences."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.html.elements import BLOCKS, text_of, words_in

_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|rtf|wps|et|ofd|csv|zip|rar|7z)(?:[?#]|$)", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:https?://|www\.|\S[^\s@]*+@\S+\.\w)", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;:\u3002\uff01\uff1f\uff1b\uff1a](?:[\"'\u201d\u2019)\]\uff09\u300d]*)(?:\s|$|[\u3400-\u9fff])")


@dataclass(slots=True)
class Weight:
    """What an element holds, in characters: its text, that of links, of its paragraphs and of its sentences."""

    text: int = 0
    linked: int = 0
    prose: int = 0
    sentences: int = 0
    links: int = 0

    def __iadd__(self, other: "Weight") -> "Weight":
        self.text += other.text
        self.linked += other.linked
        self.prose += other.prose
        self.sentences += other.sentences
        self.links += other.links
        return self

    def __isub__(self, other: "Weight") -> "Weight":
        self.text -= other.text
        self.linked -= other.linked
        self.prose -= other.prose
        self.sentences -= other.sentences
        self.links -= other.links
        return self


def weights_of(body: HtmlElement) -> dict[HtmlElement, Weight]:
    """Weigh every element of a page in one walk over it."""
    found: dict[HtmlElement, Weight] = {}
    open_ones = [Weight()]
    own: list[str] = []
    linked: list[str] = []
    inside_link = 0

    def close_line(*, of_paragraph: bool = False) -> None:
        text, link = " ".join("".join(own).split()), " ".join("".join(linked).split())
        own.clear()
        linked.clear()
        if text or link:
            open_ones[-1] += _weight_of(text, link, of_paragraph=of_paragraph)

    for event, element in etree.iterwalk(body, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        if element.tag in BLOCKS or element.tag == "br":
            close_line(of_paragraph=event == "end" and element.tag == "p")
        if event == "start":
            open_ones.append(Weight())
            leads = leads_on(element)
            inside_link += leads
            open_ones[-1].links += leads
            (linked if inside_link else own).append(element.text or "")
            continue
        if element.tag == "body" or element is body:
            close_line()
        inside_link -= leads_on(element)
        found[element] = open_ones.pop()
        open_ones[-1] += found[element]
        if element is not body:
            (linked if inside_link else own).append(element.tail or "")
    return found


def leads_on(element: HtmlElement) -> bool:
    """Say whether an element is a link to other pages; one to a file, or whose text is an address, is part of what a text says."""
    return element.tag == "a" and not is_to_file(element) and not _ADDRESS.match(text_of(element))


def is_to_file(element: HtmlElement) -> bool:
    """Say whether an element is a link to a file, which what it stands in is about."""
    return element.tag == "a" and bool(_FILE.search(element.get("href") or ""))


def _weight_of(own: str, linked: str, *, of_paragraph: bool) -> Weight:
    words = words_in(own)
    ends = bool(_SENTENCE_END.search(own))
    is_prose = (ends and words >= 6) or words >= 15
    is_sentence = ((ends or (of_paragraph and len(own) > len(linked))) and words >= 3) or words >= 8
    size = len(own) + len(linked)
    return Weight(size, len(linked), size if is_prose else 0, size if is_sentence else 0)
