"""What elements of web pages are called by their class or id, which is a hint and no proof: no text is left out for its name alone."""

import re

from lxml.html import HtmlElement

_MARKED = re.compile(
    r"(^|[\s_-])(nav|navbar|navbox|navigation|menu|breadcrumbs?|crumbs?|sidebar|footer|foot|share|sharing|social|cookies?|"
    r"recommend(ed|ation)?s?|advert(isement)?s?|ads?|pagination|pager|toc|toolbar|skip|login|search|subscribe|newsletter|mw-editsection|"
    r"mw-jump-link|catlinks|printfooter|sitesub|copyright)($|[\s_-])",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"(^|[\s_-])(sidebars?|aside)($|[\s_-])", re.IGNORECASE)
_BESIDE = re.compile(
    r"(^|[\s_-])(author|bio|related|newsletter|subscri\w+|promo\w*|cta|widgets?|donat\w+|sidebar\w*|\w*footer\w*|copyright\w*|"
    r"signup|sponsor\w*)($|[\s_-])",
    re.IGNORECASE,
)


def is_marked(element: HtmlElement) -> bool:
    """Say whether an element is called a part of a site: navigation, a menu, a bar of shares."""
    return bool(_MARKED.search(names_of(element)))


def is_column(element: HtmlElement) -> bool:
    """Say whether an element is called a column beside a text."""
    return element.tag == "aside" or bool(_COLUMN.search(names_of(element)))


def is_called_beside(element: HtmlElement) -> bool:
    """Say whether an element is called what stands beside or under a text."""
    return element.tag in ("aside", "footer") or is_marked(element) or bool(_BESIDE.search(names_of(element)))


def names_of(element: HtmlElement) -> str:
    """Give the classes and the id of an element in one line."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"
