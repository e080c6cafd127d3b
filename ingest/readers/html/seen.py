"""What of a web page is seen: hidden and struck words out, and accounted for; folded parts, which a reader unfolds, in."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.draft import Draft
from ingest.readers.html.elements import BLOCKS, FIELDS, HEADINGS, remove, shown, text_of, words_in
from ingest.readers.html.forms import chosen_in, is_filled_in, own_value
from ingest.readers.html.styles import Color, Properties, Styles, alike, color_in, hides, is_clear, strikes
from language.messages import Message, message

_HIDDEN = message("hidden text")
_STRUCK = message("struck or deleted text")
_SCRIPTS = message("scripts and styles")
_PICTURES = message("pictures")
_DIAGRAMS = message("a diagram that is not read")
_AROUND = message("what a web site puts around a text")
_EMBEDDED = message("an embedded file that is not read")
_CODE = {"script", "style", "template", "noscript"}
_HEAD = {"title", "base", "link", "meta"}
_FILES = {"iframe", "object", "embed", "audio", "video"}
_PLAYED = {*_FILES, "rp", "rt", "rtc"}
_GAUGES = {"meter", "progress"}
_STRUCK_TAGS = {"s", "strike", "del"}
_CONTROLS = {"button", "select", "input", "textarea", "datalist"}
_OVERLAYS = {"dialog", "alertdialog", "menu", "menubar", "search", "navigation", "tooltip"}
_FOLDS = re.compile(
    r"(?:^|[\s_-])(?:collaps\w*|accordi?on\w*|fold\w*|tab|tabs|tabpanel|pane|panel|expand\w*|toggle\w*|faq\w*|answer\w*|spoiler\w*|"
    r"details?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OF_TABLES = {
    "table": "table",
    "grid": "table",
    "rowgroup": "tbody",
    "row": "tr",
    "columnheader": "th",
    "rowheader": "th",
    "cell": "td",
    "gridcell": "td",
}
_TARGETS = ("aria-controls", "data-target", "data-bs-target", "data-controls", "href", "for")
_WHITE = (255, 255, 255)
_FEWEST_WORDS = 3
_MOSTLY = 0.9


def keep_what_is_seen(page: HtmlElement, draft: Draft, whole: int = 0) -> None:
    """Take out of a page, or of a part of a text with `whole` characters, what a reader does not see in it, or sees struck through."""
    _Sight(page, draft, whole).clear()


class _Sight:
    def __init__(self, page: HtmlElement, draft: Draft, whole: int) -> None:
        self._page, self._draft = page, draft
        self._styles = Styles(page)
        self._unfolding = set(_unfolding(page))
        self._filled = set(filter(is_filled_in, page.iter("form")))
        self._whole = max(1, whole, len("".join(page.itertext())))

    def clear(self) -> None:
        dropped: list[tuple[HtmlElement, Message | None]] = []
        stack: list[tuple[HtmlElement, Color | None]] = [(self._page, _WHITE)]
        while stack:
            element, behind = stack.pop()
            properties = self._styles.of(element)
            behind = _background(element, properties, behind)
            out, kind = self._fate(element, properties, behind)
            if out and kind is _AROUND and self._is_box(element):
                box = "☑" if element.get("checked") is not None else "☐"
                element.tag, element.text = "span", box
            elif out and kind is _AROUND and (value := self._value(element)):
                tail = element.tail
                element.clear()
                element.tag, element.text, element.tail = "span", value, tail
            elif out:
                dropped.append((element, kind))
            else:
                _keep_style(element, properties)
                stack += [(child, behind) for child in element.iterchildren(etree.Element, reversed=True)]
        for element, kind in dropped:
            self._account(element, kind)
            if element.tag in _CONTROLS:
                self._note_field(element)
            remove(element)

    def _fate(self, element: HtmlElement, properties: Properties, behind: Color | None) -> tuple[bool, Message | None]:
        """Say whether an element is to be left out, and as what; None where it is no text."""
        tag = element.tag
        if tag in _CODE and not (tag == "template" and element.get("shadowrootmode")):
            return True, _SCRIPTS
        if tag in _HEAD:
            return True, None
        if tag in ("img", "svg", "canvas", "area") or (tag in _GAUGES and not text_of(element)):
            return True, _DIAGRAMS if tag == "svg" and _has_labels(element) else _PICTURES
        if tag in _PLAYED:
            return True, _EMBEDDED if tag in _FILES else None
        if tag in _CONTROLS and not _is_fold_control(element) and not (tag == "textarea" and words_in(text_of(element)) > 8):
            return True, _AROUND
        if tag in ("html", "body"):
            return False, None
        if (tag in _STRUCK_TAGS or strikes(properties)) and len(text_of(element)) < _MOSTLY * self._whole:
            return True, _STRUCK
        if self._is_hidden(element, properties) and not self._is_folded(element):
            return True, _HIDDEN
        return self._is_of_its_background(element, properties, behind), _HIDDEN

    def _is_box(self, control: HtmlElement) -> bool:
        """Say whether a control is a box that the text has: ticked, or one that nobody is to tick, or of no form and unfolding nothing."""
        if control.get("type") not in ("checkbox", "radio") or self._is_hidden(control, self._styles.of(control)):
            return False
        is_told = control.get("checked") is not None or control.get("disabled") is not None
        around = next(control.iterancestors("form", "nav", "header"), None)
        return around in self._filled or (around is None and (is_told or control.get("id") not in self._unfolding))

    def _value(self, control: HtmlElement) -> str:
        """Give what stands in a field that is a part of the text: of a form that is filled in, or of none."""
        around = next(control.iterancestors("form", "nav", "header", "footer", "aside"), None)
        if (around is not None and around not in self._filled) or self._is_hidden(control, self._styles.of(control)):
            return ""
        if control.tag == "select":
            return chosen_in(control) if around is not None else ""
        return own_value(control) if around is not None or control.tag == "input" else ""

    def _note_field(self, control: HtmlElement) -> None:
        """Note in a form that is not filled in that it has a field to write in."""
        if control.tag == "textarea" or control.xpath(FIELDS):
            for form in control.iterancestors("form"):
                if form not in self._filled:
                    form.set("data-asks", "1")

    def _is_hidden(self, element: HtmlElement, properties: Properties) -> bool:
        if element.tag == "dialog" and element.get("open") is None:
            return True
        if element.get("aria-hidden") == "true" and (words_in(text_of(element)) < 1 or "katex-html" in (element.get("class") or "")):
            return True
        return element.get("hidden") is not None or hides(properties)

    def _is_folded(self, element: HtmlElement) -> bool:
        """Say whether a part that is not shown is there to be unfolded by whoever reads."""
        if element.get("role") in _OVERLAYS or element.tag == "dialog" or element.xpath(FIELDS):
            return False
        own = shown(element)
        linked = sum(len(shown(link)) for link in element.iter("a"))
        if not own or linked > 0.5 * len(own):
            return False
        if element.get("hidden") == "until-found" or element.get("role") == "tabpanel" or element.get("aria-labelledby"):
            return True
        if element.get("id") in self._unfolding or (
            words_in(own) >= _FEWEST_WORDS and _FOLDS.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        ):
            return True
        before, around = element.getprevious(), element.getparent()
        if around is not None and _FOLDS.search(around.get("class") or ""):
            return True
        return before is not None and any(map(_is_fold_control, before.iter(etree.Element)))

    def _is_of_its_background(self, element: HtmlElement, properties: Properties, behind: Color | None) -> bool:
        color = color_in(properties.get("color") or (element.get("color") if element.tag == "font" else None) or "")
        if not is_clear(properties) and (color is None or behind is None or not alike(color, behind)):
            return False
        if self._styles.has_others and any(one.get("class") or one.get("id") for one in _up(element) if one.tag not in ("html", "body")):
            return False
        return not any(_paints(self._styles.of(child)) or child.get("bgcolor") for child in element.iterdescendants(etree.Element))

    def _account(self, element: HtmlElement, kind: Message | None) -> None:
        text = shown(element)
        if kind in (_SCRIPTS, _PICTURES, _EMBEDDED):
            self._draft.leave_out(kind, element.get("alt") or element.get("src") or _gauged(element) or text)
        elif kind is _AROUND and text:
            self._draft.leave_out(kind, text)
        elif kind and text:
            is_shown_elsewhere = kind is _HIDDEN and (
                words_in(text) < _FEWEST_WORDS or element.tag == "dialog" or bool(element.xpath(FIELDS))
            )
            self._draft.leave_out(kind, text, tell=not is_shown_elsewhere)


def _gauged(element: HtmlElement) -> str:
    """Give what a bar of a page shows: its value, and what it is of."""
    return " / ".join(value for name in ("value", "max") if element.tag in _GAUGES and (value := element.get(name)))


def _has_labels(drawing: HtmlElement) -> bool:
    return sum(words_in(text_of(label)) for label in drawing.iter("text", "{*}text")) > 1


def _unfolding(page: HtmlElement) -> Iterator[str]:
    """Give the ids of the parts that a control of the page shows."""
    for element in page.iter("a", "button", "label", "summary", "div", "span", "li", *HEADINGS):
        for name in _TARGETS:
            if value := element.get(name):
                yield from (one.lstrip("#") for one in value.split() if name != "href" or one.startswith("#"))


def _is_fold_control(element: HtmlElement) -> bool:
    """Say whether an element unfolds another: its text is the name of that part."""
    if element.tag == "summary" or element.get("aria-expanded") is not None:
        return element.get("aria-haspopup") is None
    if element.tag == "label" or (element.get("onclick") and element.tag != "a"):
        return True
    if any(element.get(name) for name in ("aria-controls", "data-target", "data-bs-target")):
        return True
    if element.tag == "button":
        around = element.getparent()
        return (around is not None and around.tag in HEADINGS) or bool(_FOLDS.search(element.get("class") or ""))
    return element.get("role") in ("tab", "button") and element.tag != "a"


def _background(element: HtmlElement, properties: Properties, behind: Color | None) -> Color | None:
    """Give the colour behind an element; None where it is not known: a picture."""
    value = f"{properties.get('background', '')} {properties.get('background-color', '')} {element.get('bgcolor') or ''}"
    if "url(" in value or "gradient" in value or properties.get("background-image", "none") != "none" or element.get("background"):
        return None
    if not value.strip() or re.fullmatch(r"(?:transparent|none|inherit|initial|0)", value.strip()):
        return behind
    return color_in(value) if value.strip() != "transparent" else behind


def _paints(properties: Properties) -> bool:
    return any(name in properties for name in ("color", "background", "background-color"))


def _up(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _keep_style(element: HtmlElement, properties: Properties) -> None:
    """Write into an element what its style says of its text, for those who give the lines."""
    if properties.get("white-space", "").startswith(("pre", "break-spaces")) and element.tag in BLOCKS:
        element.set("data-lines", "kept")
    if properties.get("vertical-align") in ("super", "sub") and element.tag not in BLOCKS:
        element.tag = "sup" if properties["vertical-align"] == "super" else "sub"
    if element.tag in ("div", "span") and (part := _OF_TABLES.get(element.get("role") or "")):
        element.tag = part
    if element.tag == "q":
        _quote(element)
    if marker := properties.get("list-style-type") or properties.get("list-style"):
        element.set("data-marker", marker)


def _quote(element: HtmlElement) -> None:
    """Write the marks around words that a browser puts between marks of quotation."""
    element.tag, element.text = "span", f"\u201c{element.text or ''}"
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}\u201d"
    else:
        element.text += "\u201d"
