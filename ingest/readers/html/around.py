"""What a site puts around a text, told by what it holds: links, controls and words, and no paragraphs."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.draft import Draft
from ingest.readers.html.called import is_called_beside, is_column, is_marked, names_of
from ingest.readers.html.contents import is_contents
from ingest.readers.html.elements import BLOCKS, HEADINGS, remove, shown, text_of, words_in
from ingest.readers.html.introduced import alone, is_introduced, is_list, is_of_item
from ingest.readers.html.remarks import calls_for_remarks, is_named, remarks_in
from ingest.readers.html.teasers import is_teasers
from ingest.readers.html.titles import titles_of
from ingest.readers.html.weights import Weight, is_to_file, leads_on, weights_of
from language.lexicon import pattern_of
from language.messages import Message, message

AROUND = message("what a web site puts around a text")
REMARKS = message("remarks of readers")
TEASERS = message("teasers of other pages")
_CONTENTS = message("table of contents")
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog", "alertdialog"}
_CONTAINERS = {
    "div",
    "section",
    "aside",
    "ul",
    "ol",
    "table",
    "p",
    "td",
    "tr",
    "tbody",
    "dl",
    "nav",
    "form",
    "header",
    "footer",
    "li",
    "span",
}
_PARTS = {"li", "td", "tr", "tbody", "span"}
_ROWS = {"tr", "tbody", "td"}
_HOLDERS = ("div", "section", "article", "main", "form", "table", "tbody", "tr", "td", "center")
_MOST_LINKED = 0.8
_FEWEST_LINKS = 4
_FEWEST_WORDS = 4
_RATHER_LINKED = 0.4
_MOST = 0.7
_HALF = 0.5
_LITTLE = 0.3
_TRIFLE = 0.03
_LITTLE_PROSE = 250  # characters
_LONGEST_FOOT = 1_000  # characters


def main_text(page: HtmlElement, draft: Draft) -> HtmlElement:
    """Take what stands around the text out of a page, account for it, and give the element that holds the main text."""
    return _Around(page, draft).main()


class _Around:
    def __init__(self, page: HtmlElement, draft: Draft) -> None:
        found = page.find("body")
        self._body = page if found is None else found
        self._draft = draft
        self._titles = titles_of(page, draft.properties.get("title", ""))
        self._weights = weights_of(self._body)
        self._drop_remarks()
        self._whole = self._of(self._body)
        core = self._core()
        self._in_core = {*core.iter(etree.Element), *core.iterancestors()}

    def _drop_remarks(self) -> None:
        for element in remarks_in(self._body, self._weights):
            around = element.getparent()
            self._take_out(element, REMARKS)
            while around is not self._body and around is not None and self._of(around).prose < _LITTLE_PROSE and calls_for_remarks(around):
                element, around = around, around.getparent()
                self._take_out(element, REMARKS)

    def _of(self, element: HtmlElement) -> Weight:
        return self._weights.get(element) or Weight()

    def _core(self) -> HtmlElement:
        """Give the smallest element that holds most of the paragraphs, but for those of lesser columns called beside a text."""
        core, whole = self._body, self._whole.prose
        while True:
            holders = [*core.iterchildren(*_HOLDERS)]
            inner = max(holders, key=lambda one: self._of(one).prose, default=None)
            if inner is None:
                return core
            least = self._of(inner).prose
            beside = sum(self._of(one).prose for one in holders if one is not inner and is_column(one) and self._of(one).prose < least)
            whole -= beside
            if least <= _MOST * whole and not (beside and least > _MOST * (self._of(core).prose - beside)):
                return core
            core = inner

    def main(self) -> HtmlElement:
        self._drop_around()
        for element in list(_outside(self._body, self._scope())):
            if not self._is_head(element):
                self._take_out(element)
        self._drop_beyond()
        return self._body

    def _drop_beyond(self) -> None:
        """Take out what stands outside of the element with most of the paragraphs and says little: teasers, boxes of authors, prompts."""
        core, whole = self._core(), self._of(self._body)
        weight = self._of(core)
        if core is self._body or weight.text - weight.linked <= _HALF * (whole.text - whole.linked):
            return
        path = [core, *core.iterancestors()]
        path = path[: path.index(self._body)]
        targets = {link.get("href", "")[1:] for link in core.iter("a") if link.get("href", "").startswith("#")}
        is_titled = not any(True for one in self._body.iter("h1")) or any(True for _ in core.iter("h1"))
        dropped: list[HtmlElement] = []
        for step in reversed(path):
            before = [*step.itersiblings(etree.Element, preceding=True)]
            for one in reversed(before):
                is_titled = is_titled or any(True for _ in one.iter("h1"))
                if self._is_beyond(one, step, targets) and not (self._holds_title(one) or (is_titled and self._is_of_head(one))):
                    dropped.append(one)
        for step in path:
            dropped += [one for one in step.itersiblings(etree.Element) if self._is_beyond(one, step, targets, is_after=is_titled)]
        gone = set(dropped)
        headings = (one for step in path for one in step.itersiblings(*HEADINGS, preceding=True))
        headings_after = (one for step in path for one in step.itersiblings(*HEADINGS))
        dropped += [one for one in (*headings, *headings_after) if one.getnext() in gone and one not in gone and one.tag != "h1"]
        for element in dropped:
            self._take_out(element)

    def _holds_title(self, element: HtmlElement) -> bool:
        return element.tag != "nav" and any(title in self._titles for title in element.iter("h1"))

    def _is_of_head(self, element: HtmlElement) -> bool:
        """Say whether what stands between the title and the text is of its head: a date, a source, a summary."""
        weight = self._of(element)
        return weight.linked <= _HALF * weight.text

    def _is_beyond(self, element: HtmlElement, step: HtmlElement, targets: set[str], *, is_after: bool = False) -> bool:
        weight, whole = self._of(element), self._of(self._body)
        is_called = is_after and is_called_beside(element)
        if not weight.text or element.tag in HEADINGS or (self._holds_title(element) and not is_called):
            return False
        is_rather_linked = weight.linked > _LITTLE * weight.text
        if weight.prose >= _TRIFLE * whole.prose and not (is_rather_linked or is_called):
            return False
        if element.tag not in _CONTAINERS - {"p", "table", "dl"} | {"article", "main"}:
            return weight.linked > _HALF * weight.text or not weight.sentences
        if not (is_rather_linked or is_called) and _is_alike(element, step):
            return False
        links = [*element.iter("a")]
        if _is_of_data(element) or any(map(is_to_file, links)):
            return False
        if not is_called and any(link.get("href") and not leads_on(link) for link in links):
            return False
        return not any(one.get("id") in targets for one in element.iter(etree.Element) if one.get("id"))

    def _is_head(self, element: HtmlElement) -> bool:
        """Say whether an element outside of the main text holds its heading."""
        weight = self._of(element)
        return any(True for _ in element.iter("h1")) and weight.linked <= _HALF * weight.text

    def _drop_around(self) -> None:
        dropped: list[tuple[HtmlElement, Message | None]] = []
        stack = list(self._body.iterchildren(etree.Element, reversed=True))
        while stack:
            element = stack.pop()
            is_around, kind = self._fate(element)
            if is_around and not self._holds_title(element):
                dropped.append((element, kind))
            else:
                stack += element.iterchildren(etree.Element, reversed=True)
        for element, kind in dropped:
            self._take_out(element, kind)

    def _fate(self, element: HtmlElement) -> tuple[bool, Message | None]:
        """Say whether an element is to be left out, and as what; None where its text says that."""
        if self._is_around(element):
            return True, None
        most = _HALF if is_named(element) else _LITTLE
        if element.tag in BLOCKS and self._of(element).prose <= most * self._whole.prose and calls_for_remarks(element):
            return True, REMARKS
        return is_teasers(element, self._weights, self._whole), TEASERS

    def _take_out(self, element: HtmlElement, kind: Message | None = None) -> None:
        """Take an element out, tell it, and take its weight from those that hold it."""
        if text := shown(element):
            self._draft.leave_out(kind or (_CONTENTS if is_contents(element) else AROUND), text)
        weight = self._of(element)
        for one in element.iterancestors():
            if one in self._weights:
                self._weights[one] -= weight
        remove(element)

    def _is_around(self, element: HtmlElement) -> bool:
        weight, tag = self._of(element), element.tag
        if tag in _ROWS and _is_of_data(element):
            return False
        if tag not in BLOCKS:
            return is_marked(element) and words_in(text_of(element)) < _FEWEST_WORDS
        if not weight.text or weight.prose > _HALF * self._whole.prose > 0:
            return False
        if self._is_link_list(element, weight) or self._is_prompt(element, weight) or self._is_beside(element, weight):
            return True
        if element not in self._in_core and weight.prose <= _LITTLE * self._whole.prose and self._is_foot(element, weight):
            return True
        mostly_linked = weight.linked > _HALF * weight.text
        if tag == "nav" or element.get("role") in ("navigation", "menu", "menubar", "search"):
            return not weight.prose or mostly_linked
        if tag in ("footer", "aside", "header") or element.get("role") in _ROLES:
            return self._is_site_part(element, weight, mostly_linked)
        if is_marked(element):
            return not weight.sentences or mostly_linked
        if tag != "form" or element.get("data-asks") is None:
            return False
        return weight.prose <= _LITTLE * self._whole.prose or (is_named(element) and weight.prose <= _HALF * self._whole.prose)

    def _is_site_part(self, element: HtmlElement, weight: Weight, mostly_linked: bool) -> bool:
        if mostly_linked:
            return True
        is_inside = any(True for _ in element.iterancestors("main", "article")) or any(
            one.get("role") == "main" for one in element.iterancestors()
        )
        if is_inside:
            return not weight.sentences and not _has_heading(element)
        if element.tag == "header" and _has_heading(element) and weight.sentences:
            return False
        return weight.prose < _LITTLE * max(1, self._whole.prose)

    def _is_link_list(self, element: HtmlElement, weight: Weight) -> bool:
        """Say whether a block is little else than links: a menu, whatever it is called."""
        if element.tag not in _CONTAINERS or weight.links < _FEWEST_LINKS or weight.linked <= _MOST_LINKED * weight.text:
            return False
        if weight.prose or weight.sentences > _HALF * weight.text:
            return False
        return not (is_introduced(element) or self._is_between_paragraphs(element) or _is_of_data(element))

    def _is_between_paragraphs(self, element: HtmlElement) -> bool:
        """Say whether a list stands between the paragraphs of a text, as those of what to read do."""
        if not is_list(element):
            return False
        element = alone(element)
        before = element.getprevious()
        if before is None or before.tag != "p" or not self._of(before).prose:
            return False
        return any(self._of(after).prose for after in element.itersiblings("p", "div", "section"))

    def _is_beside(self, element: HtmlElement, weight: Weight) -> bool:
        """Say whether a block away from the paragraphs is rather links than text: teasers, a path, what to do with the page."""
        if element in self._in_core or weight.sentences or element.tag not in _CONTAINERS - _PARTS or is_of_item(element):
            return False
        if is_introduced(element) or self._is_between_paragraphs(element):
            return False
        return weight.linked > _RATHER_LINKED * weight.text and not any(True for _ in element.iter("h1", "th"))

    def _is_foot(self, element: HtmlElement, weight: Weight) -> bool:
        """Say whether a block with the rights of a site is the last that a page has to say."""
        if weight.text > _LONGEST_FOOT or _has_heading(element) or not _FOOT.search(text_of(element)):
            return False
        steps = [element, *element.iterancestors()]
        return not any(self._of(after).prose for step in steps[: steps.index(self._body)] for after in step.itersiblings(etree.Element))

    def _is_prompt(self, element: HtmlElement, weight: Weight) -> bool:
        """Say whether a block asks to allow something, as sites do of cookies."""
        if element.tag not in _CONTAINERS or weight.prose > _LITTLE * self._whole.prose or not weight.sentences:
            return False
        return bool(_PROMPT.search(text_of(element))) and bool(_ASKS.search(names_of(element)))

    def _scope(self) -> HtmlElement:
        """Give the element with the main text: what the page marks as such where most of the paragraphs are in it, else the body."""
        whole = max(1, self._of(self._body).prose)
        marked = [*self._body.iter("main"), *self._body.xpath(".//*[@role='main']")]
        for candidates, share in ((marked, _HALF), (list(self._body.iter("article")), _HALF)):
            largest: HtmlElement | None = max(candidates, key=lambda one: self._of(one).prose, default=None)
            if largest is not None and self._of(largest).prose >= share * whole:
                others = [one for one in candidates if one is not largest and not _is_within(one, largest)]
                if not any(self._of(one).prose > 0.1 * whole for one in others):
                    return largest
        return self._body


_FOOT = pattern_of("pages", "foot")
_PROMPT = re.compile(r"\bcookies?\b|\bconsent\b", re.IGNORECASE)
_ASKS = re.compile(r"cookie|consent|gdpr|banner|notice|privacy", re.IGNORECASE)


def _is_alike(element: HtmlElement, other: HtmlElement) -> bool:
    """Say whether two elements are of one kind, as the sections of a text are."""
    kinds, others = (set((one.get("class") or "").split()) for one in (element, other))
    return element.tag == other.tag and (bool(kinds & others) or not (kinds or others))


def _is_of_data(element: HtmlElement) -> bool:
    """Say whether an element is a part of a table that names its columns, or holds one: its cells may all be links."""
    if element.tag in _ROWS:
        return any(map(_names_columns, element.iterancestors("table")))
    return any(map(_names_columns, element.iter("table")))


def _names_columns(table: HtmlElement) -> bool:
    return not is_marked(table) and any(sum(1 for _ in row.iterchildren("th")) > 1 for row in table.iter("tr"))


def _has_heading(element: HtmlElement) -> bool:
    return any(True for _ in element.iter(*HEADINGS))


def _is_within(element: HtmlElement, other: HtmlElement) -> bool:
    return any(one is other for one in element.iterancestors())


def _outside(body: HtmlElement, main: HtmlElement) -> Iterator[HtmlElement]:
    """Give the largest elements of the body that do not hold the main text."""
    path = [main, *main.iterancestors()]
    for element in path:
        if element is body:
            return
        around = element.getparent()
        if around is not None:
            yield from (one for one in around.iterchildren(etree.Element) if one is not element)
