"""Web pages: the main text with its headings, lists and tables, without what a site puts around it."""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.errors import NothingToIndexError
from ingest.files.encoding import decode
from ingest.metadata.dates import date_in
from ingest.readers.draft import Draft, Line
from ingest.readers.html.around import main_text
from ingest.readers.html.counters import Counters
from ingest.readers.html.elements import BLOCKS, HEADINGS, text_of
from ingest.readers.html.grids import is_data, rows_of
from ingest.readers.html.lists import mark_of
from ingest.readers.html.raised import set_off_figures
from ingest.readers.html.seen import keep_what_is_seen
from ingest.readers.html.tex import write_formulas
from language.text.joining import is_unspaced

_PREFORMATTED = ("pre", "listing", "xmp", "plaintext")
_PARTED_BEFORE = ("p", "table", "blockquote", "section", "article", *_PREFORMATTED)
_PARTED_AFTER = ("p", "table", "blockquote", "ul", "ol", "dl", *_PREFORMATTED)
_SITE_NAME = re.compile(r"(?<!\s)(\s*+[|_–—»]\s*|\s++-\s+)[^|_–—»]{1,40}$")
_BULLET = "- "
_TITLES = ("articletitle", "og:title", "dc.title", "dcterms.title", "citation_title")
_DATES = ("pubdate", "publishdate", "article:published_time", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "date")
_ISSUERS = ("contentsource", "dcterms.publisher", "dc.publisher", "dc.creator", "dcterms.creator", "publisher")


def read_html(content: bytes, *, is_of_a_site: bool = True) -> Draft:
    """Read a web page; where it is of no site, nothing stands around its text. Nothing is fetched and no script is run."""
    page = parsed(content)
    alive = [*page.iter()]  # else lxml makes each element anew whenever one comes by it
    named = _named(page)
    write_formulas(page)
    _part_words_of_headings(page)
    title = _titled(page, next((named[key] for key in _TITLES if named.get(key)), ""))
    draft = Draft(
        properties={
            "title": title,
            "issuer": next((named[key] for key in _ISSUERS if named.get(key)), ""),
            "issued": next((found for key in _DATES if (found := date_in(named.get(key, "")))), ""),
        },
    )
    counters = Counters(page)
    keep_what_is_seen(page, draft)
    counters.write(page)
    set_off_figures(page, draft)
    draft.lines = list(_Flow().lines_of(main_text(page, draft) if is_of_a_site else page))
    del alive
    return draft if any(line.text for line in draft.lines) else _of_scripts(parsed(content), draft)


def lines_of(part: str, draft: Draft, whole: int) -> list[Line]:
    """Give the lines of HTML in another text, which has `whole` characters."""
    page = document_fromstring(f"<div>{part}</div>", parser=HTMLParser(remove_comments=True, remove_pis=True, no_network=True))
    keep_what_is_seen(page, draft, whole)
    set_off_figures(page, draft)
    return list(_Flow().lines_of(page))


def parsed(content: bytes) -> HtmlElement:
    """Give the page; raises NothingToIndexError where it is empty."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        page = document_fromstring(decode(content).encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NothingToIndexError("There is no text in the page.") from error
    body = page.find("body")
    for after_its_end in [*page.itersiblings(etree.Element)]:  # as on pages that close <html> after their head
        after_its_end.tag = "div"
        (page if body is None else body).append(after_its_end)
    return page


def _of_scripts(page: HtmlElement, draft: Draft) -> Draft:
    """Give what a page without any other text shows where no scripts run."""
    show_without_scripts(page)
    lines = list(_Flow().lines_of(page))
    return replace(draft, lines=lines) if any(line.text for line in lines) else draft


def show_without_scripts(page: HtmlElement) -> None:
    """Let a page hold what it shows where no scripts run."""
    for element in [*page.iter("noscript", "template")]:
        element.tag = "div"
    etree.strip_elements(page, "script", "style", "head", with_tail=False)


def _named(page: HtmlElement) -> dict[str, str]:
    """Give the page's <meta> values by their lower-case names."""
    return {
        (meta.get("name") or meta.get("property") or "").lower(): " ".join((meta.get("content") or "").split())
        for meta in page.iter("meta")
    }


def _titled(page: HtmlElement, named: str) -> str:
    """Give the page's own heading where its title begins with it, else the title without the site's name."""
    headings = [text for heading in page.iter("h1") if (text := text_of(heading))]
    title = named or next((text_of(title) for title in page.iter("title")), "")
    if headings and (len(headings) == 1 or title.startswith(headings[0])):
        return headings[0]
    return named if named and not headings else _SITE_NAME.sub("", title)


def _part_words_of_headings(page: HtmlElement) -> None:
    """Let white part the words of headings where their lines and blocks do."""
    for heading in page.iter(*HEADINGS):
        for part in heading.iterdescendants("br", *BLOCKS):
            before = part.getprevious()
            start = (before.tail if before is not None else heading.text) or ""
            part.tail = f"{_white(start, part.tail)}{part.tail or ''}"
            part.text = None if part.tag == "br" else f"{_white(start, part.text)}{part.text or ''}"


def _white(before: str, after: str | None) -> str:
    """Give what parts two texts in a line: nothing where both are of scripts that part no words."""
    one, other = before.rstrip()[-1:], (after or "").lstrip()[:1]
    return "" if one and other and is_unspaced(one) and is_unspaced(other) else " "


class _Flow:
    """Walks an element and gives its text line by line."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._mark = ""  # of an item whose text is still to come
        self._keeps_lines = 0

    def lines_of(self, element: HtmlElement) -> Iterator[Line]:
        yield from self._walk(element)
        yield from self._flush()

    def _walk(self, element: HtmlElement) -> Iterator[Line]:
        tag = element.tag
        if level := level_of(element):
            yield from self._flush()
            yield from (Line(""), Line(self._marked(text_of(element)), level), Line(""))
            return
        if tag == "table" and is_data(element):
            yield from self._flush()
            yield from self._unused_mark()
            yield from (Line(""), *map(Line, rows_of(element)), Line(""))
            return
        if tag in BLOCKS:
            yield from self._flush()
            yield from [Line("")] if tag in _PARTED_BEFORE else []
        keeps_lines = tag in _PREFORMATTED or element.get("data-lines") == "kept"
        self._keeps_lines += keeps_lines
        if tag == "br":
            yield from self._break(element)
        if tag == "li":
            self._mark = ("" if self._mark == _BULLET else self._mark) + mark_of(element)
        self._words.append(element.text or "")
        for child in element.iterchildren(etree.Element):
            yield from self._walk(child)
            self._words.append(child.tail or "")
        if tag in BLOCKS:
            yield from self._flush()
            yield from self._unused_mark() if tag == "li" else []
            yield from [Line("")] if tag in _PARTED_AFTER else []
        self._keeps_lines -= keeps_lines

    def _break(self, element: HtmlElement) -> Iterator[Line]:
        """End the line; a second break after it parts paragraphs."""
        yield from self._flush()
        before = element.getprevious()
        if before is not None and before.tag == "br" and not (before.tail or "").strip():
            yield Line("")

    def _flush(self) -> Iterator[Line]:
        text = "".join(self._words)
        self._words.clear()
        if self._keeps_lines and text.strip():
            yield from (Line(line.strip()) for line in self._marked(text.strip("\n")).split("\n"))
            return
        if text := " ".join(text.split()):
            yield Line(self._marked(text))

    def _marked(self, text: str) -> str:
        """Give a text after the mark of its item where it is the item's first."""
        mark, self._mark = self._mark, ""
        return mark + text

    def _unused_mark(self) -> Iterator[Line]:
        if mark := self._marked("").strip().removesuffix(_BULLET.strip()):
            yield Line(mark)


def level_of(element: HtmlElement) -> int:
    """Give the level of a heading, 0 for all else."""
    if element.get("role") == "heading":
        level = element.get("aria-level") or "2"
        return int(level) if level in "123456" else 2
    return HEADINGS.get(str(element.tag), 0)
