"""Web pages: the main text with its headings, lists and tables, without what a site puts around it."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from ingest.errors import NothingToIndexError
from ingest.files.encoding import decode
from ingest.metadata.dates import date_in
from ingest.readers.draft import Draft, Line
from ingest.readers.tables import Cell, table_lines

_DROPPED = """
    script style noscript template nav footer aside iframe object embed svg math canvas audio video button select textarea input
    dialog link meta head map area progress
""".split()
_NOISE = re.compile(
    r"(^|[\s_-])(nav|navbar|navbox|navigation|menu|breadcrumbs?|crumbs?|sidebar|footer|foot|share|sharing|social|cookies?|comments?|"
    r"recommend(ed|ation)?s?|advert(isement)?s?|ads?|pagination|pager|toc|toolbar|skip|login|search|subscribe|newsletter|mw-editsection|"
    r"mw-jump-link|catlinks|reflist|reference|noprint|printfooter|sitesub|hatnote|copyright)($|[\s_-])",
    re.IGNORECASE,
)
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alert"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCKS = set(
    """
    address article blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 header hr html
    li main ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SITE_NAME = re.compile(r"(\s*[|_–—»]\s*|\s+-\s+)[^|_–—»]{1,40}$")
_TITLES = ("articletitle", "og:title", "dc.title", "dcterms.title", "citation_title")
_DATES = ("pubdate", "publishdate", "article:published_time", "dcterms.issued", "dc.date.issued", "dcterms.date", "dc.date", "date")
_ISSUERS = ("contentsource", "dcterms.publisher", "dc.publisher", "dc.creator", "dcterms.creator", "publisher")


def read_html(content: bytes) -> Draft:
    """Read a web page. Nothing is fetched and no script is run."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        page = document_fromstring(decode(content).encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise NothingToIndexError("There is no text in the page.") from error
    named = _named(page)
    title = _titled(page, next((named[key] for key in _TITLES if named.get(key)), ""))
    _drop_noise(page)
    return Draft(
        lines=list(_Flow().lines_of(_main(page))),
        properties={
            "title": title,
            "issuer": next((named[key] for key in _ISSUERS if named.get(key)), ""),
            "issued": next((found for key in _DATES if (found := date_in(named.get(key, "")))), ""),
        },
    )


def _named(page: HtmlElement) -> dict[str, str]:
    """Give the page's <meta> values by their lower-case names."""
    return {
        (meta.get("name") or meta.get("property") or "").lower(): " ".join((meta.get("content") or "").split())
        for meta in page.iter("meta")
    }


def _titled(page: HtmlElement, named: str) -> str:
    """Give the page's own heading where its title begins with it, else the title without the site's name."""
    headings = [text for heading in page.iter("h1") if (text := _text(heading))]
    title = named or next((_text(title) for title in page.iter("title")), "")
    if headings and (len(headings) == 1 or title.startswith(headings[0])):
        return headings[0]
    return named if named and not headings else _SITE_NAME.sub("", title)


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())


def _drop_noise(page: HtmlElement) -> None:
    whole = max(1, len(_text(page)))
    for element in list(page.iter(etree.Element)):
        if element.getparent() is None or element.tag in ("html", "body"):
            continue
        if element.tag in _DROPPED or _is_noise(element, whole) or _is_link_list(element):
            element.drop_tree()


def _is_noise(element: HtmlElement, whole: int) -> bool:
    hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style") or "")
    site_header = element.tag == "header" and not any(True for _ in element.iter("h1", "h2"))
    marked = element.get("role") in _ROLES or _NOISE.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    if not (hidden or site_header or marked):
        return False
    return bool(hidden) or len(_text(element)) < 0.3 * whole


def _is_link_list(element: HtmlElement) -> bool:
    """Say whether a block is little else than links: a menu, whatever it is called."""
    if element.tag not in ("ul", "ol", "div", "table", "section", "p"):
        return False
    links = [_text(link) for link in element.iter("a")]
    if len(links) < 4:
        return False
    text = _text(element)
    return sum(map(len, links)) > 0.8 * len(text) and not re.search(r"[.。](\s|$)", text)


def _main(page: HtmlElement) -> HtmlElement:
    """Give the element that holds the main text: the largest <main> or <article> with half of the text, else the body."""
    found = page.find("body")
    body = page if found is None else found
    candidates = [*body.iter("main", "article"), *body.xpath(".//*[@role='main']")]
    largest = max(candidates, key=lambda element: len(_text(element)), default=body)
    return largest if len(_text(largest)) >= 0.5 * len(_text(body)) else body


class _Flow:
    """Walks an element and gives its text line by line."""

    def __init__(self) -> None:
        self._words: list[str] = []

    def lines_of(self, element: HtmlElement) -> Iterator[Line]:
        yield from self._walk(element)
        yield from self._flush()

    def _walk(self, element: HtmlElement) -> Iterator[Line]:
        tag = element.tag
        if tag in _HEADINGS:
            yield from self._flush()
            yield from (Line(""), Line(_text(element), _HEADINGS[tag]), Line(""))
            return
        if tag == "table" and _is_data(element):
            yield from self._flush()
            yield from (Line(""), *map(Line, _rows(element)), Line(""))
            return
        if tag in _BLOCKS:
            yield from self._flush()
            yield from [Line("")] if tag in ("p", "table", "blockquote", "pre", "section", "article") else []
        if tag == "br":
            yield from self._flush()
        self._words.append(_list_mark(element) + (element.text or ""))
        for child in element.iterchildren(etree.Element):
            yield from self._walk(child)
            self._words.append(child.tail or "")
        if tag in _BLOCKS:
            yield from self._flush()
            yield from [Line("")] if tag in ("p", "table", "blockquote", "pre", "ul", "ol", "dl") else []

    def _flush(self) -> Iterator[Line]:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if text and text != "-":
            yield Line(text)


def _list_mark(element: HtmlElement) -> str:
    if element.tag != "li":
        return ""
    parent = element.getparent()
    if parent is None or parent.tag != "ol":
        return "- "
    return f"({_span(parent.get('start')) + sum(1 for before in element.itersiblings('li', preceding=True))}) "


def _is_data(table: HtmlElement) -> bool:
    """Say whether a table holds data rather than the page's layout."""
    if any(True for _ in table.iterdescendants("table", "h1", "h2", "ul", "ol")):
        return False
    widths = [len(row.xpath("./td|./th")) for row in table.iter("tr")]
    longest = max((len(_text(cell)) for cell in table.iter("td")), default=0)
    return bool(widths) and max(widths) > 1 and longest < 1200


def _rows(table: HtmlElement) -> Iterator[str]:
    """Give a table's caption and rows as lines."""
    yield from (_text(caption) for caption in table.iter("caption"))
    yield from table_lines([[_cell(cell) for cell in row.xpath("./td|./th")] for row in table.iter("tr")])


def _cell(cell: HtmlElement) -> Cell:
    text = " ".join("".join(_strings(cell)).split())
    is_bold = bool(text) and len(text) == sum(len(_text(bold)) for bold in cell.iterchildren("b", "strong"))
    return Cell(text, _span(cell.get("colspan")), _span(cell.get("rowspan")), cell.tag == "th" or is_bold or _is_under(cell, "thead"))


def _strings(element: HtmlElement) -> Iterator[str]:
    """Give the text under an element, with a space wherever a browser begins another line."""
    yield element.text or ""
    for child in element.iterchildren(etree.Element):
        parts = child.tag == "br" or child.tag in _BLOCKS
        yield " " if parts else ""
        yield from _strings(child)
        yield (" " if parts else "") + (child.tail or "")


def _is_under(element: HtmlElement, tag: str) -> bool:
    return any(True for _ in element.iterancestors(tag))


def _span(value: str | None) -> int:
    return min(int(value), 1000) if value and value.isascii() and value.isdigit() and value != "0" else 1
