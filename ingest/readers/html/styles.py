"""What the styles of a page say of its elements, as far as it bears on what is seen: its own sheets and style attributes, none fetched."""

import re
from dataclasses import dataclass
from functools import cached_property

from lxml.html import HtmlElement

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_RULE = re.compile(r"(?<![^{};@])([^{};@]++)\{([^{}]*+)\}")
_AT_RULE = re.compile(r"@[^{};]*+(?:;|\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}|)")
_SELECTOR = re.compile(r"^[\w.#\s>-]+$")
_COMPOUND = re.compile(r"([.#]?)([\w-]+)")
_TELLING = re.compile(
    r"display|visibility|line-through|list-style|white-space|vertical-align|color|background|font-size|opacity|position|text-indent|text-shadow|"
    "transform",
    re.IGNORECASE,
)
_COLOR = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b(?:white|black|transparent)\b", re.IGNORECASE)
_BEARING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|text-decoration.*line-through|list-style|white-space:(?:pre|break)|"
    r"vertical-align:(?:super|sub)|font-size:(?:0|1px)|opacity:0|color:(?:transparent|rgba)|transform:scale\(0|filter:opacity\(0|(?:left|right|top|text-indent):-\d{3}"
)
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0)}
_ALIKE = 6  # of 255
_NOTHING = re.compile(r"^0(?:\.0*)?(?:px|pt|em|rem|%)?$")
_TINY = re.compile(r"^(?:[01](?:\.\d{0,3})?|\.\d{1,3})(?:px|pt)$")
_SHRUNK = re.compile(r"\bscale(?:3d)?\(\s?0\s?[,)]|\bopacity\(\s?0?\.?0?%?\s?\)")
_CLEAR = re.compile(r"^(?:transparent|(?:rgb|hsl)a?\([^()]{0,60}[,/]\s?0?\.?0{1,3}%?\s?\))$")
_FAR_AWAY = re.compile(r"^-\d{3,}")
Color = tuple[int, int, int]
Properties = dict[str, str]


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    marks: frozenset[str]

    def fits(self, element: HtmlElement) -> bool:
        return (not self.tag or element.tag == self.tag) and self.marks <= _marks(element)


@dataclass(frozen=True, slots=True)
class Rule:
    path: tuple[_Compound, ...]
    properties: Properties
    order: int = 0  # in the sheets

    @property
    def rank(self) -> tuple[int, int, int]:
        """How strong the rule is: by ids, then by classes, then by its place in the sheets."""
        marks = [mark for compound in self.path for mark in compound.marks]
        ids = sum(mark.startswith("#") for mark in marks)
        return ids, len(marks) - ids, self.order

    def fits(self, element: HtmlElement) -> bool:
        *outer, own = self.path
        if not own.fits(element):
            return False
        around: HtmlElement | None = element.getparent()
        for compound in reversed(outer):
            while around is not None and not compound.fits(around):
                around = around.getparent()
            if around is None:
                return False
            around = around.getparent()
        return True


class Styles:
    """The rules of a page's own sheets."""

    def __init__(self, page: HtmlElement) -> None:
        self._alone: dict[str, list[Rule]] = {}
        self._nested: dict[str, list[Rule]] = {}
        self._known: dict[tuple[str, str, str], tuple[Properties, list[Rule]]] = {}
        for rule in _rules(sheets_of(page)):
            own = rule.path[-1]
            if len(rule.path) == 1 or any(_bears(name, value) for name, value in rule.properties.items()):
                of_kind = self._alone if len(rule.path) == 1 else self._nested
                of_kind.setdefault(next(iter(own.marks), own.tag), []).append(rule)
        self._page = page

    def of(self, element: HtmlElement) -> Properties:
        """Give the declarations for an element by their names, the strongest of each."""
        key = (str(element.tag), element.get("class") or "", element.get("id") or "")
        if key not in self._known:
            names = [key[0], *_marks(element)]
            alone = [rule for name in names for rule in self._alone.get(name, ()) if rule.fits(element)]
            nested = [rule for name in names for rule in self._nested.get(name, ()) if rule.path[-1].fits(element)]
            alone.sort(key=lambda rule: rule.rank)
            nested.sort(key=lambda rule: rule.rank)
            self._known[key] = {name: value for rule in alone for name, value in rule.properties.items()}, nested
        found, nested = self._known[key]
        for rule in nested:
            if rule.fits(element):
                found = found | rule.properties
        style = element.get("style")
        return found | _declarations(style) if style else found

    @cached_property
    def has_others(self) -> bool:
        """Whether the page is styled by sheets that are not in it."""
        return any("stylesheet" in (link.get("rel") or "").lower() for link in self._page.iter("link"))


def sheets_of(page: HtmlElement) -> str:
    """Give the page's own sheets for screens, without their comments."""
    return "\n".join(
        _COMMENT.sub(" ", "".join(sheet.itertext())) for sheet in page.iter("style") if _is_for_screens(sheet.get("media", ""))
    )


def rules_in(sheets: str) -> list[tuple[str, str]]:
    """Give the selectors and the declarations of each rule that holds without a condition."""
    return _RULE.findall(_AT_RULE.sub(" ", sheets))


def hides(properties: Properties) -> bool:
    """Say whether an element with such properties is not seen."""
    if properties.get("display") == "none" or properties.get("visibility") in ("hidden", "collapse"):
        return True
    if _NOTHING.match(properties.get("font-size", "1")) or _NOTHING.match(properties.get("opacity", "1")):
        return True
    if _TINY.match(properties.get("font-size", "")) or _SHRUNK.search(f"{properties.get('transform', '')} {properties.get('filter', '')}"):
        return True
    away = properties.get("position") in ("absolute", "fixed") and any(
        _FAR_AWAY.match(properties.get(side, "")) for side in ("left", "right", "top")
    )
    return away or bool(_FAR_AWAY.match(properties.get("text-indent", "")))


def strikes(properties: Properties) -> bool:
    """Say whether an element with such properties is struck through."""
    return "line-through" in properties.get("text-decoration", "") + properties.get("text-decoration-line", "")


def is_clear(properties: Properties) -> bool:
    """Say whether an element with such properties writes with no colour at all, nor draws its letters otherwise."""
    drawn = any(f"{prefix}background-clip" in properties for prefix in ("", "-webkit-")) or "text-shadow" in properties
    return bool(_CLEAR.match(properties.get("color", ""))) and not drawn


def color_in(value: str) -> Color | None:
    """Give the colour that a value names; None where it names none that is seen."""
    found = _COLOR.search(value)
    if not found:
        return None
    written = found[0].lower()
    if written.startswith("#"):
        digits = written[1:]
        whole = "".join(2 * one for one in digits[:3]) if len(digits) < 6 else digits[:6]
        return int(whole[:2], 16), int(whole[2:4], 16), int(whole[4:6], 16)
    if written.startswith("rgb"):
        numbers = [int(float(one)) for one in re.findall(r"\d+(?:\.\d+)?", written)]
        return (numbers[0], numbers[1], numbers[2]) if len(numbers) >= 3 and numbers[3:] != [0] else None
    return _NAMED.get(written)


def alike(one: Color, other: Color) -> bool:
    """Say whether an eye cannot part two colours."""
    return all(abs(mine - yours) <= _ALIKE for mine, yours in zip(one, other, strict=True))


def _bears(name: str, value: str) -> bool:
    return bool(_BEARING.match(f"{name}:{value}"))


def _is_for_screens(media: str) -> bool:
    return not media.strip() or "screen" in media.lower() or "all" in media.lower()


def _rules(sheets: str) -> list[Rule]:
    return [
        Rule(path, declarations, order)
        for order, (selectors, body) in enumerate(rules_in(sheets))
        if _TELLING.search(body) and (declarations := _declarations(body))
        for selector in selectors.split(",")
        if (path := path_of(selector))
    ]


def path_of(selector: str) -> tuple[_Compound, ...]:
    """Give the compounds of a selector, the innermost last; none for one that depends on more than names, classes and ids."""
    if not _SELECTOR.match(selector):
        return ()
    parts = [_COMPOUND.findall(part) for part in selector.replace(">", " ").split()]
    return tuple(
        _Compound(next((name.lower() for sign, name in part if not sign), ""), frozenset(f"{sign}{name}" for sign, name in part if sign))
        for part in parts
    )


def _declarations(body: str) -> Properties:
    found: Properties = {}
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        if (colon and _TELLING.search(declaration)) or name.strip().lower() in ("left", "right", "top"):
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def _marks(element: HtmlElement) -> frozenset[str]:
    classes, name = element.get("class"), element.get("id")
    if not classes and not name:
        return frozenset()
    return frozenset([*(f".{one}" for one in (classes or "").split()), *([f"#{name}"] if name else [])])
