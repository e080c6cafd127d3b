"""Lists that belong to a text: those that words announce, and what stands alone around one."""

from lxml.html import HtmlElement

from ingest.readers.html.elements import text_of, words_in


def is_list(element: HtmlElement) -> bool:
    """Say whether an element is a list, or holds one and nothing else."""
    return element.tag in ("ul", "ol") or (_holds_one(element) and element[0].tag in ("ul", "ol"))


def _holds_one(element: HtmlElement) -> bool:
    return element.tag == "div" and len(element) == 1 and not (element.text or "").strip()


def alone(element: HtmlElement) -> HtmlElement:
    """Give the outermost element that holds an element and nothing else."""
    around = element.getparent()
    while around is not None and _holds_one(around):
        element, around = around, around.getparent()
    return element


def is_of_item(element: HtmlElement) -> bool:
    around = element.getparent()
    return element.tag == "p" and around is not None and around.tag == "li"


def is_introduced(element: HtmlElement) -> bool:
    """Say whether a list, or a paragraph, follows words that announce it."""
    if not (element.tag == "p" or is_list(element)):
        return False
    element = alone(element)
    before, around = element.getprevious(), element.getparent()
    if before is not None:
        said = (before.tail or "").strip() or text_of(before)
    else:
        said = ((around.text if around is not None else "") or "").strip()
    return said.endswith((":", "\uff1a")) and (element.tag == "p" or words_in(said) > 3)
