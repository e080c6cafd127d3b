"""The numbers that the styles of a page count and put before its elements, such as “Article 3” and “2.1”."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from ingest.readers.html.lists import STYLES
from ingest.readers.html.styles import Rule, path_of, rules_in, sheets_of
from ingest.readers.shared.numerals import written

_BEFORE = re.compile(r"::?before\s*$", re.IGNORECASE)
_DECLARATION = re.compile(r"(?:^|[;\s])(content|counter-(?:reset|increment|set))\s*+:((?:\"[^\"]*+\"|'[^']*+'|[^;\"'])*+)", re.IGNORECASE)
_PART = re.compile(
    r"\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<all>counters?)\(\s*+(?P<name>[\w-]++)\s*+"
    r"(?:,\s*+[\"'](?P<between>[^\"']*+)[\"']\s*+)?(?:,\s*+(?P<style>[\w-]++)\s*+)?\)",
    re.IGNORECASE,
)
_STEP = re.compile(r"((?:-|[^\W\d])[\w-]*+)(?:\s++(-?\d{1,6})(?![\w-]))?", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([0-9a-f]{1,6}) ?|\\(.)", re.IGNORECASE)
_MOST_RULES = 200
_MOST_LEVELS = 9


@dataclass(slots=True)
class _Counts:
    """The counters that are open at a place of the page: by name each with the element in which it holds and how far it is."""

    open: dict[str, list[tuple[HtmlElement | None, int]]] = field(default_factory=lambda: defaultdict(list))

    def reset(self, name: str, value: int, around: HtmlElement | None) -> None:
        if self.open[name] and self.open[name][-1][0] is around:
            self.open[name].pop()
        self.open[name].append((around, value))

    def step(self, name: str, value: int, around: HtmlElement | None) -> None:
        holder, count = self.open[name].pop() if self.open[name] else (around, 0)
        self.open[name].append((holder, count + value))

    def put(self, name: str, value: int, around: HtmlElement | None) -> None:
        holder, _ = self.open[name].pop() if self.open[name] else (around, 0)
        self.open[name].append((holder, value))

    def leave(self, element: HtmlElement) -> None:
        for counts in self.open.values():
            while counts and counts[-1][0] is element:
                counts.pop()

    def shown(self, part: re.Match[str]) -> str:
        """Write a counter, or all of its levels, as a part of a style's content says."""
        style = (part["style"] or "decimal").lower()
        values = [value for _, value in self.open.get(part["name"], ())][-_MOST_LEVELS:] or [0]
        values = values if part["all"].lower() == "counters" else values[-1:]
        return _unescaped(part["between"] or "").join(
            "" if style == "none" else written(value, STYLES.get(style, style)) for value in values
        )


class Counters:
    """What the sheets of a page count; `write` puts the numbers into the page once it holds only what is seen."""

    def __init__(self, page: HtmlElement) -> None:
        self._counting: dict[str, list[Rule]] = defaultdict(list)
        self._showing: dict[str, list[Rule]] = defaultdict(list)
        count = 0
        for selectors, body in rules_in(sheets_of(page)):
            declared = _declared(body)
            for selector in selectors.split(",") if declared else ():
                path = path_of(_BEFORE.sub("", selector))
                if path and count < _MOST_RULES:
                    kind = self._showing if _BEFORE.search(selector) else self._counting
                    kind[next(iter(path[-1].marks), path[-1].tag)].append(Rule(path, declared))
                    count += 1

    def write(self, page: HtmlElement) -> None:
        """Put before each element what its styles have counted."""
        if not any("counter" in rule.properties.get("content", "") for rules in self._showing.values() for rule in rules):
            return
        counts = _Counts()
        for event, element in etree.iterwalk(page, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "end":
                counts.leave(element)
                continue
            _count(counts, _properties(self._counting, element) | _declared(element.get("style") or ""), element.getparent())
            shown = _properties(self._showing, element)
            _count(counts, shown, element)
            if mark := _mark(shown.get("content", ""), counts):
                element.text = f"{mark}{element.text or ''}"


def _properties(rules: dict[str, list[Rule]], element: HtmlElement) -> dict[str, str]:
    names = [str(element.tag), *(f".{one}" for one in (element.get("class") or "").split()), f"#{element.get('id')}"]
    return {key: value for name in names for rule in rules.get(name, ()) if rule.fits(element) for key, value in rule.properties.items()}


def _count(counts: _Counts, properties: dict[str, str], around: HtmlElement | None) -> None:
    kinds: tuple[tuple[str, int, Callable[[str, int, HtmlElement | None], None]], ...] = (
        ("counter-reset", 0, counts.reset), ("counter-increment", 1, counts.step), ("counter-set", 0, counts.put),
    )  # fmt: skip
    for kind, usual, change in kinds:
        for name, value in _STEP.findall(properties.get(kind, "")):
            if name.lower() != "none":
                change(name, int(value) if value else usual, around)


def _mark(content: str, counts: _Counts) -> str:
    """Give what a style puts before an element, where it counts."""
    if "counter" not in content:
        return ""
    text = "".join(_shown(content, counts))
    return f"{text} " if text[-1:].isalnum() or text.endswith((".", ")")) else text


def _shown(content: str, counts: _Counts) -> Iterator[str]:
    for part in _PART.finditer(content):
        yield counts.shown(part) if part["all"] else _unescaped(part["double"] or part["single"] or "")


def _declared(body: str) -> dict[str, str]:
    return (
        {found[1].lower(): found[2].replace("!important", "").strip() for found in _DECLARATION.finditer(body)} if "count" in body else {}
    )


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(min(int(found[1], 16), 0xFFFF)) if found[1] else found[2], text)
