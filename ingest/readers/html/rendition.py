"""Web pages as they are shown: the elements of the main text, numbers of lists as text, tables that lay a page out dissolved."""

from lxml import etree
from lxml.html import HtmlElement, tostring

from ingest.readers.draft import Draft
from ingest.readers.html.around import main_text
from ingest.readers.html.grids import is_data
from ingest.readers.html.lists import mark_of
from ingest.readers.html.page import level_of, parsed, show_without_scripts
from ingest.readers.html.seen import keep_what_is_seen
from ingest.readers.shared.mathml import formula

_LAYOUT = ("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col")


def render_html(content: bytes) -> str:
    """Give the HTML of what `read_html` reads."""
    page, draft = parsed(content), Draft()
    keep_what_is_seen(page, draft)
    main = main_text(page, draft)
    if not "".join(main.itertext()).strip():
        main = parsed(content)
        show_without_scripts(main)
    return rendered(main)


def rendered(main: HtmlElement) -> str:
    """Give the HTML of an element whose text is all to be shown."""
    for table in [*main.iter("table")]:
        if not is_data(table):
            _dissolve(table)
    for item in [*main.iter("li")]:
        if (mark := mark_of(item)) not in ("", "- "):
            item.text = f"{mark}{(item.text or '').lstrip()}"
    for element in [*main.iter(etree.Element)]:
        if level := level_of(element):
            element.tag = f"h{level}"
        elif element.tag == "math":
            tail, text = element.tail, formula(element)
            element.clear()
            element.tag, element.text, element.tail = "span", text, tail
        elif element.get("data-lines") == "kept" and not any(True for _ in element.iterchildren(etree.Element)):
            element.tag = "pre"
    return str(tostring(main, encoding="unicode", with_tail=False))


def _dissolve(table: HtmlElement) -> None:
    """Let the cells of a table that lays a page out be parts of the page."""
    inner = {element for nested in table.iterdescendants("table") for element in nested.iter(*_LAYOUT)}
    for element in [*table.iter(*_LAYOUT)]:
        if element not in inner:
            element.tag = "div"
